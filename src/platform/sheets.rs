//! Reading spreadsheet files (XLSX, XLS, ODS and their kin), by the sheets worker. CSV is read by
//! the core.

use js_sys::{Object, Uint8Array};
use passamano_core::household::import::Workbook;

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
