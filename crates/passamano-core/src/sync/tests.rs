//! The session's rules, one by one. Many phones and a bad network together are in `tests/it`.

use super::*;
use crate::api::{Bytes, Pulled};
use crate::endpoint::{HttpResponse, hub, webhook};
use crate::envelope;
use crate::id::{DeviceId, MemberId, SpaceId};
use crate::keys::Keys;
use crate::record::{Fact, Mark, Record};
use crate::seal;
use crate::space::{Hub, Webhook};
use crate::time::Moment;

const SPACE: SpaceId = SpaceId([2; 16]);
const DEVICE: [u8; 32] = [6; 32];
const NOON: i64 = 1_795_822_200_000;

fn sealed(seq: u64, space: SpaceId) -> Vec<u8> {
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
    envelope::seal(&record, space, seq, &DEVICE, &Keys::default(), [4; 32]).unwrap()
}

fn hub_session() -> Session {
    let hub = Hub {
        name: "Casa".into(),
        url: "https://hub.example".into(),
        key: vec![3; 32],
        more: Default::default(),
    };
    let device = DeviceId(seal::signer_public(&DEVICE));
    let account = hub::Account { hub, space: SPACE, device, token: Some("t".into()) };
    Session::new(Adapter::Hub(account), Memory::default())
}

fn webhook_session() -> Session {
    let hook = Webhook { url: "https://in.example".into(), ..serde_json::from_str(HOOK).unwrap() };
    Session::new(
        Adapter::Webhook(webhook::Account { hook, space: SPACE, keys: Keys::default() }),
        Memory::default(),
    )
}

const HOOK: &str = r#"{"name":"Sheet","url":"","header":"","secret":""}"#;

/// A phone with records 1 to n, which carries out everything but requests.
struct Phone {
    session: Session,
    now_ms: i64,
    chance: u32,
    unsent: Vec<u8>,
    refused: Vec<(u8, String)>,
    absorbed: Vec<Vec<u8>>,
    set_aside: Vec<String>,
    requeued: Vec<u64>,
    enrolments: usize,
    enrol_result: Result<String, Diagnosis>,
    storage_works: bool,
    wake_at: i64,
    request: Option<(Call, HttpRequest)>,
}

impl Phone {
    fn new(session: Session, records: u8) -> Self {
        Self {
            session,
            now_ms: NOON,
            chance: u32::MAX,
            unsent: (1..=records).collect(),
            refused: vec![],
            absorbed: vec![],
            set_aside: vec![],
            requeued: vec![],
            enrolments: 0,
            enrol_result: Ok("t2".into()),
            storage_works: true,
            wake_at: 0,
            request: None,
        }
    }

    fn step(&mut self, input: Input) {
        for effect in self.session.step(self.now_ms, self.chance, input) {
            match effect {
                Effect::LoadUnsent { call } => {
                    let records = self.unsent.iter().map(|n| RecordId([*n; 16])).collect();
                    self.step(Input::Unsent { call, records });
                }
                Effect::LoadEnvelopes { call, records } => {
                    let envelopes = records
                        .iter()
                        .map(|record| sealed(u64::from(record.0[0]), SPACE))
                        .collect();
                    self.step(Input::Envelopes { call, envelopes });
                }
                Effect::Send { call, request } => self.request = Some((call, request)),
                Effect::Cancel { .. } => self.request = None,
                Effect::Settle(settled) => settled
                    .into_iter()
                    .for_each(|(record, delivery)| self.settle(record.0[0], delivery)),
                Effect::Absorb { call, envelopes, .. } => {
                    if self.storage_works {
                        self.absorbed.extend(envelopes);
                    }
                    self.step(Input::Stored { call, ok: self.storage_works });
                }
                Effect::Requeue { above } => self.requeued.push(above),
                Effect::SetAside { reason, .. } => self.set_aside.push(reason),
                Effect::Enrol { call } => {
                    self.enrolments += 1;
                    self.step(Input::Enrolled { call, result: self.enrol_result.clone() });
                }
                Effect::WakeAt(at) => self.wake_at = at,
                Effect::Status(_) => {}
            }
        }
    }

    fn settle(&mut self, n: u8, delivery: Delivery) {
        if !delivery.due() && self.storage_works {
            self.unsent.retain(|m| *m != n);
        }
        if let Delivery::Refused { reason, .. } = delivery {
            self.refused.push((n, reason));
        }
    }

    fn wake(&mut self, why: Wake) {
        self.step(Input::Wake(why));
    }

    /// Goes on to the time that the session named.
    fn wait(&mut self) {
        self.now_ms = self.now_ms.max(self.wake_at);
        self.step(Input::Tick);
    }

