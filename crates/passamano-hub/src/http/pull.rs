//! Giving envelopes out, at once or when there are some, and what the desk sees of devices.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use passamano_core::api::{Bytes, Devices, Pulled};
use serde::Deserialize;
use tokio::time::{Instant, sleep, sleep_until};

use super::Shared;
use super::failure::Failure;
use crate::store::{Ask, Caller, Cursor};

/// The longest wait for something new, in seconds: proxies cut what is silent for longer.
const WAIT: u64 = 25;
/// Envelopes in one answer, if nothing else is asked, and at most.
const LIMIT: (usize, usize) = (200, 500);
/// After the bell, a moment for more to come, so that a busy hour does not answer every phone of
/// the team for every record.
const GATHER: Duration = Duration::from_millis(200);

/// The query of a pull; what cannot be read counts as not given.
#[derive(Deserialize)]
pub(super) struct Wish {
    after: Option<String>,
    limit: Option<String>,
    wait: Option<String>,
    own: Option<String>,
}

/// `GET /v1/pull`.
pub(super) async fn pull(
    caller: Caller,
    State(hub): State<Arc<Shared>>,
    Query(wish): Query<Wish>,
) -> Result<Json<Pulled>, Failure> {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<u64>().ok());
    let limit =
        number(&wish.limit).map_or(LIMIT.0, |limit| limit.clamp(1, LIMIT.1 as u64) as usize);
    let until = Instant::now() + Duration::from_secs(number(&wish.wait).unwrap_or(0).min(WAIT));
    let mut ask = Ask {
        space: caller.space,
        after: wish.after.as_deref().and_then(Cursor::from_text),
        limit,
        desk: caller.role.opens_desk(),
        without: (wish.own.as_deref() != Some("1")).then_some(caller.device),
    };
    let bell = hub.news(caller.space);
    let mut stopping = hub.stopping.clone();
    loop {
        // Before looking: what is stored between the look and the wait rings as well.
        let rings = bell.notified();
        let page = hub.store(move |store| store.page(ask)).await?;
        if !page.envelopes.is_empty() || Instant::now() >= until || *stopping.borrow() {
            let own = hub.store(move |store| store.own(caller.space, caller.device)).await?;
            return Ok(Json(Pulled {
                envelopes: page.envelopes.into_iter().map(Bytes).collect(),
                next: page.next.map(Cursor::to_text).unwrap_or_default(),
                more: page.more,
                own,
            }));
        }
        ask.after = page.next;
        tokio::select! {
            () = rings => sleep(GATHER).await,
            () = sleep_until(until) => {}
            _ = stopping.changed() => {}
        }
    }
}

/// `GET /v1/devices`.
pub(super) async fn devices(
    caller: Caller,
    State(hub): State<Arc<Shared>>,
) -> Result<Json<Devices>, Failure> {
    if !caller.role.opens_desk() {
        return Err(Failure::desk_only());
    }
    let devices = hub.store(move |store| store.devices(caller.space)).await?;
    Ok(Json(Devices { devices }))
}
