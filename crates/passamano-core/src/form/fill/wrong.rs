//! What is wrong with an answer, and which codes may be chosen.

use super::cells::Here;
use super::{At, Filling, Spot};
use crate::form::define::{Kind, Listed};
use crate::time::{Day, Moment};
use crate::value::Value;

/// The longest text of an answer, in bytes: many of them fit into one record.
pub const MAX_TEXT: usize = 8000;

/// Why an answer is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is none, and there must be one.
    Required,
    /// The question's own limit; its words are the text `<form>.<question>.limit`.
    Limit,
    /// It is no answer of this kind: letters in place of a number.
    Kind,
    /// There is no such number, time or day, or the text is too long.
    Range,
    /// A code that cannot be chosen, or can no longer.
    NotOffered,
    /// A code that stands alone does not.
    NotTogether,
    /// This must be said.
    MustSay,
}

/// An answer that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Where.
    pub at: At,
    /// Why.
    pub why: Why,
}

impl Filling {
    /// The codes that may be chosen, as the filter has it.
    pub fn choices(&self, at: &At, now: Moment) -> Vec<&Listed> {
        let Some((n, row)) = self.cell(at) else { return vec![] };
        let Some(list) = &self.form.asks[n].list else { return vec![] };
        list.codes.iter().filter(|code| self.offers(n, row, code, now)).collect()
    }

    /// What is wrong with an answer, as far as it is to be told by now: not while it is typed for
    /// the first time.
    pub fn told(&self, at: &At, now: Moment) -> Option<Why> {
        let (n, row) = self.cell(at)?;
        self.told.contains(&(n, row)).then(|| self.why(n, row, now))?
    }

    /// Everything that is wrong, in the order of the form.
    pub fn wrong(&self, now: Moment) -> Vec<Wrong> {
        self.wrong_spots(now)
            .into_iter()
            .map(|(spot, why)| Wrong { at: self.at(spot), why })
            .collect()
    }

    fn offers(&self, n: usize, row: usize, code: &Listed, now: Moment) -> bool {
        let here = Here { code: Some(code), ..self.here_of(n, row, now) };
        self.form.asks[n].filter.as_ref().is_none_or(|filter| filter.holds(&here))
    }

    pub(super) fn wrong_spots(&self, now: Moment) -> Vec<(Spot, Why)> {
        let wrong = |spot: Spot| Some((spot, self.why(spot.n, spot.row, now)?));
        self.stops().into_iter().filter_map(wrong).collect()
    }

    /// What is wrong with an answer.
    pub(super) fn why(&self, n: usize, row: usize, now: Moment) -> Option<Why> {
        let ask = &self.form.asks[n];
        let cell = self.cells.get(n, row).filter(|cell| cell.seen)?;
        let missing = ask.question.required.then_some(Why::Required);
        match ask.kind() {
            _ if ask.calculate.is_some() => return None,
            Kind::Note | Kind::Group => return None,
            Kind::Repeat => return missing.filter(|_| self.cells.rows(n) == 0),
            _ => {}
        }
        let Some(value) = cell.answer.as_ref().filter(|value| !value.is_blank()) else {
            return missing;
        };
        if *value == Value::Refused {
            return ask.question.must_say.then_some(Why::MustSay);
        }
        if !ask.kind().holds(value) {
            return Some(Why::Kind);
        }
        if !in_range(value) {
            return Some(Why::Range);
        }
        if let Some(list) = &ask.list {
            let offered = |code: &String| {
                list.get(code).is_some_and(|listed| self.offers(n, row, listed, now))
            };
            let alone = |code: &String| list.get(code).is_some_and(|listed| listed.alone);
            let codes = value.codes();
            if !codes.iter().all(offered) {
                return Some(Why::NotOffered);
            }
            if codes.len() > 1 && codes.iter().any(alone) {
                return Some(Why::NotTogether);
            }
        }
        let limit = ask.limit.as_ref()?;
        let here = Here { this: Some(value), ..self.here_of(n, row, now) };
        (!limit.holds(&here)).then_some(Why::Limit)
    }
}

fn in_range(value: &Value) -> bool {
    match value {
        Value::Decimal(number) => number.is_finite(),
        Value::Time(minute) => *minute < 24 * 60,
        Value::Date(day) => {
            Day::from_ymd(1, 1, 1).is_some_and(|first| *day >= first)
                && Day::from_ymd(9999, 12, 31).is_some_and(|last| *day <= last)
        }
        Value::Text(text) | Value::Place(text) | Value::Card(text) => text.len() <= MAX_TEXT,
        Value::Words(words) => words.values().all(|text| text.len() <= MAX_TEXT),
        _ => true,
    }
}