    /// The path of the request under way.
    fn path(&self) -> &str {
        self.request.as_ref().map_or("nothing", |(_, r)| {
            r.url.split(['?']).next().unwrap().rsplit('/').next().unwrap()
        })
    }

    /// The records of the push under way.
    fn pushing(&self) -> Vec<u8> {
        let body =
            self.request.as_ref().and_then(|(_, request)| request.body.clone()).unwrap_or_default();
        let Ok(post) = serde_json::from_slice::<serde_json::Value>(&body) else { return vec![] };
        let bytes = |text: &str| data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
        let envelopes =
            post["envelopes"].as_array().into_iter().flatten().map(|e| bytes(e.as_str().unwrap()));
        let records = post["records"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|r| bytes(r["envelope"].as_str().unwrap()));
        envelopes.chain(records).map(|e| envelope::header(&e).unwrap().record.0[0]).collect()
    }

    /// So many seconds the hub may hold back the answer to the request under way.
    fn waits_at_the_hub(&self) -> u32 {
        let url = &self.request.as_ref().expect("a request is under way").1.url;
        url.rsplit_once("wait=").expect("a pull is under way").1.parse().unwrap()
    }

    fn answer(&mut self, answer: Answer) {
        let (call, _) = self.request.take().expect("a request is under way");
        self.step(Input::Answered { call, answer });
    }

    fn status(&mut self, status: u16) {
        self.answer(Ok(HttpResponse { status, headers: vec![], body: b"{}".to_vec(), url: None }));
    }

    /// Answers a webhook's push so that these records are received.
    fn echo(&mut self, received: &[u8]) {
        let received: Vec<_> = received.iter().map(|n| RecordId([*n; 16]).to_string()).collect();
        let body = serde_json::json!({ "received": received }).to_string().into_bytes();
        self.answer(Ok(HttpResponse { status: 200, headers: vec![], body, url: None }));
    }

    fn page(&mut self, envelopes: Vec<Vec<u8>>, next: &str, more: bool, own: Own) {
        let envelopes = envelopes.into_iter().map(Bytes).collect();
        let body = serde_json::to_vec(&Pulled { envelopes, next: next.into(), more, own }).unwrap();
        self.answer(Ok(HttpResponse { status: 200, headers: vec![], body, url: None }));
    }

    fn diagnosis(&self) -> Option<&Diagnosis> {
        self.session.status().diagnosis.as_ref()
    }
}

#[test]
fn a_round_pushes_in_batches_and_then_pulls_and_rests() {
    let mut phone = Phone::new(webhook_session(), 120);
    phone.wake(Wake::Start);
    for sizes in [50, 50, 20] {
        let pushing = phone.pushing();
        assert_eq!(pushing.len(), sizes);
        phone.echo(&pushing);
    }
    assert!(phone.unsent.is_empty() && phone.request.is_none());
    let mut phone = Phone::new(hub_session(), 0);
    phone.wake(Wake::Start);
    assert_eq!(phone.path(), "pull");
    phone.page(vec![sealed(9, SPACE)], "1", false, Own::default());
    assert_eq!((phone.absorbed.len(), phone.path()), (1, "nothing"));
    assert_eq!(phone.wake_at, NOON + pace::CAP_MS);
    phone.wait();
    assert_eq!(phone.path(), "pull");
}

#[test]
fn one_request_at_a_time_and_late_answers_are_dropped() {
    let mut phone = Phone::new(webhook_session(), 1);
    phone.wake(Wake::Start);
    let (call, _) = phone.request.clone().unwrap();
    for why in [Wake::Start, Wake::Online, Wake::Visible, Wake::Saved, Wake::Asked] {
        phone.wake(why);
    }
    assert_eq!(phone.request.as_ref().map(|(call, _)| *call), Some(call));
    phone.step(Input::Answered { call: call + 1, answer: Err(Failure::Network) });
    phone.step(Input::Stored { call: 0, ok: true });
    assert_eq!(phone.diagnosis(), None);
    phone.echo(&[1]);
    phone.step(Input::Answered { call, answer: Err(Failure::Network) });
    assert_eq!((phone.unsent.len(), phone.diagnosis()), (0, None));
}

#[test]
fn a_batch_is_halved_down_to_the_record_that_is_too_large() {
    let mut phone = Phone::new(webhook_session(), 12);
    phone.wake(Wake::Start);
    for _ in 0..40 {
        let pushing = phone.pushing();
        match (pushing.is_empty(), pushing.contains(&5)) {
            (true, _) => break,
            (_, true) => phone.status(413),
            (_, false) => phone.echo(&pushing),
        }
    }
    assert_eq!((phone.unsent, phone.refused), (vec![], vec![(5, "too_large".into())]));
}

