//! Waiting. The browser slows timers of a hidden page down, so none of them is exact.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

use super::window;

/// A call that is still to come, and does not come when this is dropped.
pub struct Timer {
    id: i32,
    _closure: Closure<dyn FnMut()>,
}

/// Calls `act` once after so many milliseconds, unless the timer is dropped before.
pub fn once(ms: u32, act: impl FnOnce() + 'static) -> Timer {
    let closure = Closure::once(act);
    let function = closure.as_ref().unchecked_ref();
    let id = window()
        .and_then(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(function, limit(ms)).ok()
        })
        .unwrap_or_default();
    Timer { id, _closure: closure }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Calls `act` every so many milliseconds as long as the page lives.
pub fn every(ms: u32, act: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(act).into_js_value();
    if let Some(window) = window() {
        let function = closure.unchecked_ref();
        // It refuses only a closure that is no function.
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(function, limit(ms));
    }
}

/// Waits so many milliseconds.
pub async fn sleep(ms: u32) {
    let _ = JsFuture::from(after(ms)).await;
}

/// A promise that is kept after so many milliseconds, with `undefined`.
pub(crate) fn after(ms: u32) -> Promise {
    Promise::new(&mut |resolve, _| {
        if let Some(window) = window() {
            let _ =
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, limit(ms));
        }
    })
}

/// The browser takes a longer wait for none at all.
fn limit(ms: u32) -> i32 {
    i32::try_from(ms).unwrap_or(i32::MAX)
}
