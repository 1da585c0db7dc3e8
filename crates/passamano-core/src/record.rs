//! The record: one immutable fact in the log, and every kind of fact there is. How a record is
//! sealed is in [`crate::envelope`]; what records mean together is in [`crate::projection`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::code::{Code, codes};
use crate::distribution::{HandOver, Line, Tallied};
use crate::feedback::{Answer, Debrief, Feedback, Incident, Referral, Suggestion, Triage};
use crate::form::Part;
use crate::guide::{Gate, StepState};
use crate::household::{CardReplaced, Household, HouseholdDetail};
use crate::id::{ActivityId, GoalId, MemberId, RecordId};
use crate::json::{self, BadJson};
use crate::register::{Added, Worked};
use crate::space::{Role, SignedSettings};
use crate::stock::{Count, Movement};
use crate::time::{Day, Moment};

/// Who can open an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Every phone of the space: operational facts, without recipients' names or free text.
    Team,
    /// Coordinators and focal points. A phone cannot read back what it sealed.
    Desk,
}

/// One immutable fact. Stored and sent as JSON inside an envelope; field names, order and
/// meaning are frozen, new fields are optional.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Unique in the world.
    pub id: RecordId,
    /// When, as the phone's clock said.
    pub at: Moment,
    /// Who wrote it down.
    pub by: MemberId,
    /// The piece of work it belongs to, if to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ActivityId>,
    /// The pack that was followed, as `id@version`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
    /// The record that this one corrects, undoes or answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<RecordId>,
    /// Why it corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What happened.
    pub fact: Fact,
}

/// What happened. It is written as `{"kind": …, "data": …}` and read only from [`crate::json`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {
    /// A person joined the space on this device.
    MemberJoined(Member),
    /// The organisation's settings, signed with its key.
    SettingsPublished(SignedSettings),
    /// A long-term goal was written or rewritten.
    GoalSet(Goal),
    /// A piece of work was planned or its plan changed.
    ActivityPlanned(Activity),
    /// The life of an activity moved on.
    ActivityMoved(ActivityState),
    /// A check was ticked. It is unticked by [`Fact::Undone`], which names the tick, so that
    /// no clock has to say which of two phones came last.
    StepChecked {
        /// The check's id in the pack.
        check: String,
    },
    /// A step was finished, skipped or blocked; taken up again by [`Fact::Undone`].
    StepMarked {
        /// The step's id in the pack.
        step: String,
        /// Where it stands.
        state: StepState,
    },
    /// The go/no-go decision before a distribution opens.
    GateDecided(Gate),
    /// Households of an imported list, without what needs consent.
    HouseholdsListed(Vec<Household>),
    /// What only the desk may know of the same households.
    HouseholdsDetailed(Vec<HouseholdDetail>),
    /// A card was replaced by another one of the same household.
    CardReplaced(CardReplaced),
    /// A household was handed something, or was not, and why.
    HandedOver(HandOver),
    /// What was lent came back. `amends` names the hand-over.
    Returned(Vec<Line>),
    /// Tally without a list: so many of one kit.
    Counted(Tallied),
    /// The record that `amends` names did not happen.
    Undone,
    /// Goods came in, left, were damaged or lost.
    StockMoved(Movement),
    /// Goods were counted.
    StockCounted(Count),
    /// Something that a recipient, volunteer or partner said.
    FeedbackGiven(Feedback),
    /// That something was said or happened, and not what: for the day's counts.
    Marked(Mark),
    /// The desk's work on a feedback; `amends` names it.
    FeedbackTriaged(Triage),
    /// The desk's answer, found by the follow-up code.
    FeedbackAnswered(Answer),
    /// A change that somebody proposes to a step.
    Suggested(Suggestion),
    /// An incident or a near miss.
    IncidentReported(Incident),
    /// A person was referred to a service, with consent.
    Referred(Referral),
    /// How the shift went for one volunteer.
    Debriefed(Debrief),
    /// Words for the desk about the record that `amends` names: why it was corrected, what was
    /// given instead.
    Noted(Note),
    /// An entry was added to a register of a pack.
    EntryAdded(Added),
    /// Somebody worked on an entry.
    EntryWorked(Worked),
    /// A kind that this version does not know. Its envelope is kept as it is, and read once a
    /// version comes that knows it: this one never writes it.
    #[serde(skip)]
    Unknown {
        /// The kind's name.
        kind: String,
    },
}

/// Not derived: that reads the content of each kind in three ways, for each order of the two
/// fields, and was the largest code of the app.
impl<'de> Deserialize<'de> for Fact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(from)?;
        let data = written.data.map_or("null", RawValue::get);
        read(&written.kind, data).map_err(D::Error::custom)
    }
}

