//! Sealing with the browser's own cipher, AES-256-GCM, for what stays on this phone and is large:
//! the core's cipher takes a slow phone a tenth of a second for each megabyte. What other phones
//! open is the core's to seal.

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::JsValue;

use super::{call_async, property, random, set, window};

const CIPHER: &str = "AES-GCM";
/// As long as the cipher wants it, in bytes.
const NONCE: usize = 12;

/// Seals under a key: the random nonce, then the ciphertext. Nothing where the browser has no
/// ciphers, as on a page that came by plain HTTP.
pub async fn lock(key: &[u8; 32], about: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let nonce = random::bytes::<NONCE>();
    let sealed = run("encrypt", key, &nonce, about, plain).await?;
    Some([nonce.as_slice(), &sealed].concat())
}

/// Opens what [`lock`] sealed. Nothing if the key, what it is about, or a byte is another.
pub async fn unlock(key: &[u8; 32], about: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    run("decrypt", key, nonce, about, sealed).await
}

async fn run(
    verb: &str,
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    about: &[u8],
    bytes: &[u8],
) -> Option<Vec<u8>> {
    let subtle = property(&window()?.crypto().ok()?.into(), "subtle")?;
    let raw = Uint8Array::from(key.as_slice());
    let may = Array::of1(&verb.into());
    let import = ["raw".into(), raw.into(), CIPHER.into(), JsValue::FALSE, may.into()];
    let key = call_async(&subtle, "importKey", &import).await?;
    let how = Object::new();
    set(&how, "name", CIPHER);
    set(&how, "iv", Uint8Array::from(nonce.as_slice()));
    set(&how, "additionalData", Uint8Array::from(about));
    let done =
        call_async(&subtle, verb, &[how.into(), key, Uint8Array::from(bytes).into()]).await?;
    Some(Uint8Array::new(&done).to_vec())
}
