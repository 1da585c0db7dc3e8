//! The worker for spreadsheets, which are heavy to read and rare.
//!
//! `{op: "rows", bytes}` is answered with `{rows}`, lists of texts. Errors: `not_a_sheet`,
//! `empty`, `too_many_rows`, `unknown`.

mod rows;
mod serve;

use js_sys::{Array, Uint8Array};
use serve::{Answer, field, sent, serve};
use wasm_bindgen::JsValue;

fn main() {
    serve(|message| match field(message, "op").as_string().as_deref() {
        Some("rows") => sent(read(message)),
        _ => sent::<0>(Err("unknown")),
    });
}

fn read(message: &JsValue) -> Answer<1> {
    let rows = rows::rows(Uint8Array::new(&field(message, "bytes")).to_vec())?;
    let row = |cells: Vec<String>| cells.into_iter().map(JsValue::from).collect::<Array>();
    Ok([("rows", rows.into_iter().map(row).collect::<Array>().into())])
}
