//! A Passamano hub: sealed envelopes go there, signed receipts and others' envelopes come back.
//! The types on the wire are in [`crate::api`].

use super::{Answer, Diagnosis, HttpRequest, Outcome, Reading, judge, read, short, usable};
use crate::api::{
    self, About, Bytes, Devices, Enrol, Enrolled, Found, Own, Pulled, PushResult, Pushed,
};
use crate::envelope::Header;
use crate::id::{DeviceId, SpaceId};
use crate::seal::{self, SecretKey};
use crate::space::{Founding, Grant, Hub, enrol_message, found_message};

/// This device's place at a hub.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The hub, with its pinned key.
    pub hub: Hub,
    /// The space.
    pub space: SpaceId,
    /// This device.
    pub device: DeviceId,
    /// What the hub gave when the device enrolled.
    pub token: Option<String>,
}

/// What others wrote, one page of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Envelopes, not yet checked.
    pub envelopes: Vec<Vec<u8>>,
    /// The cursor to ask from next.
    pub next: String,
    /// More is waiting now.
    pub more: bool,
    /// What the hub says that it holds of this device.
    pub own: Own,
}

/// Asks who a hub is.
pub fn about(url: &str) -> HttpRequest {
    HttpRequest::get(format!("{url}{}", api::ABOUT))
}

/// Reads who a hub is, and whether it is the pinned one.
pub fn read_about(
    request: &HttpRequest,
    answer: &Answer,
    pinned: Option<&[u8]>,
    now_ms: i64,
) -> Result<About, Diagnosis> {
    let about: About = read(usable(request, answer, now_ms)?)?;
    if about.service != "passamano-hub" {
        return Err(Diagnosis::NotAHub);
    }
    match pinned {
        Some(key) if key != about.key => Err(Diagnosis::OtherHub),
        _ => Ok(about),
    }
}

/// Opens a space at a hub; some hubs open a new one only with their founding code.
pub fn found(hub: &Hub, founding: &Founding, code: Option<&str>) -> HttpRequest {
    let signature =
        seal::sign(&founding.org_secret, &found_message(founding.space, &hub.key)).to_vec();
    let (org, code) = (founding.org().to_vec(), code.map(Into::into));
    let body = Found { space: founding.space, org, signature, code };
    HttpRequest::post(format!("{}{}", hub.url, api::SPACES), &body)
}

/// Reads whether the hub opened the space. Enrolling proves it.
pub fn read_found(request: &HttpRequest, answer: &Answer, now_ms: i64) -> Result<(), Diagnosis> {
    usable(request, answer, now_ms).map(|_| ())
}

/// Enrols this device; `device` is its signing secret.
pub fn enrol(hub: &Hub, grant: &Grant, device: &SecretKey) -> HttpRequest {
    let id = DeviceId(seal::signer_public(device));
    let signature = seal::sign(device, &enrol_message(grant.space, id, &hub.key)).to_vec();
    let body = Enrol { grant: grant.clone(), device: id, signature };
    HttpRequest::post(format!("{}{}", hub.url, api::ENROL), &body)
}

/// Reads the token that later requests carry.
pub fn read_enrol(
    request: &HttpRequest,
    answer: &Answer,
    now_ms: i64,
) -> Result<String, Diagnosis> {
    read::<Enrolled>(usable(request, answer, now_ms)?).map(|enrolled| enrolled.token)
}

/// Sends envelopes to keep.
pub fn push(account: &Account, envelopes: &[Vec<u8>]) -> HttpRequest {
    let envelopes = envelopes.iter().cloned().map(Bytes).collect();
    authorised(
        account,
        HttpRequest::post(format!("{}{}", account.hub.url, api::PUSH), &api::Push { envelopes }),
    )
}

/// Reads what became of each envelope. A record is received only if the pinned key signed a
/// receipt for this record and the very bytes that were sent.
pub fn read_push(
    account: &Account,
    request: &HttpRequest,
    sent: &[Vec<u8>],
    answer: &Answer,
    now_ms: i64,
) -> Reading {
    let pushed = match answer {
        Ok(response) => read::<Pushed>(response),
        Err(failure) => Err((*failure).into()),
    };
    let results = match pushed {
        Ok(pushed) => pushed.results,
        Err(trouble) => {
            return Reading::nothing(
                sent,
                usable(request, answer, now_ms).err().unwrap_or(trouble),
            );
        }
    };
    let mut diagnosis = None;
    let outcomes = judge(sent, |i, header| {
        let outcome = match results.get(i) {
            Some(PushResult::Held { receipt, .. }) => vouched(account, header, &sent[i], receipt),
            Some(PushResult::Refused { reason, signature }) => {
                refused(account, &sent[i], reason, signature)
            }
            None => Err(Diagnosis::NoReceipt),
        };
        outcome.unwrap_or_else(|trouble| {
            diagnosis = Some(trouble);
            Outcome::NoReceipt
        })
    });
    Reading { outcomes, diagnosis }
}