#[test]
fn a_record_that_breaks_the_endpoint_does_not_block_the_others() {
    for failure in [Ok(500), Err(Failure::Timeout), Err(Failure::Network)] {
        let mut phone = Phone::new(webhook_session(), 12);
        phone.wake(Wake::Start);
        for _ in 0..60 {
            match (phone.request.is_some(), phone.pushing()) {
                (false, _) => phone.wait(),
                (_, pushing) if pushing.contains(&5) => match failure {
                    Ok(status) => phone.status(status),
                    Err(failure) => phone.answer(Err(failure)),
                },
                (_, pushing) => phone.echo(&pushing),
            }
        }
        assert_eq!((&phone.unsent, phone.refused.len()), (&vec![5], 0));
        assert!(phone.diagnosis().is_some());
        while phone.request.is_none() {
            phone.wait();
        }
        phone.echo(&[5]);
        assert_eq!((phone.unsent.len(), phone.diagnosis()), (0, None));
    }
}

#[test]
fn what_storage_cannot_keep_or_hand_out_goes_no_faster_than_the_back_off() {
    let mut phone = Phone::new(webhook_session(), 1);
    phone.storage_works = false;
    phone.wake(Wake::Start);
    phone.echo(&[1]);
    assert_eq!((phone.path(), phone.diagnosis()), ("nothing", Some(&Diagnosis::Storage)));
    phone.storage_works = true;
    phone.wait();
    phone.echo(&[1]);
    assert_eq!(phone.diagnosis(), None);

    let mut session = hub_session();
    let effects = session.step(NOON, 0, Input::Wake(Wake::Start));
    assert!(effects.contains(&Effect::LoadUnsent { call: 1 }));
    session.step(NOON, 0, Input::Stored { call: 1, ok: false });
    assert_eq!(session.status().diagnosis, Some(Diagnosis::Storage));
}

#[test]
fn waits_grow_and_only_the_right_events_cut_them_short() {
    let mut phone = Phone::new(webhook_session(), 1);
    phone.wake(Wake::Start);
    for expected in [1_000, 2_000, 4_000] {
        phone.answer(Err(Failure::Offline));
        assert_eq!(phone.wake_at - phone.now_ms, expected);
        phone.wait();
    }
    phone.answer(Err(Failure::Offline));
    assert_eq!(phone.session.status().trouble_since_ms, Some(NOON));
    phone.wake(Wake::Saved);
    assert_eq!(phone.path(), "nothing");
    phone.wake(Wake::Online);
    assert_eq!(phone.pushing(), [1]);
    let headers = vec![("retry-after".into(), "60".into())];
    phone.answer(Ok(HttpResponse { status: 503, headers, body: vec![], url: None }));
    assert_eq!(phone.wake_at - phone.now_ms, 72_000);
    for why in [Wake::Online, Wake::Visible, Wake::Saved, Wake::Start] {
        phone.wake(why);
        assert_eq!(phone.path(), "nothing");
    }
    phone.wake(Wake::Asked);
    assert_eq!(phone.pushing(), [1]);
}

#[test]
fn a_clock_that_is_set_back_stalls_nothing() {
    let mut phone = Phone::new(webhook_session(), 1);
    phone.wake(Wake::Start);
    phone.answer(Err(Failure::Timeout));
    phone.now_ms -= 86_400_000;
    phone.step(Input::Tick);
    assert_eq!(phone.wake_at - phone.now_ms, 1_000);
    while phone.request.is_none() {
        phone.wait();
    }
    phone.now_ms -= 86_400_000;
    phone.step(Input::Tick);
    phone.wait();
    assert_eq!(phone.diagnosis(), Some(&Diagnosis::Timeout));
}

#[test]
fn a_device_that_is_not_enrolled_tries_once_a_round_and_keeps_everything() {
    let mut phone = Phone::new(hub_session(), 2);
    phone.wake(Wake::Start);
    phone.status(401);
    assert_eq!((phone.enrolments, phone.pushing().len()), (1, 2));
    let token = ("authorization".to_string(), "Bearer t2".to_string());
    assert!(phone.request.as_ref().unwrap().1.headers.contains(&token));
    phone.status(403);
    assert_eq!((phone.enrolments, phone.path(), phone.unsent.len()), (1, "nothing", 2));
    assert_eq!(phone.diagnosis(), Some(&Diagnosis::NotEnrolled));
    phone.enrol_result = Err(Diagnosis::Offline);
    phone.wait();
    phone.status(401);
    assert_eq!((phone.enrolments, phone.diagnosis()), (2, Some(&Diagnosis::Offline)));
}

