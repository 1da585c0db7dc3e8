//! The worker for spreadsheets, which are heavy to read and rare.
//!
//! `{op: "rows", bytes}` is answered with `{rows}`, lists of texts. Errors: `not_a_sheet`,
//! `empty`, `too_many_rows`, `unknown`. `{op: "zip", paths, texts}` is answered with `{bytes}`.

mod rows;
mod serve;
mod zip_file;

use js_sys::{Array, Uint8Array};
use serve::{Answer, field, sent, serve};
use wasm_bindgen::JsValue;

fn main() {
    serve(|message| match field(message, "op").as_string().as_deref() {
        Some("rows") => sent(read(message)),
        Some("zip") => sent(zip(message)),
        _ => sent::<0>(Err("unknown")),
    });
}

fn read(message: &JsValue) -> Answer<1> {
    let rows = rows::rows(Uint8Array::new(&field(message, "bytes")).to_vec())?;
    let row = |cells: Vec<String>| cells.into_iter().map(JsValue::from).collect::<Array>();
    Ok([("rows", rows.into_iter().map(row).collect::<Array>().into())])
}

fn zip(message: &JsValue) -> Answer<1> {
    let texts = |name: &str| {
        let list = Array::from(&field(message, name));
        list.iter().map(|text| text.as_string().unwrap_or_default()).collect::<Vec<_>>()
    };
    let parts: Vec<_> = texts("paths").into_iter().zip(texts("texts")).collect();
    Ok([("bytes", Uint8Array::from(zip_file::zip_file(&parts)?.as_slice()).into())])
}
