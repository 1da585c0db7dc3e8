//! A short vibration. iPhones and most computers have none.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::{call, window};

/// One short tick: it was saved.
pub fn tick() {
    pulse(30);
}

/// A longer one: look at the screen.
pub fn warn() {
    pulse(200);
}

/// Several by turns with pauses, in milliseconds: on, off, on.
pub fn pattern(times: &[u32]) {
    let times: Array = times.iter().map(|ms| JsValue::from(*ms)).collect();
    vibrate(&times);
}

fn pulse(ms: u32) {
    vibrate(&ms.into());
}

fn vibrate(times: &JsValue) {
    if let Some(window) = window() {
        let _ = call(window.navigator().as_ref(), "vibrate", std::slice::from_ref(times));
    }
}
