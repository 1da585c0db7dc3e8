//! Entries of registers and the work on them, as rows of the stored copy. Answers stay as they
//! are written: a start reads none of them.

use serde::{Deserialize, Serialize};

use super::{Numbers, Place, Word, Words};
use crate::form::Part;
use crate::id::{MemberId, RecordId};
use crate::projection::{Entries, Fold, Origin};
use crate::register::{Added, Worked, Written};
use crate::time::Moment;

/// The rows, in the order of arrival, the desk's parts last.
#[derive(Serialize, Deserialize)]
pub(super) struct Rows<'a> {
    #[serde(borrow)]
    added: Vec<(From, AddedRow<'a>)>,
    #[serde(borrow)]
    worked: Vec<(From, WorkedRow<'a>)>,
}

/// Where a row came from.
#[derive(Serialize, Deserialize)]
struct From {
    record: [u8; 16],
    place: u32,
    seq: u64,
    ms: i64,
    offset: i16,
    /// The team's record, of a part that is the desk's.
    amends: Option<[u8; 16]>,
}

#[derive(Serialize, Deserialize)]
struct AddedRow<'a> {
    register: Word,
    part: Part,
    answers: &'a str,
}

#[derive(Serialize, Deserialize)]
struct WorkedRow<'a> {
    entry: [u8; 16],
    after: Vec<[u8; 16]>,
    did: Option<Word>,
    to: Option<Word>,
    owner: Option<[u8; 8]>,
    part: Part,
    answers: &'a str,
}

/// The entries as rows.
pub(super) fn rows<'a>(
    entries: &'a Entries,
    places: &mut Numbers<Place>,
    words: &mut Numbers<&'a str>,
) -> Rows<'a> {
    let mut rows = Rows { added: vec![], worked: vec![] };
    let added = entries.added.iter().map(|fold| (None, fold));
    let desk = entries.desk_added.iter().map(|(team, fold)| (Some(*team), fold));
    for (amends, Fold { from, fact }) in added.chain(desk) {
        let answers = fact.answers.text();
        let row = AddedRow { register: words.of(&fact.register), part: fact.part, answers };
        rows.added.push((From::of(from, amends, places), row));
    }
    let worked = entries.worked.iter().map(|fold| (None, fold));
    let desk = entries.desk_worked.iter().map(|(team, fold)| (Some(*team), fold));
    for (amends, Fold { from, fact }) in worked.chain(desk) {
        let row = WorkedRow {
            entry: fact.entry.0,
            after: fact.after.iter().map(|record| record.0).collect(),
            did: fact.did.as_deref().map(|did| words.of(did)),
            to: fact.to.as_deref().map(|to| words.of(to)),
            owner: fact.owner.map(|owner| owner.0),
            part: fact.part,
            answers: fact.answers.text(),
        };
        rows.worked.push((From::of(from, amends, places), row));
    }
    rows
}

impl From {
    fn of(from: &Origin, amends: Option<RecordId>, places: &mut Numbers<Place>) -> Self {
        Self {
            record: from.record.0,
            place: places.of((from.device, from.by, from.activity)),
            seq: from.seq,
            ms: from.at.ms,
            offset: from.at.offset,
            amends: amends.map(|record| record.0),
        }
    }

    fn origin(&self, places: &[Place]) -> Option<Origin> {
        let (device, by, activity) = *places.get(self.place as usize)?;
        let at = Moment { ms: self.ms, offset: self.offset };
        Some(Origin { record: RecordId(self.record), device, seq: self.seq, by, at, activity })
    }
}

impl Rows<'_> {
    /// The entries that these rows are of. Nothing where a row is damaged.
    pub(super) fn read(&self, places: &[Place], words: Words) -> Option<Entries> {
        let word = |number: Option<Word>| match number {
            Some(number) => words.get(number).map(Some),
            None => Some(None),
        };
        let mut entries = Entries::default();
        for (from, row) in &self.added {
            let fact = Added {
                register: words.get(row.register)?,
                part: row.part,
                answers: Written::from_text(row.answers),
            };
            entries.add(from.origin(places)?, from.amends.map(RecordId), fact);
        }
        for (from, row) in &self.worked {
            let fact = Worked {
                entry: RecordId(row.entry),
                after: row.after.iter().copied().map(RecordId).collect(),
                did: word(row.did)?,
                to: word(row.to)?,
                owner: row.owner.map(MemberId),
                part: row.part,
                answers: Written::from_text(row.answers),
            };
            entries.work(from.origin(places)?, from.amends.map(RecordId), fact);
        }
        Some(entries)
    }
}
