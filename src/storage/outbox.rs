//! What is still to be sent, and what every endpoint has given a receipt for. What to send next
//! is decided by [`passamano_core::sync`].

use passamano_core::api::Own;
use passamano_core::id::RecordId;
use passamano_core::sync::Delivery;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbCursorDirection, IdbCursorWithValue};

use super::request::{Access, Tx, ask, number};
use super::schema::{BY_SEQ, RECEIPTS, UNSENT};
use super::{Entry, Problem, Store};

impl Store {
    /// What is still to be sent, by sequence.
    pub async fn unsent(&self) -> Result<Vec<Entry>, Problem> {
        self.run(&[UNSENT], Access::Read, async |tx| entries(tx, UNSENT, &JsValue::UNDEFINED).await)
            .await
    }

    /// What is due at one endpoint, by sequence.
    pub async fn due(&self, endpoint: &str) -> Result<Vec<RecordId>, Problem> {
        let is_due = |entry: &Entry| entry.to.get(endpoint).is_some_and(Delivery::due);
        Ok(self.unsent().await?.iter().filter(|it| is_due(it)).map(|it| it.record).collect())
    }

    /// What is known of one record's way, wherever it stands.
    pub async fn entry(&self, record: RecordId) -> Result<Option<Entry>, Problem> {
        self.run(&[UNSENT, RECEIPTS], Access::Read, async |tx| find(tx, record).await).await
    }

    /// How many records every endpoint holds, and the newest of them, by falling sequence.
    pub async fn received(&self, newest: u32) -> Result<(u32, Vec<Entry>), Problem> {
        self.run(&[RECEIPTS], Access::Read, async |tx| {
            let store = tx.store(RECEIPTS)?;
            let count = number(&ask(store.count())?.value().await?) as u32;
            let mut newest_entries = Vec::new();
            if newest == 0 {
                return Ok((count, newest_entries));
            }
            let request = store.index(BY_SEQ)?.open_cursor_with_range_and_direction(
                &JsValue::UNDEFINED,
                IdbCursorDirection::Prev,
            )?;
            let mut at = ask(Ok(request.clone()))?.value().await?;
            while let Some(cursor) = at.dyn_ref::<IdbCursorWithValue>() {
                newest_entries.extend(Entry::from_js(&cursor.value()?));
                if newest_entries.len() == newest as usize {
                    break;
                }
                cursor.continue_()?;
                at = ask(Ok(request.clone()))?.value().await?;
            }
            Ok((count, newest_entries))
        })
        .await
    }

    /// Whether every one of these records is held by some endpoint.
    pub async fn are_received(&self, records: &[RecordId]) -> Result<bool, Problem> {
        self.run(&[UNSENT, RECEIPTS], Access::Read, async |tx| {
            for record in records {
                if find(tx, *record).await?.is_none_or(|entry| !entry.received_somewhere()) {
                    return Ok(false);
                }
            }
            Ok(true)
        })
        .await
    }

    /// How many of this device's records one endpoint holds, and the highest sequence of them.
    pub async fn own_received(&self, endpoint: &str) -> Result<Own, Problem> {
        self.run(&[UNSENT, RECEIPTS], Access::Read, async |tx| {
            let mut own = Own::default();
            for entry in everywhere(tx, &JsValue::UNDEFINED).await? {
                if entry.own && matches!(entry.to.get(endpoint), Some(Delivery::Received { .. })) {
                    own.count += 1;
                    own.highest = own.highest.max(entry.seq);
                }
            }
            Ok(own)
        })
        .await
    }

    /// Writes down what an endpoint said about each record. A record moves to the receipts when
    /// every endpoint has given one. A receipt is never taken back by a later failure: only
    /// [`Store::requeue`] does that.
    pub async fn settle(
        &self,
        endpoint: &str,
        outcomes: &[(RecordId, Delivery)],
    ) -> Result<(), Problem> {
        self.run(&[UNSENT, RECEIPTS], Access::Strict, async |tx| {
            for (record, delivery) in outcomes {
                if let Some(mut entry) = find(tx, *record).await?
                    && !matches!(entry.to.get(endpoint), Some(Delivery::Received { .. }))
                {
                    entry.to.insert(endpoint.to_owned(), delivery.clone());
                    place(tx, &entry)?;
                }
            }
            Ok(())
        })
        .await
    }
}

/// The entries of one store, by sequence. What this version cannot read is left out and left
/// alone: one entry must not keep the others from being sent.
pub(super) async fn entries(tx: &Tx, store: &str, range: &JsValue) -> Result<Vec<Entry>, Problem> {
    let all = ask(tx.store(store)?.index(BY_SEQ)?.get_all_with_key(range))?.value().await?;
    Ok(js_sys::Array::from(&all).iter().filter_map(|value| Entry::from_js(&value)).collect())
}

/// All entries, wherever they are.
pub(super) async fn everywhere(tx: &Tx, range: &JsValue) -> Result<Vec<Entry>, Problem> {
    let mut all = entries(tx, RECEIPTS, range).await?;
    all.extend(entries(tx, UNSENT, range).await?);
    Ok(all)
}

/// Puts an entry where it belongs now, and nowhere else.
pub(super) fn place(tx: &Tx, entry: &Entry) -> Result<(), Problem> {
    let (to, from) = if entry.is_received() { (RECEIPTS, UNSENT) } else { (UNSENT, RECEIPTS) };
    let key = entry.record.to_string().into();
    tx.store(from)?.delete(&key)?;
    tx.store(to)?.put_with_key(&entry.to_js(), &key)?;
    Ok(())
}

async fn find(tx: &Tx, record: RecordId) -> Result<Option<Entry>, Problem> {
    let key = record.to_string().into();
    let unsent = ask(tx.store(UNSENT)?.get(&key))?;
    let received = ask(tx.store(RECEIPTS)?.get(&key))?;
    let (unsent, received) = (unsent.value().await?, received.value().await?);
    Ok(Entry::from_js(&unsent).or_else(|| Entry::from_js(&received)))
}
