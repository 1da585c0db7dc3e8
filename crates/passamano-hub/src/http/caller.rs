//! Who asks: the device behind the token of a request.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use passamano_core::seal;

use super::failure::Failure;
use super::{Shared, now_ms};
use crate::store::Caller;

/// How often it is noted that a device only asks, in milliseconds.
const NOTE_MS: i64 = 60_000;

impl FromRequestParts<Arc<Shared>> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, hub: &Arc<Shared>) -> Result<Self, Failure> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(Failure::not_enrolled)?;
        let hash = seal::digest(token.trim().as_bytes());
        hub.store(move |store| {
            let Some(caller) = store.caller(hash)? else { return Ok(None) };
            if now_ms() - caller.seen_ms > NOTE_MS {
                // Not worth a failed request: it is noted the next time.
                let _ = store.seen(caller.space, caller.device, now_ms());
            }
            Ok(Some(caller))
        })
        .await?
        .ok_or_else(Failure::not_enrolled)
    }
}
