//! Where records must go: when the endpoints of the space change, when one has lost records, and
//! when others' records are to be handed on.

use passamano_core::envelope;
use passamano_core::sync::Delivery;
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use super::outbox::{everywhere, place};
use super::request::{Access, Tx};
use super::schema::{RECEIPTS, UNSENT};
use super::{Arrived, Entry, Problem, Store};
use crate::platform::clock;

impl Store {
    /// From now on every record must reach exactly these endpoints, those from before too.
    /// Receipts of endpoints that are gone stay as they are.
    pub async fn address(&self, endpoints: &[String]) -> Result<(), Problem> {
        self.revise(&JsValue::UNDEFINED, |entry| {
            let is_receipt = |delivery: &Delivery| matches!(delivery, Delivery::Received { .. });
            entry.to.retain(|key, delivery| endpoints.contains(key) || is_receipt(delivery));
            for key in endpoints {
                entry.to.entry(key.clone()).or_insert(Delivery::Waiting);
            }
        })
        .await
        .map(|_| ())
    }

    /// The endpoint has lost own records above this sequence: those go to it again. Gives how many.
    pub async fn requeue(&self, endpoint: &str, above: u64) -> Result<usize, Problem> {
        let range = IdbKeyRange::lower_bound_with_open(&JsValue::from_f64(above as f64), true)?;
        self.revise(&range, |entry| {
            if let Some(delivery) = entry.to.get_mut(endpoint)
                && entry.own
                && matches!(delivery, Delivery::Received { .. })
            {
                *delivery = Delivery::Waiting;
            }
        })
        .await
    }

    /// Changes entries wherever they are, and writes those that are different afterward.
    /// Gives how many.
    async fn revise(&self, range: &JsValue, change: impl Fn(&mut Entry)) -> Result<usize, Problem> {
        self.run(&[UNSENT, RECEIPTS], Access::Strict, async |tx| {
            let mut changed = 0;
            for before in everywhere(tx, range).await? {
                let mut after = before.clone();
                change(&mut after);
                if after != before {
                    place(tx, &after)?;
                    changed += 1;
                }
            }
            Ok(changed)
        })
        .await
    }
}

/// Notes that others' records, which were just taken in, go on to these endpoints.
pub(super) fn hand_on(tx: &Tx, arrived: &[Arrived], endpoints: &[String]) -> Result<(), Problem> {
    let at_ms = clock::now().ms;
    for header in arrived.iter().filter_map(|(_, bytes)| envelope::header(bytes).ok()) {
        let entry = Entry {
            record: header.record,
            own: false,
            seq: header.seq,
            kind: String::new(),
            label: String::new(),
            audience: header.audience,
            at_ms,
            to: endpoints.iter().map(|key| (key.clone(), Delivery::Waiting)).collect(),
        };
        place(tx, &entry)?;
    }
    Ok(())
}
