//! What no story can bring about: a flaw of the hub.

use std::net::SocketAddr;
use std::thread;

use axum::http::StatusCode;
use passamano_core::api::{ApiError, DeviceState, Own};
use passamano_core::id::{DeviceId, Digest};
use passamano_core::space::Role;
use ureq::Agent;
use ureq::http::Response;

use super::*;
use crate::store::{Admission, Ask, Caller, Enrolment, Kept, Page, Sealed};

/// A store that knows every token, and panics when it is asked for a page.
struct Fake;

impl Store for Fake {
    fn found(&self, _: SpaceId, _: [u8; 32], _: i64) -> Result<bool, StoreError> {
        Err(StoreError::Busy)
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

fn shared() -> Arc<Shared> {
    let about = About {
        service: "passamano-hub".into(),
        name: String::new(),
        key: vec![3; 32],
        version: String::new(),
    };
    // Nobody tells it to stop: it ends with the test.
    let (_, stopping) = watch::channel(false);
    Shared::new(Arc::new(Fake), [3; 32], about, None, stopping)
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
    let addr = serving(routes().route("/v1/flaw", get(flaw)), shared());
    for path in ["/v1/flaw", api::PULL] {
        let mut answer = get_from(addr, path);
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let error: ApiError = answer.body_mut().read_json().unwrap();
        assert_eq!(error.code, "broken");
    }
    assert_eq!(get_from(addr, api::ABOUT).status(), 200);
}
