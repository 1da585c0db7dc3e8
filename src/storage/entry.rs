//! What the database gives back: plain values, no browser types in sight.

use std::collections::BTreeMap;

use passamano_core::id::{Digest, RecordId};
use passamano_core::record::Audience;
use passamano_core::sync::Delivery;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::request::{field, object};

/// One record on its way to the endpoints, and what each has said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The record.
    pub record: RecordId,
    /// This device wrote it. Others' records come in files, to be handed on.
    pub own: bool,
    /// The count of it by the device that wrote it.
    pub seq: u64,
    /// The kind of its fact, as [`passamano_core::record::Fact::kind`] names it; empty for a
    /// record of others.
    pub kind: String,
    /// What the list calls it: a household or follow-up code, never content.
    pub label: String,
    /// Who can open it.
    pub audience: Audience,
    /// When it was recorded, or came here, Unix milliseconds by the phone's clock.
    pub at_ms: i64,
    /// By endpoint key. Without any endpoint yet, the record waits for the first.
    pub to: BTreeMap<String, Delivery>,
}

impl Entry {
    /// Every endpoint has given its receipt, and there is at least one.
    pub fn is_received(&self) -> bool {
        !self.to.is_empty()
            && self.to.values().all(|delivery| matches!(delivery, Delivery::Received { .. }))
    }

    /// Some endpoint has given its receipt: the record is no longer on this phone only.
    pub fn received_somewhere(&self) -> bool {
        self.to.values().any(|delivery| matches!(delivery, Delivery::Received { .. }))
    }

    pub(super) fn to_js(&self) -> JsValue {
        // A struct of texts and numbers is always JSON.
        let text = serde_json::to_string(self).unwrap_or_default();
        object([("seq", JsValue::from_f64(self.seq as f64)), ("entry", text.into())])
    }

    pub(super) fn from_js(value: &JsValue) -> Option<Self> {
        serde_json::from_str(&field(value, "entry").as_string()?).ok()
    }
}

/// A record that this phone keeps from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its place in the order of arrival on this phone.
    pub n: u64,
    /// This device's count, gapless from 1.
    pub seq: u64,
    /// The record.
    pub record: RecordId,
    /// SHA-256 of the envelope.
    pub digest: Digest,
    /// The envelope.
    pub bytes: Vec<u8>,
}

/// Bytes that came from elsewhere and could not be taken among the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// As they came.
    pub bytes: Vec<u8>,
    /// Why, in a word of the caller's.
    pub reason: String,
    /// When, Unix milliseconds by the phone's clock.
    pub at_ms: i64,
}
