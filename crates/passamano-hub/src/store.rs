//! Where envelopes rest: what a store must do, in words that fit any database. One that does it
//! is in [`sqlite`]. No HTTP and no signature is here.
//!
//! Every method waits for the disk: call it from a thread that may wait. What was answered `Ok`
//! is durable, through a crash of the program and a loss of power.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use passamano_core::api::{DeviceState, Own};
use passamano_core::envelope::Header;
use passamano_core::id::{DeviceId, Digest, SpaceId};
use passamano_core::space::Role;

mod readers;
pub mod sqlite;
mod writer;

/// How many different contents are kept under one record id. Two phones that clash by a flaw need
/// two; without an end, one phone could fill everybody's log under one id.
pub const CONTENTS: u32 = 8;

/// Keeps spaces, devices and envelopes.
pub trait Store: Send + Sync {
    /// Opens a space for an organisation, if new ones are opened.
    fn found(
        &self,
        space: SpaceId,
        org: [u8; 32],
        now_ms: i64,
        new: NewSpaces,
    ) -> Result<Founded, StoreError>;

    /// The organisation's public key.
    fn org(&self, space: SpaceId) -> Result<Option<[u8; 32]>, StoreError>;

    /// Lets a device in, or not. The same device counts once for each grant.
    fn enrol(&self, entry: Enrolment) -> Result<Admission, StoreError>;

    /// Whose token has this SHA-256.
    fn caller(&self, token: Digest) -> Result<Option<Caller>, StoreError>;

    /// Notes that a device spoke.
    fn seen(&self, space: SpaceId, device: DeviceId, now_ms: i64) -> Result<(), StoreError>;

    /// Keeps envelopes that `by` brought, whose signatures were checked. One answer for each.
    /// The same bytes are kept once; other bytes under the same record id are kept beside them,
    /// up to [`CONTENTS`] for one id.
    fn keep(
        &self,
        space: SpaceId,
        by: DeviceId,
        now_ms: i64,
        sealed: Vec<Sealed>,
    ) -> Result<Vec<Kept>, StoreError>;

    /// The next envelopes of a space.
    fn page(&self, ask: Ask) -> Result<Page, StoreError>;

    /// What is held of one device.
    fn own(&self, space: SpaceId, device: DeviceId) -> Result<Own, StoreError>;

    /// What is held of every enrolled device, with the first 20 gaps of each.
    fn devices(&self, space: SpaceId) -> Result<Vec<DeviceState>, StoreError>;
}

/// Why a store did not do it. Nothing was kept, and it may be tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// Too much is waiting.
    Busy,
    /// The database or the disk refused; its words, which name no data.
    Failed(String),
    /// A flaw of the hub; trying again meets it again.
    Broke,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("too much is waiting to be stored"),
            Self::Failed(words) => write!(f, "the store failed: {words}"),
            Self::Broke => f.write_str("the store met a flaw of the hub"),
        }
    }
}

impl std::error::Error for StoreError {}

/// Whether a space that is not there yet may be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewSpaces {
    /// Any.
    All,
    /// One, while there is none.
    First,
    /// None.
    None,
}

/// What became of a founding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Founded {
    /// The space is this organisation's, now or already.
    Theirs,
    /// Another organisation has it.
    Others,
    /// It is not there and may not be opened.
    Closed,
}

/// A device at the door, with a grant whose signature was checked.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// The space.
    pub space: SpaceId,
    /// The device.
    pub device: DeviceId,
    /// As what. A device that comes again keeps the highest role that it was granted.
    pub role: Role,
    /// Names the grant.
    pub code: Vec<u8>,
    /// How many devices may use the grant.
    pub uses: u16,
    /// The grant's end, Unix milliseconds.
    pub expires_ms: i64,
    /// SHA-256 of the new token; it replaces the device's earlier one.
    pub token: Digest,
    /// Unix milliseconds.
    pub now_ms: i64,
}

/// What a grant was worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// The device is in.
    Admitted,
    /// The grant is too old, and this device did not use it in time.
    Expired,
    /// Other devices used it up.
    UsedUp,
}

/// The device behind a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The space it is enrolled in.
    pub space: SpaceId,
    /// The device.
    pub device: DeviceId,
    /// As what.
    pub role: Role,
    /// When it was last noted as speaking, Unix milliseconds.
    pub seen_ms: i64,
}

/// An envelope whose signature was checked.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// What stands on it in clear.
    pub header: Header,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// What became of one envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The store holds it.
    Held {
        /// When it was stored first, Unix milliseconds.
        stored_ms: i64,
        /// It was there before.
        again: bool,
    },
    /// Too many other contents are held under its record id.
    Crowded,
}

/// Which envelopes to give.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// Of this space.
    pub space: SpaceId,
    /// After this place; from the beginning without one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: usize,
    /// Also those for the desk.
    pub desk: bool,
    /// Without those that this device sealed.
    pub without: Option<DeviceId>,
}

/// Some envelopes, in the order in which they were stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The envelopes.
    pub envelopes: Vec<Vec<u8>>,
    /// Where to go on; none while the space is empty.
    pub next: Option<Cursor>,
    /// More is waiting now.
    pub more: bool,
}

/// A place in a space's order. It names the envelope that lies there as well: after a hub was
/// restored from an older backup, numbers mean other envelopes, and whoever pulls must start
/// over instead of missing them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The envelope's number.
    pub n: i64,
    /// The start of its digest.
    pub mark: [u8; 8],
}

impl Cursor {
    /// The text that clients send back.
    pub fn to_text(self) -> String {
        BASE64URL_NOPAD.encode(&[self.n.to_be_bytes(), self.mark].concat())
    }

    /// Reads what [`Cursor::to_text`] wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes: [u8; 16] = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?.try_into().ok()?;
        let (n, mark) = bytes.split_first_chunk::<8>()?;
        Some(Self { n: i64::from_be_bytes(*n), mark: mark.try_into().ok()? })
    }
}
