//! Serving the app. An address that is no file and no page of the app is a real 404: the index
//! in place of a missing script or WASM file would be a white screen.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::Shared;
use super::failure::Failure;
use crate::dist::{Dist, File};

/// Whatever no route of the interface takes.
pub(super) async fn serve(
    State(hub): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let path = uri.path();
    if path.starts_with("/v1/") {
        return Failure::not_found().into_response();
    }
    let Some(file) = hub.dist.as_ref().and_then(|dist| find(dist, path, &headers)) else {
        return (StatusCode::NOT_FOUND, "Nothing is at this address.\n").into_response();
    };
    if method != Method::GET && method != Method::HEAD {
        return Failure::method().into_response();
    }
    answer(file, &headers)
}

/// Pages whose last part may hold a dot: the id of a step or a register, a card's code of another
/// organisation.
const DOTTED: [&str; 6] =
    ["/guide/", "/guides/", "/handout/card/", "/stock/", "/desk/household/", "/register/"];

fn find<'a>(dist: &'a Dist, path: &str, headers: &HeaderMap) -> Option<&'a File> {
    dist.file(path).or_else(|| {
        let plain = path.rsplit('/').next().is_some_and(|last| !last.contains('.'));
        let page = plain || DOTTED.iter().any(|start| path.starts_with(start));
        (page && has(headers, ACCEPT, "text/html")).then(|| dist.index())
    })
}

fn answer(file: &File, headers: &HeaderMap) -> Response {
    let small = file.brotli.as_ref().filter(|_| has(headers, ACCEPT_ENCODING, "br"));
    let etag = if small.is_some() { &file.etag_brotli } else { &file.etag };
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|tags| tags.contains(etag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        small.unwrap_or(&file.bytes).clone().into_response()
    };
    let to = response.headers_mut();
    to.insert(CACHE_CONTROL, HeaderValue::from_static(file.cache));
    to.insert(CONTENT_TYPE, HeaderValue::from_static(file.mime));
    to.insert(VARY, HeaderValue::from_static("accept-encoding"));
    to.extend(HeaderValue::from_str(etag).map(|value| (ETAG, value)));
    if small.is_some() && !known {
        to.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

/// A list header names something, before its parameters.
fn has(headers: &HeaderMap, list: HeaderName, wanted: &str) -> bool {
    headers
        .get_all(list)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|part| part.split(';').next().is_some_and(|name| name.trim() == wanted))
}
