//! What both workers share: taking messages, answering on the port that each brings, and saying
//! that they are ready. The other side is `src/platform/worker.rs`.

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};

/// The fields of an answer, or the code of an error.
pub type Answer<const N: usize> = Result<[(&'static str, JsValue); N], &'static str>;

/// Answers every message with what `answer` makes of it, or with `{error: code}`.
pub fn serve(answer: fn(&JsValue) -> JsValue) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(port) = event.ports().get(0).dyn_into::<MessagePort>() {
            // The caller has given up if it takes no answer any more.
            let _ = port.post_message(&answer(&event.data()));
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // Refused only if the page is gone.
    let _ = scope.post_message(&"ready".into());
}

/// A field of a message.
pub fn field(message: &JsValue, name: &str) -> JsValue {
    Reflect::get(message, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// An answer as it is sent.
pub fn sent<const N: usize>(answer: Answer<N>) -> JsValue {
    let object = Object::new();
    let put = |name: &str, value: &JsValue| {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &name.into(), value);
    };
    match answer {
        Ok(fields) => fields.iter().for_each(|(name, value)| put(name, value)),
        Err(code) => put("error", &code.into()),
    }
    object.into()
}