/// A refusal sets a record aside, so it counts like a receipt: only with the pinned key's word
/// about these bytes.
fn refused(
    account: &Account,
    bytes: &[u8],
    reason: &str,
    signature: &[u8],
) -> Result<Outcome, Diagnosis> {
    let message = api::refusal_message(account.space, &seal::digest(bytes), reason);
    if !api::signed(&account.hub.key, &message, signature) {
        return Err(Diagnosis::NoReceipt);
    }
    // The reason goes on a small screen.
    Ok(Outcome::Refused { reason: reason.chars().take(80).collect() })
}

fn vouched(
    account: &Account,
    header: &Header,
    bytes: &[u8],
    receipt: &api::Receipt,
) -> Result<Outcome, Diagnosis> {
    let digest = seal::digest(bytes);
    let named = (receipt.record, receipt.digest, receipt.device, receipt.seq);
    if named != (header.record, digest, header.device, header.seq) {
        return Err(Diagnosis::NoReceipt);
    }
    if !receipt.signed_by(&account.hub.key, account.space) {
        return Err(Diagnosis::OtherHub);
    }
    Ok(Outcome::Received { short: short(&digest) })
}

/// Asks for what others wrote after a cursor: at most `limit` envelopes, waiting up to `wait`
/// seconds for the first.
pub fn pull(account: &Account, after: Option<&str>, limit: usize, wait: u32) -> HttpRequest {
    let after = after.map_or(String::new(), |cursor| format!("after={}&", escaped(cursor)));
    let url = format!("{}{}?{after}limit={limit}&wait={wait}", account.hub.url, api::PULL);
    let mut request = authorised(account, HttpRequest::get(url));
    request.timeout_ms += wait * 1000;
    request
}

/// Reads one page of what others wrote.
pub fn read_pull(request: &HttpRequest, answer: &Answer, now_ms: i64) -> Result<Page, Diagnosis> {
    let Pulled { envelopes, next, more, own } = read(usable(request, answer, now_ms)?)?;
    Ok(Page { envelopes: envelopes.into_iter().map(|bytes| bytes.0).collect(), next, more, own })
}

/// Asks what the hub holds of each device, for the desk.
pub fn devices(account: &Account) -> HttpRequest {
    authorised(account, HttpRequest::get(format!("{}{}", account.hub.url, api::DEVICES)))
}

/// Reads what the hub holds of each device.
pub fn read_devices(
    request: &HttpRequest,
    answer: &Answer,
    now_ms: i64,
) -> Result<Devices, Diagnosis> {
    read(usable(request, answer, now_ms)?)
}

fn authorised(account: &Account, request: HttpRequest) -> HttpRequest {
    match &account.token {
        Some(token) => request.with("authorization", &format!("Bearer {token}")),
        None => request,
    }
}

