//! What goes wrong, as the answer that says so. Nothing in an answer repeats what was sent.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use axum::Json;
use axum::extract::Request;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use passamano_core::api::ApiError;

use crate::store::StoreError;

/// Seconds after which a busy hub may be asked again.
const LATER: HeaderValue = HeaderValue::from_static("2");

/// A status, a code for programs and a sentence for people.
#[derive(Debug)]
pub(crate) struct Failure(StatusCode, &'static str, &'static str);

impl Failure {
    pub fn bad_request(message: &'static str) -> Self {
        Self(StatusCode::BAD_REQUEST, "bad_request", message)
    }

    pub fn not_enrolled() -> Self {
        Self(
            StatusCode::UNAUTHORIZED,
            "not_enrolled",
            "This device is not enrolled here: enrol it again.",
        )
    }

    pub fn bad_signature(message: &'static str) -> Self {
        Self(StatusCode::FORBIDDEN, "bad_signature", message)
    }

    pub fn grant_expired() -> Self {
        Self(StatusCode::FORBIDDEN, "grant_expired", "The invitation has ended: ask for a new one.")
    }

    pub fn grant_used_up() -> Self {
        Self(
            StatusCode::FORBIDDEN,
            "grant_used_up",
            "Other devices used this invitation up: ask for a new one.",
        )
    }

    pub fn founding_closed() -> Self {
        Self(
            StatusCode::FORBIDDEN,
            "founding_closed",
            "This hub opens no more spaces: ask whoever runs it.",
        )
    }

    pub fn founding_code() -> Self {
        Self(
            StatusCode::FORBIDDEN,
            "founding_code",
            "This hub opens a space only with its founding code: ask whoever runs it.",
        )
    }

    pub fn desk_only() -> Self {
        Self(StatusCode::FORBIDDEN, "desk_only", "Only coordinators and focal points may see this.")
    }

    pub fn unknown_space() -> Self {
        Self(StatusCode::NOT_FOUND, "unknown_space", "This hub does not know that space.")
    }

    pub fn not_found() -> Self {
        Self(StatusCode::NOT_FOUND, "not_found", "Nothing is at this address.")
    }

    pub fn method() -> Self {
        Self(StatusCode::METHOD_NOT_ALLOWED, "bad_request", "This address takes another method.")
    }

    pub fn other_organisation() -> Self {
        Self(
            StatusCode::CONFLICT,
            "other_organisation",
            "Another organization has opened this space here.",
        )
    }

    pub fn too_slow() -> Self {
        Self(
            StatusCode::REQUEST_TIMEOUT,
            "too_slow",
            "The request took too long: send less at once.",
        )
    }

    pub fn too_large() -> Self {
        Self(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "This is more than one request may bring: send less at once.",
        )
    }

    pub fn busy() -> Self {
        Self(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            "The hub cannot take this now: try again later.",
        )
    }

    pub fn broken() -> Self {
        Self(
            StatusCode::INTERNAL_SERVER_ERROR,
            "broken",
            "The hub has a flaw that this request meets: tell whoever runs it.",
        )
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if error != StoreError::Busy {
            eprintln!("{error}");
        }
        if error == StoreError::Broke { Self::broken() } else { Self::busy() }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Self(status, code, message) = self;
        let error = ApiError { code: code.into(), message: message.into() };
        let mut response = (status, Json(error)).into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, LATER);
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Ends a request that panics with an answer. Nothing that a request may leave half done
/// outlives it: the store undoes, and locks are taken over.
pub(super) async fn calm(request: Request, next: Next) -> Response {
    let mut work = Box::pin(next.run(request));
    poll_fn(|context| {
        catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)))
            .unwrap_or_else(|_| Poll::Ready(Failure::broken().into_response()))
    })
    .await
}