#[derive(Deserialize)]
struct Written<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Checked {
    check: String,
}

#[derive(Deserialize)]
struct MarkedStep {
    step: String,
    state: StepState,
}

fn read(kind: &str, data: &str) -> Result<Fact, BadJson> {
    fn of<'a, T: Deserialize<'a>>(fact: fn(T) -> Fact, data: &'a str) -> Result<Fact, BadJson> {
        json::from_str(data).map(fact)
    }
    match kind {
        "member_joined" => of(Fact::MemberJoined, data),
        "settings_published" => of(Fact::SettingsPublished, data),
        "goal_set" => of(Fact::GoalSet, data),
        "activity_planned" => of(Fact::ActivityPlanned, data),
        "activity_moved" => of(Fact::ActivityMoved, data),
        "step_checked" => of(|Checked { check }| Fact::StepChecked { check }, data),
        "step_marked" => of(|MarkedStep { step, state }| Fact::StepMarked { step, state }, data),
        "gate_decided" => of(Fact::GateDecided, data),
        "households_listed" => of(Fact::HouseholdsListed, data),
        "households_detailed" => of(Fact::HouseholdsDetailed, data),
        "card_replaced" => of(Fact::CardReplaced, data),
        "handed_over" => of(Fact::HandedOver, data),
        "returned" => of(Fact::Returned, data),
        "counted" => of(Fact::Counted, data),
        "undone" => of(|()| Fact::Undone, data),
        "stock_moved" => of(Fact::StockMoved, data),
        "stock_counted" => of(Fact::StockCounted, data),
        "feedback_given" => of(Fact::FeedbackGiven, data),
        "marked" => of(Fact::Marked, data),
        "feedback_triaged" => of(Fact::FeedbackTriaged, data),
        "feedback_answered" => of(Fact::FeedbackAnswered, data),
        "suggested" => of(Fact::Suggested, data),
        "incident_reported" => of(Fact::IncidentReported, data),
        "referred" => of(Fact::Referred, data),
        "debriefed" => of(Fact::Debriefed, data),
        "noted" => of(Fact::Noted, data),
        "entry_added" => of(Fact::EntryAdded, data),
        "entry_worked" => of(Fact::EntryWorked, data),
        _ => Ok(Fact::Unknown { kind: kind.to_string() }),
    }
}

impl Fact {
    /// Who may open it. Free text, and anything about one person's situation, is the desk's.
    pub fn audience(&self) -> Audience {
        match self {
            Fact::HouseholdsDetailed(_)
            | Fact::FeedbackGiven(_)
            | Fact::FeedbackTriaged(_)
            | Fact::Suggested(_)
            | Fact::IncidentReported(_)
            | Fact::Referred(_)
            | Fact::Debriefed(_)
            | Fact::Noted(_)
            | Fact::EntryAdded(Added { part: Part::Desk, .. })
            | Fact::EntryWorked(Worked { part: Part::Desk, .. }) => Audience::Desk,
            _ => Audience::Team,
        }
    }

    /// The kind's name as it stands in the JSON: what a phone may show of a record that it
    /// cannot read back.
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::MemberJoined(_) => "member_joined",
            Fact::SettingsPublished(_) => "settings_published",
            Fact::GoalSet(_) => "goal_set",
            Fact::ActivityPlanned(_) => "activity_planned",
            Fact::ActivityMoved(_) => "activity_moved",
            Fact::StepChecked { .. } => "step_checked",
            Fact::StepMarked { .. } => "step_marked",
            Fact::GateDecided(_) => "gate_decided",
            Fact::HouseholdsListed(_) => "households_listed",
            Fact::HouseholdsDetailed(_) => "households_detailed",
            Fact::CardReplaced(_) => "card_replaced",
            Fact::HandedOver(_) => "handed_over",
            Fact::Returned(_) => "returned",
            Fact::Counted(_) => "counted",
            Fact::Undone => "undone",
            Fact::StockMoved(_) => "stock_moved",
            Fact::StockCounted(_) => "stock_counted",
            Fact::FeedbackGiven(_) => "feedback_given",
            Fact::Marked(_) => "marked",
            Fact::FeedbackTriaged(_) => "feedback_triaged",
            Fact::FeedbackAnswered(_) => "feedback_answered",
            Fact::Suggested(_) => "suggested",
            Fact::IncidentReported(_) => "incident_reported",
            Fact::Referred(_) => "referred",
            Fact::Debriefed(_) => "debriefed",
            Fact::Noted(_) => "noted",
            Fact::EntryAdded(_) => "entry_added",
            Fact::EntryWorked(_) => "entry_worked",
            Fact::Unknown { .. } => "unknown",
        }
    }

    /// This version knows a kind of this name.
    pub fn knows(kind: &str) -> bool {
        !matches!(read(kind, "null"), Ok(Fact::Unknown { .. }))
    }
}

