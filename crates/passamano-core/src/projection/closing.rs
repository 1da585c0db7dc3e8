//! What an activity leaves to do: what comes next in its guides, which goods it is about, and what
//! is open before its day closes.

use std::collections::BTreeSet;

use super::World;
use crate::guide::{Standing, StepState};
use crate::id::ActivityId;
use crate::pack::{Opens, Pack, Phase};
use crate::record::{Activity, ActivityState};
use crate::stock::State;

/// What comes next in the day's guides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A step: its id, and its number in its guide from 1.
    Step(String, usize),
    /// Everything before is done: go or no-go.
    Gate,
    /// Everything is done: close the day.
    Close,
    /// The day is closed and nothing is left.
    Nothing,
}

/// The phase that an activity is in.
pub fn phase_of(state: ActivityState) -> Phase {
    match state {
        ActivityState::Planned | ActivityState::Cancelled => Phase::Before,
        ActivityState::Open | ActivityState::Paused => Phase::During,
        ActivityState::Closed | ActivityState::Aborted | ActivityState::Later(_) => Phase::After,
    }
}

/// The phases whose steps can be next: that of the activity, and while people are served what
/// comes after too.
pub fn phases_ahead(state: ActivityState) -> &'static [Phase] {
    match phase_of(state) {
        Phase::During => &[Phase::During, Phase::After],
        Phase::After => &[Phase::After],
        Phase::Before | Phase::Anytime | Phase::Later(_) => &[Phase::Before],
    }
}

/// Something that has to be done before the day closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// A must-step, by its id.
    Step(String),
    /// A kit of the plan that nobody counted, by its code.
    Count(String),
}

/// What is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenThings {
    /// To be done before closing, steps first.
    pub missing: Vec<Missing>,
    /// Must-steps that cannot be done, with the reason code. They do not hold closing up.
    pub blocked: Vec<(String, Option<String>)>,
}

impl World {
    /// Codes of the plan's kits, then of whatever else moved or was counted.
    pub fn codes_here(&self, activity: &Activity) -> Vec<String> {
        let moved = self.movements(activity.id).map(|fold| &fold.fact.code);
        let counted = self.counts(activity.id).map(|fold| &fold.fact.code);
        let others: BTreeSet<_> = moved.chain(counted).collect();
        let others = others.into_iter().filter(|code| !activity.kits.contains(code));
        activity.kits.iter().chain(others).cloned().collect()
    }

    /// What comes next in an activity: the first open step of the phase that it is in, then what
    /// leads to the next phase.
    pub fn ahead(&self, pack: &Pack, activity: ActivityId) -> Next {
        let state = self.state(activity).map_or(ActivityState::Planned, |fold| fold.fact);
        ahead(&self.standing(activity), pack, state)
    }

    /// Kits of the plan that nobody counted.
    pub fn uncounted(&self, activity: &Activity) -> Vec<String> {
        let open = |code: &&String| self.ledger(activity.id, code).state == State::NotCounted;
        activity.kits.iter().filter(open).cloned().collect()
    }

    /// What is open in an activity at the end of its day.
    pub fn open_things(&self, pack: &Pack, activity: &Activity) -> OpenThings {
        let mut open = OpenThings::default();
        let standing = self.standing(activity.id);
        let guides =
            [Phase::Before, Phase::During, Phase::After].map(|phase| pack.day_guides(phase));
        // The step that leads here is done by closing.
        let steps = guides
            .into_iter()
            .flatten()
            .flat_map(|guide| &guide.steps)
            .filter(|step| step.mandatory && step.opens != Some(Opens::Close));
        for step in steps {
            match standing.state(step) {
                StepState::Todo | StepState::Later(_) => {
                    open.missing.push(Missing::Step(step.id.clone()));
                }
                StepState::Blocked => {
                    open.blocked.push((step.id.clone(), self.why_blocked(activity.id, &step.id)));
                }
                StepState::Done | StepState::Skipped => {}
            }
        }
        open.missing.extend(self.uncounted(activity).into_iter().map(Missing::Count));
        open
    }

    fn why_blocked(&self, activity: ActivityId, step: &str) -> Option<String> {
        self.step(activity, step)?.fact.1.clone()
    }
}

