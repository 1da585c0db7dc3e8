//! Where envelopes go, as pure request and response code: one file per kind of endpoint, and
//! here what they share, above all the reading of an answer. Nothing is sent here, and no
//! waiting is decided: that is [`crate::sync`].
//!
//! Truth comes first, diagnosis second: what an endpoint does not vouch for, record by record,
//! is not believed whatever the status says. A [`Diagnosis`] only chooses the sentence for the
//! screen and the pace of the next try.

pub mod file;
pub mod hub;
pub mod webhook;

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::api::ApiError;
use crate::envelope;
use crate::id::RecordId;
use crate::json;
use crate::time::Day;

/// One HTTP request. Redirects are not to be followed: a redirect is an answer.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Option<Vec<u8>>,
    /// When to give up, in milliseconds.
    pub timeout_ms: u32,
}

/// Without headers and body, because they hold secrets.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)
    }
}

/// How long a plain request may take, in milliseconds.
const TIMEOUT_MS: u32 = 30_000;

impl HttpRequest {
    fn get(url: String) -> Self {
        let headers = vec![("accept".into(), "application/json".into())];
        Self { method: "GET", url, headers, body: None, timeout_ms: TIMEOUT_MS }
    }

    fn post(url: String, body: &impl Serialize) -> Self {
        let mut request = Self::get(url);
        request.method = "POST";
        request = request.with("content-type", "application/json");
        request.body = json::to_vec(body);
        request
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The bytes.
    pub body: Vec<u8>,
    /// The address that answered in the end, if it is known.
    pub url: Option<String>,
}

impl HttpResponse {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn is_html(&self) -> bool {
        self.header("content-type")
            .is_some_and(|t| t.trim().to_ascii_lowercase().starts_with("text/html"))
            || self.body.trim_ascii_start().starts_with(b"<")
    }
}

/// Why nothing came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The device has no network.
    Offline,
    /// The time was over.
    Timeout,
    /// The connection was refused, cut or not allowed.
    Network,
}

/// What became of a request.
pub type Answer = Result<HttpResponse, Failure>;

/// What is wrong between this phone and an endpoint, for one plain sentence on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Diagnosis {
    /// A login page of the Wi-Fi, or another web page, answered instead.
    LoginPage,
    /// Something answers at this address, and it is no hub.
    NotAHub,
    /// A hub answers whose key is not the one that the invitation brought.
    OtherHub,
    /// The endpoint does not know this device, or no longer.
    NotEnrolled,
    /// The hub lets nobody start a team there any more.
    HubClosed,
    /// The address is not encrypted, so records may not go there.
    NotAllowed,
    /// The batch is larger than the endpoint takes.
    TooLarge,
    /// The endpoint asks to come back later.
    Busy {
        /// After so many milliseconds, if it said so.
        retry_after_ms: Option<i64>,
    },
    /// The endpoint reports a fault.
    ServerError {
        /// The status code.
        status: u16,
    },
    /// It answered, and did not say that it holds the records.
    NoReceipt,
    /// The answer is cut off or garbled.
    Unreadable,
    /// This device has no network.
    Offline,
    /// No answer in time.
    Timeout,
    /// The connection was refused, cut or not allowed.
    Network,
    /// This phone's own storage did not do its part.
    Storage,
}

impl Diagnosis {
    /// The name of its sentence.
    pub fn key(&self) -> &'static str {
        match self {
            Self::LoginPage => "login_page",
            Self::NotAHub => "not_a_hub",
            Self::OtherHub => "other_hub",
            Self::NotEnrolled => "not_enrolled",
            Self::HubClosed => "hub_closed",
            Self::NotAllowed => "not_allowed",
            Self::TooLarge => "too_large",
            Self::Busy { .. } => "busy",
            Self::ServerError { .. } => "server_error",
            Self::NoReceipt => "no_receipt",
            Self::Unreadable => "unreadable",
            Self::Offline => "offline",
            Self::Timeout => "timeout",
            Self::Network => "network",
            Self::Storage => "storage",
        }
    }

    /// A smaller batch, or another record, may get through where this one did not.
    pub(crate) fn may_be_the_batch(&self) -> bool {
        use Diagnosis::{Network, ServerError, Timeout, TooLarge, Unreadable};
        matches!(self, Timeout | Network | TooLarge | Unreadable | ServerError { .. })
    }

    /// The records may have arrived although nobody said so.
    pub(crate) fn may_have_arrived(&self) -> bool {
        use Diagnosis::{LoginPage, NotAllowed, Offline, Storage, TooLarge};
        !matches!(self, LoginPage | NotAllowed | Offline | Storage | TooLarge)
    }
}