#[test]
fn a_bad_envelope_is_set_aside_and_the_cursor_goes_on() {
    let mut phone = Phone::new(hub_session(), 0);
    phone.wake(Wake::Start);
    let mut forged = sealed(3, SPACE);
    forged[200] ^= 1;
    let page = vec![
        sealed(1, SPACE),
        forged,
        vec![1, 2, 3],
        sealed(4, SpaceId([9; 16])),
        sealed(5, SPACE),
    ];
    phone.page(page, "a b", true, Own::default());
    assert_eq!((phone.absorbed.len(), phone.set_aside.len()), (2, 3));
    assert!(phone.request.as_ref().unwrap().1.url.contains("after=a%20b&"));
    phone.page(vec![], "a b", true, Own::default());
    assert_eq!(phone.path(), "nothing");
}

#[test]
fn the_cursor_waits_for_storage() {
    let mut phone = Phone::new(hub_session(), 0);
    phone.storage_works = false;
    phone.wake(Wake::Start);
    phone.page(vec![sealed(1, SPACE)], "1", false, Own::default());
    assert_eq!(phone.diagnosis(), Some(&Diagnosis::Storage));
    phone.storage_works = true;
    phone.wait();
    assert!(!phone.request.as_ref().unwrap().1.url.contains("after="));
}

#[test]
fn a_hub_that_forgot_is_told_again_once() {
    let mut phone = Phone::new(hub_session(), 0);
    phone.session.memory.received = Own { count: 57, highest: 57 };
    phone.wake(Wake::Start);
    phone.page(vec![], "1", false, Own { count: 40, highest: 40 });
    assert_eq!((&phone.requeued, phone.path()), (&vec![40], "pull"));
    phone.page(vec![], "1", false, Own { count: 40, highest: 40 });
    assert_eq!((&phone.requeued, phone.path()), (&vec![40], "nothing"));
    phone.session.memory.received = Own { count: 58, highest: 58 };
    phone.wait();
    phone.page(vec![], "1", false, Own { count: 41, highest: 58 });
    assert_eq!(phone.requeued, [40, 0]);
}

#[test]
fn a_watched_session_waits_at_the_hub_and_gives_way_to_a_save() {
    let mut phone = Phone::new(hub_session(), 0);
    phone.step(Input::Live(true));
    phone.page(vec![], "1", false, Own::default());
    assert_eq!(phone.waits_at_the_hub(), 20);
    assert!(!phone.session.status().busy);
    phone.unsent.push(1);
    phone.wake(Wake::Saved);
    assert_eq!(phone.pushing(), [1]);
    phone.unsent.clear();
    phone.answer(Err(Failure::Network));
    phone.wait();
    assert_eq!(phone.waits_at_the_hub(), 0);
    phone.page(vec![], "1", false, Own::default());
    assert_eq!(phone.waits_at_the_hub(), 20);
    phone.page(vec![], "1", false, Own::default());
    assert_eq!((phone.path(), phone.wake_at - phone.now_ms), ("nothing", 1_000));
}

#[test]
fn nobody_waits_for_the_first_answer_nor_when_it_is_not_known_how_it_stands() {
    let mut phone = Phone::new(hub_session(), 0);
    phone.step(Input::Live(true));
    phone.wake(Wake::Start);
    assert_eq!(phone.waits_at_the_hub(), 0);
    phone.page(vec![], "1", false, Own::default());
    assert_eq!(phone.session.status().last_ok_ms, Some(NOON));
    // A tap on *Test*, another network and the way back to the app want to know at once, too.
    for why in [Wake::Asked, Wake::Online, Wake::Visible] {
        assert_eq!(phone.waits_at_the_hub(), 20);
        phone.wake(why);
        assert_eq!(phone.waits_at_the_hub(), 0, "{why:?}");
        phone.page(vec![], "1", false, Own::default());
    }
    // While there is trouble every answer is wanted at once, whatever forgot the failures.
    phone.answer(Err(Failure::Network));
    phone.wake(Wake::Online);
    assert_eq!((phone.waits_at_the_hub(), phone.diagnosis()), (0, Some(&Diagnosis::Network)));
    phone.page(vec![], "1", false, Own::default());
    assert_eq!((phone.waits_at_the_hub(), phone.diagnosis()), (20, None));
}

#[test]
fn the_form_of_a_delivery_in_storage_is_frozen() {
    for (delivery, json) in [
        (Delivery::Waiting, r#"{"state":"waiting"}"#),
        (Delivery::Tried { at_ms: 1 }, r#"{"state":"tried","at_ms":1}"#),
        (
            Delivery::Received { at_ms: 1, short: "4F2A".into() },
            r#"{"state":"received","at_ms":1,"short":"4F2A"}"#,
        ),
        (
            Delivery::Refused { at_ms: 1, reason: "r".into() },
            r#"{"state":"refused","at_ms":1,"reason":"r"}"#,
        ),
    ] {
        assert_eq!(serde_json::to_string(&delivery).unwrap(), json);
        assert_eq!(serde_json::from_str::<Delivery>(json).unwrap(), delivery);
    }
}
