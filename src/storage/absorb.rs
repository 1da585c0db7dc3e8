//! Keeping what others recorded. Nothing that arrives replaces what is here.

use std::collections::BTreeMap;

use passamano_core::id::RecordId;
use passamano_core::{envelope, seal};
use wasm_bindgen::JsValue;

use super::address::hand_on;
use super::request::{Access, Tx, ask, bytes, field, number, object, stored};
use super::schema::{BY_RECORD, ENVELOPES, META, RECEIPTS, SET_ASIDE, UNSENT};
use super::{Arrived, Aside, Problem, Store};
use crate::platform::clock;

impl Store {
    /// Keeps envelopes whose signature the caller has checked, and how far the endpoint was read:
    /// `(endpoint key, cursor)`. Known ones are skipped; a known record with other bytes is set
    /// aside, and both stay. Returns the new ones with their place in the order of arrival.
    pub async fn absorb(
        &self,
        envelopes: Vec<Vec<u8>>,
        cursor: Option<(&str, &str)>,
    ) -> Result<Vec<Arrived>, Problem> {
        self.run(&[ENVELOPES, SET_ASIDE, META], Access::Strict, async |tx| {
            if let Some((endpoint, at)) = cursor {
                tx.store(META)?.put_with_key(&at.into(), &cursor_name(endpoint))?;
            }
            put(tx, &envelopes).await
        })
        .await
    }

    /// The same for envelopes from a file, which go on to these endpoints. With the note of that
    /// in one transaction: a phone that stopped in between would know them and never send them.
    pub async fn absorb_and_hand_on(
        &self,
        envelopes: Vec<Vec<u8>>,
        endpoints: &[String],
    ) -> Result<Vec<Arrived>, Problem> {
        self.run(&[ENVELOPES, SET_ASIDE, UNSENT, RECEIPTS], Access::Strict, async |tx| {
            let arrived = put(tx, &envelopes).await?;
            hand_on(tx, &arrived, endpoints)?;
            Ok(arrived)
        })
        .await
    }

    /// How far an endpoint was read.
    pub async fn cursor(&self, endpoint: &str) -> Result<Option<String>, Problem> {
        self.run(&[META], Access::Read, async |tx| {
            Ok(ask(tx.store(META)?.get(&cursor_name(endpoint)))?.value().await?.as_string())
        })
        .await
    }

    /// Keeps bytes that could not be taken among the records, with the reason in a word.
    pub async fn set_aside(&self, bytes: &[u8], reason: &str, at_ms: i64) -> Result<(), Problem> {
        self.run(&[SET_ASIDE], Access::Strict, async |tx| lay_aside(tx, bytes, reason, at_ms)).await
    }

    /// Everything that was set aside.
    pub async fn aside(&self) -> Result<Vec<Aside>, Problem> {
        self.run(&[SET_ASIDE], Access::Read, async |tx| {
            let all = ask(tx.store(SET_ASIDE)?.get_all())?.value().await?;
            let read = |value: JsValue| {
                Some(Aside {
                    bytes: bytes(&field(&value, "bytes"))?,
                    reason: field(&value, "reason").as_string()?,
                    at_ms: field(&value, "at").as_f64()? as i64,
                })
            };
            Ok(js_sys::Array::from(&all).iter().filter_map(read).collect())
        })
        .await
    }
}

/// Keeps what arrived as part of a transaction.
pub(super) async fn put(tx: &Tx, arrived: &[Vec<u8>]) -> Result<Vec<Arrived>, Problem> {
    let now = clock::now().ms;
    let store = tx.store(ENVELOPES)?;
    let index = store.index(BY_RECORD)?;
    // A batch may name a record twice: the first counts, as it would have in two batches.
    let mut first: BTreeMap<RecordId, &Vec<u8>> = BTreeMap::new();
    let mut asked = Vec::new();
    for bytes in arrived {
        let Ok(header) = envelope::header(bytes) else {
            lay_aside(tx, bytes, "not_an_envelope", now)?;
            continue;
        };
        match first.get(&header.record) {
            Some(same) if *same == bytes => {}
            Some(_) => lay_aside(tx, bytes, "clash", now)?,
            None => {
                first.insert(header.record, bytes);
                let known = ask(index.get(&header.record.to_string().into()))?;
                asked.push((header.record, bytes, known));
            }
        }
    }
    let mut added = Vec::new();
    for (record, arrived, known) in asked {
        match bytes(&field(&known.value().await?, "bytes")) {
            Some(known) if known == *arrived => {}
            Some(_) => lay_aside(tx, arrived, "clash", now)?,
            None => {
                let value = object([
                    ("record", record.to_string().into()),
                    ("own", false.into()),
                    ("bytes", stored(arrived)),
                ]);
                added.push((ask(store.add(&value))?, arrived));
            }
        }
    }
    let mut new = Vec::with_capacity(added.len());
    for (n, bytes) in added {
        new.push((number(&n.value().await?), bytes.clone()));
    }
    Ok(new)
}

/// Set aside under their digest: the same bytes again change nothing but the date.
fn lay_aside(tx: &Tx, bytes: &[u8], reason: &str, at_ms: i64) -> Result<(), Problem> {
    let value = object([
        ("bytes", stored(bytes)),
        ("reason", reason.into()),
        ("at", JsValue::from_f64(at_ms as f64)),
    ]);
    tx.store(SET_ASIDE)?.put_with_key(&value, &seal::digest(bytes).to_string().into())?;
    Ok(())
}

fn cursor_name(endpoint: &str) -> JsValue {
    format!("cursor {endpoint}").into()
}