impl From<Failure> for Diagnosis {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Offline => Self::Offline,
            Failure::Timeout => Self::Timeout,
            Failure::Network => Self::Network,
        }
    }
}

/// What an endpoint said about one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It vouches that it holds the record.
    Received {
        /// Four characters by which people can compare: the start of the envelope's digest.
        short: String,
    },
    /// It will never take this record.
    Refused {
        /// Its reason, as a code.
        reason: String,
    },
    /// It did not vouch for the record.
    NoReceipt,
}

/// What the answer to a push says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// One for each envelope that was sent, in that order.
    pub outcomes: Vec<(RecordId, Outcome)>,
    /// What is wrong with the answer as a whole.
    pub diagnosis: Option<Diagnosis>,
}

impl Reading {
    fn nothing(sent: &[Vec<u8>], diagnosis: Diagnosis) -> Self {
        Self { outcomes: judge(sent, |_, _| Outcome::NoReceipt), diagnosis: Some(diagnosis) }
    }
}

/// Asks for an outcome for each envelope that was sent: with its place and header.
fn judge(
    sent: &[Vec<u8>],
    mut outcome: impl FnMut(usize, &envelope::Header) -> Outcome,
) -> Vec<(RecordId, Outcome)> {
    let headers =
        sent.iter().enumerate().filter_map(|(i, bytes)| Some((i, envelope::header(bytes).ok()?)));
    headers.map(|(i, header)| (header.record, outcome(i, &header))).collect()
}

/// The four characters of [`Outcome::Received`].
fn short(digest: &crate::id::Digest) -> String {
    format!("{:02X}{:02X}", digest.0[0], digest.0[1])
}

/// One endpoint with what is needed to speak to it.
pub enum Adapter {
    /// A hub.
    Hub(hub::Account),
    /// A webhook.
    Webhook(webhook::Account),
}

impl Adapter {
    /// The request that sends envelopes, or why it may not be made.
    pub fn push(&self, envelopes: &[Vec<u8>]) -> Result<HttpRequest, Diagnosis> {
        match self {
            Self::Hub(account) => Ok(hub::push(account, envelopes)),
            Self::Webhook(account) => webhook::push(account, envelopes),
        }
    }

    /// What the answer to [`Adapter::push`] says.
    pub fn read_push(
        &self,
        request: &HttpRequest,
        sent: &[Vec<u8>],
        answer: &Answer,
        now_ms: i64,
    ) -> Reading {
        match self {
            Self::Hub(account) => hub::read_push(account, request, sent, answer, now_ms),
            Self::Webhook(_) => webhook::read_push(request, sent, answer, now_ms),
        }
    }

    /// The hub's account, if it is a hub: only a hub gives back what others wrote.
    pub fn hub(&self) -> Option<&hub::Account> {
        match self {
            Self::Hub(account) => Some(account),
            Self::Webhook(_) => None,
        }
    }
}

/// Says what is wrong with an answer as a whole, or hands it back for its content to be read.
fn usable<'a>(
    request: &HttpRequest,
    answer: &'a Answer,
    now_ms: i64,
) -> Result<&'a HttpResponse, Diagnosis> {
    let response = answer.as_ref().map_err(|failure| Diagnosis::from(*failure))?;
    let elsewhere = response.url.as_deref().is_some_and(|url| host(url) != host(&request.url));
    let code =
        json::from_slice::<ApiError>(&response.body).map(|error| error.code).unwrap_or_default();
    let shut_out =
        ["not_enrolled", "unknown_space", "grant_expired", "grant_used_up", "other_organisation"];
    Err(match response.status {
        511 | 300..=399 => Diagnosis::LoginPage,
        _ if elsewhere => Diagnosis::LoginPage,
        413 => Diagnosis::TooLarge,
        429 | 503 => Diagnosis::Busy { retry_after_ms: retry_after(response, now_ms) },
        408 | 504 => Diagnosis::Timeout,
        status @ 500.. => Diagnosis::ServerError { status },
        _ if shut_out.contains(&code.as_str()) => Diagnosis::NotEnrolled,
        _ if ["founding_closed", "founding_code"].contains(&code.as_str()) => Diagnosis::HubClosed,
        404 | 405 | 410 => Diagnosis::NotAHub,
        _ if response.is_html() => Diagnosis::LoginPage,
        401 | 403 => Diagnosis::NotEnrolled,
        200..=299 => return Ok(response),
        status => Diagnosis::ServerError { status },
    })
}

/// Reads JSON from a hub. What ends too early was cut off; anything else is another service.
fn read<T: for<'de> Deserialize<'de>>(response: &HttpResponse) -> Result<T, Diagnosis> {
    json::from_slice(&response.body).map_err(|error| {
        let cut_off = error.is_eof() && !response.body.is_empty();
        if cut_off { Diagnosis::Unreadable } else { Diagnosis::NotAHub }
    })
}

