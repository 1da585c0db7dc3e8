//! Goods: what came, went, broke and was counted. The sum that must come out is
//! opening + received + returned − given − damaged − lost − sent back = expected
//! (domain.md, B2.5). What was given comes from hand-overs, never from here. Lots and what is on
//! the shelf are in `stock/shelf.rs`, counts in several places in `stock/round.rs`, dates as
//! people type them in [`date`], lists from files in [`import`].

pub mod date;
pub mod import;
mod round;
mod shelf;

pub use crate::catalogue::DateKind;
pub use round::{Round, Spot};
pub use shelf::{Freshness, Lot, Shelf, date_of_lot, freshness, lots};

use serde::{Deserialize, Serialize};

use crate::card::{is_invisible, plain_digit};
use crate::catalogue::Line;
use crate::code::{Code, codes};
use crate::id::MemberId;
use crate::time::{Day, Moment};

/// Why goods moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Here at the start, counted by two.
    Opening,
    /// Came in from a donor or store.
    Received,
    /// Broken, wet, spoiled or past its use-by day.
    Damaged,
    /// Gone, and nobody knows where.
    Lost,
    /// Came back from a recipient or a team.
    Returned,
    /// Sent to another place or back to the store.
    Transferred,
    /// A code of a later version. Whether goods came or went by it is not known here, so the book
    /// leaves it out, and the next count says what is there.
    Later(Code),
}

codes!(Reason {
    Opening = "opening",
    Received = "received",
    Damaged = "damaged",
    Lost = "lost",
    Returned = "returned",
    Transferred = "transferred",
});

/// Goods moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// Why.
    pub reason: Reason,
    /// Code of a kit or item.
    pub code: String,
    /// How many, in the item's unit.
    pub qty: u32,
    /// The maker's lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// The date on the pack and what it means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<(DateKind, Day)>,
    /// The organisation that gave it, never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub donor: Option<String>,
    /// The lot was known with another date, and somebody looked at the pack: this date is the
    /// whole lot's.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub insisted: bool,
}

impl Movement {
    /// So many of a code, and nothing else to say about them.
    pub fn new(reason: Reason, code: impl Into<String>, qty: u32) -> Self {
        let code = code.into();
        Self { reason, code, qty, lot: None, date: None, donor: None, insisted: false }
    }
}

/// Goods were counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Code of a kit or item.
    pub code: String,
    /// How many there should have been, as this phone knew it then.
    pub expected: i64,
    /// How many there were: here, or in [`Count::place`] alone.
    pub counted: u32,
    /// The second person who counted; the first is the record's author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<MemberId>,
    /// Code of the explanation of a difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// One of several places, as the team calls it. It is added to what was counted in the others;
    /// without it, everything was counted anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When it was counted, where that was before it was written down: the reason of a difference
    /// is told once the difference is seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
}

/// Why a count by two people is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedBy {
    /// Only one person counted.
    Alone,
    /// Both are the same person.
    SamePerson,
}

/// Opening and closing counts need two different people.
pub fn two_counted(first: MemberId, second: Option<MemberId>) -> Result<(), CountedBy> {
    match second {
        None => Err(CountedBy::Alone),
        Some(second) if second == first => Err(CountedBy::SamePerson),
        Some(_) => Ok(()),
    }
}

/// A whole number as a person types it, in the digits of any keyboard. Nothing where it is none:
/// a count must not begin with a guess.
pub fn how_many(text: &str) -> Option<u32> {
    let digits: String = text
        .trim()
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| plain_digit(c).unwrap_or(c))
        .collect();
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// The book of one kit or item, in its unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Code of the kit or item.
    pub code: String,
    /// Here at the start.
    pub opening: i64,
    /// Came in.
    pub received: i64,
    /// Came back.
    pub returned: i64,
    /// Handed out.
    pub given: i64,
    /// Broken or spoiled.
    pub damaged: i64,
    /// Gone.
    pub lost: i64,
    /// Sent elsewhere.
    pub transferred: i64,
    /// What the sum says, whatever was counted. Below zero when something was not written down,
    /// so it is never shown: [`Ledger::left`] and [`Ledger::should_be`] are.
    pub expected: i64,
    /// How many are here now.
    pub left: Left,
    /// The latest count.
    pub counted: Option<Counted>,
    /// What the count says.
    pub state: State,
}

