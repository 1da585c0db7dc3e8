//! Handing out: the facts of a hand-over and the rules that say what is due (after Sahana Eden:
//! maximum per period, minimum interval, per-item maximum, required and debarring flags).
//! Who was served before comes in as an argument; stock is in [`crate::stock`].

use serde::{Deserialize, Serialize};

use crate::household::People;

/// So many of one kit or item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Code of a kit or item in the pack.
    pub code: String,
    /// How many.
    pub qty: u32,
}

/// How a hand-over went (domain.md, B3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Everything that was due.
    ServedFull,
    /// Part of it.
    ServedPartial,
    /// Something else instead.
    ServedSubstitute,
    /// Nobody came, or nobody was home.
    Absent,
    /// The person declined.
    Refused,
    /// A new slot was given.
    Rescheduled,
    /// Not on the list; sent to the listening desk.
    NotOnList,
    /// The card had been served already, and nothing was given.
    AlreadyServed,
    /// Not done, for safety.
    SafetyStop,
}

impl Outcome {
    /// Something was handed out.
    pub fn served(self) -> bool {
        matches!(self, Self::ServedFull | Self::ServedPartial | Self::ServedSubstitute)
    }
}

/// Who took the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Collector {
    /// Somebody of the household.
    #[default]
    Household,
    /// Somebody whom the household named.
    Proxy,
}

/// Why a rule was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Override {
    /// Part of it was missing the first time.
    PartMissing,
    /// Another card was scanned by mistake.
    WrongCard,
    /// The goods were bad or past their date.
    BadGoods,
    /// The site lead agreed.
    LeadAgreed,
    /// Another reason.
    Other,
}

/// One hand-over, or the reason why there was none (domain.md, B2.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// The household's code; nothing for a person without a card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<String>,
    /// How it went.
    pub outcome: Outcome,
    /// What was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// Who took it.
    #[serde(default)]
    pub collector: Collector,
    /// Who was reached, when no household says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<People>,
    /// A rule was set aside for this reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<Override>,
    /// To be brought back.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub loan: bool,
}
