//! What the hub answers: the routes, and what every handler shares. Each route has a file.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use passamano_core::api::{self, About};
use passamano_core::id::SpaceId;
use passamano_core::seal::SecretKey;
use tokio::sync::{Notify, watch};

use crate::dist::Dist;
use crate::store::{Store, StoreError};
use body::{Patience, Room};
pub(crate) use enrol::Founding;
use failure::Failure;

mod app;
mod body;
mod caller;
mod enrol;
mod failure;
mod headers;
mod pull;
mod push;
#[cfg(test)]
mod tests;

/// What every handler may use.
pub(crate) struct Shared {
    store: Arc<dyn Store>,
    key: SecretKey,
    about: About,
    founding: Founding,
    dist: Option<Dist>,
    room: Room,
    patience: Patience,
    stopping: watch::Receiver<bool>,
    news: Mutex<HashMap<SpaceId, Arc<Notify>>>,
}

impl Shared {
    pub fn new(
        store: Arc<dyn Store>,
        key: SecretKey,
        about: About,
        founding: Founding,
        dist: Option<Dist>,
        stopping: watch::Receiver<bool>,
    ) -> Arc<Self> {
        let (room, patience, news) = (Room::default(), Patience::default(), Mutex::default());
        Arc::new(Self { store, key, about, founding, dist, room, patience, stopping, news })
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

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |t| t.as_millis() as i64)
}
