//! Opening a space and letting devices in. The organisation's signature decides both, and whether
//! a new space is opened at all is for whoever runs the hub.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use data_encoding::BASE64URL_NOPAD;
use passamano_core::api::{Enrol, Enrolled, Found};
use passamano_core::id::Digest;
use passamano_core::seal;
use passamano_core::space::{enrol_message, found_message};
use serde::de::DeserializeOwned;

use super::body::whole;
use super::failure::Failure;
use super::{Shared, aside, now_ms};
use crate::chance::random;
use crate::store::{Admission, Enrolment, Founded, NewSpaces};

/// Both requests are short.
const BODY: usize = 16 * 1024;
/// The longest name of a grant, in bytes.
const CODE: usize = 64;

/// Who may open a space that is not there yet.
pub(crate) enum Founding {
    /// No code is asked for.
    Free(NewSpaces),
    /// Who knows the code with this SHA-256.
    Code(Digest),
}

impl Founding {
    /// Only with this code.
    pub fn with_code(code: &str) -> Self {
        Self::Code(hashed(code))
    }

    /// Which spaces may be opened by whoever sent this code.
    fn opens(&self, code: Option<&str>) -> NewSpaces {
        match self {
            Self::Free(new) => *new,
            Self::Code(right) => {
                let sent = hashed(code.unwrap_or_default());
                // All bytes are looked at: the time says nothing about how many were right.
                let wrong = right.0.iter().zip(sent.0).fold(0, |wrong, (a, b)| wrong | (a ^ b));
                if wrong == 0 { NewSpaces::All } else { NewSpaces::None }
            }
        }
    }

    /// What is said to whom it does not open a space.
    fn refusal(&self) -> Failure {
        match self {
            Self::Free(_) => Failure::founding_closed(),
            Self::Code(_) => Failure::founding_code(),
        }
    }
}

/// People type a code in small letters, with spaces and hyphens.
fn hashed(code: &str) -> Digest {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    seal::digest(plain.to_ascii_uppercase().as_bytes())
}

/// `POST /v1/spaces`.
pub(super) async fn found(
    State(hub): State<Arc<Shared>>,
    body: Body,
) -> Result<Json<Empty>, Failure> {
    let found: Found = json(&hub, body).await?;
    let org: [u8; 32] =
        found.org.try_into().map_err(|_| Failure::bad_request("A key has 32 bytes."))?;
    if !signed(&org, &found_message(found.space, &hub.about.key), &found.signature) {
        return Err(Failure::bad_signature("The organization did not sign this for this hub."));
    }
    let new = hub.founding.opens(found.code.as_deref());
    match hub.store(move |store| store.found(found.space, org, now_ms(), new)).await? {
        Founded::Theirs => Ok(Json(Empty {})),
        Founded::Others => Err(Failure::other_organisation()),
        Founded::Closed => Err(hub.founding.refusal()),
    }
}

/// The answer that says only that it was done.
#[derive(serde::Serialize)]
pub(super) struct Empty {}

/// `POST /v1/enrol`.
pub(super) async fn enrol(
    State(hub): State<Arc<Shared>>,
    body: Body,
) -> Result<Json<Enrolled>, Failure> {
    let Enrol { grant, device, signature } = json(&hub, body).await?;
    if grant.code.len() > CODE {
        return Err(Failure::bad_request("The name of the grant is too long."));
    }
    let space = grant.space;
    let org = hub.store(move |store| store.org(space)).await?.ok_or_else(Failure::unknown_space)?;
    if !grant.signed_by(&org) {
        return Err(Failure::bad_signature(
            "The organization of this space did not sign this invitation.",
        ));
    }
    if !signed(&device.0, &enrol_message(space, device, &hub.about.key), &signature) {
        return Err(Failure::bad_signature("The device did not sign this for this hub."));
    }
    let token = aside(|| random::<32>().map_err(|_| Failure::busy())).await?;
    let token = BASE64URL_NOPAD.encode(&token);
    let entry = Enrolment {
        space,
        device,
        role: grant.role,
        code: grant.code,
        uses: grant.uses,
        expires_ms: grant.expires_ms,
        token: seal::digest(token.as_bytes()),
        now_ms: now_ms(),
    };
    match hub.store(move |store| store.enrol(entry)).await? {
        Admission::Admitted => Ok(Json(Enrolled { token })),
        Admission::Expired => Err(Failure::grant_expired()),
        Admission::UsedUp => Err(Failure::grant_used_up()),
    }
}

async fn json<T: DeserializeOwned>(hub: &Shared, body: Body) -> Result<T, Failure> {
    let bytes = whole(body, BODY, None, hub.patience).await?;
    serde_json::from_slice(&bytes)
        .map_err(|_| Failure::bad_request("This is not the JSON that was expected."))
}

fn signed(by: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    signature.try_into().is_ok_and(|signature| seal::signed_by(by, message, signature))
}
