//! What one activity's day amounts to: who was served, what went out, what was counted. Sums
//! only; the rules that decide what is due are in [`crate::distribution`].

use std::collections::{BTreeMap, BTreeSet};

use super::{Fold, World};
use crate::card;
use crate::distribution::{HandOver, Line, Outcome};
use crate::household::People;
use crate::id::ActivityId;
use crate::record::{Mark, Tally};
use crate::stock::{Count, Movement};

/// Two phones served the same household in one activity. Both hand-overs are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ClashView<'a> {
    /// The household's code.
    pub code: &'a str,
    /// The hand-overs, in no order of time.
    pub both: Vec<&'a Fold<HandOver>>,
}

/// The sums of one activity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayTotals {
    /// Households that got something, each once.
    pub households: u32,
    /// People of those households, and people without a card whose number was said.
    pub people: People,
    /// People without a card.
    pub walk_ins: u32,
    /// Kits and items given, by code: handed over and tallied, less what came back.
    pub given: Tally,
    /// Households on the list that came to nobody.
    pub absent: u32,
    /// People who declined.
    pub refused: u32,
    /// Hand-overs for which a rule was set aside.
    pub set_aside: u32,
    /// Feedback, incidents, referrals: how many, and not what.
    pub marks: BTreeMap<Mark, u32>,
}

impl World {
    /// Every standing hand-over of a household, whatever the activity.
    pub fn history(&self, code: &str) -> Vec<&Fold<HandOver>> {
        let places = self.by_household.get(&card::normalize(code));
        let all = places.into_iter().flatten().filter_map(|at| self.handed.get(*at as usize));
        all.filter(|fold| !self.is_undone(fold.from.record)).collect()
    }

    /// Every standing hand-over of an activity.
    pub fn handed(&self, activity: ActivityId) -> impl Iterator<Item = &Fold<HandOver>> {
        self.of(&self.handed, activity)
    }

    /// Every standing tally of an activity, oldest of each phone first.
    pub fn counted(&self, activity: ActivityId) -> impl Iterator<Item = &Fold<Line>> {
        self.of(&self.counted, activity)
    }

    /// Every standing movement of goods in an activity.
    pub fn movements(&self, activity: ActivityId) -> impl Iterator<Item = &Fold<Movement>> {
        self.of(&self.movements, activity)
    }

    /// Every standing count of goods in an activity.
    pub fn counts(&self, activity: ActivityId) -> impl Iterator<Item = &Fold<Count>> {
        self.of(&self.counts, activity)
    }

    /// What came back of one loan.
    pub fn returned(&self, fold: &Fold<HandOver>) -> impl Iterator<Item = &Line> {
        let folds = self.returned.get(&fold.from.record);
        self.live(folds.map_or(&[], Vec::as_slice)).flat_map(|fold| &fold.fact)
    }

    /// The sums of an activity.
    pub fn totals(&self, activity: ActivityId) -> DayTotals {
        let mut totals = DayTotals::default();
        let mut served = BTreeSet::new();
        for fold in self.handed(activity) {
            let hand_over = &fold.fact;
            for line in &hand_over.lines {
                add(&mut totals.given, &line.code, line.qty);
            }
            for line in self.returned(fold) {
                let given = totals.given.entry(line.code.clone()).or_default();
                *given = given.saturating_sub(line.qty);
            }
            totals.set_aside += u32::from(hand_over.set_aside.is_some());
            totals.absent += u32::from(hand_over.outcome == Outcome::Absent);
            totals.refused += u32::from(hand_over.outcome == Outcome::Refused);
            if !hand_over.outcome.served() {
                continue;
            }
            match &hand_over.household {
                Some(code) if served.insert(card::normalize(code)) => {
                    totals.households += 1;
                    let people = self.household(code).map(|h| h.people).or(hand_over.people);
                    totals.people.add(&people.unwrap_or_default());
                }
                Some(_) => {}
                None => {
                    totals.walk_ins += 1;
                    totals.people.add(&hand_over.people.unwrap_or_default());
                }
            }
        }
        for fold in self.counted(activity) {
            add(&mut totals.given, &fold.fact.code, fold.fact.qty);
        }
        for fold in self.of(&self.marks, activity) {
            *totals.marks.entry(fold.fact).or_default() += 1;
        }
        totals
    }

    /// Households that two phones served in one activity without knowing of each other, or with.
    pub fn clashes(&self, activity: ActivityId) -> Vec<ClashView<'_>> {
        let mut served: BTreeMap<String, Vec<&Fold<HandOver>>> = BTreeMap::new();
        for fold in self.handed(activity).filter(|fold| fold.fact.outcome.served()) {
            // A second hand-over with a reason is known to whoever gave it: no clash.
            if let (Some(code), None) = (&fold.fact.household, fold.fact.set_aside) {
                served.entry(card::normalize(code)).or_default().push(fold);
            }
        }
        let clash = |both: Vec<&'_ Fold<HandOver>>| both.iter().any(|f| f.from.device != both[0].from.device);
        served
            .into_values()
            .filter(|both| clash(both.clone()))
            .filter_map(|both| Some(ClashView { code: both[0].fact.household.as_deref()?, both }))
            .collect()
    }

    fn of<'a, T>(&'a self, folds: &'a [Fold<T>], activity: ActivityId) -> impl Iterator<Item = &'a Fold<T>> {
        self.live(folds).filter(move |fold| fold.from.activity == Some(activity))
    }
}

fn add(tally: &mut Tally, code: &str, qty: u32) {
    let sum = tally.entry(code.to_string()).or_default();
    *sum = sum.saturating_add(qty);
}
