//! What was answered while a form is filled in, and what is seen and reckoned from it. Only what
//! waits for a changed answer is reckoned anew.

use crate::expr::{Got, Scope};
use crate::form::define::{Kind, Listed};
use crate::form::prepared::Prepared;
use crate::time::Moment;
use crate::value::Value;

/// What is known of one question, in one row where it stands in a repeat.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cell {
    /// The answer as it was given, or as it was reckoned.
    pub answer: Option<Value>,
    /// The conditions of the question and of all groups around it hold.
    pub seen: bool,
}

/// All cells: for each question one, or in a repeat one for each row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cells(Vec<Vec<Cell>>);

/// Which rows of a question are to be reckoned anew.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Stale {
    No,
    Row(usize),
    All,
}

impl Stale {
    fn and(self, other: Stale) -> Stale {
        match (self, other) {
            (Stale::No, other) => other,
            (one, Stale::No) => one,
            (one, other) if one == other => one,
            _ => Stale::All,
        }
    }
}

impl Cells {
    /// Nothing answered, no row added.
    pub fn new(form: &Prepared) -> Self {
        let one = |repeat: Option<usize>| vec![Cell::default(); usize::from(repeat.is_none())];
        Self(form.asks.iter().map(|ask| one(ask.repeat)).collect())
    }

    pub fn get(&self, n: usize, row: usize) -> Option<&Cell> {
        self.0.get(n)?.get(row)
    }

    pub fn set(&mut self, n: usize, row: usize, answer: Option<Value>) {
        if let Some(cell) = self.0.get_mut(n).and_then(|rows| rows.get_mut(row)) {
            cell.answer = answer;
        }
    }

    /// How often a repeat was filled in.
    pub fn rows(&self, repeat: usize) -> usize {
        // The repeat itself stands once; what is in it once for each row.
        self.0.get(repeat + 1).map_or(0, Vec::len)
    }

    pub fn add_row(&mut self, form: &Prepared, repeat: usize) {
        for n in repeat + 1..form.asks[repeat].end {
            self.0[n].push(Cell::default());
        }
    }

    pub fn remove_row(&mut self, form: &Prepared, repeat: usize, row: usize) {
        for n in repeat + 1..form.asks[repeat].end {
            if row < self.0[n].len() {
                self.0[n].remove(row);
            }
        }
    }

    /// Reckons everything.
    pub fn settle_all(&mut self, form: &Prepared, now: Moment) {
        self.settle(form, vec![Stale::All; form.asks.len()], now);
    }

    /// Reckons what waits for an answer that changed.
    pub fn settle_after(&mut self, form: &Prepared, n: usize, row: usize, now: Moment) {
        let mut stale = vec![Stale::No; form.asks.len()];
        wake(form, n, row, &mut stale);
        self.settle(form, stale, now);
    }

    /// Reckons a repeat whose rows changed, and what waits for anything in it.
    pub fn settle_rows(&mut self, form: &Prepared, repeat: usize, now: Moment) {
        let mut stale = vec![Stale::No; form.asks.len()];
        for n in repeat..form.asks[repeat].end {
            stale[n] = Stale::All;
            form.asks[n].wakes.iter().for_each(|next| stale[*next] = Stale::All);
        }
        self.settle(form, stale, now);
    }

    fn settle(&mut self, form: &Prepared, mut stale: Vec<Stale>, now: Moment) {
        for &n in &form.order {
            let rows = match stale[n] {
                Stale::No => continue,
                Stale::Row(row) => row..row + 1,
                Stale::All => 0..self.0[n].len(),
            };
            for row in rows {
                if self.reckon(form, n, row, now) {
                    wake(form, n, row, &mut stale);
                }
            }
        }
    }

    /// Whether the cell changed.
    fn reckon(&mut self, form: &Prepared, n: usize, row: usize, now: Moment) -> bool {
        let ask = &form.asks[n];
        let here = Here { cells: self, form, n, row, now, this: None, code: None };
        let inside = ask.up.is_none_or(|up| {
            let row = if form.asks[up].repeat.is_some() { row } else { 0 };
            self.get(up, row).is_some_and(|cell| cell.seen)
        });
        let seen = inside && ask.relevant.as_ref().is_none_or(|relevant| relevant.holds(&here));
        let reckoned = ask.calculate.as_ref().map(|calculate| {
            if seen { value_of(ask.kind(), &calculate.eval(&here)) } else { None }
        });
        let Some(cell) = self.0.get_mut(n).and_then(|rows| rows.get_mut(row)) else { return false };
        let mut changed = cell.seen != seen;
        cell.seen = seen;
        if let Some(answer) = reckoned {
            changed |= cell.answer != answer;
            cell.answer = answer;
        }
        changed
    }
}

