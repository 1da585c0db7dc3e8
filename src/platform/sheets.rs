//! Spreadsheet files, by the sheets worker: reading (XLSX, XLS, ODS), and putting the parts of a
//! new one into its file. CSV is the core's.

use js_sys::{Array, Object, Uint8Array};

use super::worker::Helper;
use super::{property, set};

pub use super::worker::Fault;

thread_local! {
    static WORKER: Helper = Helper::new("/sheets-worker_loader.js");
}

/// The rows of the first sheet that holds something, cells as text: whole numbers without
/// decimals, dates as `YYYY-MM-DD`, formulas as their last result.
///
/// Refused with `not_a_sheet`, `empty` or `too_many_rows` (more than 60,000).
pub async fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, Fault> {
    let message = Object::new();
    set(&message, "op", "rows");
    set(&message, "bytes", Uint8Array::from(bytes));
    let answer = WORKER.with(Clone::clone).call(&message).await?;
    let rows = property(&answer, "rows").ok_or(Fault::Crashed)?;
    let text = |cell: wasm_bindgen::JsValue| cell.as_string().unwrap_or_default();
    Ok(Array::from(&rows).iter().map(|row| Array::from(&row).iter().map(text).collect()).collect())
}

/// Files in one ZIP file, each with its path and text: what a workbook is.
pub async fn zipped(parts: &[(&str, String)]) -> Result<Vec<u8>, Fault> {
    let message = Object::new();
    set(&message, "op", "zip");
    let list = |text: &dyn Fn(&(&str, String)) -> wasm_bindgen::JsValue| {
        parts.iter().map(text).collect::<Array>()
    };
    set(&message, "paths", list(&|(path, _)| (*path).into()));
    set(&message, "texts", list(&|(_, text)| text.as_str().into()));
    let answer = WORKER.with(Clone::clone).call(&message).await?;
    let bytes = property(&answer, "bytes").ok_or(Fault::Crashed)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}
