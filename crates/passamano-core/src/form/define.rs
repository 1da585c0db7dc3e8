//! What a form is made of, as it stands in a pack's file. Words are not here: the label of a
//! question is the text `<form>.<question>`, its hint `<form>.<question>.hint`, what is said
//! where its limit is broken `<form>.<question>.limit`; the word of a code is `list.<list>.<code>`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::value::Value;

/// Questions in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Form {
    /// Names the form for ever, with the pack's name in front: `<pack>.<name>`.
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
    /// The answer is reckoned, and nobody types it. It is shown on a page, and never to recipients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculate: Option<String>,
    /// What stands there at first, as an expression that is reckoned once: a code in quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The code list of a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Codes of the list for which this condition holds, with the code's own properties as bare
    /// names and the code itself as `name`, may be chosen; the others are not seen.
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

impl Kind {
    /// Whether an answer is of this kind. A refusal is of every kind.
    pub fn holds(self, answer: &Value) -> bool {
        match answer {
            Value::Refused => !matches!(self, Kind::Note | Kind::Group | Kind::Repeat),
            Value::YesNo(_) => self == Kind::YesNo,
            Value::Whole(_) => self == Kind::Whole,
            Value::Decimal(_) => self == Kind::Decimal,
            Value::Text(_) => self == Kind::Text,
            Value::Date(_) => self == Kind::Date,
            Value::Time(_) => self == Kind::Time,
            Value::Moment(_) => self == Kind::Moment,
            Value::Choice(_) => self == Kind::Choice,
            Value::Choices(_) => self == Kind::Choices,
            Value::People(_) => self == Kind::People,
            Value::Place(_) => self == Kind::Place,
            Value::Card(_) => self == Kind::Card,
            Value::Entry(_) => self == Kind::Entry,
            Value::Words(_) => self == Kind::Words,
            Value::Group(_) => self == Kind::Group,
            Value::Repeat(_) => self == Kind::Repeat,
        }
    }
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
    /// Names the list for ever: `<pack>.<name>`.
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

impl CodeList {
    /// A code of the list.
    pub fn get(&self, code: &str) -> Option<&Listed> {
        self.codes.iter().find(|listed| listed.code == code)
    }

    /// What is chosen after a tap on a code: it comes or goes, and a code that stands alone
    /// leaves nothing beside it. In the order of the list; codes that it does not have stay last.
    pub fn toggle(&self, chosen: &[String], code: &str) -> Vec<String> {
        let alone = |code: &str| self.get(code).is_some_and(|listed| listed.alone);
        let mut after: Vec<String> = chosen.to_vec();
        if chosen.iter().any(|one| one == code) {
            after.retain(|one| one != code);
        } else {
            after.retain(|one| !alone(code) && !alone(one));
            after.push(code.into());
        }
        self.sorted(after)
    }

    /// In the order of the list, each once.
    pub(super) fn sorted(&self, mut codes: Vec<String>) -> Vec<String> {
        let place = |code: &String| {
            self.codes.iter().position(|listed| listed.code == *code).unwrap_or(self.codes.len())
        };
        codes.sort_by_key(place);
        codes.dedup();
        codes
    }
}
