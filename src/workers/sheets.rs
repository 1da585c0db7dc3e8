//! The worker for spreadsheets, which are heavy to read and rare.
//!
//! `{op: "book", bytes}` is answered with `{book}`, the JSON of a `Workbook`. Errors: the codes
//! of `passamano_sheets::Refusal`, `unknown`. `{op: "zip", paths, texts}` is answered with `{bytes}`.

mod serve;
mod zip_file;

use js_sys::{Array, Uint8Array};
use serve::{Answer, field, sent, serve};
use wasm_bindgen::JsValue;

fn main() {
    serve(|message| match field(message, "op").as_string().as_deref() {
        Some("book") => sent(read(message)),
        Some("zip") => sent(zip(message)),
        _ => sent::<0>(Err("unknown")),
    });
}

fn read(message: &JsValue) -> Answer<1> {
    let bytes = Uint8Array::new(&field(message, "bytes")).to_vec();
    let book = passamano_sheets::read(&bytes).map_err(passamano_sheets::Refusal::code)?;
    let json = serde_json::to_string(&book).map_err(|_| "unknown")?;
    Ok([("book", json.into())])
}

fn zip(message: &JsValue) -> Answer<1> {
    let texts = |name: &str| {
        let list = Array::from(&field(message, name));
        list.iter().map(|text| text.as_string().unwrap_or_default()).collect::<Vec<_>>()
    };
    let parts: Vec<_> = texts("paths").into_iter().zip(texts("texts")).collect();
    Ok([("bytes", Uint8Array::from(zip_file::zip_file(&parts)?.as_slice()).into())])
}
