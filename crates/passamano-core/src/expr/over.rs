//! Expressions over answers that lie in a record: conditions of a register, columns, sums. While
//! a form is filled in, [`crate::form::Filling`] gives the values.

use super::Scope;
use crate::time::Moment;
use crate::value::{Answers, Value};

/// Answers as they were given, also within groups.
#[derive(Debug, Clone, Copy)]
pub struct Over<'a> {
    /// The answers.
    pub answers: &'a Answers,
    /// The time.
    pub now: Moment,
}

impl Scope for Over<'_> {
    fn now(&self) -> Moment {
        self.now
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.answers.find(name)
    }

    fn each(&self, name: &str) -> Vec<Option<&Value>> {
        let mut found = vec![];
        collect(self.answers, name, &mut found);
        found
    }
}

fn collect<'a>(answers: &'a Answers, name: &str, found: &mut Vec<Option<&'a Value>>) {
    for (question, value) in &answers.0 {
        let here = question == name;
        match value {
            Value::Repeat(rows) if here => found.extend(rows.iter().map(|_| None)),
            value if here => found.push(Some(value)),
            Value::Group(inner) => collect(inner, name, found),
            Value::Repeat(rows) => rows.iter().for_each(|row| collect(row, name, found)),
            _ => {}
        }
    }
}
