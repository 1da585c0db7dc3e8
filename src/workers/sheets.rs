//! The worker for spreadsheets, which are heavy to read and rare.
//!
//! `{op: "book", bytes}` is answered with `{book}`, the JSON of a `Workbook`. Errors: the codes
//! of `passamano_sheets::Refusal`, `unknown`.

mod serve;

use js_sys::Uint8Array;
use serve::{Answer, field, sent, serve};
use wasm_bindgen::JsValue;

fn main() {
    serve(|message| match field(message, "op").as_string().as_deref() {
        Some("book") => sent(read(message)),
        _ => sent::<0>(Err("unknown")),
    });
}

fn read(message: &JsValue) -> Answer<1> {
    let bytes = Uint8Array::new(&field(message, "bytes")).to_vec();
    let book = passamano_sheets::read(&bytes).map_err(passamano_sheets::Refusal::code)?;
    let json = serde_json::to_string(&book).map_err(|_| "unknown")?;
    Ok([("book", json.into())])
}
