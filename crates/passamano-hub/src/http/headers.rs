//! The headers of every answer: what browsers may do with the app, and who may call `/v1/`.

use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Scripts and styles come from here only, and `connect-src` is as wide as "any endpoint" needs.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; media-src 'self' blob:; \
    connect-src 'self' https: http://localhost:* http://127.0.0.1:*; worker-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// [`POLICY`] for an app that sets a default Trusted Types policy.
const POLICY_TRUSTED_TYPES: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; media-src 'self' blob:; \
    connect-src 'self' https: http://localhost:* http://127.0.0.1:*; worker-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types default";
/// Whether the app sets a default Trusted Types policy.
const TRUSTED_TYPES: bool = false;

const ALWAYS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, if TRUSTED_TYPES { POLICY_TRUSTED_TYPES } else { POLICY }),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()"),
];

/// An app served elsewhere may sync here. A token is never sent by the browser by itself, so an
/// open origin gives a foreign page nothing.
const CROSS_ORIGIN: [(HeaderName, &str); 6] = [
    (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS"),
    (ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type"),
    (ACCESS_CONTROL_EXPOSE_HEADERS, "retry-after"),
    (ACCESS_CONTROL_MAX_AGE, "86400"),
    (CACHE_CONTROL, "no-store"),
];

/// Adds the headers, and answers preflights.
pub(super) async fn dress(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/v1/");
    let mut response = if api && request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let more = if api { CROSS_ORIGIN.as_slice() } else { &[] };
    for (name, value) in ALWAYS.iter().chain(more) {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