/// Escapes a cursor for a query: it is the hub's text, of which nothing is known.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Receipt;
    use crate::endpoint::tests::response;
    use crate::envelope;
    use crate::id::{MemberId, RecordId};
    use crate::keys::Keys;
    use crate::record::{Fact, Mark, Record};
    use crate::time::Moment;

    const SPACE: SpaceId = SpaceId([2; 16]);
    const HUB: SecretKey = [3; 32];
    const DEVICE: SecretKey = [6; 32];

    fn account() -> Account {
        Account {
            hub: Hub {
                name: "Casa Rossa".into(),
                url: "https://hub.example".into(),
                key: seal::signer_public(&HUB).to_vec(),
                more: Default::default(),
            },
            space: SPACE,
            device: DeviceId(seal::signer_public(&DEVICE)),
            token: Some("t".into()),
        }
    }

    pub(crate) fn sealed(seq: u64) -> Vec<u8> {
        let record = Record {
            id: RecordId([seq as u8; 16]),
            at: Moment { ms: 0, offset: 60 },
            by: MemberId([1; 8]),
            activity: None,
            pack: None,
            amends: None,
            reason: None,
            fact: Fact::Marked(Mark::Feedback),
        };
        envelope::seal(&record, SPACE, seq, &DEVICE, &Keys::default(), [4; 32]).unwrap()
    }

    fn held(bytes: &[u8], by: &SecretKey) -> PushResult {
        let header = envelope::header(bytes).unwrap();
        let mut receipt = Receipt {
            record: header.record,
            digest: seal::digest(bytes),
            device: header.device,
            seq: header.seq,
            stored_ms: 5,
            signature: vec![],
        };
        receipt.signature = seal::sign(by, &receipt.message(SPACE)).to_vec();
        PushResult::Held { receipt, again: false }
    }

    fn refused(bytes: &[u8], by: &SecretKey) -> PushResult {
        let message = api::refusal_message(SPACE, &seal::digest(bytes), "too_large");
        let signature = seal::sign(by, &message).to_vec();
        PushResult::Refused { reason: "too_large".into(), signature }
    }

    fn read(status: u16, body: &[u8], sent: &[Vec<u8>]) -> (Vec<Outcome>, Option<Diagnosis>) {
        let answer = Ok(response(status, body));
        let reading = read_push(&account(), &push(&account(), sent), sent, &answer, 0);
        (reading.outcomes.into_iter().map(|(_, outcome)| outcome).collect(), reading.diagnosis)
    }

    fn results(results: Vec<PushResult>) -> Vec<u8> {
        serde_json::to_vec(&Pushed { results }).unwrap()
    }

    #[test]
    fn a_receipt_of_the_pinned_key_is_believed_whatever_the_status_is() {
        let sent = [sealed(1), sealed(2)];
        let body = results(vec![held(&sent[0], &HUB), refused(&sent[1], &HUB)]);
        for status in [200, 500] {
            let (outcomes, diagnosis) = read(status, &body, &sent);
            assert!(matches!(&outcomes[0], Outcome::Received { short } if short.len() == 4));
            assert_eq!(outcomes[1], Outcome::Refused { reason: "too_large".into() });
            assert_eq!(diagnosis, None);
        }
    }

    #[test]
    fn nothing_else_is_believed() {
        let sent = [sealed(1)];
        let mut later = held(&sent[0], &HUB);
        if let PushResult::Held { receipt, .. } = &mut later {
            receipt.stored_ms += 1;
        }
        let held = |bytes: &[u8], by| results(vec![held(bytes, by)]);
        let forged = PushResult::Refused { reason: "too_large".into(), signature: vec![] };
        for (body, expected) in [
            (held(&sealed(2), &HUB), Diagnosis::NoReceipt),
            (held(&sent[0], &[9; 32]), Diagnosis::OtherHub),
            (results(vec![later]), Diagnosis::OtherHub),
            (results(vec![]), Diagnosis::NoReceipt),
            (results(vec![forged]), Diagnosis::NoReceipt),
            (results(vec![refused(&sent[0], &[9; 32])]), Diagnosis::NoReceipt),
            (results(vec![refused(&sealed(2), &HUB)]), Diagnosis::NoReceipt),
            (b"{\"ok\":true}".to_vec(), Diagnosis::NotAHub),
            (b"".to_vec(), Diagnosis::NotAHub),
            (b"{\"results\":[{".to_vec(), Diagnosis::Unreadable),
            (b"<html>welcome</html>".to_vec(), Diagnosis::LoginPage),
        ] {
            assert_eq!(read(200, &body, &sent), (vec![Outcome::NoReceipt], Some(expected)));
        }
    }

    #[test]
    fn another_hub_or_service_at_the_address_is_noticed() {
        let key = account().hub.key;
        let read = |body: &str, pinned: &[u8]| {
            let request = about("https://hub.example");
            read_about(&request, &Ok(response(200, body.as_bytes())), Some(pinned), 0)
                .map(|about| about.name)
        };
        let body = |service: &str| {
            let about = About {
                service: service.into(),
                name: "Casa".into(),
                key: key.clone(),
                version: "1".into(),
            };
            serde_json::to_string(&about).unwrap()
        };
        assert_eq!(read(&body("passamano-hub"), &key), Ok("Casa".into()));
        assert_eq!(read(&body("passamano-hub"), &[1; 32]), Err(Diagnosis::OtherHub));
        assert_eq!(read(&body("other"), &key), Err(Diagnosis::NotAHub));
        assert_eq!(read("[]", &key), Err(Diagnosis::NotAHub));
    }

    #[test]
    fn requests_are_as_the_api_says() {
        let request = pull(&account(), Some("1 &é"), 100, 20);
        assert_eq!(
            request.url,
            "https://hub.example/v1/pull?after=1%20%26%C3%A9&limit=100&wait=20"
        );
        assert_eq!(request.timeout_ms, 50_000);
        assert!(request.headers.contains(&("authorization".into(), "Bearer t".into())));
        let grant = Grant {
            space: SPACE,
            role: crate::space::Role::Volunteer,
            code: vec![],
            expires_ms: 0,
            uses: 1,
            signature: vec![],
        };
        let request = enrol(&account().hub, &grant, &DEVICE);
        let body: Enrol = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
        let message = enrol_message(SPACE, account().device, &account().hub.key);
        assert!(seal::signed_by(
            &body.device.0,
            &message,
            body.signature.as_slice().try_into().unwrap()
        ));
        assert_eq!(format!("{request:?}"), "POST https://hub.example/v1/enrol");
        let founding = Founding::new(&[5; 112]);
        for code in [None, Some("ABCD")] {
            let request = found(&account().hub, &founding, code);
            let text = String::from_utf8(request.body.unwrap()).unwrap();
            assert_eq!(text.contains("code"), code.is_some(), "hubs of before know no code");
            assert_eq!(serde_json::from_str::<Found>(&text).unwrap().code.as_deref(), code);
        }
    }
}