/// The host of an address with its port, in lower case.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase()
}

/// `Retry-After` in milliseconds, from seconds or a date; nothing when it is absent or garbled.
/// A date is measured against the endpoint's own `Date`, because phone clocks lie.
fn retry_after(response: &HttpResponse, now_ms: i64) -> Option<i64> {
    let text = response.header("retry-after")?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(i64::from(seconds) * 1000);
    }
    let now = response.header("date").and_then(http_date_ms).unwrap_or(now_ms);
    Some((http_date_ms(text)? - now).max(0))
}

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110) as Unix milliseconds.
fn http_date_ms(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (_, date) = text.trim().split_once(", ")?;
    let mut words = date.strip_suffix(" GMT")?.split(' ');
    let day = words.next()?.parse().ok()?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|m| *m == name)? as u32 + 1;
    let day = Day::from_ymd(words.next()?.parse().ok()?, month, day)?;
    let mut clock = words.next()?.splitn(3, ':').map(|part| part.parse::<u8>().ok());
    let mut next = || clock.next().flatten().map(i64::from);
    let (hour, minute, second) = (next()?, next()?, next()?);
    Some(((i64::from(day.0) * 24 + hour) * 60 + minute) * 60_000 + second * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn response(status: u16, body: &[u8]) -> HttpResponse {
        HttpResponse { status, headers: vec![], body: body.to_vec(), url: None }
    }

    fn diagnosis(answer: Answer) -> Option<Diagnosis> {
        usable(&HttpRequest::get("https://hub.example/v1/push".into()), &answer, 0).err()
    }

    #[test]
    fn an_answer_that_is_not_from_the_endpoint_is_called_so() {
        let html =
            |status| diagnosis(Ok(response(status, b" <!doctype html><title>Wi-Fi</title>")));
        assert_eq!(html(200), Some(Diagnosis::LoginPage));
        assert_eq!(html(403), Some(Diagnosis::LoginPage));
        assert_eq!(html(502), Some(Diagnosis::ServerError { status: 502 }));
        assert_eq!(html(404), Some(Diagnosis::NotAHub));
        assert_eq!(diagnosis(Ok(response(302, b""))), Some(Diagnosis::LoginPage));
        assert_eq!(diagnosis(Ok(response(511, b"{}"))), Some(Diagnosis::LoginPage));
        let moved = |url: &str| {
            diagnosis(Ok(HttpResponse { url: Some(url.into()), ..response(200, b"{}") }))
        };
        assert_eq!(moved("https://login.example/?to=hub.example"), Some(Diagnosis::LoginPage));
        assert_eq!(moved("https://HUB.example/v1/push?x"), None);
    }

    #[test]
    fn a_status_is_only_a_hint_for_the_screen() {
        assert_eq!(diagnosis(Err(Failure::Offline)), Some(Diagnosis::Offline));
        assert_eq!(diagnosis(Ok(response(401, b"{}"))), Some(Diagnosis::NotEnrolled));
        let unknown = br#"{"code":"unknown_space","message":"No such space."}"#;
        assert_eq!(diagnosis(Ok(response(404, unknown))), Some(Diagnosis::NotEnrolled));
        let closed = br#"{"code":"founding_closed","message":""}"#;
        assert_eq!(diagnosis(Ok(response(403, closed))), Some(Diagnosis::HubClosed));
        assert_eq!(diagnosis(Ok(response(413, b"<html>"))), Some(Diagnosis::TooLarge));
        assert_eq!(diagnosis(Ok(response(418, b""))), Some(Diagnosis::ServerError { status: 418 }));
        assert_eq!(diagnosis(Ok(response(204, b""))), None);
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_date_and_garbage_is_nothing() {
        let after = |value: &str, date: Option<&str>| {
            let mut busy = response(503, b"");
            busy.headers.push(("retry-after".into(), value.into()));
            busy.headers.extend(date.map(|d| ("date".into(), d.into())));
            retry_after(&busy, 784_111_777_000 - 5_000)
        };
        assert_eq!(after("120", None), Some(120_000));
        assert_eq!(after("Sun, 06 Nov 1994 08:49:37 GMT", None), Some(5_000));
        let date = Some("Sun, 06 Nov 1994 08:49:07 GMT");
        assert_eq!(after("Sun, 06 Nov 1994 08:49:37 GMT", date), Some(30_000));
        for garbage in
            ["", "soon", "-3", "1e9", "Sun, 31 Feb 1994 08:49:37 GMT", "99999999999999", "a, b"]
        {
            assert_eq!(after(garbage, None), None, "{garbage}");
        }
    }
}
