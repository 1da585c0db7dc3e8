//! Reading a file that a person chose.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Why a file was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It is larger than the caller takes.
    TooLarge,
    /// The phone does not give it: it was moved, deleted or lies on a disconnected card.
    Unreadable,
}

/// The bytes of a file of at most `max` bytes.
pub async fn read(file: &File, max: u32) -> Result<Vec<u8>, Problem> {
    if file.size() > f64::from(max) {
        return Err(Problem::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| Problem::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
