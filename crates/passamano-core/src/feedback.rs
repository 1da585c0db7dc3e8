//! Listening: what recipients, volunteers and partners say, incidents, referrals and debriefs
//! (domain.md, B2.8, B2.11, B2.14, B3.5). All of it is sealed to the desk; only the desk's
//! answer, found by a follow-up code, goes back to the team.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::{Code, codes};

/// The seven everyday buttons, mapped on the Red Cross types (domain.md, B3.5b).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Asks about something.
    Question,
    /// Proposes something.
    Suggestion,
    /// Asks for something.
    Request,
    /// Expects a remedy.
    Complaint,
    /// Is content.
    Thanks,
    /// Heard something; may be a rumour.
    Heard,
    /// Something serious or private.
    Serious,
    /// A code of a later version. Read as serious until somebody has looked.
    Later(Code),
}

codes!(Topic {
    Question = "question",
    Suggestion = "suggestion",
    Request = "request",
    Complaint = "complaint",
    Thanks = "thanks",
    Heard = "heard",
    Serious = "serious",
});

impl Topic {
    /// All of them, in the order of the buttons.
    pub const ALL: [Topic; 7] = [
        Topic::Question,
        Topic::Suggestion,
        Topic::Request,
        Topic::Complaint,
        Topic::Thanks,
        Topic::Heard,
        Topic::Serious,
    ];

    /// The type of the Red Cross feedback framework.
    pub fn red_cross_type(self) -> &'static str {
        match self {
            Topic::Question => "question",
            Topic::Suggestion | Topic::Request => "request_suggestion",
            Topic::Complaint | Topic::Serious | Topic::Later(_) => "report",
            Topic::Thanks => "praise",
            Topic::Heard => "observation",
        }
    }

    /// Goes to the focal point only, and is always of high priority.
    pub fn sensitive(self) -> bool {
        matches!(self, Topic::Serious | Topic::Later(_))
    }
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Speaker {
    /// Somebody who receives help, or came for it.
    #[default]
    Recipient,
    /// A volunteer.
    Volunteer,
    /// A partner organisation.
    Partner,
    /// A code of a later version.
    Later(Code),
}

codes!(Speaker {
    Recipient = "recipient",
    Volunteer = "volunteer",
    Partner = "partner",
});

/// What somebody said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// The follow-up code that the person took home.
    pub code: String,
    /// Who speaks.
    #[serde(default)]
    pub speaker: Speaker,
    /// The language of the screen that the person chose, as a BCP 47 tag.
    pub language: String,
    /// Answers by question code, 1 (very badly) to 5 (very well).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub faces: BTreeMap<String, u8>,
    /// What it is about, if the person chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
    /// The person's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The person wants an answer.
    #[serde(default)]
    pub wants_answer: bool,
}

/// Where a feedback stands (domain.md, B3.5h).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// Nobody looked at it yet.
    #[default]
    Open,
    /// Somebody is looking at it.
    UnderReview,
    /// The focal point has it.
    Referred,
    /// Something was done.
    ActionTaken,
    /// A code of a later version. Something is still to be done, so it comes before what is closed.
    Later(Code),
    /// The person was told; nothing is left to do.
    Closed,
}

codes!(Status {
    Open = "open",
    UnderReview = "under_review",
    Referred = "referred",
    ActionTaken = "action_taken",
    Closed = "closed",
});

/// The desk's work on a feedback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triage {
    /// Where it stands now.
    pub status: Status,
    /// The desk's note to itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The desk's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The follow-up code.
    pub code: String,
    /// The words to read to the person, without anything that could name them.
    pub words: String,
    /// The language of the words.
    pub language: String,
}

/// A change that somebody proposes to a step of a guide (domain.md, B2.16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The step's id in the pack.
    pub step: String,
    /// `wrong, unclear, missing, out_of_date, not_possible_here, idea, translation`.
    pub about: String,
    /// The proposal.
    pub words: String,
}

/// An incident or a near miss (domain.md, B2.14). Never an allegation of abuse: that is
/// [`crate::record::Mark::Confidential`] and a call to the focal point.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Code of domain.md, B3.12.
    pub category: String,
    /// Code of domain.md, B3.13.
    pub severity: String,
    /// Facts only, roles instead of names.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Volunteers hurt.
    #[serde(default)]
    pub volunteers_hurt: u32,
    /// Recipients hurt.
    #[serde(default)]
    pub recipients_hurt: u32,
    /// The activity was stopped.
    #[serde(default)]
    pub stopped: bool,
    /// 112 was called.
    #[serde(default)]
    pub emergency_called: bool,
}

/// A simple referral with consent (domain.md, B2.11).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// The card's code or another code; never a name.
    pub person: String,
    /// Code of domain.md, B3.14.
    pub service: String,
    /// `emergency` within 24 h, `urgent` within 72 h, `normal` within 14 days.
    pub priority: String,
    /// The person said yes to telling the service what stands here.
    pub consent: bool,
    /// How and when it is safe to reach the person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// Why, facts only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// How the shift went for one volunteer (domain.md, form F16).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debrief {
    /// 1 (very badly) to 5 (very well).
    pub mood: u8,
    /// What went well.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub well: String,
    /// What was hard.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hard: String,
    /// What to change.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub change: String,
    /// Wants to talk to somebody.
    #[serde(default)]
    pub wants_talk: bool,
}
