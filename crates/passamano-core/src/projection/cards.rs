//! Which card leads to which household. A lost card leads to the one that was made for it; taken
//! back, the one that was made leads to the card that was not lost after all. In both ways they
//! are cards of one household: what was given on either was given to it. Two entries that were
//! joined are two again when that is taken back. No step depends on the order of arrival.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fold, Origin, World};
use crate::card;
use crate::distribution::Rules;
use crate::household::{CardReplaced, WhyReplaced};
use crate::id::RecordId;
use crate::opening::stop::{self, Stop};

/// A card that does not count.
#[derive(Debug, Clone, PartialEq)]
pub struct Replaced<'a> {
    /// The code of the household's card.
    pub new: String,
    /// Why.
    pub why: WhyNot,
    /// Who said so, when.
    pub from: &'a Origin,
}

/// Why a card does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyNot {
    /// It was made for a card that was not lost after all.
    NotNeeded,
    /// It was lost, stolen or spoiled; whoever shows it may have found it.
    Lost,
    /// Two entries of the list were one household.
    Joined,
}

/// How *this card is lost* is taken back, and what that does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayBack {
    /// The records to undo.
    pub records: Vec<RecordId>,
    /// The code that counts then.
    pub counts: String,
    /// The card that was lost and counts then again, or another that was made for it.
    pub is_old: bool,
    /// The code that is not used then.
    pub unused: String,
    /// Something was given on the card that is not used then: it stays with the household.
    pub given: bool,
}

/// One card leads to another.
struct Link<'a> {
    card: String,
    to: String,
    printed: &'a str,
    why: WhyNot,
    from: &'a Origin,
}

/// All links, by the card that leads on.
type Ways<'a> = BTreeMap<String, Link<'a>>;

