//! What phones and the hub say to each other, version 1: JSON over HTTPS, envelopes and
//! signatures as base64url text. `crates/passamano-hub/API.md` is the prose. No transport here.

use serde::{Deserialize, Serialize};

use crate::id::{DeviceId, Digest, RecordId, SpaceId, base64};
use crate::seal;
use crate::space::Grant;

/// `GET /v1/about`.
pub const ABOUT: &str = "/v1/about";
/// `POST /v1/spaces`, body [`Found`].
pub const SPACES: &str = "/v1/spaces";
/// `POST /v1/enrol`, body [`Enrol`], answer [`Enrolled`].
pub const ENROL: &str = "/v1/enrol";
/// `POST /v1/push`, body [`Push`], answer [`Pushed`].
pub const PUSH: &str = "/v1/push";
/// `GET /v1/pull?after=CURSOR&limit=N&wait=SECONDS`, answer [`Pulled`]; `own=1` adds the caller's.
pub const PULL: &str = "/v1/pull";
/// `GET /v1/devices`, answer [`Devices`]; for the desk.
pub const DEVICES: &str = "/v1/devices";

/// The most envelopes in one push.
pub const BATCH: usize = 50;

/// Who a hub is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Always `passamano-hub`: a login page or another service cannot be taken for a hub.
    pub service: String,
    /// What people call it.
    pub name: String,
    /// Its Ed25519 public key.
    #[serde(with = "base64")]
    pub key: Vec<u8>,
    /// Version of the program.
    pub version: String,
}

/// Opens a space at a hub. Repeating it is harmless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The space.
    pub space: SpaceId,
    /// The organisation's public key.
    #[serde(with = "base64")]
    pub org: Vec<u8>,
    /// Its signature over [`crate::space::found_message`].
    #[serde(with = "base64")]
    pub signature: Vec<u8>,
    /// The hub's founding code, where it asks for one before it opens a new space.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Enrols a device. Repeating it gives a new token and uses the grant once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrol {
    /// The organisation's permission.
    pub grant: Grant,
    /// The device.
    pub device: DeviceId,
    /// Its signature over [`crate::space::enrol_message`].
    #[serde(with = "base64")]
    pub signature: Vec<u8>,
}

/// The device is known from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// Goes into `Authorization: Bearer …` of every later request.
    pub token: String,
}

/// Envelopes to keep, at most [`BATCH`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// The envelopes.
    pub envelopes: Vec<Bytes>,
}

/// Bytes as base64url text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bytes(#[serde(with = "base64")] pub Vec<u8>);

/// What became of each envelope of a [`Push`], in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// One for each.
    pub results: Vec<PushResult>,
}

/// What became of one envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case", try_from = "FlatResult")]
pub enum PushResult {
    /// The hub holds it, now or already. The receipt says so.
    Held {
        /// The hub's word.
        receipt: Receipt,
        /// The hub had it before.
        #[serde(default)]
        again: bool,
    },
    /// The hub will not take it, whatever happens; the rest of the batch goes on.
    Refused {
        /// `too_large`, `bad_signature`, `not_an_envelope`, `other_space`, `too_many_clashes`.
        reason: String,
        /// The hub's Ed25519 signature over [`refusal_message`]. Without it a phone goes on
        /// trying: anybody on the way could say no. Empty where the hub could not read what it
        /// refused.
        #[serde(with = "base64", default, skip_serializing_if = "Vec::is_empty")]
        signature: Vec<u8>,
    },
}

/// The bytes that a hub signs when it refuses an envelope.
pub fn refusal_message(space: SpaceId, digest: &Digest, reason: &str) -> Vec<u8> {
    [b"passamano refusal 1".as_slice(), &space.0, &digest.0, reason.as_bytes()].concat()
}

/// All fields of a [`PushResult`]: less code than to read them by status.
#[derive(Deserialize)]
struct FlatResult {
    status: String,
    receipt: Option<Receipt>,
    #[serde(default)]
    again: bool,
    reason: Option<String>,
    #[serde(with = "base64", default)]
    signature: Vec<u8>,
}

impl TryFrom<FlatResult> for PushResult {
    type Error = &'static str;

