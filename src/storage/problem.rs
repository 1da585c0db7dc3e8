//! Why the phone could not keep or read something, and how the browser's words map to that.

use passamano_core::envelope;
use passamano_core::opening::Shut;
use passamano_core::opening::stop::Stop;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// Why an operation did not happen. Nothing of it was kept, unless [`Problem::is_unsure`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// This browser window may not store: site data is off, or a private window.
    Blocked,
    /// No space left on the phone.
    Full,
    /// The browser lost its database, and lost it again after it was opened once more.
    Gone,
    /// The database was deleted while the app was running.
    Wiped,
    /// A newer version of the app has been here: this one must be updated first.
    NewerVersion,
    /// The database did not open within 5 seconds, or gave no answer within 10.
    Timeout,
    /// It was stored, and what came back was something else.
    NotReadBack,
    /// The record could not be sealed.
    Seal(envelope::Problem),
    /// Goods may not leave now. Said before anything is stored.
    Shut(Shut),
    /// Nothing may be given on this card. Said before anything is stored.
    Stopped(Stop),
    /// Goods past their use-by day need a reason. Said before anything is stored.
    PastDate,
    /// Something else, with the browser's name for it. It holds nothing of any record.
    Other(String),
}

impl Problem {
    /// What was to be kept may be here all the same.
    pub fn is_unsure(&self) -> bool {
        matches!(self, Self::Timeout | Self::NotReadBack | Self::Gone)
    }

    /// The text that tells a person what is wrong.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Blocked => "storage.blocked",
            Self::Full => "storage.full",
            Self::Gone => "storage.gone",
            Self::Wiped => "storage.wiped",
            Self::NewerVersion => "storage.newer_version",
            Self::Timeout => "storage.timeout",
            Self::NotReadBack => "storage.not_read_back",
            Self::Seal(envelope::Problem::TooLarge) => "storage.too_large",
            Self::Seal(_) => "storage.seal",
            Self::Shut(Shut::NotYet) => "shut.refused.not_yet",
            Self::Shut(Shut::Paused) => "shut.refused.paused",
            Self::Shut(Shut::Closed) => "shut.refused.closed",
            Self::Shut(Shut::NoActivity) => "shut.refused.no_activity",
            Self::Shut(Shut::Cancelled | Shut::Aborted) => "shut.refused.stopped",
            Self::Shut(Shut::Later) => "shut.refused.later",
            Self::PastDate => "handout.refused.past",
            Self::Stopped(Stop::Replaced) => "handout.refused.replaced",
            Self::Stopped(Stop::Household) => "handout.refused.stopped",
            Self::Other(_) => "storage.other",
        }
    }

    /// From an error of a request or transaction.
    pub(super) fn from_js(error: &JsValue) -> Self {
        let name = match error.dyn_ref::<DomException>() {
            Some(exception) => exception.name(),
            // Aborted from outside: the connection was closed under the transaction.
            None if error.is_null() || error.is_undefined() => return Self::Gone,
            None => match error.dyn_ref::<js_sys::Error>() {
                Some(error) => error.name().into(),
                None => "not an error".into(),
            },
        };
        match name.as_str() {
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::NewerVersion,
            "SecurityError" | "NotAllowedError" => Self::Blocked,
            // Safari says UnknownError when its database process has died.
            "InvalidStateError" | "UnknownError" | "AbortError" | "TransactionInactiveError" => {
                Self::Gone
            }
            _ => Self::Other(name),
        }
    }

    /// From an error of opening: what elsewhere means a lost connection is a refusal here.
    pub(super) fn from_opening(error: &JsValue) -> Self {
        match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
            Some("InvalidStateError") => Self::Blocked,
            _ => Self::from_js(error),
        }
    }
}

impl From<JsValue> for Problem {
    fn from(error: JsValue) -> Self {
        Self::from_js(&error)
    }
}