/// A person of the space, by the short name that the person chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The person.
    pub member: MemberId,
    /// What the team calls the person.
    pub name: String,
    /// What the person does in the space.
    pub role: Role,
}

/// A stable, long-term goal that activities serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Names the goal.
    pub id: GoalId,
    /// One sentence.
    pub statement: String,
}

/// A planned piece of work at a place and time (domain.md, B2.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// Names the activity.
    pub id: ActivityId,
    /// The goal it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalId>,
    /// What the team calls it.
    pub title: String,
    /// Where, as people say it.
    pub place: String,
    /// The local day.
    pub day: Day,
    /// Opening time, minutes since midnight.
    pub opens: u16,
    /// Closing time, minutes since midnight.
    pub closes: u16,
    /// Kits on offer, by code, and how many households are expected.
    pub kits: Vec<String>,
    /// Households expected.
    #[serde(default)]
    pub expected: u32,
    /// Everyone on the list gets the same kits, or nobody is on a list and kits are counted.
    #[serde(default)]
    pub tally: bool,
}

/// The life of an activity (domain.md, B4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActivityState {
    /// On the calendar.
    Planned,
    /// The gate was passed; people are being served.
    Open,
    /// Stopped for a while.
    Paused,
    /// The last person was served.
    Closed,
    /// It will not happen.
    Cancelled,
    /// Stopped for safety and not taken up again.
    Aborted,
    /// A code of a later version. More final than all others, and nothing leaves.
    Later(Code),
}

codes!(ActivityState {
    Planned = "planned",
    Open = "open",
    Paused = "paused",
    Closed = "closed",
    Cancelled = "cancelled",
    Aborted = "aborted",
});

/// Words about another record, sealed to the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The words.
    pub words: String,
}

/// What a [`Fact::Marked`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Feedback from a recipient, volunteer or partner.
    Feedback,
    /// An incident or near miss.
    Incident,
    /// A referral.
    Referral,
    /// A confidential report was made to the focal point.
    Confidential,
    /// A code of a later version.
    Later(Code),
}

codes!(Mark {
    Feedback = "feedback",
    Incident = "incident",
    Referral = "referral",
    Confidential = "confidential",
});

/// Whole-number counts by a code of the pack or of a code list.
pub type Tally = BTreeMap<String, u32>;

impl Record {
    /// The JSON that goes into an envelope.
    pub fn to_json(&self) -> Vec<u8> {
        json::to_vec(self).unwrap_or_default()
    }

