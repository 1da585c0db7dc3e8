//! Envelope v1, frozen for ever: a sealed record with a small clear header. The same bytes lie
//! on the phone, cross the network, rest at the endpoint and fill the backup file.
//!
//! ```text
//!   0  "PM", 1, audience (1 team, 2 desk)     4 bytes
//!   4  space                                 16
//!  20  device, its Ed25519 public key        32
//!  52  sequence of that device, big endian    8
//!  60  record id                             16
//!  76  start of SHA-256 of the sealing key    4
//!  80  length of what follows, big endian     4
//!  84  sealed: nonce or encapsulated key, then ciphertext of length (4), JSON, zeros
//!   …  Ed25519 signature over everything before   64
//! ```
//!
//! The header is bound to the ciphertext as associated data. The plain text is padded to steps
//! of 256 bytes, so that its length tells little. No name, place or count is in clear.

use core::fmt;

use crate::id::{DeviceId, RecordId, SpaceId};
use crate::keys::Keys;
use crate::record::{Audience, Fact, Record};
use crate::seal::{self, SecretKey};

/// The largest envelope that an endpoint must take, in bytes.
pub const MAX_BYTES: usize = 256 * 1024;

const MAGIC: [u8; 3] = *b"PM\x01";
const HEADER: usize = 84;
const SIGNATURE: usize = 64;
const PAD: usize = 256;

/// What stands in clear on an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Who can open it.
    pub audience: Audience,
    /// The space it belongs to.
    pub space: SpaceId,
    /// The device that sealed it.
    pub device: DeviceId,
    /// The device's gapless count, from 1.
    pub seq: u64,
    /// The record inside.
    pub record: RecordId,
}

/// Why an envelope was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The bytes are no envelope of version 1.
    NotAnEnvelope,
    /// The signature is wrong: the bytes were changed, or the device did not write them.
    BadSignature,
    /// It belongs to another space.
    OtherSpace,
    /// It is sealed to somebody else. This is no fault.
    NotForUs,
    /// It opened, and what is inside cannot be read.
    Unreadable(String),
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAnEnvelope => "these bytes are not an envelope",
            Self::BadSignature => "the signature of this envelope is wrong",
            Self::OtherSpace => "this envelope belongs to another space",
            Self::NotForUs => "this envelope is sealed to somebody else",
            Self::Unreadable(_) => "the record inside cannot be read",
            Self::TooLarge => "this record is too large to be sent",
        })
    }
}

impl Problem {
    /// The problem as a code, for what is kept with its reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnEnvelope => "not_an_envelope",
            Self::BadSignature => "bad_signature",
            Self::OtherSpace => "other_space",
            Self::NotForUs => "not_for_us",
            Self::Unreadable(_) => "unreadable",
            Self::TooLarge => "too_large",
        }
    }
}

impl core::error::Error for Problem {}

/// Random bytes for one envelope.
pub type Chance = [u8; 32];

/// Seals a record. The audience follows from its fact.
pub fn seal(
    record: &Record,
    space: SpaceId,
    seq: u64,
    device: &SecretKey,
    keys: &Keys,
    chance: Chance,
) -> Result<Vec<u8>, Problem> {
    let header = Header {
        audience: record.fact.audience(),
        space,
        device: DeviceId(seal::signer_public(device)),
        seq,
        record: record.id,
    };
    seal_json(&header, &record.to_json(), device, keys, chance)
}

/// Seals a record that is written already, for whom the header says: also one of a kind that this
/// version does not know.
pub fn seal_json(
    header: &Header,
    json: &[u8],
    device: &SecretKey,
    keys: &Keys,
    chance: Chance,
) -> Result<Vec<u8>, Problem> {
    let mut plain = Vec::with_capacity((json.len() + 4).next_multiple_of(PAD));
    plain.extend((json.len() as u32).to_be_bytes());
    plain.extend(json);
    plain.resize(plain.len().next_multiple_of(PAD), 0);

    let (key_name, overhead) = match header.audience {
        Audience::Team => (key_name(&keys.team), 24 + 16),
        Audience::Desk => (key_name(&keys.desk), 32 + 16),
    };
    let length = plain.len() + overhead;
    if HEADER + length + SIGNATURE > MAX_BYTES {
        return Err(Problem::TooLarge);
    }
    let mut bytes = Vec::with_capacity(HEADER + length + SIGNATURE);
    bytes.extend(MAGIC);
    bytes.push(match header.audience {
        Audience::Team => 1,
        Audience::Desk => 2,
    });
    bytes.extend(header.space.0);
    bytes.extend(header.device.0);
    bytes.extend(header.seq.to_be_bytes());
    bytes.extend(header.record.0);
    bytes.extend(key_name);
    bytes.extend((length as u32).to_be_bytes());

    let sealed = match header.audience {
        Audience::Team => {
            let mut nonce = [0; 24];
            nonce.copy_from_slice(&chance[..24]);
            seal::lock(&keys.team, nonce, &bytes, &plain)
        }
        Audience::Desk => {
            seal::post(&keys.desk, chance, &bytes, &plain).map_err(|_| Problem::NotForUs)?
        }
    };
    bytes.extend(sealed);
    let signature = seal::sign(device, &bytes);
    bytes.extend(signature);
    Ok(bytes)
}

