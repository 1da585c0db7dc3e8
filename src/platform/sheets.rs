//! Spreadsheet files, by the sheets worker: reading (XLSX, XLS, ODS and their kin), and putting the
//! parts of a new one into its file. CSV is the core's.

use js_sys::{Array, Object, Uint8Array};
use passamano_core::list::Workbook;

use super::worker::Helper;
use super::{property, set};

pub use super::worker::Fault;

thread_local! {
    static WORKER: Helper = Helper::new("/sheets-worker_loader.js");
}

/// The sheets of a workbook, cells as they are shown. Refused with the codes of
/// `passamano_sheets::Refusal`.
pub async fn read(bytes: &[u8]) -> Result<Workbook, Fault> {
    let message = Object::new();
    set(&message, "op", "book");
    set(&message, "bytes", Uint8Array::from(bytes));
    let answer = WORKER.with(Clone::clone).call(&message).await?;
    let json = property(&answer, "book").and_then(|book| book.as_string());
    json.and_then(|json| serde_json::from_str(&json).ok()).ok_or(Fault::Crashed)
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
