//! Whether the browser may throw our data away, and how much room there is. `None` means that
//! this browser does not say.

use wasm_bindgen::JsValue;

use super::{call_async, navigator, property};

/// Bytes of this site on this phone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// In use.
    pub used: f64,
    /// The most that the browser would give.
    pub quota: f64,
}

/// Whether the browser keeps our data until a person deletes it.
pub async fn persisted() -> Option<bool> {
    ask("persisted").await?.as_bool()
}

/// Asks the browser to keep our data. Firefox asks the person.
pub async fn persist() -> Option<bool> {
    ask("persist").await?.as_bool()
}

/// How much room there is.
pub async fn estimate() -> Option<Room> {
    let estimate = ask("estimate").await?;
    let number = |name| property(&estimate, name).and_then(|value| value.as_f64());
    Some(Room { used: number("usage")?, quota: number("quota")? })
}

async fn ask(method: &str) -> Option<JsValue> {
    call_async(&navigator("storage")?, method, &[]).await
}
