//! What one activity's day amounts to: who was served, what went out, what was counted. Sums
//! only; the rules that decide what is due are in [`crate::distribution`].

use std::collections::{BTreeMap, BTreeSet};

use super::{Fold, Origin, World};
use crate::distribution::{self, Clash, Given, HandOver, Line, Loan, Outcome, Past, Tallied};
use crate::guide::Standing;
use crate::household::People;
use crate::id::{ActivityId, DeviceId, RecordId};
use crate::opening::Exception;
use crate::record::{Mark, Tally};
use crate::stock::{self, Count, Ledger, Movement, Round, Shelf};
use crate::time::{Day, Moment};

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
    /// Of these, what was past its use-by day and was given for a reason.
    pub past_date: Tally,
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
        let all = self.handed_to(code);
        all.filter(|fold| self.stands(fold.from.record)).collect()
    }

    /// Every hand-over to a household under any card that it has or had, as they arrived.
    pub(super) fn handed_to(&self, code: &str) -> impl Iterator<Item = &Fold<HandOver>> {
        let cards = self.cards(code);
        let mut places: Vec<u32> =
            cards.iter().filter_map(|key| self.by_household.get(key)).flatten().copied().collect();
        places.sort_unstable();
        places.into_iter().filter_map(|at| self.handed.get(at as usize))
    }

    /// Every standing hand-over of an activity.
    pub fn handed(&self, activity: ActivityId) -> impl Iterator<Item = &Fold<HandOver>> {
        let here = move |fold: &&Fold<HandOver>| fold.from.activity == Some(activity);
        self.handed.iter().filter(here).filter(|fold| self.stands(fold.from.record))
    }

    /// Every standing tally of an activity, oldest of each phone first.
    pub fn counted(&self, activity: ActivityId) -> impl Iterator<Item = &Fold<Tallied>> {
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

    /// What came back of one loan, whichever of its corrections the return names.
    pub fn returned(&self, fold: &Fold<HandOver>) -> impl Iterator<Item = &Line> {
        self.returns(fold.from.record).flat_map(|fold| &fold.fact)
    }

    fn returns(&self, lent: RecordId) -> impl Iterator<Item = &Fold<Vec<Line>>> {
        let none = self.returned.is_empty();
        let all = if none { vec![] } else { self.family(lent) };
        let named = all.into_iter().filter_map(|record| self.returned.get(&record));
        named.flat_map(|folds| self.live(folds))
    }

    /// How many households of the list got something in an activity, each once: what
    /// [`World::totals`] says, for screens that count at each save.
    pub fn served(&self, activity: ActivityId) -> u32 {
        let got = |at: &u32| {
            self.handed.get(*at as usize).is_some_and(|fold| {
                fold.from.activity == Some(activity)
                    && fold.fact.outcome.served()
                    && self.stands(fold.from.record)
            })
        };
        let served = self.by_household.iter().filter(|(_, places)| places.iter().any(got));
        if self.cards_replaced.is_empty() {
            return served.count() as u32;
        }
        served.map(|(key, _)| self.one_of(key)).collect::<BTreeSet<_>>().len() as u32
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
            for line in hand_over.past_lines() {
                add(&mut totals.past_date, &line.code, line.qty);
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
                Some(code) if served.insert(self.one_of(code)) => {
                    totals.households += 1;
                    let household = self.household(&self.lead(code));
                    let people = household.map(|h| h.people).or(hand_over.people);
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
            let line = &fold.fact.line;
            add(&mut totals.given, &line.code, line.qty);
            if let Some(line) = fold.fact.past_line() {
                add(&mut totals.past_date, &line.code, line.qty);
            }
        }
        for fold in self.of(&self.marks, activity) {
            *totals.marks.entry(fold.fact).or_default() += 1;
        }
        totals
    }

    /// Households that two phones served in this activity. Both hand-overs are kept.
    pub fn clashes(&self, activity: ActivityId) -> Vec<Clash> {
        let given: Vec<_> = self.handed(activity).map(|fold| self.given(fold)).collect();
        distribution::clashes(&given, |code| self.one_of(code))
    }

    /// What is still lent out, in this activity.
    pub fn loans(&self, activity: ActivityId) -> Vec<Loan> {
        self.out(self.handed(activity))
    }

    /// What a household still has on loan, whatever the activity.
    pub fn loans_of(&self, household: &str) -> Vec<Loan> {
        self.out(self.history(household).into_iter())
    }

    /// Loans of one kit or item that are still out, whatever the activity.
    pub fn loans_with(&self, code: &str) -> Vec<Loan> {
        let stand = self.handed.iter().filter(|fold| self.stands(fold.from.record));
        let mut loans = self.out(stand);
        loans.retain(|loan| loan.lines.iter().any(|line| line.code == code));
        loans
    }

    fn out<'a>(&'a self, handed: impl Iterator<Item = &'a Fold<HandOver>>) -> Vec<Loan> {
        let lent: Vec<_> = handed.filter(|f| f.fact.loan).map(|f| self.given(f)).collect();
        let back = |given: &Given| {
            let record = given.record;
            self.returns(record).map(move |fold| (record, fold.fact.as_slice())).collect::<Vec<_>>()
        };
        let returned: Vec<_> = lent.iter().flat_map(back).collect();
        distribution::loans_out(&lent, &returned)
    }

    /// A household's hand-overs in the shape that the rules ask for.
    pub fn past(&self, code: &str, activity: ActivityId, me: DeviceId) -> Vec<Past> {
        self.history(code)
            .into_iter()
            .map(|fold| {
                let device = self.giver(fold).device;
                Past {
                    record: fold.from.record,
                    at: fold.at(),
                    day: self.day_of(fold.from.activity, fold.at()),
                    device,
                    by_me: device == me,
                    this_activity: fold.from.activity == Some(activity),
                    outcome: fold.fact.outcome,
                    lines: fold.fact.lines.clone(),
                }
            })
            .collect()
    }

    /// The day that a moment of an activity counts as: where the activity goes on past midnight, the day on which
    /// that began.
    fn day_of(&self, activity: Option<ActivityId>, at: Moment) -> Day {
        let plan = activity.and_then(|activity| self.plan(activity));
        plan.map_or(at.day(), |plan| plan.fact.day_of(at))
    }

    /// What was given while the activity was not open, by somebody who may, and why: oldest of each
    /// phone first. A phone that only had not heard made no exception.
    pub fn exceptions(&self, activity: ActivityId) -> Vec<(&Origin, Exception)> {
        let given = self.handed(activity).map(|fold| &fold.from);
        given
            .chain(self.counted(activity).map(|fold| &fold.from))
            .filter_map(|from| Some((from, Exception::from_code(self.reasons.get(&from.record)?)?)))
            .filter(|(_, why)| *why != Exception::ByWord)
            .collect()
    }

    /// Why an activity was moved to where it stands, as a code.
    pub fn why_moved(&self, activity: ActivityId) -> Option<&str> {
        let moved = self.state(activity)?.from.record;
        self.reasons.get(&moved).map(String::as_str)
    }

    /// What is on the shelf of one kit or item in an activity: lots, and what is past its date.
    pub fn shelf(&self, activity: ActivityId, code: &str, today: Day) -> Shelf {
        let movements = self.moved_when(activity);
        let given_past: u32 = self
            .handed(activity)
            .flat_map(|fold| fold.fact.past_lines())
            .filter(|line| line.code == code)
            .fold(0, |sum, line| sum.saturating_add(line.qty));
        let left = self.ledger(activity, code).left;
        Shelf::of(stock::lots(code, &movements, today), left, given_past)
    }

    /// What was counted of one kit or item, place by place.
    pub fn round(&self, activity: ActivityId, code: &str) -> Round {
        Round::of(code, &self.counts_when(activity))
    }

    /// Every standing movement of an activity, with its moment.
    pub fn moved_when(&self, activity: ActivityId) -> Vec<(Moment, &Movement)> {
        self.movements(activity).map(|fold| (fold.from.at, &fold.fact)).collect()
    }

    fn counts_when(&self, activity: ActivityId) -> Vec<(Moment, &Count)> {
        let when = |fold: &Fold<Count>| fold.fact.at.unwrap_or(fold.from.at);
        self.counts(activity).map(|fold| (when(fold), &fold.fact)).collect()
    }

    /// The book of one kit or item in an activity.
    pub fn ledger(&self, activity: ActivityId, code: &str) -> Ledger {
        let movements = self.moved_when(activity);
        let counts = self.counts_when(activity);
        let handed = self
            .handed(activity)
            .flat_map(|fold| fold.fact.lines.iter().map(|line| (fold.at(), line)));
        let counted = self.counted(activity).map(|fold| (fold.from.at, &fold.fact.line));
        Ledger::of(code, &movements, &handed.chain(counted).collect::<Vec<_>>(), &counts)
    }

    /// Where the guide of an activity stands.
    pub fn standing(&self, activity: ActivityId) -> Standing {
        let steps = self.steps.get(&activity).into_iter().flatten();
        let checks = self.checks.get(&activity).into_iter().flatten();
        Standing {
            steps: steps
                .filter_map(|(id, _)| Some((id.clone(), self.step(activity, id)?.fact.0)))
                .collect(),
            ticked: checks
                .filter(|(_, ticks)| ticks.iter().any(|from| !self.is_undone(from.record)))
                .map(|(id, _)| id.clone())
                .collect(),
        }
    }

    fn given<'a>(&self, fold: &'a Fold<HandOver>) -> Given<'a> {
        Given {
            record: fold.from.record,
            at: fold.at(),
            device: self.giver(fold).device,
            activity: fold.from.activity,
            hand_over: &fold.fact,
        }
    }

    fn of<'a, T>(
        &'a self,
        folds: &'a [Fold<T>],
        activity: ActivityId,
    ) -> impl Iterator<Item = &'a Fold<T>> {
        let here = move |fold: &&Fold<T>| fold.from.activity == Some(activity);
        folds.iter().filter(here).filter(|fold| !self.is_undone(fold.from.record))
    }
}

fn add(tally: &mut Tally, code: &str, qty: u32) {
    let sum = tally.entry(code.to_string()).or_default();
    *sum = sum.saturating_add(qty);
}
