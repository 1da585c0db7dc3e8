//! The record: one immutable fact in the log, and every kind of fact there is. How a record is
//! sealed is in [`crate::envelope`]; what records mean together is in [`crate::projection`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::distribution::{HandOver, Line};
use crate::feedback::{Answer, Debrief, Feedback, Incident, Referral, Suggestion, Triage};
use crate::guide::{Gate, StepState};
use crate::household::{Household, HouseholdDetail};
use crate::id::{ActivityId, GoalId, MemberId, RecordId};
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

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// A household was handed something, or was not, and why.
    HandedOver(HandOver),
    /// What was lent came back. `amends` names the hand-over.
    Returned(Vec<Line>),
    /// Tally without a list: so many of one kit.
    Counted(Line),
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
    /// A kind that this version does not know. Its envelope is kept as it is.
    #[serde(other)]
    Unknown,
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
            | Fact::Debriefed(_) => Audience::Desk,
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
            Fact::Unknown => "unknown",
        }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
}

/// What a [`Fact::Marked`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Feedback from a recipient, volunteer or partner.
    Feedback,
    /// An incident or near miss.
    Incident,
    /// A referral.
    Referral,
    /// A confidential report was made to the focal point.
    Confidential,
}

/// Whole-number counts by a code of the pack or of a code list.
pub type Tally = BTreeMap<String, u32>;

impl Record {
    /// The JSON that goes into an envelope.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads a record back. A kind that a later version added is [`Fact::Unknown`]; anything
    /// else unreadable is an error in words, for the list of records that were set aside.
    pub fn from_json(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).or_else(|error| {
            let mut value: serde_json::Value =
                serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
            let fact = value.get_mut("fact").ok_or_else(|| error.to_string())?;
            let kind = serde_json::json!({"kind": fact["kind"]});
            if !matches!(serde_json::from_value(kind), Ok(Fact::Unknown)) {
                return Err(error.to_string());
            }
            *fact = serde_json::json!({"kind": "unknown"});
            serde_json::from_value(value).map_err(|e| e.to_string())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: &str = r#"{"id":"AAAAAAAAAAAAAAAAAAAAAA","at":{"ms":1,"offset":60},"by":"AAAAAAAAAAA",
        "fact":{"kind":"matched","data":{"buddy":"x"}},"mood":"new field"}"#;

    #[test]
    fn a_kind_of_a_later_version_is_carried_and_not_understood() {
        assert_eq!(Record::from_json(LATER.as_bytes()).map(|r| r.fact), Ok(Fact::Unknown));
    }

    #[test]
    fn a_known_kind_with_broken_data_is_an_error() {
        let broken = LATER.replace("matched", "handed_over");
        assert!(Record::from_json(broken.as_bytes()).is_err());
        assert!(Record::from_json(b"{}").is_err());
        assert!(Record::from_json("🙂".as_bytes()).is_err());
    }
}
