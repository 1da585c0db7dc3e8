//! Taking envelopes in. Each is judged alone: a bad one never stops the others.
//!
//! Any enrolled device may bring any validly signed envelope of its space, also one that another
//! device sealed: that is how records that came by file reach the hub. The receipt names the
//! device that sealed.

use std::fmt;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use data_encoding::BASE64URL_NOPAD;
use passamano_core::api::{BATCH, PushResult, Pushed, Receipt, refusal_message};
use passamano_core::envelope::{self, Header, Problem};
use passamano_core::id::{Digest, SpaceId};
use passamano_core::seal;
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::body::whole;
use super::failure::Failure;
use super::{Shared, aside, now_ms};
use crate::store::{Caller, Kept, Sealed};

/// The largest body, in bytes.
const BODY: usize = 16 * 1024 * 1024;

/// A [`passamano_core::api::Push`] whose envelopes are still text, so that one that is no
/// base64url is refused alone.
#[derive(Deserialize)]
struct Push {
    #[serde(deserialize_with = "bounded")]
    envelopes: Vec<String>,
}

/// Reads at most one text more than a push may bring, so that a body of many tiny ones takes no
/// more memory than it is long. The one more shows that there were too many.
fn bounded<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    struct Bounded;

    impl<'de> Visitor<'de> for Bounded {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of envelopes")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut texts = Vec::new();
            while texts.len() <= BATCH {
                let Some(text) = list.next_element()? else { return Ok(texts) };
                texts.push(text);
            }
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(texts)
        }
    }

    from.deserialize_seq(Bounded)
}

/// `POST /v1/push`.
pub(super) async fn push(
    caller: Caller,
    State(hub): State<Arc<Shared>>,
    body: Body,
) -> Result<Json<Pushed>, Failure> {
    // Held until the answer is there: what is read is also checked and stored.
    let mut share = hub.room.share();
    let body = whole(body, BODY, Some(&mut share), hub.patience).await?;
    let here = hub.clone();
    let pushed = aside(move || take(&here, &caller, &body)).await?;
    if pushed.results.iter().any(|result| matches!(result, PushResult::Held { again: false, .. })) {
        hub.news(caller.space).notify_waiters();
    }
    Ok(Json(pushed))
}

/// Checks, stores and signs, on one thread that may wait.
fn take(hub: &Shared, caller: &Caller, body: &[u8]) -> Result<Pushed, Failure> {
    let push: Push = serde_json::from_slice(body)
        .map_err(|_| Failure::bad_request("This is not the JSON that was expected."))?;
    if push.envelopes.len() > BATCH {
        return Err(Failure::too_large());
    }
    let mut sealed = Vec::new();
    let slips: Vec<Result<(Header, Digest), Box<PushResult>>> = push
        .envelopes
        .iter()
        .map(|text| {
            let bytes = BASE64URL_NOPAD
                .decode(text.as_bytes())
                .map_err(|_| Box::new(refused("not_an_envelope", vec![])))?;
            let digest = seal::digest(&bytes);
            let one = check(bytes, digest, caller.space)
                .map_err(|reason| Box::new(no(hub, caller.space, &digest, reason)))?;
            let slip = (one.header, one.digest);
            sealed.push(one);
            Ok(slip)
        })
        .collect();
    let mut kept = if sealed.is_empty() {
        Vec::new()
    } else {
        hub.store.keep(caller.space, caller.device, now_ms(), sealed)?
    }
    .into_iter();
    let results = slips
        .into_iter()
        .map(|slip| match slip {
            Ok(slip) => kept.next().map(|kept| answer(hub, slip, kept)).ok_or_else(Failure::busy),
            Err(refused) => Ok(*refused),
        })
        .collect::<Result<_, _>>()?;
    Ok(Pushed { results })
}

fn refused(reason: &str, signature: Vec<u8>) -> PushResult {
    PushResult::Refused { reason: reason.into(), signature }
}

/// A refusal that the hub signs.
fn no(hub: &Shared, space: SpaceId, digest: &Digest, reason: &str) -> PushResult {
    refused(reason, seal::sign(&hub.key, &refusal_message(space, digest, reason)).to_vec())
}

fn check(bytes: Vec<u8>, digest: Digest, space: SpaceId) -> Result<Sealed, &'static str> {
    let header = envelope::check(&bytes).map_err(|problem| match problem {
        Problem::TooLarge => "too_large",
        Problem::BadSignature => "bad_signature",
        _ => "not_an_envelope",
    })?;
    if header.space != space {
        return Err("other_space");
    }
    // Sequences count from 1; one that no counting reaches would only hide the gaps below it.
    if header.seq == 0 || header.seq > i64::MAX as u64 {
        return Err("not_an_envelope");
    }
    Ok(Sealed { header, digest, bytes })
}

fn answer(hub: &Shared, (header, digest): (Header, Digest), kept: Kept) -> PushResult {
    let Kept::Held { stored_ms, again } = kept else {
        return no(hub, header.space, &digest, "too_many_clashes");
    };
    let mut receipt = Receipt {
        record: header.record,
        digest,
        device: header.device,
        seq: header.seq,
        stored_ms,
        signature: vec![],
    };
    receipt.signature = seal::sign(&hub.key, &receipt.message(header.space)).to_vec();
    PushResult::Held { receipt, again }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_list_that_is_too_long_one_text_too_many_is_kept() {
        let read = |n: usize| {
            let body = format!("{{\"envelopes\":[{}]}}", vec!["\"\""; n].join(","));
            serde_json::from_str::<Push>(&body).unwrap().envelopes
        };
        assert_eq!(read(0).len(), 0);
        assert_eq!(read(BATCH).len(), BATCH);
        let many = read(100_000);
        assert_eq!(many.len(), BATCH + 1);
        assert!(many.capacity() < 1000, "{}", many.capacity());
    }
}
