//! Names of things: bytes with a type, written as base64url. No generator is here: whoever
//! needs a new id brings the time and the random bytes.

use core::fmt;
use core::str::FromStr;

use base64ct::{Base64UrlUnpadded, Encoding};
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
                f.write_str(&base64::encode(&self.0))
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
                let mut id = Self([0; $len]);
                exactly(text, &mut id.0).map(|()| id)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                base64::serialize(&self.0, to)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <Text as Deserialize>::deserialize(from)?;
                text.0.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Reads text that stands for as many bytes as there is room for.
fn exactly(text: &str, room: &mut [u8]) -> Result<(), BadId> {
    let wanted = room.len();
    let read = Base64UrlUnpadded::decode(text, room).map_err(|_| BadId)?;
    if read.len() == wanted { Ok(()) } else { Err(BadId) }
}

/// Borrowed or owned text: serde_json can lend it, a map key or an escaped string cannot.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub std::borrow::Cow<'a, str>);

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

/// Plain bytes as base64url text without padding (RFC 4648), strict: each bytes have one text.
/// Also their serde form, for `#[serde(with = "id::base64")]`.
pub mod base64 {
    use base64ct::{Base64UrlUnpadded, Encoding};
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{BadId, Text};

    /// Bytes as text.
    pub fn encode(bytes: &[u8]) -> String {
        Base64UrlUnpadded::encode_string(bytes)
    }

    /// Text as bytes.
    pub fn decode(text: &str) -> Result<Vec<u8>, BadId> {
        Base64UrlUnpadded::decode_vec(text).map_err(|_| BadId)
    }

    /// Writes bytes as text.
    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&encode(bytes))
    }

    /// Reads text as bytes.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = Text::deserialize(from)?;
        decode(&text.0).map_err(serde::de::Error::custom)
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

    #[test]
    fn bytes_have_one_text() {
        for (bytes, text) in
            [(&b""[..], ""), (b"\xff", "_w"), (b"\xfb\xff", "-_8"), (b"abc", "YWJj")]
        {
            assert_eq!(base64::encode(bytes), text);
            assert_eq!(base64::decode(text).as_deref(), Ok(bytes));
        }
        for text in ["_x", "_w==", "-_8=", "A", "AAAAA", "+/8", "YW Jj", "YWJj\n", "é"] {
            assert_eq!(base64::decode(text), Err(BadId), "{text}");
        }
    }
}
