//! Households as the log tells them: every version of each and the one that counts, and lists from
//! files that can be taken back. Which version counts is said by the names of the records that it
//! was written over; a clock decides only between two that did not know of each other, and no two
//! devices' counts are ever compared. Which card leads to which household is in `cards.rs`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fold, Origin, World};
use crate::card;
use crate::household::merge::{self, Known};
use crate::household::{Household, HouseholdDetail};
use crate::id::RecordId;

/// The reason in the log of a list from a file.
pub const IMPORT: &str = "import";

/// A list from a file that stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// When, by whom, on which phone.
    pub from: Origin,
    /// How many households it wrote.
    pub households: u32,
    /// How many of these are on the list through it alone, and leave the list with it.
    pub alone: u32,
    /// Its records.
    pub records: Vec<RecordId>,
}

/// A household or what the desk knows of it: names the records that it was written over.
pub(super) trait Version {
    fn replaces(&self) -> &[RecordId];
}

impl Version for Household {
    fn replaces(&self) -> &[RecordId] {
        &self.replaces
    }
}

impl Version for HouseholdDetail {
    fn replaces(&self) -> &[RecordId] {
        &self.replaces
    }
}

impl World {
    /// A household by the code of a card as a person types it, also of a card that was replaced:
    /// ask [`World::replaced`] first.
    pub fn household(&self, code: &str) -> Option<&Household> {
        let versions = self.households.get(&card::normalize(code))?;
        self.counts_of(versions).map(|fold| &fold.fact)
    }

    /// All households, by code, each by the card that counts.
    pub fn households(&self) -> impl Iterator<Item = &Household> {
        let old = self.replaced_keys();
        self.households
            .iter()
            .filter(move |(key, _)| !old.contains(*key))
            .filter_map(|(_, versions)| self.counts_of(versions).map(|fold| &fold.fact))
    }

    /// The households that somebody means by a code, a part of one, a card of before, or words of
    /// the desk's notes: by their codes first. All of them where nothing is said.
    pub fn find(&self, words: &str) -> Vec<&Household> {
        let (wanted, text) = (card::normalize(words), words.trim().to_lowercase());
        if text.is_empty() {
            return self.households().collect();
        }
        let part_of = |code: &str| !wanted.is_empty() && card::normalize(code).contains(&wanted);
        let old = self.replaced_keys().into_iter().filter(|key| part_of(key));
        let old: BTreeSet<String> = old.map(|key| self.lead(&key)).collect();
        let (mut found, others): (Vec<_>, Vec<_>) = self.households().partition(|household| {
            part_of(&household.code) || old.contains(&card::normalize(&household.code))
        });
        let noted = |household: &&Household| {
            let detail = self.detail(&household.code);
            detail.is_some_and(|detail| detail.notes.to_lowercase().contains(&text))
        };
        found.extend(others.into_iter().filter(noted));
        found
    }

    /// How many households are on the list.
    pub fn household_count(&self) -> usize {
        self.households().count()
    }

    /// What the desk knows of a household.
    pub fn detail(&self, code: &str) -> Option<&HouseholdDetail> {
        let versions = self.details.get(&card::normalize(code))?;
        self.counts_of(versions).map(|fold| &fold.fact)
    }

    /// A household with what the desk knows of it, by any card that it ever had. What was declared
    /// of it under another of its cards, by a phone that had not heard which one counts, is there:
    /// nothing that may hurt somebody depends on who heard what when.
    pub fn known(&self, code: &str) -> Option<Known> {
        let cards = self.cards(code);
        let lead = if cards.len() == 1 { card::normalize(code) } else { self.lead(code) };
        let mut known = (self.household(&lead)?.clone(), self.detail(&lead).cloned());
        if cards.len() == 1 {
            return Some(known);
        }
        // The same order on every device: what is known is compared with what is written.
        let mut heads = self.heads_of(&self.households, &cards);
        let mut notes = self.heads_of(&self.details, &cards);
        heads.sort_by_key(|fold| fold.from.record);
        notes.sort_by_key(|fold| fold.from.record);
        let heads = heads.into_iter().map(|fold| &fold.fact);
        let listed = heads.map(|fact| (fact.clone(), self.detail(&fact.code).cloned()));
        let noted = notes.into_iter().map(|fold| {
            let code = fold.fact.code.clone();
            (Household { code, consent: true, ..Default::default() }, Some(fold.fact.clone()))
        });
        let others = listed.chain(noted).filter(|(fact, _)| card::normalize(&fact.code) != lead);
        for other in others {
            let (household, detail) = merge::declared(&known, &other);
            known = (household, Some(detail));
        }
        Some(known)
    }

