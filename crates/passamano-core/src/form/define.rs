//! What a form is made of, as it stands in a pack's file. Words are not here: the label of a
//! question is the text `<form>.<question>`, its hint `<form>.<question>.hint`, what is said
//! where its limit is broken `<form>.<question>.limit`; the word of a code is `list.<list>.<code>`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Questions in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Form {
    /// Names the form for ever, with the pack's name in front: `rumours.heard`.
    pub id: String,
    /// All questions on one page, not one after the other.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub one_page: bool,
    /// Filled in by a recipient on a lent phone.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub guest: bool,
    /// The questions.
    pub questions: Vec<Question>,
}

/// One question, or a group of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Question {
    /// Names the question within the form, also within groups: letters, digits and `_`.
    pub id: String,
    /// What can be answered.
    pub kind: Kind,
    /// Who may read the answer. In a group each question says it for itself.
    #[serde(default)]
    pub part: Part,
    /// Must be answered where it is seen. *Prefers not to say* is an answer.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub required: bool,
    /// Nobody may prefer not to say: for what is not about a person.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub must_say: bool,
    /// Seen only where this condition holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// The answer, as `.`, must meet this condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// The answer is reckoned, and nobody types it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculate: Option<String>,
    /// What stands there at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The code list of a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Codes of the list for which this condition holds, with the code's own properties as
    /// names, may be chosen; the others are not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The register whose entries may be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// How it looks, where the kind has more than one way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look: Option<Look>,
    /// The questions of a group or a repeat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
}

/// What can be answered (domain.md, B1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Nothing: words to read.
    Note,
    /// Yes or no.
    YesNo,
    /// A whole number.
    Whole,
    /// A number with a fraction.
    Decimal,
    /// A person's own words.
    Text,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day with a time.
    Moment,
    /// One code of a list.
    Choice,
    /// Several codes of a list.
    Choices,
    /// How many people, by sex and age.
    People,
    /// A place.
    Place,
    /// The code of a card, scanned or typed.
    Card,
    /// An entry of a register.
    Entry,
    /// Words of the desk for everybody, by language.
    Words,
    /// Questions that belong together.
    Group,
    /// A group that is filled in as often as needed.
    Repeat,
}

/// Who may read an answer. What is not said is for the desk, so that a forgotten word leaks
/// nothing.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Every phone of the space.
    Team,
    /// Coordinators and focal points.
    #[default]
    Desk,
}

/// How a question looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// Five faces, from very badly to very well; the list has five codes.
    Faces,
    /// A field of several lines.
    Long,
    /// Codes as small chips side by side.
    Chips,
}

/// Codes to choose from. The word of each is `list.<id>.<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Names the list for ever: `rumours.verdicts`.
    pub id: String,
    /// The codes, in the order in which they are shown.
    pub codes: Vec<Listed>,
}

/// One code of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The code.
    pub code: String,
    /// Properties that filters may ask for, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub has: BTreeMap<String, String>,
    /// Choosing it leaves nothing else chosen: *none*.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub alone: bool,
}
