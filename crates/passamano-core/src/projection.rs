//! The projection: what the records say now. [`World::fold`] takes them in any order across
//! devices and comes to the same world: an undo names what it undoes, a new plan names the plan
//! that it replaces, and no clock has to decide. Where neither of two names the other, it is what
//! [`Origin`] ranks higher, never what has the higher number: each device counts for itself, and a
//! phone that wrote much says nothing newer than one that wrote little. What screens ask of the world is
//! in `projection/day.rs` (one activity), `projection/correct.rs` (what was undone or corrected)
//! `projection/households.rs`, `projection/cards.rs`, `projection/entries.rs`, and `projection/desk.rs` (what the desk opens); its stored copy is
//! in `projection/stored.rs`.

mod cards;
mod closing;
mod correct;
mod day;
mod desk;
mod entries;
mod households;
mod stored;
#[cfg(test)]
mod tests;

pub use crate::origin::{Fold, Origin};
pub use cards::{Replaced, WayBack, WhyNot};
pub use closing::{Missing, Next, OpenThings, phase_of, phases_ahead};
pub use correct::{Amendment, Disputed, HandOverView, Standing};
pub use day::DayTotals;
pub use desk::FeedbackView;
pub use entries::{Entries, EntryView};
pub use households::{IMPORT, Import};

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::card;
use crate::distribution::{HandOver, Line, Tallied};
use crate::envelope::Header;
use crate::feedback::{Answer, Debrief, Feedback, Incident, Referral, Suggestion, Triage};
use crate::guide::{Gate, StepState};
use crate::household::{CardReplaced, Household, HouseholdDetail};
use crate::id::{ActivityId, DeviceId, GoalId, MemberId, RecordId, SpaceId};
use crate::origin::Rank;
use crate::record::{Activity, ActivityState, Fact, Goal, Mark, Member, Note, Record};
use crate::space::Settings;
use crate::stock::{Count, Movement};

/// Where a step stands, and why.
type Marked = (StepState, Option<String>);

/// By activity, then by the id of a step or check.
type ByPlace<T> = BTreeMap<ActivityId, BTreeMap<String, Vec<T>>>;

/// Everything that the records say, as this device can open them. It can always be made anew
/// from the envelopes; a stored copy only saves time. As JSON it is without what has rows there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// The organisation's newest settings, and the signed form that an invitation repeats.
    pub settings: Option<Settings>,
    /// The team.
    pub members: BTreeMap<MemberId, Member>,
    /// Which person joined on which phone.
    pub devices: BTreeMap<DeviceId, MemberId>,
    settings_rank: Option<(u32, Rank)>,
    member_ranks: BTreeMap<MemberId, Rank>,
    device_ranks: BTreeMap<DeviceId, u64>,
    goals: BTreeMap<GoalId, Vec<Fold<Goal>>>,
    plans: BTreeMap<ActivityId, Vec<Fold<Activity>>>,
    moves: BTreeMap<ActivityId, Vec<Fold<ActivityState>>>,
    gates: BTreeMap<ActivityId, Vec<Fold<Gate>>>,
    checks: ByPlace<Origin>,
    steps: ByPlace<Fold<Marked>>,
    #[serde(skip)]
    households: BTreeMap<String, Vec<Fold<Household>>>,
    details: BTreeMap<String, Vec<Fold<HouseholdDetail>>>,
    cards_replaced: Vec<Fold<CardReplaced>>,
    /// Where among them each card stands: which one counts is asked for every hand-over of a day.
    #[serde(skip)]
    replacements_of: BTreeMap<String, Vec<u32>>,
    /// The records of lists from files, with how many households each wrote.
    imported: Vec<Fold<u32>>,
    #[serde(skip)]
    handed: Vec<Fold<HandOver>>,
    #[serde(skip)]
    by_household: BTreeMap<String, Vec<u32>>,
    returned: BTreeMap<RecordId, Vec<Fold<Vec<Line>>>>,
    counted: Vec<Fold<Tallied>>,
    movements: Vec<Fold<Movement>>,
    counts: Vec<Fold<Count>>,
    marks: Vec<Fold<Mark>>,
    answers: BTreeMap<String, Vec<Fold<Answer>>>,
    /// What only the desk opens.
    pub desk: Desk,
    replaced: BTreeSet<RecordId>,
    /// What was undone, by what.
    undos: BTreeMap<RecordId, Vec<Amendment>>,
    /// Hand-overs that were corrected, by the hand-overs that correct them.
    corrections: BTreeMap<RecordId, Vec<Amendment>>,
    /// The other way: what a correction corrects, and the reason.
    corrects: BTreeMap<RecordId, (RecordId, Option<String>)>,
    /// Why something was given or moved on that a rule kept back, by code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    reasons: BTreeMap<RecordId, String>,
    /// Entries of registers.
    #[serde(skip)]
    entries: Entries,
    /// How many records there are of each kind that this version does not know.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unknown: BTreeMap<String, u32>,
    /// Records that were opened and could not be read.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unread: BTreeSet<RecordId>,
}

