//! A form while it is filled in: what is seen, where one is, what is done. Pure: whoever asks
//! brings the time, and gets the answers back in two parts. How answers are held and reckoned is
//! in `form/fill/cells.rs`, what is wrong with them in `fill/wrong.rs`, how the parts are made in
//! `fill/parts.rs`.

mod cells;
mod parts;
mod wrong;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::cells::{Cells, Here, value_of};
pub use self::parts::{Draft, Finished};
pub use self::wrong::{MAX_TEXT, Why, Wrong};
use super::define::{Kind, Question};
use super::prepared::{MAX_ROWS, Prepared};
use crate::time::Moment;
use crate::value::Value;

/// A question, or in a repeat one row's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct At {
    /// The question's id.
    pub question: String,
    /// The row, from 0, where it stands in a repeat; of the repeat itself the row that begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
}

impl At {
    /// A question that stands in no repeat; or a repeat's place for one more row.
    pub fn of(question: &str) -> Self {
        Self { question: question.into(), row: None }
    }

    /// A question in one row of its repeat.
    pub fn row(question: &str, row: usize) -> Self {
        Self { question: question.into(), row: Some(row) }
    }
}

/// What somebody does.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Answers. What is half typed may be given too: text in place of a number is kept, and is
    /// wrong until it is one.
    Answer(At, Value),
    /// Taps a code: it comes or goes.
    Toggle(At, String),
    /// Prefers not to say.
    Refuse(At),
    /// Takes the answer away.
    Clear(At),
    /// Leaves a field of a page: what is wrong with its answer is told from now on.
    Leave(At),
    /// Adds a row to a repeat.
    Add(String),
    /// Takes a row away.
    Remove(String, usize),
    /// Goes on; at the end, or on a page: wants to be done.
    Next,
    /// Goes one question back.
    Back,
    /// Goes to a question that is seen.
    GoTo(At),
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// An answer changed.
    Changed,
    /// One is at another question.
    Moved,
    /// Something is wrong; one is where it is, and it is told there.
    Wrong,
    /// There is no question before this one.
    Start,
    /// Nothing is wrong: the form may be finished.
    Done,
    /// Nothing came of it.
    Nothing,
}

/// What stands at a place of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// A question, or words to read.
    Question,
    /// The heading of a group.
    Group,
    /// The heading of one row of a repeat.
    Row,
    /// The end of a repeat's rows: one more may be added.
    More,
}

/// One thing that is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen<'a> {
    /// Where.
    pub at: At,
    /// What.
    pub what: What,
    /// How many groups and repeats it stands in.
    pub deep: usize,
    /// The question.
    pub question: &'a Question,
}

/// Where one is, one question at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The question.
    pub at: At,
    /// Its number, from 1.
    pub number: usize,
    /// How many there are as things stand.
    pub of: usize,
}

/// A place as the form's own numbers have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    n: usize,
    row: usize,
    what: u8,
}

const QUESTION: u8 = 0;
const GROUP: u8 = 1;
const ROW: u8 = 2;
const MORE: u8 = 3;

/// A form that is being filled in. Answers stay while their question is not seen, are there
/// again when it is, and are left out when the form is finished.
#[derive(Debug, Clone, PartialEq)]
pub struct Filling {
    form: Arc<Prepared>,
    cells: Cells,
    /// Where one is, of what may have gone meanwhile.
    here: Option<Spot>,
    /// Questions and rows where it is told what is wrong.
    told: BTreeSet<(usize, usize)>,
}

impl Filling {
    /// An empty form, with what stands there at first.
    pub fn new(form: Arc<Prepared>, now: Moment) -> Self {
        let mut filling =
            Self { cells: Cells::new(&form), form, here: None, told: BTreeSet::new() };
        filling.cells.settle_all(&filling.form, now);
        for n in 0..filling.form.asks.len() {
            if filling.form.asks[n].repeat.is_none() {
                filling.set_default(n, 0, now);
            }
        }
        filling
    }

    /// The form.
    pub fn form(&self) -> &Prepared {
        &self.form
    }

    /// The form, to begin anew with.
    pub fn prepared(&self) -> Arc<Prepared> {
        self.form.clone()
    }

    /// The answer as it stands there, seen or not, right or wrong.
    pub fn answer(&self, at: &At) -> Option<&Value> {
        let (n, row) = self.cell(at)?;
        self.cells.get(n, row)?.answer.as_ref()
    }

    /// Whether a question is seen.
    pub fn is_seen(&self, at: &At) -> bool {
        self.cell(at).and_then(|(n, row)| self.cells.get(n, row)).is_some_and(|cell| cell.seen)
    }

    /// How many rows a repeat has.
    pub fn rows(&self, repeat: &str) -> usize {
        let repeat = self.form.find(repeat);
        repeat
            .filter(|n| self.form.asks[*n].kind() == Kind::Repeat)
            .map_or(0, |n| self.cells.rows(n))
    }

