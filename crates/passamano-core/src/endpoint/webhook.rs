//! A webhook: any HTTPS address that takes JSON. Its receipt is the echo of each record's id.
//! It is not trusted with plain records unless the organisation said so, and then only with
//! what the whole team may read.

use serde::{Deserialize, Serialize};

use super::{Answer, Diagnosis, HttpRequest, Outcome, Reading, host, judge, short, usable};
use crate::api::Bytes;
use crate::envelope;
use crate::id::{DeviceId, RecordId, SpaceId};
use crate::json;
use crate::keys::Keys;
use crate::record::{Audience, Fact, Record};
use crate::seal;
use crate::space::Webhook;

/// A webhook with what is needed to speak to it.
#[derive(Clone)]
pub struct Account {
    /// The webhook as the organisation's settings say.
    pub hook: Webhook,
    /// The space.
    pub space: SpaceId,
    /// Opens what may leave in plain.
    pub keys: Keys,
}

/// What is posted.
#[derive(Serialize)]
struct Post {
    passamano: u8,
    space: SpaceId,
    records: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    id: RecordId,
    device: DeviceId,
    seq: u64,
    /// One of the two.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Record>,
    #[serde(skip_serializing_if = "Option::is_none")]
    envelope: Option<Bytes>,
}

/// What must come back for a record to count as received.
#[derive(Deserialize)]
struct Echo {
    received: Vec<String>,
}