/// What only coordinators and focal points can open. Empty on a volunteer's phone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// What people said.
    pub feedback: Vec<Fold<Feedback>>,
    /// The desk's own work on it, by the feedback's record.
    pub triage: BTreeMap<RecordId, Vec<Fold<Triage>>>,
    /// Changes that people propose.
    pub suggestions: Vec<Fold<Suggestion>>,
    /// Incidents and near misses.
    pub incidents: Vec<Fold<Incident>>,
    /// Referrals.
    pub referrals: Vec<Fold<Referral>>,
    /// Debriefs.
    pub debriefs: Vec<Fold<Debrief>>,
    /// Words about other records, by these.
    pub notes: BTreeMap<RecordId, Vec<Fold<Note>>>,
}

impl World {
    /// Takes one record in. `space` and `org` say whose settings to believe.
    pub fn fold(&mut self, header: &Header, record: Record, space: SpaceId, org: &[u8; 32]) {
        let from = Origin {
            record: record.id,
            device: header.device,
            seq: header.seq,
            by: record.by,
            at: record.at,
            activity: record.activity,
        };
        if let Some(old) = record.amends
            && matches!(
                record.fact,
                Fact::GoalSet(_)
                    | Fact::ActivityPlanned(_)
                    | Fact::ActivityMoved(_)
                    | Fact::GateDecided(_)
            )
        {
            self.replaced.insert(old);
        }
        if let Some(why) = &record.reason
            && matches!(
                record.fact,
                Fact::HandedOver(_) | Fact::Counted(_) | Fact::ActivityMoved(_)
            )
        {
            self.reasons.insert(record.id, why.clone());
        }
        let import = record.reason.as_deref() == Some(IMPORT);
        if import && matches!(record.fact, Fact::StockMoved(_)) {
            self.reasons.insert(record.id, IMPORT.into());
        }
        match record.fact {
            Fact::MemberJoined(member) => self.join(member, &from),
            Fact::SettingsPublished(signed) => {
                if let Some(new) = signed.open(space, org) {
                    let rank = Some((new.version, from.rank()));
                    if self.settings_rank < rank {
                        (self.settings, self.settings_rank) = (Some(new), rank);
                    }
                }
            }
            Fact::GoalSet(goal) => push(&mut self.goals, goal.id, from, goal),
            Fact::ActivityPlanned(plan) => push(&mut self.plans, plan.id, from, plan),
            Fact::ActivityMoved(state) => on(&mut self.moves, from, state),
            Fact::GateDecided(gate) => on(&mut self.gates, from, gate),
            Fact::StepChecked { check } => {
                if let Some(activity) = from.activity {
                    self.checks.entry(activity).or_default().entry(check).or_default().push(from);
                }
            }
            Fact::StepMarked { step, state } => {
                if let Some(activity) = from.activity {
                    let fact = (state, record.reason);
                    self.steps
                        .entry(activity)
                        .or_default()
                        .entry(step)
                        .or_default()
                        .push(Fold { from, fact });
                }
            }
            Fact::HouseholdsListed(list) => {
                if import {
                    self.imported.push(Fold { from, fact: list.len() as u32 });
                }
                list.into_iter().for_each(|household| self.list(household, from));
            }
            Fact::HouseholdsDetailed(list) => {
                if import {
                    self.imported.push(Fold { from, fact: 0 });
                }
                list.into_iter().for_each(|detail| self.note(detail, from));
            }
            Fact::CardReplaced(replaced) => {
                self.replace(Fold { from, fact: replaced });
            }
            Fact::HandedOver(hand_over) => {
                if let Some(old) = record.amends {
                    push(&mut self.corrections, old, from, record.reason.clone());
                    self.corrects.insert(from.record, (old, record.reason));
                }
                if let Some(code) = &hand_over.household {
                    let at = self.handed.len() as u32;
                    self.by_household.entry(card::normalize(code)).or_default().push(at);
                }
                self.handed.push(Fold { from, fact: hand_over });
            }
            Fact::Returned(lines) => {
                if let Some(lent) = record.amends {
                    push(&mut self.returned, lent, from, lines);
                }
            }
            Fact::Counted(line) => self.counted.push(Fold { from, fact: line }),
            Fact::Undone => {
                if let Some(old) = record.amends {
                    push(&mut self.undos, old, from, record.reason);
                }
            }
            Fact::StockMoved(movement) => self.movements.push(Fold { from, fact: movement }),
            Fact::StockCounted(count) => self.counts.push(Fold { from, fact: count }),
            Fact::Marked(mark) => self.marks.push(Fold { from, fact: mark }),
            Fact::FeedbackAnswered(answer) => {
                push(&mut self.answers, card::normalize(&answer.code), from, answer);
            }
            Fact::FeedbackGiven(feedback) => self.desk.feedback.push(Fold { from, fact: feedback }),
            Fact::FeedbackTriaged(triage) => {
                if let Some(about) = record.amends {
                    push(&mut self.desk.triage, about, from, triage);
                }
            }
            Fact::Suggested(suggestion) => {
                self.desk.suggestions.push(Fold { from, fact: suggestion })
            }
            Fact::IncidentReported(incident) => {
                self.desk.incidents.push(Fold { from, fact: incident })
            }
            Fact::Referred(referral) => self.desk.referrals.push(Fold { from, fact: referral }),
            Fact::Debriefed(debrief) => self.desk.debriefs.push(Fold { from, fact: debrief }),
            Fact::Noted(note) => {
                if let Some(about) = record.amends {
                    push(&mut self.desk.notes, about, from, note);
                }
            }
            Fact::EntryAdded(added) => self.entries.add(from, record.amends, added),
            Fact::EntryWorked(worked) => self.entries.work(from, record.amends, worked),
            Fact::Unknown { kind } => *self.unknown.entry(kind).or_default() += 1,
        }
    }

