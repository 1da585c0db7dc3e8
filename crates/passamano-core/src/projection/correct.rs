//! What became of a record: whether it stands, what took it back or corrected it, and by whom.
//! Nothing is edited: an undo and a correction are records of their own, and can be undone
//! themselves. What stands does not depend on the order of arrival or on any clock. Sums of what
//! stands are in `projection/day.rs`.

use std::collections::BTreeSet;

use super::{Fold, Origin, World};
use crate::card;
use crate::distribution::HandOver;
use crate::id::{DeviceId, RecordId};
use crate::record::Note;
use crate::time::Moment;

/// What took a record back or corrected it: where it came from, and the code of the reason.
pub type Amendment = Fold<Option<String>>;

/// So many corrections of corrections are followed. A circle, which only a broken phone can
/// write, ends here on every device alike.
const DEEPEST: u32 = 64;

/// What became of a hand-over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing<'a> {
    /// It counts.
    Counts,
    /// It did not happen.
    Undone(&'a Amendment),
    /// It was something else: that record counts in its place.
    Corrected(&'a Amendment),
    /// It is a correction, and another phone's of the same hand-over counts.
    OtherCounts(&'a Amendment),
}

/// A hand-over with what became of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HandOverView<'a> {
    /// The hand-over.
    pub fold: &'a Fold<HandOver>,
    /// Whether it counts.
    pub standing: Standing<'a>,
    /// What it corrects, with the reason.
    pub corrects: Option<(RecordId, Option<&'a str>)>,
}

/// One hand-over that phones corrected differently without knowing of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disputed {
    /// The hand-over.
    pub record: RecordId,
    /// The correction that counts on every device.
    pub counts: RecordId,
}

impl Fold<HandOver> {
    /// When it was handed over: a correction is written down later.
    pub fn at(&self) -> Moment {
        self.fact.at.unwrap_or(self.from.at)
    }
}

impl World {
    /// The record was undone or replaced.
    pub fn is_undone(&self, record: RecordId) -> bool {
        self.replaced.contains(&record) || self.fell(record, 0)
    }

    /// A hand-over with what became of it.
    pub fn hand_over(&self, record: RecordId) -> Option<HandOverView<'_>> {
        self.handed.iter().find(|fold| fold.from.record == record).map(|fold| self.viewed(fold))
    }

    /// The hand-overs of some records with what became of them.
    pub fn hand_overs(&self, records: &BTreeSet<RecordId>) -> Vec<HandOverView<'_>> {
        let wanted = self.handed.iter().filter(|fold| records.contains(&fold.from.record));
        wanted.map(|fold| self.viewed(fold)).collect()
    }

    /// Every hand-over to a household, also what does not count, latest first.
    pub fn story(&self, code: &str) -> Vec<HandOverView<'_>> {
        let mut story: Vec<_> = self.handed_to(code).map(|fold| self.viewed(fold)).collect();
        story.sort_by_key(|view| core::cmp::Reverse((view.fold.at().ms, view.fold.from.record)));
        story
    }

    /// The latest hand-overs of one device, by its own count, latest first.
    pub fn latest_of(&self, device: DeviceId, most: usize) -> Vec<HandOverView<'_>> {
        let mut own: Vec<_> =
            self.handed.iter().filter(|fold| fold.from.device == device).collect();
        own.sort_by_key(|fold| core::cmp::Reverse(fold.from.seq));
        own.truncate(most);
        own.into_iter().map(|fold| self.viewed(fold)).collect()
    }

    /// What took a record back and was not taken back itself, on every device in the same order.
    pub fn undone_by(&self, record: RecordId) -> impl Iterator<Item = &Amendment> {
        let mut undos: Vec<_> = self.holding(self.undos.get(&record), 0).collect();
        undos.sort_by_key(|undo| undo.from.rank());
        undos.into_iter()
    }

    /// What the desk was told in words about a record.
    pub fn notes(&self, record: RecordId) -> impl Iterator<Item = &Fold<Note>> {
        let notes = self.desk.notes.get(&record);
        self.live(notes.map_or(&[], Vec::as_slice))
    }

    /// What has to be undone to say that a hand-over did not happen at all: it, what it corrects
    /// and what corrects it.
    pub fn whole(&self, record: RecordId) -> Vec<RecordId> {
        self.family(record).into_iter().filter(|one| !self.fell(*one, 0)).collect()
    }

    /// What has to be undone so that an undone hand-over counts again.
    pub fn undos_of(&self, record: RecordId) -> Vec<RecordId> {
        let undos = |one: RecordId| self.undone_by(one).map(|fold| fold.from.record);
        self.family(record).into_iter().flat_map(undos).collect()
    }

    /// What else phones said of the hand-over that this record corrects: undone, this one counts.
    pub fn rivals(&self, record: RecordId) -> Vec<RecordId> {
        let Some((old, _)) = self.corrects.get(&record) else { return vec![] };
        let corrections = self.holding(self.corrections.get(old), 0);
        let said = corrections.chain(self.undone_by(*old)).map(|fold| fold.from.record);
        said.filter(|other| *other != record).collect()
    }

    /// Hand-overs that phones corrected differently without knowing of each other: the desk
    /// looks at them.
    pub fn disputed(&self) -> Vec<Disputed> {
        let said = |fold: &Amendment| {
            let own = self.handed.iter().find(|other| other.from.record == fold.from.record);
            own.map(|own| (own.fact.household.as_deref().map(card::normalize), &own.fact.lines))
        };
        let disputed = self.corrections.keys().filter_map(|record| {
            let counts = self.correction(*record, 0)?;
            let mut others = self.holding(self.corrections.get(record), 0);
            let differ = others.any(|other| said(other) != said(counts));
            let undone = self.undone_by(*record).next().is_some();
            let counts = counts.from.record;
            (differ || undone).then_some(Disputed { record: *record, counts })
        });
        disputed.collect()
    }

    /// A hand-over counts: it was not undone, nothing that counts corrects it, and where it
    /// corrects another one, it is the correction that counts.
    pub(super) fn stands(&self, record: RecordId) -> bool {
        !self.is_undone(record)
            && self.correction(record, 0).is_none()
            && self.other_way(record).is_none()
    }

    /// Who handed over, and on which phone: a correction is often written at the desk.
    pub(super) fn giver(&self, fold: &Fold<HandOver>) -> Origin {
        let root = self.root(fold.from.record);
        let first = (root != fold.from.record)
            .then(|| self.handed.iter().find(|other| other.from.record == root));
        first.flatten().map_or(fold.from, |first| first.from)
    }

    /// A hand-over, what it corrects, and every correction of these.
    pub(super) fn family(&self, record: RecordId) -> Vec<RecordId> {
        let mut all = vec![self.root(record)];
        let mut at = 0;
        while let Some(one) = all.get(at).copied() {
            let children = self.corrections.get(&one).into_iter().flatten();
            let new: Vec<_> =
                children.map(|fold| fold.from.record).filter(|one| !all.contains(one)).collect();
            all.extend(new);
            at += 1;
        }
        all
    }

    fn viewed<'a>(&'a self, fold: &'a Fold<HandOver>) -> HandOverView<'a> {
        let record = fold.from.record;
        let standing = if let Some(undo) = self.undone_by(record).next()
            && self.fell(record, 0)
        {
            Standing::Undone(undo)
        } else if let Some(by) = self.correction(record, 0) {
            Standing::Corrected(by)
        } else if let Some(other) = self.other_way(record) {
            Standing::OtherCounts(other)
        } else {
            Standing::Counts
        };
        let corrects = self.corrects.get(&record);
        let corrects = corrects.map(|(old, reason)| (*old, reason.as_deref()));
        HandOverView { fold, standing, corrects }
    }

    /// The record did not happen: an undo of it holds, and no correction. Of two phones, one that
    /// says *not given* and one that says what was given, the second says more.
    fn fell(&self, record: RecordId, deep: u32) -> bool {
        deep < DEEPEST
            && self.holding(self.undos.get(&record), deep).next().is_some()
            && self.correction(record, deep).is_none()
    }

    /// The correction of a record that counts. Of two, the phones' names decide, and of two of one
    /// phone its own count.
    fn correction(&self, record: RecordId, deep: u32) -> Option<&Amendment> {
        self.holding(self.corrections.get(&record), deep)
            .max_by_key(|fold| (fold.from.device, fold.from.seq))
    }

    fn holding<'a>(
        &'a self,
        all: Option<&'a Vec<Amendment>>,
        deep: u32,
    ) -> impl Iterator<Item = &'a Amendment> {
        all.into_iter().flatten().filter(move |fold| !self.fell(fold.from.record, deep + 1))
    }

    /// The correction that counts in place of this one, or of one that this one corrects.
    fn other_way(&self, record: RecordId) -> Option<&Amendment> {
        let mut at = record;
        for _ in 0..DEEPEST {
            let (old, _) = self.corrects.get(&at)?;
            let counts = self.correction(*old, 0)?;
            if counts.from.record != at {
                return Some(counts);
            }
            at = *old;
        }
        None
    }

    /// The first hand-over of a chain of corrections.
    fn root(&self, record: RecordId) -> RecordId {
        let mut at = record;
        for _ in 0..DEEPEST {
            match self.corrects.get(&at) {
                Some((old, _)) => at = *old,
                None => break,
            }
        }
        at
    }
}

#[cfg(test)]
mod tests;
