//! What the hub answers: the routes, and what every handler shares. Each route has a file.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use passamano_core::api::{self, About};
use passamano_core::id::SpaceId;
use passamano_core::seal::SecretKey;
use tokio::sync::{Notify, Semaphore, watch};

use crate::dist::Dist;
use crate::store::{Store, StoreError};
use failure::Failure;

mod app;
mod caller;
mod enrol;
mod failure;
mod headers;
mod pull;
mod push;
#[cfg(test)]
mod tests;

/// How much of pushed bodies may be in memory at once, in KiB.
const ROOM_KIB: usize = 128 * 1024;

/// What every handler may use.
pub(crate) struct Shared {
    store: Arc<dyn Store>,
    key: SecretKey,
    about: About,
    dist: Option<Dist>,
    room: Arc<Semaphore>,
    stopping: watch::Receiver<bool>,
    news: Mutex<HashMap<SpaceId, Arc<Notify>>>,
}

impl Shared {
    pub fn new(
        store: Arc<dyn Store>,
        key: SecretKey,
        about: About,
        dist: Option<Dist>,
        stopping: watch::Receiver<bool>,
    ) -> Arc<Self> {
        let (room, news) = (Arc::new(Semaphore::new(ROOM_KIB)), Mutex::default());
        Arc::new(Self { store, key, about, dist, room, stopping, news })
    }

    /// The bell that rings when a space has new envelopes.
    fn news(&self, space: SpaceId) -> Arc<Notify> {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.entry(space).or_default().clone()
    }

    /// Uses the store on a thread that may wait for the disk.
    async fn store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        let store = self.store.clone();
        aside(move || work(store.as_ref()).map_err(Failure::from)).await
    }
}

/// Does what takes long beside the threads that answer.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        Err(if error.is_panic() { Failure::broken() } else { Failure::busy() })
    })
}

/// All routes.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    dressed(routes()).with_state(shared)
}

fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route(api::ABOUT, get(about))
        .route(api::SPACES, post(enrol::found))
        .route(api::ENROL, post(enrol::enrol))
        .route(api::PUSH, post(push::push))
        .route(api::PULL, get(pull::pull))
        .route(api::DEVICES, get(pull::devices))
        .route("/v1/docs", get(docs))
        .method_not_allowed_fallback(async || Failure::method())
        .fallback(app::serve)
}

/// What is true of every answer: it comes, and with the headers.
fn dressed(routes: Router<Arc<Shared>>) -> Router<Arc<Shared>> {
    routes.layer(middleware::from_fn(failure::calm)).layer(middleware::from_fn(headers::dress))
}

async fn about(State(hub): State<Arc<Shared>>) -> Json<About> {
    Json(hub.about.clone())
}

async fn docs() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/markdown; charset=utf-8")], include_str!("../API.md"))
}

/// The whole body, if it is not larger than a limit and comes within two minutes: a phone on a
/// weak link is slow, but it must not hold memory for ever.
async fn whole(body: Body, limit: usize) -> Result<Bytes, Failure> {
    match tokio::time::timeout(std::time::Duration::from_secs(120), to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => {
            let error = error.into_inner();
            let large = error.downcast_ref::<http_body_util::LengthLimitError>().is_some();
            Err(if large {
                Failure::too_large()
            } else {
                Failure::bad_request("The request was cut off.")
            })
        }
        Err(_) => Err(Failure::bad_request("The request took too long.")),
    }
}

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |t| t.as_millis() as i64)
}
