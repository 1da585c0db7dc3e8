//! Keeping the screen on while it is needed, as at a distribution with full hands.

use wasm_bindgen::JsValue;

use super::{call, call_async, navigator};

/// The screen stays on until this is dropped or the page is hidden. Take a new one when the page
/// is visible again.
pub struct WakeLock(JsValue);

/// Keeps the screen on, or nothing where the browser or the battery does not let us.
pub async fn hold() -> Option<WakeLock> {
    call_async(&navigator("wakeLock")?, "request", &["screen".into()]).await.map(WakeLock)
}

impl Drop for WakeLock {
    fn drop(&mut self) {
        let _ = call(&self.0, "release", &[]);
    }
}
