//! The sealed file: envelopes carried by hand, on a stick or in a message, when there is no
//! network. Format v1 is frozen for ever:
//!
//! ```text
//! "passamano file 1\n"
//! for each envelope: its length (4 bytes, big endian), its bytes
//! 0 (4 bytes), SHA-256 of everything before (32 bytes)
//! ```
//!
//! A file vouches for nothing: what was written to one stays unsent until an endpoint says that
//! it holds it.

use core::fmt;

use crate::envelope;
use crate::id::SpaceId;
use crate::seal;
use crate::time::Day;

const MAGIC: &[u8] = b"passamano file 1\n";
const FAMILY: &[u8] = b"passamano file ";
const SUM: usize = 32;

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The envelopes of this space, each with a right signature.
    pub envelopes: Vec<Vec<u8>>,
    /// The file is as it was written. Otherwise these envelopes are what could be rescued.
    pub whole: bool,
    /// How many envelopes of other spaces were left out.
    pub others: usize,
}

/// Why nothing was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It is not a file of this app.
    Foreign,
    /// A later version of the app wrote it.
    LaterVersion,
    /// It belongs to another space.
    OtherSpace,
    /// It is damaged, and no envelope could be rescued.
    Damaged,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "this is not a file of this app",
            Self::LaterVersion => "this file needs a newer app",
            Self::OtherSpace => "this file belongs to another space",
            Self::Damaged => "this file is damaged and nothing could be rescued",
        })
    }
}

impl core::error::Error for Problem {}

/// A name for the file that says the day and nothing else.
pub fn name(day: Day) -> String {
    format!("passamano-{day}.passamano")
}

/// Writes envelopes to a file.
pub fn write(envelopes: &[Vec<u8>]) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    for bytes in envelopes {
        file.extend((bytes.len() as u32).to_be_bytes());
        file.extend(bytes);
    }
    file.extend([0; 4]);
    let sum = seal::digest(&file);
    file.extend(sum.0);
    file
}

/// Reads a file. Of a damaged one, every envelope that is still intact.
pub fn read(file: &[u8], space: SpaceId) -> Result<Contents, Problem> {
    let ours = file.starts_with(MAGIC);
    if !ours && file.starts_with(FAMILY) {
        return Err(Problem::LaterVersion);
    }
    let sum_is_right =
        file.split_last_chunk::<SUM>().is_some_and(|(body, sum)| seal::digest(body).0 == *sum);
    let (found, skipped) = intact(file.strip_prefix(MAGIC).unwrap_or(file));
    let whole = ours && sum_is_right && skipped == 4 + SUM;
    let total = found.len();
    let envelopes: Vec<_> =
        found.into_iter().filter(|(s, _)| *s == space).map(|(_, bytes)| bytes.to_vec()).collect();
    let others = total - envelopes.len();
    match (envelopes.is_empty(), others) {
        (true, 1..) => Err(Problem::OtherSpace),
        (true, 0) if !ours => Err(Problem::Foreign),
        (true, 0) if !whole => Err(Problem::Damaged),
        _ => Ok(Contents { envelopes, whole, others }),
    }
}

/// Finds every intact envelope, also behind a damaged part: its signature proves it. With them,
/// how many bytes belong to none.
fn intact(mut bytes: &[u8]) -> (Vec<(SpaceId, &[u8])>, usize) {
    let (mut found, mut skipped) = (vec![], 0);
    while !bytes.is_empty() {
        if let Some((space, envelope, rest)) = next(bytes) {
            found.push((space, envelope));
            bytes = rest;
        } else {
            skipped += 1;
            bytes = &bytes[1..];
        }
    }
    (found, skipped)
}

fn next(bytes: &[u8]) -> Option<(SpaceId, &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (envelope, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    Some((envelope::check(envelope).ok()?.space, envelope, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{MemberId, RecordId};
    use crate::keys::Keys;
    use crate::record::{Fact, Mark, Record};
    use crate::time::Moment;
    use data_encoding::BASE64;
    use proptest::prelude::*;

    const SPACE: SpaceId = SpaceId([2; 16]);

    fn sealed(seq: u64, space: SpaceId) -> Vec<u8> {
        let record = Record {
            id: RecordId([seq as u8; 16]),
            at: Moment { ms: 0, offset: 60 },
            by: MemberId([1; 8]),
            activity: None,
            pack: None,
            amends: None,
            reason: None,
            fact: Fact::Marked(Mark::Feedback),
        };
        envelope::seal(&record, space, seq, &[6; 32], &Keys::default(), [4; 32]).unwrap()
    }

    fn three() -> Vec<Vec<u8>> {
        (1..=3).map(|seq| sealed(seq, SPACE)).collect()
    }

    /// Do *not* modify this test if it fails: files of version 1 lie on sticks and in mailboxes.
    #[test]
    fn the_bytes_of_version_1_are_frozen() {
        let file = write(&three()[..2]);
        assert_eq!(BASE64.encode(&file), include_str!("../../tests/frozen/file-v1.txt").trim());
        assert_eq!(
            read(&file, SPACE),
            Ok(Contents { envelopes: three()[..2].to_vec(), whole: true, others: 0 })
        );
    }

    #[test]
    fn a_damaged_file_gives_what_is_intact_and_says_so() {
        let file = write(&three());
        let rescued = |file: &[u8]| read(file, SPACE).map(|c| (c.envelopes.len(), c.whole));
        assert_eq!(rescued(&file), Ok((3, true)));
        assert_eq!(rescued(&file[..file.len() - 1]), Ok((3, false)));
        assert_eq!(rescued(&file[..file.len() - 100]), Ok((2, false)));
        let mut middle = file.clone();
        middle[MAGIC.len() + 4 + three()[0].len() + 100] ^= 1;
        assert_eq!(rescued(&middle), Ok((2, false)));
        let mut head = file.clone();
        head[0] ^= 1;
        assert_eq!(rescued(&head), Ok((3, false)));
        assert_eq!(rescued(&[&file[..], b"\r\n"].concat()), Ok((3, false)));
        assert_eq!(rescued(&file[..60]), Err(Problem::Damaged));
    }

    #[test]
    fn a_file_of_others_is_told_from_a_damaged_one() {
        assert_eq!(read(b"%PDF-1.7", SPACE), Err(Problem::Foreign));
        assert_eq!(read(b"", SPACE), Err(Problem::Foreign));
        assert_eq!(read(b"passamano file 2\n...", SPACE), Err(Problem::LaterVersion));
        let other = sealed(1, SpaceId([9; 16]));
        assert_eq!(read(&write(std::slice::from_ref(&other)), SPACE), Err(Problem::OtherSpace));
        let mixed = read(&write(&[other, sealed(2, SPACE)]), SPACE).unwrap();
        assert_eq!((mixed.envelopes.len(), mixed.whole, mixed.others), (1, true, 1));
        assert_eq!(
            read(&write(&[]), SPACE),
            Ok(Contents { envelopes: vec![], whole: true, others: 0 })
        );
    }

    #[test]
    fn the_name_says_the_day_only() {
        assert_eq!(name(Day(20_000)), "passamano-2024-10-04.passamano");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, SPACE);
            let _ = read(&[MAGIC, &bytes].concat(), SPACE);
        }
    }
}
