//! The worker for codes: it keeps the heavy reading away from the screen, and its code away from
//! the first download. How a code is read and drawn is in `crates/passamano-codes`.
//!
//! `{op: "read", data, width, height}` is answered with `{text}`, null when no code was found;
//! `{op: "draw", text}` with `{size, modules}`. Errors: `too_long`, `unknown`.

mod serve;

use js_sys::Uint8Array;
use serve::{Answer, field, sent, serve};
use wasm_bindgen::{JsCast, JsValue};

fn main() {
    serve(|message| match field(message, "op").as_string().as_deref() {
        Some("read") => sent(read(message)),
        Some("draw") => sent(draw(message)),
        _ => sent::<0>(Err("unknown")),
    });
}

fn read(message: &JsValue) -> Answer<1> {
    // Bytes of either kind, copied once: a new array of them would be a copy more.
    let pixels = field(message, "data").unchecked_into::<Uint8Array>().to_vec();
    let side = |name| field(message, name).as_f64().unwrap_or(0.0) as usize;
    let text = passamano_codes::read(&pixels, side("width"), side("height"));
    Ok([("text", text.map_or(JsValue::NULL, JsValue::from))])
}

fn draw(message: &JsValue) -> Answer<2> {
    let text = field(message, "text").as_string().unwrap_or_default();
    let (size, modules) = passamano_codes::draw(&text).ok_or("too_long")?;
    Ok([("size", size.into()), ("modules", Uint8Array::from(modules.as_slice()).into())])
}
