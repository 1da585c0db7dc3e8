//! Names of things: bytes with a type, written as base64url. No generator is here: whoever
//! needs a new id brings the time and the random bytes.

use core::fmt;
use core::str::FromStr;

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Text was not the base64url form of the bytes that were expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadId;

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not an id of the expected length")
    }
}

impl core::error::Error for BadId {}

macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&BASE64URL_NOPAD.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| BadId)?;
                bytes.try_into().map(Self).map_err(|_| BadId)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <alloc_cow::Text as Deserialize>::deserialize(from)?;
                text.0.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Borrowed or owned text: serde_json can lend it, a map key or an escaped string cannot.
mod alloc_cow {
    #[derive(serde::Deserialize)]
    #[serde(transparent)]
    pub struct Text<'a>(#[serde(borrow)] pub std::borrow::Cow<'a, str>);
}

bytes_id!(
    /// A space: the people who share keys, packs and records. Random.
    SpaceId,
    16
);
bytes_id!(
    /// One browser install: its Ed25519 public key, so that a signature proves it.
    DeviceId,
    32
);
bytes_id!(
    /// One record: a UUID of version 7 (RFC 9562), so that ids sort roughly by time.
    RecordId,
    16
);
bytes_id!(
    /// One person of a space. Random; it names nobody.
    MemberId,
    8
);
bytes_id!(
    /// One planned piece of work. Random.
    ActivityId,
    8
);
bytes_id!(
    /// One long-term goal. Random.
    GoalId,
    8
);
bytes_id!(
    /// SHA-256 of an envelope's bytes: what a receipt vouches for.
    Digest,
    32
);

impl RecordId {
    /// Makes a version 7 id from Unix milliseconds and ten random bytes.
    pub fn new(unix_ms: i64, random: [u8; 10]) -> Self {
        let ms = unix_ms.max(0).to_be_bytes();
        let mut id = [0; 16];
        id[..6].copy_from_slice(&ms[2..]);
        id[6..].copy_from_slice(&random);
        id[6] = 0x70 | (id[6] & 0x0f);
        id[8] = 0x80 | (id[8] & 0x3f);
        Self(id)
    }
}

/// Serde form of plain bytes: base64url text. For `#[serde(with = "id::base64")]`.
pub mod base64 {
    use super::{BASE64URL_NOPAD, alloc_cow};
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes bytes as text.
    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64URL_NOPAD.encode(bytes))
    }

    /// Reads text as bytes.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = alloc_cow::Text::deserialize(from)?;
        BASE64URL_NOPAD.decode(text.0.as_bytes()).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_id_is_a_version_7_uuid_and_sorts_by_time() {
        let early = RecordId::new(1_732_000_000_000, [0xff; 10]);
        let late = RecordId::new(1_732_000_000_001, [0; 10]);
        assert!(early < late);
        assert_eq!((early.0[6] >> 4, early.0[8] >> 6), (7, 2));
    }

    #[test]
    fn an_id_reads_back_from_its_text_and_refuses_other_lengths() {
        let id = SpaceId([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("AAAA".parse::<SpaceId>(), Err(BadId));
    }
}
