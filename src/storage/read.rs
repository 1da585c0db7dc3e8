//! Reading envelopes back: all of them at start, or some by record.

use passamano_core::id::RecordId;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbCursor, IdbCursorDirection, IdbKeyRange};

use super::request::{Access, ask, ask_each, bytes, field, number};
use super::schema::{BY_RECORD, ENVELOPES};
use super::{Problem, Store};

/// So many at once: enough to be fast, few enough for a phone with little memory.
const BATCH: u32 = 500;

impl Store {
    /// The envelopes that arrived after the `n`th, with their places, in order of arrival.
    pub async fn envelopes_after(&self, n: u64) -> Result<Vec<(u64, Vec<u8>)>, Problem> {
        self.run(&[ENVELOPES], Access::Read, async |tx| {
            let store = tx.store(ENVELOPES)?;
            let mut all: Vec<(u64, Vec<u8>)> = Vec::new();
            loop {
                let last = all.last().map_or(n, |(n, _)| *n);
                let after =
                    IdbKeyRange::lower_bound_with_open(&JsValue::from_f64(last as f64), true)?;
                let keys = ask(store.get_all_keys_with_key_and_limit(&after, BATCH))?;
                let values = ask(store.get_all_with_key_and_limit(&after, BATCH))?;
                let keys = js_sys::Array::from(&keys.value().await?);
                let values = js_sys::Array::from(&values.value().await?);
                all.extend(
                    keys.iter().zip(values.iter()).filter_map(|(n, value)| {
                        Some((number(&n), bytes(&field(&value, "bytes"))?))
                    }),
                );
                if keys.length() < BATCH {
                    return Ok(all);
                }
            }
        })
        .await
    }

    /// The place of the latest envelope in the order of arrival, 0 before the first.
    pub async fn last_arrival(&self) -> Result<u64, Problem> {
        self.run(&[ENVELOPES], Access::Read, async |tx| {
            let backwards = tx.store(ENVELOPES)?.open_cursor_with_range_and_direction(
                &JsValue::UNDEFINED,
                IdbCursorDirection::Prev,
            );
            let last = ask(backwards)?.value().await?;
            Ok(last.dyn_ref::<IdbCursor>().map_or(Ok(0), |last| last.key().map(|n| number(&n)))?)
        })
        .await
    }

    /// All envelopes in order of arrival, for the export file.
    pub async fn everything(&self) -> Result<Vec<Vec<u8>>, Problem> {
        Ok(self.envelopes_after(0).await?.into_iter().map(|(_, bytes)| bytes).collect())
    }

    /// The envelope of one record.
    pub async fn envelope_of(&self, record: RecordId) -> Result<Option<Vec<u8>>, Problem> {
        Ok(self.envelopes_of(&[record]).await?.pop())
    }

    /// The envelopes of some records, in their order, without those that are not here.
    pub async fn envelopes_of(&self, records: &[RecordId]) -> Result<Vec<Vec<u8>>, Problem> {
        self.run(&[ENVELOPES], Access::Read, async |tx| {
            let index = tx.store(ENVELOPES)?.index(BY_RECORD)?;
            let answers = ask_each(records.iter().copied(), |key| index.get(key))?;
            let mut found = Vec::with_capacity(answers.len());
            for answer in answers {
                found.extend(bytes(&field(&answer.value().await?, "bytes")));
            }
            Ok(found)
        })
        .await
    }
}