/// Reads the header and checks the shape and the signature.
pub fn check(bytes: &[u8]) -> Result<Header, Problem> {
    let header = header(bytes)?;
    let (signed, signature) =
        bytes.split_last_chunk::<SIGNATURE>().ok_or(Problem::NotAnEnvelope)?;
    if seal::signed_by(&header.device.0, signed, signature) {
        Ok(header)
    } else {
        Err(Problem::BadSignature)
    }
}

/// Reads the header and checks the shape, not the signature: for bytes that this device has
/// checked before.
pub fn header(bytes: &[u8]) -> Result<Header, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::TooLarge);
    }
    let head = bytes.first_chunk::<HEADER>().ok_or(Problem::NotAnEnvelope)?;
    let audience = match (head.starts_with(&MAGIC), head[3]) {
        (true, 1) => Audience::Team,
        (true, 2) => Audience::Desk,
        _ => return Err(Problem::NotAnEnvelope),
    };
    let length = u32::from_be_bytes(part(head, 80)) as usize;
    if bytes.len() != HEADER + length + SIGNATURE {
        return Err(Problem::NotAnEnvelope);
    }
    Ok(Header {
        audience,
        space: SpaceId(part(head, 4)),
        device: DeviceId(part(head, 20)),
        seq: u64::from_be_bytes(part(head, 52)),
        record: RecordId(part(head, 60)),
    })
}

/// Opens an envelope whose signature was checked with [`check`].
pub fn open(bytes: &[u8], space: SpaceId, keys: &Keys) -> Result<(Header, Record), Problem> {
    let header = header(bytes)?;
    if header.space != space {
        return Err(Problem::OtherSpace);
    }
    let (head, rest) = bytes.split_at(HEADER);
    let sealed = &rest[..rest.len() - SIGNATURE];
    let plain = match (header.audience, &keys.desk_secret) {
        (Audience::Team, _) => seal::unlock(&keys.team, head, sealed),
        (Audience::Desk, Some(secret)) => seal::collect(secret, head, sealed),
        (Audience::Desk, None) => Err(seal::CannotOpen),
    }
    .map_err(|_| Problem::NotForUs)?;
    let unreadable = || Problem::Unreadable("the length inside is wrong".into());
    let (length, json) = plain.split_first_chunk::<4>().ok_or_else(unreadable)?;
    let json = json.get(..u32::from_be_bytes(*length) as usize).ok_or_else(unreadable)?;
    let record = Record::from_json(json).map_err(Problem::Unreadable)?;
    // Whom a kind of a later version is for, only that version knows; it checks it then.
    let unknown = matches!(record.fact, Fact::Unknown { .. });
    let meant = unknown || record.fact.audience() == header.audience;
    if record.id != header.record || !meant {
        return Err(Problem::Unreadable("the header names another record".into()));
    }
    Ok((header, record))
}

fn key_name(key: &[u8; 32]) -> [u8; 4] {
    // A secret's name must not help to find the secret: a hash of it with a label.
    part(&seal::digest(&[b"passamano key name".as_slice(), key].concat()).0, 0)
}