    /// Everything that is known of a household as the desk would write it, for a form.
    pub fn as_written(&self, code: &str) -> Option<(Household, HouseholdDetail)> {
        let (household, detail) = self.known(code)?;
        let whole = merge::whole(&household, detail.as_ref());
        Some((household, whole))
    }

    /// What a new version of a household and of its detail has to name as replaced: under all of
    /// its cards, and under this one by itself. What counts of one card is found among its own
    /// versions, to which a way by another card does not lead.
    pub fn basis(&self, code: &str) -> (Vec<RecordId>, Vec<RecordId>) {
        let (all, own) = (self.cards(code), BTreeSet::from([card::normalize(code)]));
        (self.basis_of(&self.households, &all, &own), self.basis_of(&self.details, &all, &own))
    }

    fn basis_of<T: Version>(
        &self,
        versions: &BTreeMap<String, Vec<Fold<T>>>,
        all: &BTreeSet<String>,
        own: &BTreeSet<String>,
    ) -> Vec<RecordId> {
        let mut heads = records(self.heads_of(versions, all));
        if all != own {
            heads.extend(records(self.heads_of(versions, own)));
            heads.sort_unstable();
            heads.dedup();
        }
        heads
    }

    /// Every version of a household under all of its cards, latest first; what was undone too.
    pub fn versions(&self, code: &str) -> Vec<&Fold<Household>> {
        let cards = self.cards(code);
        let all = cards.iter().filter_map(|key| self.households.get(key)).flatten();
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|fold| core::cmp::Reverse(fold.from.rank()));
        all
    }

    /// Lists from files that were not taken back, latest first.
    pub fn imports(&self) -> Vec<Import> {
        let mut imports: BTreeMap<_, Import> = BTreeMap::new();
        for Fold { from, fact } in self.live(&self.imported) {
            let import = imports.entry((from.at.ms, from.device)).or_insert_with(|| Import {
                from: *from,
                households: 0,
                alone: 0,
                records: vec![],
            });
            import.households += fact;
            import.records.push(from.record);
        }
        let mut imports: Vec<Import> = imports.into_values().rev().collect();
        for import in &mut imports {
            // A list of 50,000 has 500 records, and each household is asked about.
            let own: BTreeSet<RecordId> = import.records.iter().copied().collect();
            let of = |fold: &Fold<Household>| own.contains(&fold.from.record);
            let alone = self.households.values().filter(|versions| {
                let mut live = self.live(versions).peekable();
                live.peek().is_some() && live.all(of)
            });
            import.alone = alone.count() as u32;
        }
        imports
    }

    pub(super) fn note(&mut self, detail: HouseholdDetail, from: Origin) {
        let key = card::normalize(&detail.code);
        self.details.entry(key).or_default().push(Fold { from, fact: detail });
    }

    pub(super) fn list(&mut self, household: Household, from: Origin) {
        let key = card::normalize(&household.code);
        self.households.entry(key).or_default().push(Fold { from, fact: household });
    }

    /// Of several versions the one that counts.
    fn counts_of<'a, T: Version>(&'a self, versions: &'a [Fold<T>]) -> Option<&'a Fold<T>> {
        if let [only] = versions {
            return (!self.is_undone(only.from.record)).then_some(only);
        }
        self.heads(versions.iter().collect()).into_iter().max_by_key(|fold| fold.from.rank())
    }

    /// The versions under some cards over which no other one of them was written.
    fn heads_of<'a, T: Version>(
        &'a self,
        versions: &'a BTreeMap<String, Vec<Fold<T>>>,
        cards: &BTreeSet<String>,
    ) -> Vec<&'a Fold<T>> {
        self.heads(cards.iter().filter_map(|key| versions.get(key)).flatten().collect())
    }

    /// Standing versions over which no standing one was written, also not by way of one that was
    /// undone since.
    fn heads<'a, T: Version>(&'a self, versions: Vec<&'a Fold<T>>) -> Vec<&'a Fold<T>> {
        let mut live = versions.clone();
        live.retain(|fold| !self.is_undone(fold.from.record));
        let mut behind = BTreeSet::new();
        let mut todo: Vec<RecordId> =
            live.iter().flat_map(|fold| fold.fact.replaces()).copied().collect();
        while let Some(record) = todo.pop() {
            if behind.insert(record) {
                let same = versions.iter().filter(|fold| fold.from.record == record);
                todo.extend(same.flat_map(|fold| fold.fact.replaces()));
            }
        }
        let mut heads = live.clone();
        heads.retain(|fold| !behind.contains(&fold.from.record));
        // Only a broken phone writes a circle; a household must not vanish in it.
        if heads.is_empty() { live } else { heads }
    }
}

fn records<T>(folds: Vec<&Fold<T>>) -> Vec<RecordId> {
    folds.into_iter().map(|fold| fold.from.record).collect()
}

#[cfg(test)]
pub(super) mod tests;
