//! What a register is made of, as it stands in a pack's file. Words are not here: the register's
//! name is the text `<register>.title`, one entry's `<register>.one`; a state's
//! `<register>.state.<state>`, a move's `<register>.move.<move>`, and what is said to whoever asks
//! for it `<register>.move.<move>.say`.

use serde::{Deserialize, Serialize};

use crate::form::Part;
use crate::space::Role;

/// A list of things with a form and a life.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Register {
    /// Names the register for ever, with the pack's name in front: `<pack>.<name>`.
    pub id: String,
    /// The form that adds an entry.
    pub form: String,
    /// Who adds entries.
    #[serde(default)]
    pub add: Who,
    /// The widest audience of an entry. For `desk` the team does not even learn that there is
    /// one.
    #[serde(default = "team")]
    pub part: Part,
    /// The glyph that stands for it; the app's name of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// From where one comes to it, besides the desk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doors: Vec<Door>,
    /// The states, from the first that an entry has to the furthest that it can come to.
    pub states: Vec<State>,
    /// The ways from state to state.
    pub moves: Vec<Move>,
    /// The questions whose answers name an entry in the list; what is not answered is passed over.
    pub title: Vec<String>,
    /// What the list, and an exported table, say of each entry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// The questions with a list of codes by which the list can be narrowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<String>,
    /// How an entry becomes a card that people share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Card>,
}

fn team() -> Part {
    Part::Team
}

/// Who may do something.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Everybody in the team.
    #[default]
    Team,
    /// Focal points and coordinators.
    Desk,
    /// Coordinators.
    Coordinator,
}

impl Who {
    /// Somebody of this role may.
    pub fn is(self, role: Role) -> bool {
        match self {
            Self::Team => true,
            Self::Desk => role.opens_desk(),
            Self::Coordinator => role == Role::Coordinator,
        }
    }
}

/// A screen that leads to a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// The page *More*, with what there is to look up and to share.
    More,
}

/// A state in the life of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct State {
    /// Names the state within the register.
    pub id: String,
    /// Nothing is left to do.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub end: bool,
    /// In how many hours, from the moment when the entry came into this state, it must have left
    /// it: a condition over the entry's answers that gives a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// What the register's card is in this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Shows>,
}

/// What a card is in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// It may be shared.
    Shared,
    /// It was wrong, or is no longer true: whoever has it is told.
    PulledBack,
}

/// A way from one state to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Move {
    /// Names the move within the register.
    pub id: String,
    /// The states from which it leads.
    pub from: Vec<String>,
    /// The state to which it leads.
    pub to: String,
    /// Who makes it.
    #[serde(default)]
    pub who: Who,
    /// What is asked of whoever makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// It needs a second pair of eyes: whoever made the last of these moves may not make this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_by_who: Vec<String>,
}

/// A column of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The question.
    pub question: String,
    /// Its HXL tag in an exported table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hxl: Option<String>,
}

/// Which answers make a card that people share (domain.md, B1.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Card {
    /// The fact, first and short: a question with words by language.
    pub fact: String,
    /// What to do: a question with words by language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// The verdict: a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<String>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<String>,
    /// The last day on which it may be shared.
    pub until: String,
}

impl Register {
    /// The state of an entry on which nobody has worked yet.
    pub fn first(&self) -> &str {
        self.states.first().map_or("", |state| &state.id)
    }

    /// A state by its id.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|state| state.id == id)
    }

    /// How far a state is in the life. A state that this version of the pack does not know was
    /// reached with a later one: it counts as the furthest.
    pub fn progress(&self, id: &str) -> usize {
        self.states.iter().position(|state| state.id == id).unwrap_or(self.states.len())
    }

    /// The forms of this register, each with the least that somebody must be to fill it in.
    pub fn forms(&self) -> Vec<(&str, Who)> {
        let moves = self.moves.iter().filter_map(|step| Some((step.form.as_deref()?, step.who)));
        [(self.form.as_str(), self.add)].into_iter().chain(moves).collect()
    }

    /// The moves that lead on from a state.
    pub fn moves_from(&self, state: &str) -> impl Iterator<Item = &Move> {
        self.moves.iter().filter(move |step| step.from.iter().any(|from| from == state))
    }
}
