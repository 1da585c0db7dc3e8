//! What an answer to a question can be, and answers by question. Their JSON stands in records
//! and in packs and is frozen. Which questions there are is in [`crate::form`]; a
//! condition over answers is in [`crate::expr`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::RecordId;
use crate::people::People;
use crate::time::{Day, Moment};

/// The answer to one question. A question without an answer is not in [`Answers`] at all, which
/// is never the same as somebody who prefers not to say. Written as `{"<kind>": <content>}`, so
/// that it reads without its form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// The person prefers not to say.
    Refused,
    /// Yes or no.
    YesNo(bool),
    /// A whole number.
    Whole(i64),
    /// A number with a fraction; never infinite.
    Decimal(f64),
    /// Words of a person. Always for the desk.
    Text(String),
    /// A local calendar day.
    Date(Day),
    /// A time of day in minutes since midnight, 0 to 1439.
    Time(u16),
    /// A day and a time with the phone's offset.
    Moment(Moment),
    /// One code of a list.
    Choice(String),
    /// Codes of a list, in the order of the list, each once.
    Choices(Vec<String>),
    /// How many people, by sex and age.
    People(People),
    /// A place of the pack or of the team, by its code.
    Place(String),
    /// The code of a card.
    Card(String),
    /// An entry of a register, by the record that added it.
    Entry(RecordId),
    /// Words that the desk writes for everybody, by language as BCP 47 tag. Never about a person.
    Words(BTreeMap<String, String>),
    /// The answers of a group.
    Group(Answers),
    /// The answers of each time that a group was filled in.
    Repeat(Vec<Answers>),
}

impl Value {
    /// The codes that were chosen, one or several; none where the answer is of another kind.
    pub fn codes(&self) -> &[String] {
        match self {
            Value::Choice(code) => core::slice::from_ref(code),
            Value::Choices(codes) => codes,
            _ => &[],
        }
    }

    /// Nothing is in it: words that are only spaces, no code.
    pub fn is_blank(&self) -> bool {
        let blank = |text: &String| text.trim().is_empty();
        match self {
            Value::Text(text) | Value::Choice(text) | Value::Place(text) | Value::Card(text) => {
                blank(text)
            }
            Value::Choices(codes) => codes.is_empty(),
            Value::Words(words) => words.values().all(blank),
            Value::Group(answers) => answers.is_empty(),
            Value::Repeat(rows) => rows.is_empty(),
            _ => false,
        }
    }
}

/// Answers by the id of their question within the form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Value>);

impl Answers {
    /// The answer to a question.
    pub fn get(&self, question: &str) -> Option<&Value> {
        self.0.get(question)
    }

    /// The answer to a question of the form itself or of one of its groups, not of a repeat.
    pub fn find(&self, question: &str) -> Option<&Value> {
        self.0.get(question).or_else(|| {
            self.0.values().find_map(|value| match value {
                Value::Group(answers) => answers.find(question),
                _ => None,
            })
        })
    }

    /// The team's part and the desk's part of one form as one again. The rows of a repeat stand in
    /// both in the same order, so that the n-th of one belongs to the n-th of the other.
    pub fn with(&self, other: &Answers) -> Answers {
        let mut all = self.clone();
        for (question, theirs) in &other.0 {
            let both = match (all.0.remove(question), theirs) {
                (Some(Value::Group(mine)), Value::Group(theirs)) => Value::Group(mine.with(theirs)),
                (Some(Value::Repeat(mine)), Value::Repeat(theirs)) => {
                    let rows = mine.len().max(theirs.len());
                    let none = Answers::default();
                    let row = |n: usize| {
                        mine.get(n).unwrap_or(&none).with(theirs.get(n).unwrap_or(&none))
                    };
                    Value::Repeat((0..rows).map(row).collect())
                }
                (_, theirs) => theirs.clone(),
            };
            all.0.insert(question.clone(), both);
        }
        all
    }

    /// Nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Value)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}