/// Records may go to this address: it is encrypted, or this very machine.
pub fn allowed(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let host = host(url);
    // A bracketed IPv6 address has colons of its own.
    let name = if host.starts_with('[') {
        host.split_inclusive(']').next()
    } else {
        host.split(':').next()
    };
    lower.starts_with("https://")
        || lower.starts_with("http://") && matches!(name, Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// Sends envelopes, opened where that is allowed.
pub fn push(account: &Account, envelopes: &[Vec<u8>]) -> Result<HttpRequest, Diagnosis> {
    let Webhook { url, header, secret, .. } = &account.hook;
    if !allowed(url) {
        return Err(Diagnosis::NotAllowed);
    }
    let records = envelopes.iter().filter_map(|bytes| item(account, bytes)).collect();
    let request =
        HttpRequest::post(url.clone(), &Post { passamano: 1, space: account.space, records });
    Ok(if header.is_empty() { request } else { request.with(header, secret) })
}

fn item(account: &Account, bytes: &[u8]) -> Option<Item> {
    let header = envelope::header(bytes).ok()?;
    let record = plain(account, &header, bytes);
    let envelope = record.is_none().then(|| Bytes(bytes.to_vec()));
    Some(Item { id: header.record, device: header.device, seq: header.seq, record, envelope })
}

fn plain(account: &Account, header: &envelope::Header, bytes: &[u8]) -> Option<Record> {
    if !account.hook.plain || header.audience != Audience::Team {
        return None;
    }
    let (_, record) = envelope::open(bytes, account.space, &account.keys).ok()?;
    // Settings name the secrets of other endpoints; an unknown fact would lose its content.
    (!matches!(record.fact, Fact::SettingsPublished(_) | Fact::Unknown { .. })).then_some(record)
}

/// Reads the echo. No status stands for a receipt.
pub fn read_push(request: &HttpRequest, sent: &[Vec<u8>], answer: &Answer, now_ms: i64) -> Reading {
    let response = match usable(request, answer, now_ms) {
        Ok(response) => response,
        // A webhook never said that it was a hub.
        Err(Diagnosis::NotAHub) => {
            return Reading::nothing(sent, Diagnosis::ServerError { status: 404 });
        }
        Err(trouble) => return Reading::nothing(sent, trouble),
    };
    let received =
        json::from_slice::<Echo>(&response.body).map(|echo| echo.received).unwrap_or_default();
    let outcomes = judge(sent, |i, header| {
        if received.contains(&header.record.to_string()) {
            Outcome::Received { short: short(&seal::digest(&sent[i])) }
        } else {
            Outcome::NoReceipt
        }
    });
    let silent = outcomes.iter().any(|(_, outcome)| *outcome == Outcome::NoReceipt);
    Reading { outcomes, diagnosis: silent.then_some(Diagnosis::NoReceipt) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::tests::response;
    use crate::feedback::Feedback;
    use crate::id::MemberId;
    use crate::record::Mark;
    use crate::space::SignedSettings;
    use crate::time::Moment;
    use serde_json::{Value, json};

    const SPACE: SpaceId = SpaceId([2; 16]);

    fn account(plain: bool) -> Account {
        let hook = Webhook {
            name: "Sheet".into(),
            url: "https://sheet.example/in".into(),
            header: "x-secret".into(),
            secret: "s".into(),
            plain,
            more: Default::default(),
        };
        let keys = Keys {
            team: [5; 32],
            desk: seal::letterbox([9; 32]).1,
            desk_secret: Some(seal::letterbox([9; 32]).0),
        };
        Account { hook, space: SPACE, keys }
    }

    fn sealed(seq: u64, fact: Fact) -> Vec<u8> {
        let record = Record {
            id: RecordId([seq as u8; 16]),
            at: Moment { ms: 7, offset: 60 },
            by: MemberId([1; 8]),
            activity: None,
            pack: None,
            amends: None,
            reason: None,
            fact,
        };
        envelope::seal(&record, SPACE, seq, &[6; 32], &account(true).keys, [4; 32]).unwrap()
    }

    fn posted(plain: bool, envelopes: &[Vec<u8>]) -> Value {
        let request = push(&account(plain), envelopes).unwrap();
        assert!(request.headers.contains(&("x-secret".into(), "s".into())));
        assert!(request.headers.contains(&("content-type".into(), "application/json".into())));
        serde_json::from_slice(&request.body.unwrap()).unwrap()
    }

    /// Do *not* modify this test if it fails: organisations wrote receivers for this shape.
    #[test]
    fn the_wire_is_frozen() {
        let bytes = sealed(1, Fact::Marked(Mark::Feedback));
        let device = DeviceId(seal::signer_public(&[6; 32])).to_string();
        let id = "AQEBAQEBAQEBAQEBAQEBAQ";
        let record = json!({"id": id, "at": {"ms": 7, "offset": 60}, "by": "AQEBAQEBAQE",
            "fact": {"kind": "marked", "data": "feedback"}});
        assert_eq!(
            posted(true, std::slice::from_ref(&bytes)),
            json!({"passamano": 1, "space": "AgICAgICAgICAgICAgICAg",
                "records": [{"id": id, "device": device, "seq": 1, "record": record}]})
        );
        let envelope = data_encoding::BASE64URL_NOPAD.encode(&bytes);
        assert_eq!(
            posted(false, &[bytes])["records"],
            json!([{"id": id, "device": device, "seq": 1, "envelope": envelope}])
        );
    }

    #[test]
    fn what_is_for_the_desk_or_holds_secrets_never_leaves_in_plain() {
        let words = Fact::FeedbackGiven(Feedback { words: "name".into(), ..Default::default() });
        let settings =
            Fact::SettingsPublished(SignedSettings { json: "{}".into(), signature: vec![] });
        let post = posted(true, &[sealed(1, words), sealed(2, settings)]);
        for item in post["records"].as_array().unwrap() {
            assert!(item.get("record").is_none() && item["envelope"].is_string());
        }
    }

    #[test]
    fn only_the_echo_of_an_id_is_a_receipt() {
        let sent =
            [sealed(1, Fact::Marked(Mark::Feedback)), sealed(2, Fact::Marked(Mark::Feedback))];
        let read = |status, body: &str| {
            let request = push(&account(false), &sent).unwrap();
            let reading = read_push(&request, &sent, &Ok(response(status, body.as_bytes())), 0);
            let received = reading
                .outcomes
                .iter()
                .filter(|(_, o)| matches!(o, Outcome::Received { .. }))
                .count();
            (received, reading.diagnosis)
        };
        let (first, second) = (RecordId([1; 16]), RecordId([2; 16]));
        assert_eq!(read(201, &format!(r#"{{"received":["{second}","{first}"]}}"#)), (2, None));
        assert_eq!(
            read(200, &format!(r#"{{"received":["{second}"]}}"#)),
            (1, Some(Diagnosis::NoReceipt))
        );
        assert_eq!(read(200, "{\"ok\":true}"), (0, Some(Diagnosis::NoReceipt)));
        assert_eq!(read(204, ""), (0, Some(Diagnosis::NoReceipt)));
        assert_eq!(read(200, "<html>"), (0, Some(Diagnosis::LoginPage)));
        assert_eq!(read(404, "<html>"), (0, Some(Diagnosis::ServerError { status: 404 })));
    }

    #[test]
    fn an_address_in_clear_is_for_this_machine_only() {
        for url in [
            "https://a.example/x",
            "HTTPS://a.example",
            "http://localhost:8080/x",
            "http://127.0.0.1",
            "http://[::1]:9/",
        ] {
            assert!(allowed(url), "{url}");
        }
        for url in [
            "http://a.example",
            "http://localhost.example",
            "http://localhost@a.example/",
            "ftp://localhost",
            "",
        ] {
            assert!(!allowed(url), "{url}");
        }
    }
}