fn part<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[at..at + N]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feedback::Feedback;
    use crate::id::MemberId;
    use crate::record::Mark;
    use crate::time::Moment;
    use data_encoding::BASE64;
    use proptest::prelude::*;

    fn record(fact: Fact) -> Record {
        Record {
            id: RecordId::new(1_795_822_200_000, [3; 10]),
            at: Moment { ms: 1_795_822_200_000, offset: 60 },
            by: MemberId([1; 8]),
            activity: None,
            pack: None,
            amends: None,
            reason: None,
            fact,
        }
    }

    fn keys() -> (Keys, Keys) {
        let (secret, public) = seal::letterbox([9; 32]);
        let phone = Keys { team: [5; 32], desk: public, desk_secret: None };
        let desk = Keys { desk_secret: Some(secret), ..phone.clone() };
        (phone, desk)
    }

    const SPACE: SpaceId = SpaceId([2; 16]);

    #[test]
    fn the_team_reads_what_is_for_the_team() {
        let (phone, _) = keys();
        let record = record(Fact::Marked(Mark::Feedback));
        let bytes = seal(&record, SPACE, 7, &[6; 32], &phone, [4; 32]).unwrap();
        let header = check(&bytes).unwrap();
        assert_eq!(
            (header.seq, header.audience, bytes.len()),
            (7, Audience::Team, 84 + 40 + 256 + 64)
        );
        assert_eq!(open(&bytes, SPACE, &phone).unwrap(), (header, record));
        assert_eq!(open(&bytes, SpaceId([0; 16]), &phone), Err(Problem::OtherSpace));
    }

    #[test]
    fn a_phone_cannot_read_back_what_it_sealed_for_the_desk() {
        let (phone, desk) = keys();
        let words = "لا أحد يسمعنا 🙏".repeat(500);
        let record = record(Fact::FeedbackGiven(Feedback { words, ..Default::default() }));
        let bytes = seal(&record, SPACE, 1, &[6; 32], &phone, [4; 32]).unwrap();
        assert_eq!(open(&bytes, SPACE, &phone), Err(Problem::NotForUs));
        assert_eq!(open(&bytes, SPACE, &desk).unwrap().1, record);
    }

    /// A phone of a later version seals a kind of its own to the desk.
    #[test]
    fn a_kind_of_a_later_version_is_opened_whomever_it_is_for() {
        let (phone, desk) = keys();
        let known = record(Fact::Noted(Default::default()));
        let header = |audience| Header {
            audience,
            space: SPACE,
            device: DeviceId(seal::signer_public(&[6; 32])),
            seq: 3,
            record: known.id,
        };
        let sealed = |audience, kind: &str| {
            let json = String::from_utf8(known.to_json()).unwrap().replace("noted", kind);
            seal_json(&header(audience), json.as_bytes(), &[6; 32], &phone, [4; 32]).unwrap()
        };
        for audience in [Audience::Team, Audience::Desk] {
            let bytes = sealed(audience, "visited");
            assert_eq!(check(&bytes), Ok(header(audience)));
            let fact = open(&bytes, SPACE, &desk).map(|(_, record)| record.fact);
            assert_eq!(fact, Ok(Fact::Unknown { kind: "visited".into() }));
        }
        assert_eq!(open(&sealed(Audience::Desk, "visited"), SPACE, &phone), Err(Problem::NotForUs));
        // Of a known kind it is known whom it is for: words for the desk are not the team's.
        assert!(open(&sealed(Audience::Desk, "noted"), SPACE, &desk).is_ok());
        let leaked = open(&sealed(Audience::Team, "noted"), SPACE, &desk);
        assert!(matches!(leaked, Err(Problem::Unreadable(_))), "{leaked:?}");
    }

    #[test]
    fn a_record_that_is_too_large_is_refused_before_it_is_saved() {
        let (phone, _) = keys();
        let record = record(Fact::FeedbackGiven(Feedback {
            words: "x".repeat(300_000),
            ..Default::default()
        }));
        assert_eq!(seal(&record, SPACE, 1, &[6; 32], &phone, [4; 32]), Err(Problem::TooLarge));
    }

    /// Do *not* modify this test if it fails: envelopes of version 1 lie on phones and hubs.
    #[test]
    fn the_bytes_of_version_1_are_frozen() {
        let (phone, desk) = keys();
        for (fact, frozen) in [
            (Fact::Marked(Mark::Feedback), include_str!("../tests/frozen/envelope-v1-team.txt")),
            (
                Fact::FeedbackGiven(Feedback { code: "P4-7MX".into(), ..Default::default() }),
                include_str!("../tests/frozen/envelope-v1-desk.txt"),
            ),
        ] {
            let bytes = seal(&record(fact.clone()), SPACE, 7, &[6; 32], &phone, [4; 32]).unwrap();
            assert_eq!(BASE64.encode(&bytes), frozen.trim());
            assert_eq!(open(&bytes, SPACE, &desk).unwrap().1.fact, fact);
        }
    }

    proptest! {
        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let (_, desk) = keys();
            let _ = check(&bytes);
            let _ = open(&bytes, SPACE, &desk);
        }

        #[test]
        fn one_changed_byte_is_noticed(at in 0usize..444, change in 1u8..) {
            let (phone, _) = keys();
            let mut bytes = seal(&record(Fact::Marked(Mark::Incident)), SPACE, 7, &[6; 32], &phone, [4; 32]).unwrap();
            bytes[at] ^= change;
            prop_assert!(check(&bytes).is_err());
        }
    }
}