impl World {
    /// The card does not count: which one does, and why.
    pub fn replaced(&self, code: &str) -> Option<Replaced<'_>> {
        let key = card::normalize(code);
        let mut ways = self.ways(&[]);
        let lead = along(&ways, &key);
        if lead == key {
            return None;
        }
        let Link { printed, why, from, .. } = ways.remove(&key)?;
        let new = self.printed(&lead).unwrap_or_else(|| printed.to_string());
        Some(Replaced { new, why, from })
    }

    /// Why nothing is given on a card, if the household or the card is stopped.
    pub fn stop(&self, code: &str, rules: &Rules) -> Option<Stop> {
        stop::stop(self.household(code)?, rules, self.replaced(code).is_some())
    }

    /// Every replacement among the cards of a household with who and when, also what was taken
    /// back.
    pub fn replacements(&self, code: &str) -> Vec<&Fold<CardReplaced>> {
        let cards = self.cards(code);
        let of = |fold: &&Fold<CardReplaced>| ends(fold).iter().any(|end| cards.contains(end));
        self.cards_replaced.iter().filter(of).collect()
    }

    /// How a lost card is said not to be lost after all. Nothing where the card that was made for
    /// it leads on itself, or the record says nothing of the kind.
    pub fn way_back(&self, record: RecordId) -> Option<WayBack> {
        let fold = self.live(&self.cards_replaced).find(|fold| fold.from.record == record)?;
        let [old, new] = ends(fold);
        if fold.fact.why != WhyReplaced::Lost || self.lead(&new) != new {
            return None;
        }
        // A save that did not answer and was tried again may have written two.
        let same = self.live(&self.cards_replaced).filter(|other| ends(other) == ends(fold));
        let records: Vec<RecordId> = same.map(|fold| fold.from.record).collect();
        let lead = along(&self.ways(&records), &new);
        (lead != new).then(|| WayBack {
            is_old: lead == old,
            counts: self.printed(&lead).unwrap_or_else(|| fold.fact.old.clone()),
            unused: self.printed(&new).unwrap_or_else(|| fold.fact.new.clone()),
            given: self.by_household.get(&new).into_iter().flatten().any(|at| {
                let handed = self.handed.get(*at as usize);
                handed.is_some_and(|fold| self.stands(fold.from.record))
            }),
            records,
        })
    }

    /// The key of the card that counts for whoever carries this one: its own where it was not
    /// replaced.
    pub fn lead(&self, code: &str) -> String {
        along(&self.ways(&[]), &card::normalize(code))
    }

    /// The keys of all cards that a household has and had.
    pub(super) fn cards(&self, code: &str) -> BTreeSet<String> {
        let key = card::normalize(code);
        let alone = !self.cards_replaced.iter().any(|fold| ends(fold).contains(&key));
        let mut cards = BTreeSet::from([key]);
        if alone {
            return cards;
        }
        let links: Vec<Link<'_>> = self.links(&[]).collect();
        loop {
            let known = cards.len();
            for Link { card, to, .. } in &links {
                if cards.contains(card) || cards.contains(to) {
                    cards.extend([card.clone(), to.clone()]);
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

    /// The keys of cards that do not count.
    pub(super) fn replaced_keys(&self) -> BTreeSet<String> {
        let ways = self.ways(&[]);
        ways.keys().filter(|key| along(&ways, key) != **key).cloned().collect()
    }

    /// A code as it is printed.
    fn printed(&self, key: &str) -> Option<String> {
        self.household(key).map(|household| household.code.clone())
    }

    /// Where each card leads, as if these records were undone as well. Of several ways the one of
    /// a card that was lost or joined, and of two such the same on every device.
    fn ways(&self, undone: &[RecordId]) -> Ways<'_> {
        let rank = |link: &Link<'_>| (link.why != WhyNot::NotNeeded, link.from.rank());
        let mut ways = Ways::new();
        for link in self.links(undone) {
            match ways.get(&link.card) {
                Some(other) if rank(other) > rank(&link) => {}
                _ => drop(ways.insert(link.card.clone(), link)),
            }
        }
        ways
    }

    fn links(&self, undone: &[RecordId]) -> impl Iterator<Item = Link<'_>> {
        self.cards_replaced.iter().filter_map(move |fold| self.link(fold, undone))
    }

    fn link<'a>(&'a self, fold: &'a Fold<CardReplaced>, undone: &[RecordId]) -> Option<Link<'a>> {
        let stands = |fold: &Fold<CardReplaced>| {
            !self.is_undone(fold.from.record) && !undone.contains(&fold.from.record)
        };
        let [old, new] = ends(fold);
        let Fold { from, fact } = fold;
        if stands(fold) {
            let why = match fact.why {
                // Of a reason that only a later version knows, the one with the warning.
                WhyReplaced::Lost | WhyReplaced::Later(_) => WhyNot::Lost,
                WhyReplaced::Joined => WhyNot::Joined,
            };
            return Some(Link { card: old, to: new, printed: &fact.new, why, from });
        }
        let again = || {
            self.cards_replaced
                .iter()
                .any(|fold| stands(fold) && ends(fold) == [old.clone(), new.clone()])
        };
        if fact.why != WhyReplaced::Lost || again() {
            return None;
        }
        // Of two phones that took it back, every device names the same.
        let by = self.undone_by(from.record).next();
        let from = by.map_or(from, |by| &by.from);
        Some(Link { card: new, to: old, printed: &fact.old, why: WhyNot::NotNeeded, from })
    }
}

/// The keys of the card that was replaced and of the other one.
fn ends(fold: &Fold<CardReplaced>) -> [String; 2] {
    [&fold.fact.old, &fold.fact.new].map(|code| card::normalize(code))
}

/// The card at the end of the way.
fn along(ways: &Ways<'_>, key: &str) -> String {
    let mut way = vec![key];
    while let Some(link) = way.last().and_then(|key| ways.get(*key)) {
        // Two desks replaced two cards by each other: on every device the same one counts.
        if let Some(at) = way.iter().position(|seen| *seen == link.to) {
            return way.drain(at..).min().unwrap_or_default().to_string();
        }
        way.push(&link.to);
    }
    way.pop().unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests;