fn wake(form: &Prepared, n: usize, row: usize, stale: &mut [Stale]) {
    let repeat = form.asks[n].repeat;
    for &next in &form.asks[n].wakes {
        let same = repeat.is_some() && form.asks[next].repeat == repeat;
        stale[next] = stale[next].and(if same { Stale::Row(row) } else { Stale::All });
    }
}

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub cells: &'a Cells,
    pub form: &'a Prepared,
    pub n: usize,
    pub row: usize,
    pub now: Moment,
    pub this: Option<&'a Value>,
    pub code: Option<&'a Listed>,
}

impl<'a> Here<'a> {
    /// The answer of a cell that is seen; of a wrong kind it is none.
    fn read(&self, n: usize, row: usize) -> Option<Option<&'a Value>> {
        let cell = self.cells.get(n, row).filter(|cell| cell.seen)?;
        let kind = self.form.asks[n].kind();
        Some(cell.answer.as_ref().filter(|answer| kind.holds(answer)))
    }

    /// The row that is meant by a question, or nothing where it stands in another repeat.
    fn row_of(&self, n: usize) -> Option<usize> {
        let of = self.form.asks[n].repeat;
        match of {
            None => Some(0),
            Some(_) => (of == self.form.asks[self.n].repeat).then_some(self.row),
        }
    }
}

impl Scope for Here<'_> {
    fn now(&self) -> Moment {
        self.now
    }

    fn value(&self, name: &str) -> Option<&Value> {
        let n = self.form.find(name)?;
        self.read(n, self.row_of(n)?)?
    }

    fn each(&self, name: &str) -> Vec<Option<&Value>> {
        let Some(n) = self.form.find(name) else { return vec![] };
        if self.form.asks[n].kind() == Kind::Repeat {
            let rows = if self.read(n, 0).is_some() { self.cells.rows(n) } else { 0 };
            return vec![None; rows];
        }
        match self.row_of(n) {
            Some(row) => self.read(n, row).into_iter().collect(),
            None => (0..self.cells.0[n].len()).filter_map(|row| self.read(n, row)).collect(),
        }
    }

    fn this(&self) -> Option<&Value> {
        self.this
    }

    fn own(&self, name: &str) -> Option<&str> {
        let code = self.code?;
        if name == "name" { Some(&code.code) } else { code.has.get(name).map(String::as_str) }
    }

    fn position(&self) -> Option<usize> {
        self.form.asks[self.n].repeat.map(|_| self.row + 1)
    }
}

/// What was reckoned, as an answer of a kind; nothing where it is none.
pub(super) fn value_of(kind: Kind, got: &Got<'_>) -> Option<Value> {
    if matches!(got, Got::Refused) {
        return Some(Value::Refused);
    }
    let text = || Some(got.text().trim().to_owned()).filter(|text| !text.is_empty());
    let number = Some(got.number()).filter(|number| number.is_finite());
    match kind {
        Kind::YesNo => match (got, &*got.text()) {
            (Got::Truth(yes) | Got::YesNo(yes), _) => Some(Value::YesNo(*yes)),
            (_, "yes") => Some(Value::YesNo(true)),
            (_, "no") => Some(Value::YesNo(false)),
            _ => None,
        },
        // Beyond 2^53 a number of an expression is no longer whole.
        Kind::Whole => number
            .filter(|number| number.abs() <= 9_007_199_254_740_992.0)
            .map(|number| Value::Whole(number.trunc() as i64)),
        Kind::Decimal => number.map(Value::Decimal),
        Kind::Text if matches!(got, Got::Number(_)) && number.is_none() => None,
        Kind::Text => text().map(Value::Text),
        Kind::Date => got.day().map(Value::Date),
        Kind::Time => match got {
            Got::Time(minute) => Some(Value::Time(*minute)),
            _ => None,
        },
        Kind::Moment => match got {
            Got::Moment(moment) => Some(Value::Moment(*moment)),
            _ => None,
        },
        Kind::Choice => text().map(Value::Choice),
        Kind::Choices => Some(got.text().split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .filter(|codes| !codes.is_empty())
            .map(Value::Choices),
        Kind::Place => text().map(Value::Place),
        Kind::Card => text().map(Value::Card),
        Kind::Note | Kind::People | Kind::Entry | Kind::Words | Kind::Group | Kind::Repeat => None,
    }
}
