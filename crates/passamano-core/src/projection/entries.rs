//! Entries of registers, and the work on them, as records bring them in any order. Nothing is read
//! in them but what stands beside the answers: what answers mean depends on the register, which
//! is in [`crate::register`].

use std::collections::BTreeMap;

use super::{Fold, Origin, World};
use crate::form::Part;
use crate::id::RecordId;
use crate::register::{self, Added, Register, Standing, WorkView, Worked};
use crate::value::Answers;

/// All entries of all registers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entries {
    /// Entries, in the order of their arrival.
    pub(super) added: Vec<Fold<Added>>,
    /// Works, in the order of their arrival.
    pub(super) worked: Vec<Fold<Worked>>,
    /// Where the entry of a record lies.
    places: BTreeMap<RecordId, u32>,
    /// The entries of each register.
    of_register: BTreeMap<String, Vec<u32>>,
    /// The works on each entry.
    works: BTreeMap<RecordId, Vec<u32>>,
    /// The desk's part of an entry or a work, by the team's record.
    pub(super) desk_added: BTreeMap<RecordId, Fold<Added>>,
    pub(super) desk_worked: BTreeMap<RecordId, Fold<Worked>>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryView<'a> {
    /// What every reader of the register knows.
    pub added: &'a Fold<Added>,
    /// What only the desk knows.
    pub desk: Option<&'a Fold<Added>>,
    /// The work on it, also what was undone.
    pub works: Vec<WorkView<'a>>,
}

impl EntryView<'_> {
    /// The entry's name.
    pub fn record(&self) -> RecordId {
        self.added.from.record
    }

    /// Where it stands.
    pub fn standing(&self, register: &Register) -> Standing {
        Standing::of(register, &self.added.from, &self.works)
    }

    /// All answers that this phone may read, the latest of each question.
    pub fn answers(&self) -> Answers {
        let parts = [Some(self.added), self.desk].into_iter().flatten();
        let added: Vec<Answers> = parts.filter_map(|part| part.fact.answers.read()).collect();
        register::merged(&added, &self.works)
    }
}

impl Entries {
    /// Takes an entry in. `amends` names the team's part of it.
    pub(super) fn add(&mut self, from: Origin, amends: Option<RecordId>, fact: Added) {
        match amends.filter(|_| fact.part == Part::Desk) {
            Some(team) => {
                first(&mut self.desk_added, team, Fold { from, fact });
            }
            None => {
                let at = self.added.len() as u32;
                self.places.insert(from.record, at);
                self.of_register.entry(fact.register.clone()).or_default().push(at);
                self.added.push(Fold { from, fact });
            }
        }
    }

    /// Takes a work in.
    pub(super) fn work(&mut self, from: Origin, amends: Option<RecordId>, fact: Worked) {
        match amends.filter(|_| fact.part == Part::Desk) {
            Some(team) => {
                first(&mut self.desk_worked, team, Fold { from, fact });
            }
            None => {
                let at = self.worked.len() as u32;
                self.works.entry(fact.entry).or_default().push(at);
                self.worked.push(Fold { from, fact });
            }
        }
    }
}

/// One record has one part for the desk. Should there be two, every device takes the same.
fn first<T>(parts: &mut BTreeMap<RecordId, Fold<T>>, team: RecordId, part: Fold<T>) {
    match parts.get(&team) {
        Some(other) if other.from.record <= part.from.record => {}
        _ => {
            parts.insert(team, part);
        }
    }
}

impl World {
    /// The entries of a register that were not undone, in the order of their arrival.
    pub fn entries(&self, register: &str) -> impl DoubleEndedIterator<Item = EntryView<'_>> {
        let places = self.entries.of_register.get(register).into_iter().flatten();
        places
            .filter_map(|at| self.entries.added.get(*at as usize))
            .filter(|fold| !self.is_undone(fold.from.record))
            .map(|added| self.viewed_entry(added))
    }

    /// One entry, also one that was undone.
    pub fn entry(&self, record: RecordId) -> Option<EntryView<'_>> {
        let at = *self.entries.places.get(&record)?;
        Some(self.viewed_entry(self.entries.added.get(at as usize)?))
    }

    fn viewed_entry<'a>(&'a self, added: &'a Fold<Added>) -> EntryView<'a> {
        let record = added.from.record;
        let works = self.entries.works.get(&record).into_iter().flatten();
        let works = works
            .filter_map(|at| self.entries.worked.get(*at as usize))
            .map(|work| WorkView {
                work,
                desk: self.entries.desk_worked.get(&work.from.record),
                undone: self.is_undone(work.from.record),
            })
            .collect();
        EntryView { added, desk: self.entries.desk_added.get(&record), works }
    }
}
