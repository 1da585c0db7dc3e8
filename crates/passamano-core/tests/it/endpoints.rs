//! Models of a hub and a webhook, kept as small as their promises allow.

use std::collections::BTreeSet;

use passamano_core::api::{Bytes, Own, Pulled, Push, PushResult, Pushed, Receipt};
use passamano_core::endpoint::{HttpRequest, HttpResponse};
use passamano_core::id::{Digest, RecordId, SpaceId};
use passamano_core::record::Audience;
use passamano_core::{envelope, seal};

pub const SPACE: SpaceId = SpaceId([2; 16]);
pub const HUB_KEY: [u8; 32] = [3; 32];
pub const HUB_URL: &str = "https://hub.example";
pub const HOOK_URL: &str = "https://sheet.example/in";

pub fn response(status: u16, body: Vec<u8>) -> HttpResponse {
    HttpResponse { status, headers: vec![], body, url: None }
}

/// A hub: rows in the order of arrival, each envelope once.
#[derive(Default)]
pub struct HubModel {
    pub rows: Vec<(RecordId, Digest, Vec<u8>)>,
    /// Everything that was ever held, also before a restore.
    pub ever: BTreeSet<RecordId>,
    backup: usize,
}

impl HubModel {
    pub fn back_up(&mut self) {
        self.backup = self.rows.len();
    }

    /// Goes back to the backup; says how many rows were forgotten.
    pub fn restore(&mut self) -> usize {
        let forgotten = self.rows.len().saturating_sub(self.backup);
        self.rows.truncate(self.backup);
        forgotten
    }

    pub fn answer(
        &mut self,
        caller: &[u8; 32],
        request: &HttpRequest,
        now_ms: i64,
    ) -> HttpResponse {
        let body = match request.method {
            "POST" => self.push(request.body.as_deref().unwrap(), now_ms),
            _ => self.pull(caller, &request.url),
        };
        response(200, body)
    }

    fn push(&mut self, body: &[u8], now_ms: i64) -> Vec<u8> {
        let push: Push = serde_json::from_slice(body).unwrap();
        let results =
            push.envelopes.into_iter().map(|Bytes(bytes)| self.keep(bytes, now_ms)).collect();
        serde_json::to_vec(&Pushed { results }).unwrap()
    }

    fn keep(&mut self, bytes: Vec<u8>, now_ms: i64) -> PushResult {
        let header = envelope::header(&bytes).unwrap();
        let digest = seal::digest(&bytes);
        let again = self.rows.iter().any(|(record, d, _)| (*record, *d) == (header.record, digest));
        if !again {
            self.rows.push((header.record, digest, bytes));
            self.ever.insert(header.record);
        }
        let mut receipt = Receipt {
            record: header.record,
            digest,
            device: header.device,
            seq: header.seq,
            stored_ms: now_ms,
            signature: vec![],
        };
        receipt.signature = seal::sign(&HUB_KEY, &receipt.message(SPACE)).to_vec();
        PushResult::Held { receipt, again }
    }

    fn pull(&self, caller: &[u8; 32], url: &str) -> Vec<u8> {
        let query = url.split_once('?').unwrap().1;
        let part =
            |name: &str| query.split('&').find_map(|p| p.strip_prefix(name)?.strip_prefix('='));
        let from = part("after").map_or(0, |cursor| self.place(cursor));
        let limit: usize = part("limit").unwrap().parse().unwrap();
        let to = self.rows.len().min(from + limit);
        let envelopes = self.rows[from..to].iter().map(|(.., bytes)| bytes.clone());
        let others = envelopes.filter(|bytes| {
            let header = envelope::header(bytes).unwrap();
            header.audience == Audience::Team && header.device.0 != *caller
        });
        let own = self
            .rows
            .iter()
            .filter_map(|(.., bytes)| envelope::header(bytes).ok())
            .filter(|h| h.device.0 == *caller);
        let own = own.fold(Own::default(), |own, h| Own {
            count: own.count + 1,
            highest: own.highest.max(h.seq),
        });
        let pulled = Pulled {
            envelopes: others.map(Bytes).collect(),
            next: self.cursor(to),
            more: to < self.rows.len(),
            own,
        };
        serde_json::to_vec(&pulled).unwrap()
    }

    /// A cursor names the row before it, so that after a restore a cursor of the other history
    /// is noticed instead of skipping rows.
    fn cursor(&self, place: usize) -> String {
        let tag = place.checked_sub(1).map_or(0, |i| self.rows[i].1.0[0]);
        format!("{place}.{tag}")
    }

    fn place(&self, cursor: &str) -> usize {
        let place: usize = cursor.split('.').next().unwrap().parse().unwrap();
        if place <= self.rows.len() && self.cursor(place) == cursor { place } else { 0 }
    }
}

/// A webhook that appends what it has not seen and echoes the ids.
#[derive(Default)]
pub struct HookModel {
    pub rows: Vec<RecordId>,
}

impl HookModel {
    pub fn answer(&mut self, request: &HttpRequest) -> HttpResponse {
        let post: serde_json::Value =
            serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
        let mut received = vec![];
        for item in post["records"].as_array().unwrap() {
            let id: RecordId = item["id"].as_str().unwrap().parse().unwrap();
            if !self.rows.contains(&id) {
                self.rows.push(id);
            }
            received.push(id.to_string());
        }
        response(200, serde_json::json!({ "received": received }).to_string().into_bytes())
    }
}
