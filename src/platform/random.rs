//! Random bytes from the system.

use wasm_bindgen::throw_str;

use super::window;

/// Bytes that nobody can guess. Every browser that can run the app has them; in one that had
/// not, the app stops here, because sealing with guessable bytes would be worse.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let filled = window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    if filled.is_none() {
        throw_str("this browser gives no random bytes");
    }
    bytes
}

/// A number that nobody can guess, to spread retries in time.
pub fn number() -> u32 {
    u32::from_le_bytes(bytes())
}
