//! The app's own files: texts and packs. They come from the service worker's copy when there is
//! no signal.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::window;

/// The bytes of a file of this site, such as `/i18n/it.json`, or nothing where it does not come.
pub async fn bytes(path: &str) -> Option<Vec<u8>> {
    let response = JsFuture::from(window()?.fetch_with_str(path)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