    fn try_from(flat: FlatResult) -> Result<Self, Self::Error> {
        match (flat.status.as_str(), flat.receipt, flat.reason) {
            ("held", Some(receipt), _) => Ok(Self::Held { receipt, again: flat.again }),
            ("refused", _, Some(reason)) => Ok(Self::Refused { reason, signature: flat.signature }),
            _ => Err("not the result of a push"),
        }
    }
}

/// The endpoint's signed word that it holds one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The record.
    pub record: RecordId,
    /// SHA-256 of the envelope's bytes.
    pub digest: Digest,
    /// Who sealed it.
    pub device: DeviceId,
    /// The device's count.
    pub seq: u64,
    /// When the hub stored it, Unix milliseconds by the hub's clock.
    pub stored_ms: i64,
    /// The hub's Ed25519 signature over [`Receipt::message`].
    #[serde(with = "base64")]
    pub signature: Vec<u8>,
}

impl Receipt {
    /// The bytes that are signed.
    pub fn message(&self, space: SpaceId) -> Vec<u8> {
        [
            b"passamano receipt 1".as_slice(),
            &space.0,
            &self.record.0,
            &self.digest.0,
            &self.device.0,
            &self.seq.to_be_bytes(),
            &self.stored_ms.to_be_bytes(),
        ]
        .concat()
    }

    /// The hub with this key signed it.
    pub fn signed_by(&self, hub_key: &[u8], space: SpaceId) -> bool {
        signed(hub_key, &self.message(space), &self.signature)
    }
}

/// The hub with this key signed this message.
pub(crate) fn signed(hub_key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let (Ok(key), Ok(signature)) = (hub_key.try_into(), signature.try_into()) else { return false };
    seal::signed_by(key, message, signature)
}

/// What others wrote, from a cursor on. Volunteers' devices get team envelopes only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulled {
    /// Envelopes in the hub's order, the caller's own left out.
    pub envelopes: Vec<Bytes>,
    /// The cursor to ask from next.
    pub next: String,
    /// More is waiting now.
    pub more: bool,
    /// How many of the caller's own envelopes the hub holds, and the highest sequence among
    /// them: a hub that was restored from an old backup shows it here.
    pub own: Own,
}

/// What a hub holds of one device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// Envelopes held.
    pub count: u64,
    /// The highest sequence held.
    pub highest: u64,
}

/// What a hub holds of each device, for the desk: gaps show records that were lost with a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Devices {
    /// One for each enrolled device.
    pub devices: Vec<DeviceState>,
}

/// One device as the hub sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceState {
    /// The device.
    pub device: DeviceId,
    /// What it has sent.
    pub own: Own,
    /// The first sequences that are missing below the highest, at most 20.
    pub missing: Vec<u64>,
    /// When it last spoke to the hub, Unix milliseconds.
    pub seen_ms: i64,
}

/// What went wrong, for a person and for a program (RFC 9457 in small).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// `unknown_space`, `not_enrolled`, `grant_expired`, `grant_used_up`, `bad_signature`,
    /// `other_organisation`, `founding_closed`, `founding_code`, `desk_only`, `not_found`,
    /// `bad_request`, `too_large`, `too_slow`, `busy`, `broken`.
    pub code: String,
    /// One plain sentence.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Do *not* modify this test if it fails: receipts of version 1 are what phones believe.
    #[test]
    fn a_receipt_of_version_1_is_frozen() {
        let (hub, space) = ([3; 32], SpaceId([2; 16]));
        let mut receipt = Receipt {
            record: RecordId([4; 16]),
            digest: Digest([5; 32]),
            device: DeviceId([6; 32]),
            seq: 7,
            stored_ms: 1_795_822_200_000,
            signature: vec![],
        };
        receipt.signature = seal::sign(&hub, &receipt.message(space)).to_vec();
        let frozen = include_str!("../tests/frozen/receipt-v1.txt").trim();
        let held = PushResult::Held { receipt, again: false };
        assert_eq!(serde_json::to_string(&held).unwrap(), frozen);
        let PushResult::Held { receipt, .. } = serde_json::from_str(frozen).unwrap() else {
            panic!("a receipt is not read as one");
        };
        assert!(receipt.signed_by(&seal::signer_public(&hub), space));
    }
}