    /// How many records lie here that this version does not understand.
    pub fn not_understood(&self) -> u32 {
        self.unknown.values().sum::<u32>() + self.unread.len() as u32
    }

    /// The goals, oldest id first.
    pub fn goals(&self) -> impl Iterator<Item = &Goal> {
        self.goals.values().filter_map(|texts| self.last_written(texts)).map(|fold| &fold.fact)
    }

    /// A goal, with the record that new words should name: then no clock has to decide.
    pub fn goal(&self, id: GoalId) -> Option<&Fold<Goal>> {
        self.last_written(self.goals.get(&id)?)
    }

    /// The current plan of each activity, by day and opening time.
    pub fn activities(&self) -> Vec<&Activity> {
        let mut plans: Vec<&Activity> = self
            .plans
            .values()
            .filter_map(|plans| self.last_written(plans))
            .map(|fold| &fold.fact)
            .collect();
        plans.sort_by_key(|plan| (plan.day, plan.opens, plan.id));
        plans
    }

    /// The current plan of one activity, with the record that a new plan must name.
    pub fn plan(&self, activity: ActivityId) -> Option<&Fold<Activity>> {
        self.last_written(self.plans.get(&activity)?)
    }

    /// Where an activity stands, with the record that the next move must name. Two moves that
    /// did not know of each other: the more final one counts.
    pub fn state(&self, activity: ActivityId) -> Option<&Fold<ActivityState>> {
        self.live(self.moves.get(&activity)?).max_by_key(|fold| (fold.fact, fold.from.rank()))
    }

