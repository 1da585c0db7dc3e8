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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json;

    #[test]
    fn the_form_of_every_kind_of_answer_is_frozen() {
        let inner = || Answers::from_iter([("inner".to_owned(), Value::Whole(1))]);
        let words = [("it", "sì"), ("ar", "نعم")].map(|(tag, text)| (tag.into(), text.into()));
        let answers = [
            ("refused", Value::Refused),
            ("yes_no", Value::YesNo(true)),
            ("whole", Value::Whole(-7)),
            ("decimal", Value::Decimal(1.5)),
            ("text", Value::Text("Perché".into())),
            ("date", Value::Date("2026-11-29".parse().unwrap())),
            ("time", Value::Time(870)),
            ("moment", Value::Moment(Moment { ms: 1_795_964_700_000, offset: 60 })),
            ("choice", Value::Choice("red".into())),
            ("choices", Value::Choices(vec!["red".into(), "blue".into()])),
            (
                "people",
                Value::People(People {
                    f: [0, 1, 2, 3, 4, 5],
                    m: [1, 0, 0, 0, 0, 0],
                    x: [0, 0, 0, 0, 0, 1],
                }),
            ),
            ("place", Value::Place("hall".into())),
            ("card", Value::Card("7KQ2M9".into())),
            ("entry", Value::Entry(RecordId([7; 16]))),
            ("words", Value::Words(words.into())),
            ("group", Value::Group(inner())),
            ("repeat", Value::Repeat(vec![inner(), Answers::default()])),
        ];
        let answers = Answers::from_iter(answers.map(|(id, value)| (id.to_owned(), value)));
        let frozen = include_str!("../tests/frozen/answers-v1.json").trim();
        assert_eq!(String::from_utf8(json::to_vec(&answers).unwrap()).unwrap(), frozen);
        assert_eq!(json::from_str::<Answers>(frozen).unwrap(), answers);
    }

    #[test]
    fn parts_that_do_not_match_lose_nothing() {
        let read = |text| json::from_str::<Answers>(text).unwrap();
        let team = read(r#"{"a":{"repeat":[{"x":{"whole":1}}]},"b":{"whole":1}}"#);
        let desk = read(r#"{"a":{"repeat":[{},{"y":{"whole":2}}]},"c":{"group":{}}}"#);
        let both = read(
            r#"{"a":{"repeat":[{"x":{"whole":1}},{"y":{"whole":2}}]},"b":{"whole":1},"c":{"group":{}}}"#,
        );
        assert_eq!(team.with(&desk), both);
        assert_eq!(desk.with(&team), both);
    }

    proptest! {
        #[test]
        fn any_bytes_as_answers_are_read_or_refused(
            bytes in prop::collection::vec(any::<u8>(), 0..80),
            pieces in prop::collection::vec(prop::sample::select(vec![
                "{", "}", "[", "]", ":", ",", "\"a\"", "\"whole\"", "\"repeat\"", "\"people\"", "\"f\"",
                "\"date\"", "\"2026-02-31\"", "\"time\"", "1", "-1", "1e999", "99999999999999999999",
                "null", "\"refused\"", "\"entry\"", "\"moment\"", "\"words\"",
            ]), 0..12),
        ) {
            let _ = json::from_slice::<Answers>(&bytes);
            let _ = json::from_str::<Answers>(&pieces.concat());
            let _ = json::from_str::<Answers>(&format!(r#"{{"a":{{{}}}}}"#, pieces.concat()));
        }
    }
}