/// How many are here now, as well as is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Left {
    /// Nobody counted, and nothing that came in was written down.
    #[default]
    Unknown,
    /// So many.
    Count(u32),
    /// More were given than the book has, by so many.
    Short(u32),
}

impl Left {
    fn of(number: i64) -> Self {
        let size = u32::try_from(number.unsigned_abs()).unwrap_or(u32::MAX);
        if number < 0 { Self::Short(size) } else { Self::Count(size) }
    }
}

/// A count next to what the book said at that moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// When it was counted; of several places, the last.
    pub at: Moment,
    /// How many there were, in all places.
    pub counted: u32,
    /// How many there should have been, with what is known now of the time before.
    pub expected: i64,
    /// Counted less expected.
    pub difference: i64,
}

/// What a count says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody counted yet.
    #[default]
    NotCounted,
    /// The count is the book.
    Balanced,
    /// They differ, and somebody said why.
    Explained,
    /// They differ, and nobody said why.
    Unexplained {
        /// By more than 1 % and more than 2: an incident should be written.
        above_tolerance: bool,
    },
}

impl Ledger {
    /// Adds up everything about `code`; other codes are passed over, in any order. The latest
    /// count is compared with what happened until then, so that hand-overs after it, and those
    /// that arrive late from another phone, fall on the right side. After a count, what is here is
    /// what was counted, with what happened since.
    pub fn of(
        code: &str,
        movements: &[(Moment, &Movement)],
        given: &[(Moment, &Line)],
        counts: &[(Moment, &Count)],
    ) -> Self {
        let moved = movements.iter().filter(|(_, movement)| movement.code == code);
        let given = given.iter().filter(|(_, line)| line.code == code);
        let round = Round::of(code, counts);
        let last = round.at();

        let mut ledger = Ledger { code: code.into(), ..Ledger::default() };
        let mut expected_then = 0;
        let until_count = |at: &Moment| last.is_some_and(|last| at.ms <= last.ms);
        for (at, movement) in moved {
            let change = ledger.book(movement);
            expected_then += if until_count(at) { change } else { 0 };
        }
        for (at, line) in given {
            let qty = i64::from(line.qty);
            ledger.given += qty;
            ledger.expected -= qty;
            expected_then -= if until_count(at) { qty } else { 0 };
        }
        if ledger.knows_what_came() {
            ledger.left = Left::of(ledger.expected);
        }
        if let Some(at) = last {
            let counted = round.sum();
            let difference = i64::from(counted) - expected_then;
            ledger.left = Left::of(i64::from(counted) + ledger.expected - expected_then);
            ledger.counted = Some(Counted { at, counted, expected: expected_then, difference });
            ledger.state = state(difference, expected_then, round.explained());
        }
        ledger
    }

    /// What was here at the start, or what came in, was written down.
    fn knows_what_came(&self) -> bool {
        self.opening + self.received > 0
    }

    /// What there should be by the sum alone, to show beside a count. Nothing where nobody wrote
    /// down what came, or where more went than came.
    pub fn should_be(&self) -> Option<u32> {
        u32::try_from(self.expected).ok().filter(|_| self.knows_what_came())
    }

    /// How many more went than came by the sum alone; nothing where that is not so, or where
    /// nobody wrote down what came.
    pub fn beyond_the_book(&self) -> Option<u32> {
        match Left::of(self.expected) {
            Left::Short(more) if self.knows_what_came() => Some(more),
            _ => None,
        }
    }

    /// Adds one movement and says how much it changed.
    fn book(&mut self, movement: &Movement) -> i64 {
        let qty = i64::from(movement.qty);
        let (column, sign) = match movement.reason {
            Reason::Opening => (&mut self.opening, 1),
            Reason::Received => (&mut self.received, 1),
            Reason::Returned => (&mut self.returned, 1),
            Reason::Damaged => (&mut self.damaged, -1),
            Reason::Lost => (&mut self.lost, -1),
            Reason::Transferred => (&mut self.transferred, -1),
            Reason::Later(_) => return 0,
        };
        *column += qty;
        self.expected += sign * qty;
        sign * qty
    }
}

fn state(difference: i64, expected: i64, explained: bool) -> State {
    if difference == 0 {
        State::Balanced
    } else if explained {
        State::Explained
    } else {
        let (off, base) = (difference.unsigned_abs(), expected.unsigned_abs());
        State::Unexplained { above_tolerance: off > 2 && off.saturating_mul(100) > base }
    }
}

#[cfg(test)]
mod tests;