    /// Everything that is seen, in the order of the form.
    pub fn seen(&self) -> Vec<Seen<'_>> {
        let deep = |n: usize| {
            let up = |n: &usize| self.form.asks[*n].up;
            core::iter::successors(up(&n), up).count()
        };
        self.spots()
            .into_iter()
            .map(|spot| Seen {
                at: self.at(spot),
                what: match spot.what {
                    QUESTION => What::Question,
                    GROUP => What::Group,
                    ROW => What::Row,
                    _ => What::More,
                },
                deep: deep(spot.n),
                question: &self.form.asks[spot.n].question,
            })
            .collect()
    }

    /// Where one is; nothing where nothing can be asked.
    pub fn place(&self) -> Option<Place> {
        let stops = self.stops();
        let here = self.stop(&stops)?;
        Some(Place { at: self.at(stops[here]), number: here + 1, of: stops.len() })
    }

    /// Does what somebody does.
    pub fn step(&mut self, event: Event, now: Moment) -> Went {
        match event {
            Event::Answer(at, value) => self.set(&at, Some(value), now),
            Event::Refuse(at) => self.set(&at, Some(Value::Refused), now),
            Event::Clear(at) => self.set(&at, None, now),
            Event::Toggle(at, code) => match self.toggled(&at, code) {
                Some(value) => self.set(&at, Some(value), now),
                None => Went::Nothing,
            },
            Event::Leave(at) => {
                let answered = self.answer(&at).is_some();
                let cell = self.cell(&at).filter(|_| answered);
                self.told.extend(cell);
                Went::Nothing
            }
            Event::Add(repeat) => self.add(&repeat, now),
            Event::Remove(repeat, row) => self.remove(&repeat, row, now),
            Event::Next => self.next(now),
            Event::Back => {
                let stops = self.stops();
                match self.stop(&stops) {
                    Some(here) if here > 0 && !self.form.one_page => {
                        self.here = Some(stops[here - 1]);
                        Went::Moved
                    }
                    _ => Went::Start,
                }
            }
            Event::GoTo(at) => {
                let to = self.stops().into_iter().find(|spot| self.at(*spot) == at);
                self.here = to.or(self.here);
                if to.is_some() { Went::Moved } else { Went::Nothing }
            }
        }
    }

    fn set(&mut self, at: &At, value: Option<Value>, now: Moment) -> Went {
        let Some((n, row)) = self.cell(at).filter(|(n, _)| self.form.asks[*n].is_asked()) else {
            return Went::Nothing;
        };
        let value = match (value, &self.form.asks[n].list) {
            (Some(Value::Choices(codes)), Some(list)) => Some(Value::Choices(list.sorted(codes))),
            // What nobody could write down is nothing that anybody typed.
            (Some(Value::Decimal(number)), _) if !number.is_finite() => return Went::Nothing,
            (Some(Value::Group(_) | Value::Repeat(_)), _) => return Went::Nothing,
            (value, _) => value,
        };
        self.cells.set(n, row, value);
        self.cells.settle_after(&self.form, n, row, now);
        Went::Changed
    }

    fn toggled(&self, at: &At, code: String) -> Option<Value> {
        let ask = &self.form.asks[self.cell(at)?.0];
        let list = ask.list.as_ref()?;
        match ask.kind() {
            Kind::Choice => Some(Value::Choice(code)),
            Kind::Choices => {
                let chosen = self.answer(at).map_or(&[][..], Value::codes);
                Some(Value::Choices(list.toggle(chosen, &code)))
            }
            _ => None,
        }
    }

    /// One more row, and there one goes.
    fn add(&mut self, repeat: &str, now: Moment) -> Went {
        let Some(n) = self.repeat(repeat).filter(|n| self.cells.rows(*n) < MAX_ROWS) else {
            return Went::Nothing;
        };
        let row = self.cells.rows(n);
        self.cells.add_row(&self.form, n);
        self.cells.settle_rows(&self.form, n, now);
        for inner in n + 1..self.form.asks[n].end {
            self.set_default(inner, row, now);
        }
        let first = self
            .stops()
            .into_iter()
            .find(|spot| spot.row == row && self.form.asks[spot.n].repeat == Some(n));
        self.here = first.or(self.here);
        Went::Changed
    }

    fn remove(&mut self, repeat: &str, row: usize, now: Moment) -> Went {
        let Some(n) = self.repeat(repeat).filter(|n| row < self.cells.rows(*n)) else {
            return Went::Nothing;
        };
        let inside = |of: usize| self.form.asks[of].repeat == Some(n);
        self.here = match self.here {
            Some(here) if inside(here.n) && here.row >= row => Some(Spot { n, row: 0, what: MORE }),
            here => here,
        };
        // The rows behind it have other numbers now.
        let told = core::mem::take(&mut self.told).into_iter();
        self.told = told.filter(|(of, _)| !inside(*of)).collect();
        self.cells.remove_row(&self.form, n, row);
        self.cells.settle_rows(&self.form, n, now);
        Went::Changed
    }

    fn next(&mut self, now: Moment) -> Went {
        let stops = self.stops();
        let here = self.stop(&stops);
        if let Some(here) = here.filter(|_| !self.form.one_page) {
            let spot = stops[here];
            if self.why(spot.n, spot.row, now).is_some() {
                self.told.insert((spot.n, spot.row));
                self.here = Some(spot);
                return Went::Wrong;
            }
            if let Some(next) = stops.get(here + 1) {
                self.here = Some(*next);
                return Went::Moved;
            }
        }
        let wrong = self.wrong_spots(now);
        self.told.extend(wrong.iter().map(|(spot, _)| (spot.n, spot.row)));
        match wrong.first() {
            Some((spot, _)) => {
                self.here = Some(*spot);
                Went::Wrong
            }
            None => Went::Done,
        }
    }

    fn set_default(&mut self, n: usize, row: usize, now: Moment) {
        let Some(default) = &self.form.asks[n].default else { return };
        let here = self.here_of(n, row, now);
        let value = value_of(self.form.asks[n].kind(), &default.eval(&here));
        self.cells.set(n, row, value);
        self.cells.settle_after(&self.form, n, row, now);
    }

    fn repeat(&self, id: &str) -> Option<usize> {
        let n = self.form.find(id)?;
        let seen = self.cells.get(n, 0).is_some_and(|cell| cell.seen);
        (self.form.asks[n].kind() == Kind::Repeat && seen).then_some(n)
    }

    /// Question and row; of a repeat the repeat itself, whichever of its rows is named.
    fn cell(&self, at: &At) -> Option<(usize, usize)> {
        let n = self.form.find(&at.question)?;
        match (self.form.asks[n].repeat, at.row) {
            (Some(_), Some(row)) => self.cells.get(n, row).map(|_| (n, row)),
            (None, None) => Some((n, 0)),
            (None, Some(_)) if self.form.asks[n].kind() == Kind::Repeat => Some((n, 0)),
            _ => None,
        }
    }

    fn at(&self, spot: Spot) -> At {
        let ask = &self.form.asks[spot.n];
        let row = ask.repeat.is_some() || spot.what == ROW;
        At { question: ask.question.id.clone(), row: row.then_some(spot.row) }
    }

    fn here_of(&self, n: usize, row: usize, now: Moment) -> Here<'_> {
        Here { cells: &self.cells, form: &self.form, n, row, now, this: None, code: None }
    }

    /// Everything that is seen.
    fn spots(&self) -> Vec<Spot> {
        let mut spots = vec![];
        self.collect(0..self.form.asks.len(), 0, &mut spots);
        spots
    }

    fn collect(&self, range: core::ops::Range<usize>, row: usize, spots: &mut Vec<Spot>) {
        let mut n = range.start;
        while n < range.end {
            let ask = &self.form.asks[n];
            let inner = n + 1..ask.end;
            if self.cells.get(n, row).is_some_and(|cell| cell.seen) && ask.calculate.is_none() {
                match ask.kind() {
                    Kind::Group => {
                        spots.push(Spot { n, row, what: GROUP });
                        self.collect(inner, row, spots);
                    }
                    Kind::Repeat => {
                        for row in 0..self.cells.rows(n) {
                            spots.push(Spot { n, row, what: ROW });
                            self.collect(inner.clone(), row, spots);
                        }
                        spots.push(Spot { n, row: 0, what: MORE });
                    }
                    _ => spots.push(Spot { n, row, what: QUESTION }),
                }
            }
            n = ask.end;
        }
    }

    /// What one goes through, one at a time.
    fn stops(&self) -> Vec<Spot> {
        let mut stops = self.spots();
        stops.retain(|spot| matches!(spot.what, QUESTION | MORE));
        stops
    }

    /// Which of them one is at. Where that one is no longer seen: the next one that is, or the
    /// last.
    fn stop(&self, stops: &[Spot]) -> Option<usize> {
        let Some(here) = self.here else { return (!stops.is_empty()).then_some(0) };
        let exact = stops.iter().position(|stop| *stop == here);
        let after = || stops.iter().position(|stop| self.rank(*stop) > self.rank(here));
        exact.or_else(after).or(stops.len().checked_sub(1))
    }

    /// Where a place stands in the order of the form: a repeat's questions row by row, and behind
    /// them the place for one more.
    fn rank(&self, spot: Spot) -> (usize, usize, usize) {
        match self.form.asks[spot.n].repeat {
            Some(repeat) => (repeat, spot.row, spot.n),
            None if spot.what == MORE => (spot.n, usize::MAX, spot.n),
            None => (spot.n, 0, spot.n),
        }
    }
}