    /// Reads a record back. A kind that a later version added is [`Fact::Unknown`]; anything
    /// else unreadable is an error in words, for the list of records that were set aside.
    pub fn from_json(bytes: &[u8]) -> Result<Self, String> {
        json::from_slice(bytes).map_err(|problem| problem.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{Collector, Outcome, Override, PastDate, PastWhy};
    use crate::feedback::Status;
    use crate::household::{People, WhyReplaced};
    use crate::register::Written;
    use crate::stock::{DateKind, Reason};

    const LATER: &str = r#"{"id":"AAAAAAAAAAAAAAAAAAAAAA","at":{"ms":1,"offset":60},"by":"AAAAAAAAAAA",
        "fact":{"kind":"matched","data":{"buddy":"x"}},"mood":"new field"}"#;

    #[test]
    fn a_kind_of_a_later_version_is_carried_and_not_understood() {
        let fact = Record::from_json(LATER.as_bytes()).map(|record| record.fact);
        assert_eq!(fact, Ok(Fact::Unknown { kind: "matched".into() }));
        assert!(
            !Fact::knows("matched") && every_kind().iter().all(|fact| Fact::knows(fact.kind()))
        );
    }

    #[test]
    fn a_known_kind_with_broken_data_is_an_error() {
        let broken = LATER.replace("matched", "handed_over");
        assert!(Record::from_json(broken.as_bytes()).is_err());
        assert!(Record::from_json(b"{}").is_err());
        assert!(Record::from_json("🙂".as_bytes()).is_err());
    }

    fn every_kind() -> Vec<Fact> {
        let line = || Line { code: "DRY".into(), qty: 2 };
        let (member, activity) = (MemberId([1; 8]), ActivityId([2; 8]));
        vec![
            Fact::MemberJoined(Member { member, name: "Amina".into(), role: Role::Volunteer }),
            Fact::SettingsPublished(SignedSettings { json: "{}".into(), signature: vec![1] }),
            Fact::GoalSet(Goal { id: GoalId([3; 8]), statement: "Nobody goes hungry.".into() }),
            Fact::ActivityPlanned(Activity {
                id: activity,
                goal: None,
                title: "Piazza".into(),
                place: "Piazza".into(),
                day: Day(20_000),
                opens: 540,
                closes: 720,
                kits: vec!["DRY".into()],
                expected: 40,
                tally: false,
            }),
            Fact::ActivityMoved(ActivityState::Open),
            Fact::StepChecked { check: "a.b".into() },
            Fact::StepMarked { step: "a".into(), state: StepState::Done },
            Fact::GateDecided(Gate {
                go: true,
                open_checks: vec![],
                risks: [("r".into(), true)].into(),
            }),
            Fact::HouseholdsListed(vec![Household { code: "K7".into(), ..Default::default() }]),
            Fact::HouseholdsDetailed(vec![HouseholdDetail {
                code: "K7".into(),
                ..Default::default()
            }]),
            Fact::CardReplaced(CardReplaced {
                old: "K7".into(),
                new: "M3".into(),
                why: WhyReplaced::Lost,
            }),
            Fact::HandedOver(HandOver {
                household: Some("K7".into()),
                outcome: Outcome::ServedFull,
                lines: vec![line()],
                collector: Collector::Proxy,
                people: Some(People::default()),
                set_aside: Some(Override::LeadAgreed),
                past_date: Some(PastDate { why: PastWhy::LeadAgreed, codes: vec!["DRY".into()] }),
                loan: true,
                at: Some(Moment { ms: 7, offset: -60 }),
                why: Some("not_needed".into()),
                next: Some(Day(20_001)),
            }),
            Fact::Returned(vec![line()]),
            Fact::Counted(line().into()),
            Fact::Counted(Tallied { line: line(), past_date: Some(PastWhy::Other) }),
            Fact::Undone,
            Fact::StockMoved(Movement {
                date: Some((DateKind::UseBy, Day(20_000))),
                insisted: true,
                ..Movement::new(Reason::Received, "DRY", 3)
            }),
            Fact::StockCounted(Count {
                code: "DRY".into(),
                expected: -1,
                counted: 3,
                with: Some(member),
                why: None,
                place: Some("cellar".into()),
                at: Some(Moment { ms: 5, offset: 60 }),
            }),
            Fact::FeedbackGiven(Feedback {
                words: "\"🙂\"\n".into(),
                faces: [("q".into(), 5)].into(),
                ..Default::default()
            }),
            Fact::Marked(Mark::Incident),
            Fact::FeedbackTriaged(Triage { status: Status::Closed, note: String::new() }),
            Fact::FeedbackAnswered(Answer {
                code: "P4".into(),
                words: "Sì".into(),
                language: "it".into(),
            }),
            Fact::Suggested(Suggestion {
                step: "a".into(),
                about: "idea".into(),
                words: String::new(),
            }),
            Fact::IncidentReported(Incident::default()),
            Fact::Referred(Referral::default()),
            Fact::Debriefed(Debrief::default()),
            Fact::Noted(Note { words: "the bag".into() }),
            Fact::EntryAdded(Added {
                register: "rumours.heard".into(),
                part: Part::Team,
                answers: Written::from_text(r#"{"topic":{"choice":"health"}}"#),
            }),
            Fact::EntryWorked(Worked {
                entry: RecordId([4; 16]),
                after: vec![RecordId([4; 16])],
                did: Some("check".into()),
                to: Some("checked".into()),
                owner: Some(member),
                part: Part::Desk,
                answers: Written::default(),
            }),
        ]
    }

    #[test]
    fn every_kind_reads_back_with_its_fields_in_either_order() {
        let record = Record::from_json(LATER.as_bytes()).unwrap();
        for fact in every_kind() {
            let record = Record { fact, ..record.clone() };
            let json = record.to_json();
            assert_eq!(json, serde_json::to_vec(&record).unwrap());
            let mut value: serde_json::Value = serde_json::from_slice(&json).unwrap();
            assert_eq!(value["fact"]["kind"], record.fact.kind());
            assert_eq!(Record::from_json(&json), Ok(record.clone()));
            // serde_json sorts: the content comes before the kind.
            value["fact"].as_object_mut().unwrap().entry("aside").or_insert(1.into());
            assert_eq!(Record::from_json(value.to_string().as_bytes()), Ok(record));
        }
    }
}
