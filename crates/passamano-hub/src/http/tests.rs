//! What no story can bring about: a flaw of the hub, two minutes of patience, no room at all.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use passamano_core::api::{ApiError, DeviceState, Own};
use passamano_core::id::{DeviceId, Digest};
use passamano_core::space::Role;
use ureq::Agent;
use ureq::http::Response;

use super::*;
use crate::store::{Admission, Ask, Caller, Enrolment, Founded, Kept, NewSpaces, Page, Sealed};

/// A store that knows every token, keeps nothing, and panics when it is asked for a page.
struct Fake;

impl Store for Fake {
    fn found(&self, _: SpaceId, _: [u8; 32], _: i64, _: NewSpaces) -> Result<Founded, StoreError> {
        Ok(Founded::Closed)
    }

    fn org(&self, _: SpaceId) -> Result<Option<[u8; 32]>, StoreError> {
        Ok(None)
    }

    fn enrol(&self, _: Enrolment) -> Result<Admission, StoreError> {
        Ok(Admission::UsedUp)
    }

    fn caller(&self, _: Digest) -> Result<Option<Caller>, StoreError> {
        let (space, device) = (SpaceId([1; 16]), DeviceId([2; 32]));
        Ok(Some(Caller { space, device, role: Role::Volunteer, seen_ms: now_ms() }))
    }

    fn seen(&self, _: SpaceId, _: DeviceId, _: i64) -> Result<(), StoreError> {
        Ok(())
    }

    fn keep(
        &self,
        _: SpaceId,
        _: DeviceId,
        _: i64,
        _: Vec<Sealed>,
    ) -> Result<Vec<Kept>, StoreError> {
        Err(StoreError::Broke)
    }

    fn page(&self, _: Ask) -> Result<Page, StoreError> {
        panic!("a flaw beside the threads that answer");
    }

    fn own(&self, _: SpaceId, _: DeviceId) -> Result<Own, StoreError> {
        Ok(Own::default())
    }

    fn devices(&self, _: SpaceId) -> Result<Vec<DeviceState>, StoreError> {
        Ok(vec![])
    }
}

fn shared(room: Room, patience: Patience) -> Arc<Shared> {
    let about = About {
        service: "passamano-hub".into(),
        name: String::new(),
        key: vec![3; 32],
        version: String::new(),
    };
    // Nobody tells it to stop: it ends with the test.
    let (_, stopping) = watch::channel(false);
    let founding = Founding::Free(NewSpaces::None);
    let shared = Shared::new(Arc::new(Fake), [3; 32], about, founding, None, stopping);
    let Some(shared) = Arc::into_inner(shared) else { panic!("it is shared already") };
    Arc::new(Shared { room, patience, ..shared })
}

/// Serves these routes until the test ends.
fn serving(routes: Router<Arc<Shared>>, shared: Arc<Shared>) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let addr = listener.local_addr().unwrap();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, dressed(routes).with_state(shared)).await.unwrap();
        });
    });
    addr
}

fn get_from(addr: SocketAddr, path: &str) -> Response<ureq::Body> {
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().new_agent();
    agent.get(format!("http://{addr}{path}")).header("authorization", "Bearer t").call().unwrap()
}

#[test]
fn a_request_that_panics_gets_an_answer_and_the_hub_goes_on() {
    async fn flaw() -> StatusCode {
        panic!("a flaw in a handler");
    }
    let addr = serving(
        routes().route("/v1/flaw", get(flaw)),
        shared(Room::default(), Patience::default()),
    );
    for path in ["/v1/flaw", api::PULL] {
        let mut answer = get_from(addr, path);
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let error: ApiError = answer.body_mut().read_json().unwrap();
        assert_eq!(error.code, "broken");
    }
    assert_eq!(get_from(addr, api::ABOUT).status(), 200);
}

/// A push that announces so many bytes and has sent none.
fn push_of(addr: SocketAddr, announced: usize) -> TcpStream {
    let mut stream = TcpStream::connect(addr).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let head = format!(
        "POST /v1/push HTTP/1.1\r\nhost: hub\r\nauthorization: Bearer t\r\n\
         connection: close\r\ncontent-length: {announced}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

/// The status and the code of what came back.
fn answer_on(mut stream: TcpStream) -> (u16, String) {
    let mut text = Vec::new();
    // The hub closes while the phone would still send: what was read until then counts.
    let _ = stream.read_to_end(&mut text);
    let text = String::from_utf8(text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str::<ApiError>(body).map_or(String::new(), |error| error.code))
}

const EMPTY: &[u8] = b"{\"envelopes\":[]}";

#[test]
fn a_body_that_takes_too_long_gets_408() {
    let patience = Patience { body: Duration::from_millis(400), ..Patience::default() };
    let addr = serving(routes(), shared(Room::default(), patience));
    let mut slow = push_of(addr, 1000);
    slow.write_all(b"{").unwrap();
    assert_eq!(answer_on(slow), (408, "too_slow".into()));
}

#[test]
fn a_body_waits_a_moment_for_room_and_no_longer() {
    let patience = Patience { body: Duration::from_secs(30), room: Duration::from_secs(2) };
    let addr = serving(routes(), shared(Room::of(4), patience));
    // All the room is taken by what has come, nothing by what was announced.
    let mut large = push_of(addr, 100_000);
    let mut other = push_of(addr, EMPTY.len());
    other.write_all(EMPTY).unwrap();
    assert_eq!(answer_on(other).0, 200);
    large.write_all(&[b' '; 4096]).unwrap();
    thread::sleep(Duration::from_millis(300));

    let (begun, mut late) = (Instant::now(), push_of(addr, EMPTY.len()));
    late.write_all(EMPTY).unwrap();
    assert_eq!(answer_on(late), (503, "busy".into()));
    assert!(begun.elapsed() >= Duration::from_millis(1500), "{:?}", begun.elapsed());

    let mut patient = push_of(addr, EMPTY.len());
    patient.write_all(EMPTY).unwrap();
    thread::sleep(Duration::from_millis(300));
    drop(large);
    assert_eq!(answer_on(patient).0, 200);
}