fn ahead(standing: &Standing, pack: &Pack, state: ActivityState) -> Next {
    let step = phases_ahead(state).iter().find_map(|phase| standing.next(pack, *phase));
    match step {
        Some((guide, step)) => {
            let at = guide.steps.iter().position(|one| one.id == step.id);
            Next::Step(step.id.clone(), at.map_or(1, |at| at + 1))
        }
        None if phase_of(state) == Phase::Before => Next::Gate,
        None if state < ActivityState::Closed => Next::Close,
        None => Next::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::tests::{SPACE, founding, record};
    use crate::record::Fact;
    use crate::stock::{Count, Movement, Reason};
    use crate::time::Day;

    const HERE: ActivityId = ActivityId([5; 8]);

    fn plan() -> Activity {
        Activity {
            id: HERE,
            goal: None,
            title: "Thursday".into(),
            place: "Hall".into(),
            day: Day(20_000),
            opens: 540,
            closes: 720,
            kits: vec!["DRY".into(), "HYG".into()],
            expected: 0,
            tally: false,
        }
    }

    fn world(facts: Vec<(Fact, Option<&str>)>) -> World {
        let mut world = World::default();
        for (at, (fact, reason)) in facts.into_iter().enumerate() {
            let (header, mut record) = record(1, at as u64 + 1, at as i64, None, fact);
            record.activity = Some(HERE);
            record.reason = reason.map(str::to_owned);
            world.fold(&header, record, SPACE, &founding().org());
        }
        world
    }

    fn count(code: &str) -> Fact {
        Fact::StockCounted(Count {
            code: code.into(),
            expected: 3,
            counted: 3,
            with: None,
            why: None,
            place: None,
            at: None,
        })
    }

    #[test]
    fn goods_are_those_of_the_plan_then_what_else_moved_or_was_counted() {
        let moved = |code| Fact::StockMoved(Movement::new(Reason::Received, code, 2));
        let world = world(vec![
            (moved("WATER"), None),
            (moved("HYG"), None),
            (count("BABY"), None),
            (moved("WATER"), None),
        ]);
        assert_eq!(world.codes_here(&plan()), ["DRY", "HYG", "BABY", "WATER"]);
    }

    #[test]
    fn a_day_is_open_until_its_must_steps_are_done_and_its_kits_counted() {
        let pack = crate::pack::tests::small();
        let step = |state| Fact::StepMarked { step: "g1.count".into(), state };
        let open = world(vec![]).open_things(&pack, &plan());
        let dry_and_hyg = [Missing::Count("DRY".into()), Missing::Count("HYG".into())];
        assert_eq!(open.missing[0], Missing::Step("g1.count".into()));
        assert_eq!(open.missing[1..], dry_and_hyg);

        let blocked = world(vec![(step(StepState::Blocked), Some("no_goods"))]);
        let open = blocked.open_things(&pack, &plan());
        assert_eq!(open.missing, dry_and_hyg);
        assert_eq!(open.blocked, [("g1.count".to_owned(), Some("no_goods".to_owned()))]);

        let done =
            world(vec![(step(StepState::Done), None), (count("DRY"), None), (count("HYG"), None)]);
        assert_eq!(done.open_things(&pack, &plan()), OpenThings::default());
    }

    #[test]
    fn after_the_steps_comes_what_leads_to_the_next_phase() {
        let pack = crate::pack::tests::small();
        let mut standing = Standing::default();
        let planned = ActivityState::Planned;
        assert_eq!(ahead(&standing, &pack, planned), Next::Step("g1.count".into(), 1));
        standing.steps.insert("g1.count".into(), StepState::Done);
        assert_eq!(ahead(&standing, &pack, planned), Next::Step("g1.tidy".into(), 2));
        standing.steps.insert("g1.tidy".into(), StepState::Skipped);
        assert_eq!(ahead(&standing, &pack, planned), Next::Gate);
        // Nothing of this pack is done while people are served.
        assert_eq!(ahead(&standing, &pack, ActivityState::Open), Next::Close);
        assert_eq!(ahead(&standing, &pack, ActivityState::Paused), Next::Close);
        assert_eq!(ahead(&standing, &pack, ActivityState::Closed), Next::Nothing);
        assert_eq!(phases_ahead(ActivityState::Open), [Phase::During, Phase::After]);
        let step = Fact::StepMarked { step: "g1.count".into(), state: StepState::Done };
        let at_tidy = Next::Step("g1.tidy".into(), 2);
        assert_eq!(world(vec![(step, None)]).ahead(&pack, HERE), at_tidy);
    }
}