    /// The last go/no-go decision.
    pub fn gate(&self, activity: ActivityId) -> Option<&Fold<Gate>> {
        self.last_written(self.gates.get(&activity)?)
    }

    /// The ticks of a check that stand: who made them.
    pub fn ticks(&self, activity: ActivityId, check: &str) -> Vec<&Origin> {
        let ticks = self.checks.get(&activity).and_then(|checks| checks.get(check));
        ticks.into_iter().flatten().filter(|from| !self.is_undone(from.record)).collect()
    }

    /// Where a step stands; done counts before skipped, skipped before blocked. Of two phones that
    /// say the same, the first one said it.
    pub fn step(&self, activity: ActivityId, step: &str) -> Option<&Fold<Marked>> {
        let marks = self.steps.get(&activity)?.get(step)?;
        self.live(marks).min_by_key(|fold| (fold.fact.0, fold.from.rank()))
    }

    /// Every standing mark of a step: what has to be undone to take it up again.
    pub fn step_marks(&self, activity: ActivityId, step: &str) -> Vec<RecordId> {
        let marks = self.steps.get(&activity).and_then(|steps| steps.get(step));
        marks
            .map(|marks| self.live(marks).map(|fold| fold.from.record).collect())
            .unwrap_or_default()
    }

    /// The desk's standing answers to a follow-up code, as a person types it.
    pub fn answers(&self, code: &str) -> Vec<&Answer> {
        let given = self.answers_given(code);
        given.filter(|fold| !self.is_undone(fold.from.record)).map(|fold| &fold.fact).collect()
    }

    /// Every answer to a code with who and when, also what was taken back: oldest first.
    fn answers_given(&self, code: &str) -> impl Iterator<Item = &Fold<Answer>> {
        let given = self.answers.get(&card::normalize(code));
        let mut given: Vec<_> = given.into_iter().flatten().collect();
        given.sort_by_key(|answer| answer.from.rank());
        given.into_iter()
    }

    /// What the team calls a person; nothing for somebody whose record has not arrived.
    pub fn name(&self, member: MemberId) -> Option<&str> {
        self.members.get(&member).map(|m| m.name.as_str())
    }

    fn live<'a, T>(&'a self, folds: &'a [Fold<T>]) -> impl Iterator<Item = &'a Fold<T>> {
        folds.iter().filter(|fold| !self.is_undone(fold.from.record))
    }

    /// Of what stands and was not replaced, the highest by rank.
    fn last_written<'a, T>(&'a self, folds: &'a [Fold<T>]) -> Option<&'a Fold<T>> {
        self.live(folds).max_by_key(|fold| fold.from.rank())
    }

    /// Who joined, and on which phone, by that phone's own count.
    fn join(&mut self, member: Member, from: &Origin) {
        if self.device_ranks.get(&from.device).is_none_or(|seq| *seq <= from.seq) {
            self.device_ranks.insert(from.device, from.seq);
            self.devices.insert(from.device, member.member);
        }
        if self.member_ranks.get(&member.member).is_none_or(|rank| *rank <= from.rank()) {
            self.member_ranks.insert(member.member, from.rank());
            self.members.insert(member.member, member);
        }
    }
}

fn push<K: Ord, T>(to: &mut BTreeMap<K, Vec<Fold<T>>>, key: K, from: Origin, fact: T) {
    to.entry(key).or_default().push(Fold { from, fact });
}

fn on<T>(to: &mut BTreeMap<ActivityId, Vec<Fold<T>>>, from: Origin, fact: T) {
    if let Some(activity) = from.activity {
        push(to, activity, from, fact);
    }
}
