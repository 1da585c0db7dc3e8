//! Households as the log tells them: every version of each and the one that counts, which card
//! leads to which household, and lists from files that can be taken back. Which version counts is
//! said by the names of the records that it was written over; a clock decides only between two
//! that did not know of each other, and no two devices' counts are ever compared.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fold, Origin, World};
use crate::card;
use crate::distribution::stop::{self, Stop};
use crate::household::merge::{self, Known};
use crate::household::{CardReplaced, Household, HouseholdDetail, WhyReplaced};
use crate::id::RecordId;

/// The reason in the log of a list from a file.
pub const IMPORT: &str = "import";

/// A card that no longer counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Replaced<'a> {
    /// The code of the household's card, as the last replacement has it.
    pub new: String,
    /// Why.
    pub why: WhyReplaced,
    /// Who said so, when.
    pub from: &'a Origin,
}

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
        let old = self.live(&self.cards_replaced).filter(|fold| part_of(&fold.fact.old));
        let old: BTreeSet<String> = old.map(|fold| self.lead(&fold.fact.old)).collect();
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

    /// A household with what the desk knows of it, by any card that it ever had.
    pub fn known(&self, code: &str) -> Option<Known> {
        let lead = self.lead(code);
        let household = self.household(&lead)?.clone();
        Some((household, self.detail(&lead).cloned()))
    }

    /// Everything that is known of a household as the desk would write it, for a form.
    pub fn as_written(&self, code: &str) -> Option<(Household, HouseholdDetail)> {
        let (household, detail) = self.known(code)?;
        let whole = merge::whole(&household, detail.as_ref());
        Some((household, whole))
    }

    /// What a new version of a household and of its detail has to name as replaced.
    pub fn basis(&self, code: &str) -> (Vec<RecordId>, Vec<RecordId>) {
        let key = card::normalize(code);
        let households = self.households.get(&key).map(|all| records(self.heads(all)));
        let details = self.details.get(&key).map(|all| records(self.heads(all)));
        (households.unwrap_or_default(), details.unwrap_or_default())
    }

    /// Every version of a household under all of its cards, latest first; what was undone too.
    pub fn versions(&self, code: &str) -> Vec<&Fold<Household>> {
        let cards = self.cards(code);
        let all = cards.iter().filter_map(|key| self.households.get(key)).flatten();
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|fold| core::cmp::Reverse(fold.from.rank()));
        all
    }

    /// The card no longer counts: which one does, and why.
    pub fn replaced(&self, code: &str) -> Option<Replaced<'_>> {
        let key = card::normalize(code);
        let edge = self.edge(&key)?;
        let lead = self.lead_key(&key);
        if lead == key {
            return None;
        }
        let printed = self.household(&lead).map(|household| household.code.clone());
        let new = printed.unwrap_or_else(|| edge.fact.new.clone());
        Some(Replaced { new, why: edge.fact.why, from: &edge.from })
    }

    /// Why nothing is given on a card, if the household or the card is stopped.
    pub fn stop(&self, code: &str) -> Option<Stop> {
        stop::stop(self.household(code)?, self.replaced(code).is_some())
    }

    /// Standing replacements of the cards of a household, with who and when.
    pub fn replacements(&self, code: &str) -> Vec<&Fold<CardReplaced>> {
        let cards = self.cards(code);
        let of = |fold: &&Fold<CardReplaced>| cards.contains(&card::normalize(&fold.fact.old));
        self.live(&self.cards_replaced).filter(of).collect()
    }

    /// The key of the card that counts for whoever carries this one: its own where it was not
    /// replaced.
    pub fn lead(&self, code: &str) -> String {
        self.lead_key(&card::normalize(code))
    }

    /// The keys of all cards that a household has and had.
    pub(super) fn cards(&self, code: &str) -> BTreeSet<String> {
        let mut cards = BTreeSet::from([card::normalize(code)]);
        if self.cards_replaced.is_empty() {
            return cards;
        }
        loop {
            let known = cards.len();
            for fold in self.live(&self.cards_replaced) {
                let ends = [&fold.fact.old, &fold.fact.new].map(|code| card::normalize(code));
                if ends.iter().any(|end| cards.contains(end)) {
                    cards.extend(ends);
                }
            }
            if cards.len() == known {
                return cards;
            }
        }
    }

    /// One name for all cards of a household, so that it counts once.
    pub(super) fn one_of(&self, code: &str) -> String {
        self.cards(code).into_iter().next().unwrap_or_default()
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
        self.heads(versions).into_iter().max_by_key(|fold| fold.from.rank())
    }

    /// Standing versions over which no standing one was written, also not by way of one that was
    /// undone since.
    fn heads<'a, T: Version>(&'a self, versions: &'a [Fold<T>]) -> Vec<&'a Fold<T>> {
        let live: Vec<_> = self.live(versions).collect();
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

    /// The standing replacement of a card; of several, one and the same on every device.
    fn edge(&self, key: &str) -> Option<&Fold<CardReplaced>> {
        self.live(&self.cards_replaced)
            .filter(|fold| card::normalize(&fold.fact.old) == key)
            .max_by_key(|fold| fold.from.rank())
    }

    fn lead_key(&self, key: &str) -> String {
        let mut way = vec![key.to_string()];
        while let Some(edge) = way.last().and_then(|key| self.edge(key)) {
            let next = card::normalize(&edge.fact.new);
            // Two desks replaced two cards by each other: on every device the same one counts.
            if let Some(at) = way.iter().position(|seen| *seen == next) {
                return way.drain(at..).min().unwrap_or_default();
            }
            way.push(next);
        }
        way.pop().unwrap_or_default()
    }

    fn replaced_keys(&self) -> BTreeSet<String> {
        let old = self.live(&self.cards_replaced).map(|fold| card::normalize(&fold.fact.old));
        old.filter(|key| self.lead_key(key) != *key).collect()
    }
}

fn records<T>(folds: Vec<&Fold<T>>) -> Vec<RecordId> {
    folds.into_iter().map(|fold| fold.from.record).collect()
}

#[cfg(test)]
mod tests;
