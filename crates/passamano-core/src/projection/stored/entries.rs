//! Entries of registers and the work on them, as rows of the stored copy. Answers stay as they
//! are written: a start reads none of them.

use serde::{Deserialize, Serialize};

use super::{From, Numbers, Place, Word, Words};
use crate::form::Part;
use crate::id::{MemberId, RecordId};
use crate::projection::{Entries, Fold};
use crate::register::{Added, Worked, Written};

/// The rows, in the order of arrival, the desk's parts last.
#[derive(Serialize, Deserialize)]
pub(super) struct Rows<'a> {
    #[serde(borrow)]
    added: Vec<(From, Amends, AddedRow<'a>)>,
    #[serde(borrow)]
    worked: Vec<(From, Amends, WorkedRow<'a>)>,
}

/// The team's record that a part of the desk belongs to.
type Amends = Option<[u8; 16]>;

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
        rows.added.push((From::of(from, places), amends.map(|record| record.0), row));
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
        rows.worked.push((From::of(from, places), amends.map(|record| record.0), row));
    }
    rows
}

impl Rows<'_> {
    /// The entries that these rows are of. Nothing where a row is damaged.
    pub(super) fn read(&self, places: &[Place], words: Words) -> Option<Entries> {
        let word = |number: Option<Word>| match number {
            Some(number) => words.get(number).map(Some),
            None => Some(None),
        };
        let mut entries = Entries::default();
        for (from, amends, row) in &self.added {
            let fact = Added {
                register: words.get(row.register)?,
                part: row.part,
                answers: Written::from_text(row.answers),
            };
            entries.add(from.origin(places)?, amends.map(RecordId), fact);
        }
        for (from, amends, row) in &self.worked {
            let fact = Worked {
                entry: RecordId(row.entry),
                after: row.after.iter().copied().map(RecordId).collect(),
                did: word(row.did)?,
                to: word(row.to)?,
                owner: row.owner.map(MemberId),
                part: row.part,
                answers: Written::from_text(row.answers),
            };
            entries.work(from.origin(places)?, amends.map(RecordId), fact);
        }
        Some(entries)
    }
}
