//! Thin wrappers of the browser: each file one of its interfaces, as plain functions that cannot
//! panic. Nothing of the app's logic is here, and no file but these names `web_sys::window`.
//!
//! What a browser may lack gives `None` or an error, never a guess: WebKit on Linux knows no
//! storage estimate, Firefox no wake lock in private windows, and most know no barcode detector.

pub mod asset;
pub mod camera;
pub mod clock;
pub mod codes;
pub mod fetch;
pub mod files;
pub mod history;
pub mod install;
pub mod keys;
mod listen;
pub mod locks;
pub mod net;
pub mod page;
pub mod panic;
pub mod persist;
pub mod photo;
pub mod plural;
pub mod prefs;
pub mod print;
pub mod random;
pub mod scan;
pub mod screen;
pub mod share;
pub mod sheets;
pub mod sound;
pub mod sw;
pub mod tabs;
pub mod timer;
pub mod turns;
pub mod vault;
pub mod vibrate;
mod worker;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

pub use listen::Listener;

/// The browser window.
pub(crate) fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// A property that not every browser has.
fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// Calls a method that not every browser has. A method that throws counts as absent.
fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = property(object, name)?.dyn_into().ok()?;
    method.apply(object, &arguments.iter().collect::<Array>()).ok()
}

/// Calls a method that gives a promise, and awaits it. Refusal counts as absence.
async fn call_async(object: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let promise: Promise = call(object, name, arguments)?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// A part of `navigator` that not every browser has.
fn navigator(name: &str) -> Option<JsValue> {
    property(window()?.navigator().as_ref(), name)
}

/// Sets a property of an object that is ours, where that cannot fail.
fn set(object: &js_sys::Object, name: &str, value: impl Into<JsValue>) {
    let _ = Reflect::set(object, &name.into(), &value.into());
}
