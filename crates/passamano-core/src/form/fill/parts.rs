//! What leaves a form: a draft while it is filled in, and when it is finished the answers in two
//! parts, for the team and for the desk.
//!
//! The rows of a repeat that has questions for both stand in both parts, all of them and in the
//! same order, with whatever of them is for that part, be it nothing: so the n-th row of one is
//! the n-th of the other, and [`Answers::with`] puts them together. A repeat without a question
//! for the team is not in the team's part at all: how often it was filled in may be the very
//! thing that is not for everybody.

use serde::{Deserialize, Serialize};

use super::cells::Cells;
use super::{At, Filling, MORE, QUESTION, Spot, Wrong};
use crate::form::define::{Kind, Part};
use crate::form::prepared::{MAX_ROWS, Prepared};
use crate::time::Moment;
use crate::value::{Answers, Value};

/// A form that was filled in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Finished {
    /// What every phone may read.
    pub team: Answers,
    /// What is for coordinators and focal points.
    pub desk: Answers,
}

/// A form that is half filled in, as it is kept for later. It goes on in the version it began
/// with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The form's id.
    pub form: String,
    /// The pack and its version, as records name it.
    pub pack: String,
    /// Every answer, also of questions that are not seen and answers that are wrong.
    #[serde(default, skip_serializing_if = "Answers::is_empty")]
    pub answers: Answers,
    /// Where one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
}

impl Filling {
    /// The answers in their parts, or everything that is wrong.
    pub fn finish(&self, now: Moment) -> Result<Finished, Vec<Wrong>> {
        let wrong = self.wrong(now);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let part = |part| self.gather(0..self.form.asks.len(), 0, Some(part));
        Ok(Finished { team: part(Part::Team), desk: part(Part::Desk) })
    }

    /// What to keep for later.
    pub fn draft(&self, pack: &str) -> Draft {
        Draft {
            form: self.form.id.clone(),
            pack: pack.into(),
            answers: self.gather(0..self.form.asks.len(), 0, None),
            at: self.place().map(|place| place.at),
        }
    }

    /// Goes on with a draft, in the version of the form that it began with; nothing where it is
    /// another form's.
    pub fn resume(form: std::sync::Arc<Prepared>, draft: &Draft, now: Moment) -> Option<Self> {
        if draft.form != form.id {
            return None;
        }
        let mut cells = Cells::new(&form);
        load(&form, &mut cells, &draft.answers, None);
        cells.settle_all(&form, now);
        let mut filling = Self { form, cells, here: None, told: Default::default() };
        filling.here = draft.at.as_ref().and_then(|at| filling.spot(at));
        Some(filling)
    }

    fn spot(&self, at: &At) -> Option<Spot> {
        let (n, row) = self.cell(at)?;
        let what = if self.form.asks[n].kind() == Kind::Repeat { MORE } else { QUESTION };
        Some(Spot { n, row, what })
    }

    /// The answers of a part that are seen; without a part all that were given.
    fn gather(&self, range: core::ops::Range<usize>, row: usize, part: Option<Part>) -> Answers {
        let mut answers = Answers::default();
        let mut n = range.start;
        while n < range.end {
            let ask = &self.form.asks[n];
            let inner = n + 1..ask.end;
            let cell = self.cells.get(n, row);
            let there = cell.filter(|cell| part.is_none() || cell.seen);
            let value = match ask.kind() {
                Kind::Group => Some(Value::Group(self.gather(inner, row, part))),
                Kind::Repeat => {
                    let rows =
                        (0..self.cells.rows(n)).map(|row| self.gather(inner.clone(), row, part));
                    let [team, desk] = ask.parts;
                    let held = match part {
                        Some(Part::Team) => team,
                        Some(Part::Desk) => desk,
                        None => true,
                    };
                    held.then(|| Value::Repeat(rows.collect()))
                }
                _ => {
                    let held = match part {
                        Some(part) => ask.question.part == part,
                        None => ask.calculate.is_none(),
                    };
                    there.and_then(|cell| cell.answer.clone()).filter(|_| held)
                }
            };
            let value = match value {
                Some(Value::Text(text)) if part.is_some() => Some(Value::Text(text.trim().into())),
                value => value,
            };
            let blank = |value: &Value| value.is_blank() && !matches!(value, Value::Text(_));
            let left_out = |value: &Value| match part {
                Some(_) => value.is_blank(),
                None => blank(value),
            };
            if let Some(value) = value.filter(|value| there.is_some() && !left_out(value)) {
                answers.0.insert(ask.question.id.clone(), value);
            }
            n = ask.end;
        }
        answers
    }
}

/// Puts answers of a draft back.
fn load(form: &Prepared, cells: &mut Cells, answers: &Answers, row: Option<usize>) {
    for (question, value) in &answers.0 {
        let Some(n) = form.find(question) else { continue };
        let ask = &form.asks[n];
        match (ask.kind(), value) {
            (Kind::Group, Value::Group(inner)) => load(form, cells, inner, row),
            (Kind::Repeat, Value::Repeat(rows)) if row.is_none() && cells.rows(n) == 0 => {
                for (row, inner) in rows.iter().take(MAX_ROWS).enumerate() {
                    cells.add_row(form, n);
                    load(form, cells, inner, Some(row));
                }
            }
            (_, value) if ask.is_asked() && ask.repeat.is_some() == row.is_some() => {
                cells.set(n, row.unwrap_or(0), Some(value.clone()));
            }
            _ => {}
        }
    }
}
