//! Registers: lists of things that have a form and a life, as data of a pack: rumours, referrals,
//! incidents. What a register is made of is in `register/define.rs`, where one entry stands in its
//! life is in `register/life.rs`, by when it must move on in `register/due.rs`, whether a register is whole in `register/check.rs`. Here are the two facts that carry all of them. Which entries
//! there are is in `projection/entries.rs`; forms are in [`crate::form`].

pub mod check;
mod define;
mod due;
mod life;

pub use define::{Card, Column, Door, Move, Register, Shows, State, Who};
pub use due::Dues;
pub use life::{Standing, WorkView, in_order, merged};

use serde::de::Deserializer;
use serde::ser::{Error, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::form::Part;
use crate::id::{MemberId, RecordId};
use crate::json;
use crate::value::Answers;

/// An entry was added to a register. What the team may know and what only the desk may know are
/// two records: the desk's names the team's by `amends`. A register of which the team knows
/// nothing has the desk's alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Added {
    /// The register's id, with the pack's name in front.
    pub register: String,
    /// Who may read it.
    pub part: Part,
    /// The answers to the register's form.
    pub answers: Written,
}

/// Somebody worked on an entry: moved it on, took it over, added answers. In two records, as
/// [`Added`] is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Worked {
    /// The record that added the entry.
    pub entry: RecordId,
    /// The work that the person saw as the latest, and the entry itself where there was none. So
    /// no clock has to decide which of two works came last.
    pub after: Vec<RecordId>,
    /// What was done: the id of a move in the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub did: Option<String>,
    /// The state that it has now, if that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Who looks after it now, if that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<MemberId>,
    /// Who may read it.
    pub part: Part,
    /// The answers to the move's form.
    #[serde(default, skip_serializing_if = "Written::is_empty")]
    pub answers: Written,
}

/// Answers as they are written in a record. Ten thousand entries are carried from start to start,
/// so they are read when somebody looks at them and not before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written(Box<str>);

impl Written {
    /// The answers. Nothing where a later version wrote a kind of answer that this one does not
    /// know; the record is carried all the same.
    pub fn read(&self) -> Option<Answers> {
        json::from_str(&self.0).ok()
    }

    /// As it is written.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Answers that were written before, as [`Written::text`] gave them. Anything else is no
    /// answers and cannot be written into a record.
    pub(crate) fn from_text(text: &str) -> Self {
        Self(text.into())
    }

    /// No answer is in it.
    pub fn is_empty(&self) -> bool {
        &*self.0 == "{}"
    }
}

impl Default for Written {
    fn default() -> Self {
        Self("{}".into())
    }
}

impl From<&Answers> for Written {
    fn from(answers: &Answers) -> Self {
        let text = json::to_vec(answers).and_then(|bytes| String::from_utf8(bytes).ok());
        text.map_or_else(Self::default, |text| Self(text.into()))
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        json::from_str::<&RawValue>(&self.0).map_err(S::Error::custom)?.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(from).map(|raw| Self(raw.get().into()))
    }
}
