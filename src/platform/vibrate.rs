//! A short vibration. iPhones and most computers have none.

use super::{call, window};

/// One short tick: it was saved.
pub fn tick() {
    pulse(30);
}

/// A longer one: look at the screen.
pub fn warn() {
    pulse(200);
}

fn pulse(ms: u32) {
    if let Some(window) = window() {
        let _ = call(window.navigator().as_ref(), "vibrate", &[ms.into()]);
    }
}
