//! Lots and their dates: what is still on the shelf, which lot goes first, and what is past its
//! use-by day and counted apart. What came and went in sum is in [`crate::stock`].

use std::collections::BTreeMap;

use super::{Ledger, Left, Movement};
use crate::catalogue::DateKind;
use crate::time::{Day, Moment};

/// How good goods still are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// The date is today or later, or there is none.
    Good,
    /// Past its best-before day: may be given, and people are told.
    PastBest,
    /// Past its use-by day: given only for a reason.
    Expired,
}

impl Freshness {
    /// It may be handed out.
    pub fn may_be_given(self) -> bool {
        self != Self::Expired
    }
}

/// How good goods with this date are on a day. Both dates include their own day.
pub fn freshness(date: Option<(DateKind, Day)>, today: Day) -> Freshness {
    match date {
        Some((DateKind::UseBy | DateKind::Later(_), day)) if today > day => Freshness::Expired,
        Some((DateKind::BestBefore, day)) if today > day => Freshness::PastBest,
        _ => Freshness::Good,
    }
}

/// Goods of one lot and date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// The maker's lot, if it was written down.
    pub lot: Option<String>,
    /// The date on the pack.
    pub date: Option<(DateKind, Day)>,
    /// How many.
    pub qty: i64,
    /// How good it is today.
    pub freshness: Freshness,
    /// Two phones wrote different dates for it, and nobody said which is right: the earlier
    /// counts.
    pub doubtful: bool,
}

/// A lot's name, so that `b2 ` is the lot `B2`.
pub(super) fn key(lot: &str) -> String {
    lot.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
}

/// The date of a lot as it is known, whoever wrote it down.
pub fn date_of_lot(
    code: &str,
    lot: &str,
    movements: &[(Moment, &Movement)],
) -> Option<(DateKind, Day)> {
    let wanted = key(lot);
    let of_lot = |(_, movement): &&(Moment, &Movement)| {
        movement.code == code && movement.lot.as_deref().map(key).as_ref() == Some(&wanted)
    };
    dated(movements.iter().filter(of_lot)).0
}

/// The one date of a lot: what somebody insisted on last, else the earliest that was written
/// down; and whether the others differ without a word.
fn dated<'a>(
    of_lot: impl Iterator<Item = &'a (Moment, &'a Movement)>,
) -> (Option<(DateKind, Day)>, bool) {
    let dates: Vec<_> = of_lot
        .filter_map(|(at, movement)| Some((movement.insisted, at.ms, movement.date?)))
        .collect();
    let last_word = dates.iter().filter(|(insisted, ..)| *insisted).max_by_key(|(_, ms, date)| {
        // Two in one moment: the earlier day, on every phone.
        (*ms, core::cmp::Reverse(by_day(date)))
    });
    if let Some((.., date)) = last_word {
        return (Some(*date), false);
    }
    let first = dates.iter().map(|(.., date)| *date).min_by_key(by_day);
    (first, dates.iter().any(|(.., date)| Some(*date) != first))
}

/// First expired, first out; of one day, what becomes unsafe before what only loses quality.
fn by_day((kind, day): &(DateKind, Day)) -> (Day, DateKind) {
    (*day, *kind)
}

/// The lots of one code as they came, less what a movement took out of them, in the order of
/// giving. A lot has one date, whichever of its deliveries said it. What was handed out is not
/// written by lot: [`Shelf`] takes it off.
pub fn lots(code: &str, movements: &[(Moment, &Movement)], today: Day) -> Vec<Lot> {
    let mut named: BTreeMap<String, Vec<&(Moment, &Movement)>> = BTreeMap::new();
    let mut unnamed: BTreeMap<Option<(DateKind, Day)>, Ledger> = BTreeMap::new();
    for movement in movements.iter().filter(|(_, movement)| movement.code == code) {
        match movement.1.lot.as_deref().map(key).filter(|key| !key.is_empty()) {
            Some(key) => named.entry(key).or_default().push(movement),
            None => {
                unnamed.entry(movement.1.date).or_default().book(movement.1);
            }
        }
    }
    let of_lot = |movements: Vec<&(Moment, &Movement)>| {
        let (date, doubtful) = dated(movements.iter().copied());
        let mut sum = Ledger::default();
        for (_, movement) in &movements {
            sum.book(movement);
        }
        let lot = movements.iter().find_map(|(_, movement)| movement.lot.clone());
        Lot { lot, date, qty: sum.expected, freshness: freshness(date, today), doubtful }
    };
    let undated = unnamed.into_iter().map(|(date, sum)| Lot {
        lot: None,
        date,
        qty: sum.expected,
        freshness: freshness(date, today),
        doubtful: false,
    });
    let mut lots: Vec<Lot> = named.into_values().map(of_lot).chain(undated).collect();
    lots.sort_by_key(|lot| {
        (lot.date.is_none(), lot.date.as_ref().map(by_day), lot.lot.as_deref().map(key))
    });
    lots
}

/// What is on the shelf of one code today, as well as is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// What may be given, the lot to give first at the front; without a date last.
    pub good: Vec<Lot>,
    /// Past its use-by day, to be set aside.
    pub past: Vec<Lot>,
}

impl Shelf {
    /// Takes what was handed out, and what a count did not find, off the lots: first off those
    /// that go first, off what is past its date last, but for `given_past` pieces that were
    /// given although they were.
    pub fn of(lots: Vec<Lot>, left: Left, given_past: u32) -> Self {
        let mut shelf = Shelf::default();
        let mut excess = match left {
            Left::Unknown => 0,
            Left::Count(here) => lots.iter().map(|lot| lot.qty).sum::<i64>() - i64::from(here),
            Left::Short(_) => i64::MAX,
        };
        for lot in lots {
            match lot.freshness.may_be_given() {
                true => shelf.good.push(lot),
                false => shelf.past.push(lot),
            }
        }
        let mut given_past = i64::from(given_past).min(excess.max(0));
        excess -= given_past;
        take(&mut shelf.past, &mut given_past);
        excess = excess.saturating_add(given_past);
        take(&mut shelf.good, &mut excess);
        take(&mut shelf.past, &mut excess);
        if excess < 0 {
            shelf.adds(-excess);
        }
        shelf.good.retain(|lot| lot.qty > 0);
        shelf.past.retain(|lot| lot.qty > 0);
        shelf
    }

    /// A count found more than came in lots: nobody knows their date.
    fn adds(&mut self, more: i64) {
        match self.good.iter_mut().find(|lot| lot.date.is_none() && lot.lot.is_none()) {
            Some(lot) => lot.qty += more,
            None => self.good.push(Lot {
                lot: None,
                date: None,
                qty: more,
                freshness: Freshness::Good,
                doubtful: false,
            }),
        }
    }

    /// How many are past their use-by day.
    pub fn past_qty(&self) -> u32 {
        u32::try_from(self.past.iter().map(|lot| lot.qty).sum::<i64>()).unwrap_or(u32::MAX)
    }

    /// Everything that is here is past its use-by day: whoever gives it says why.
    pub fn all_past(&self) -> bool {
        !self.past.is_empty() && self.good.is_empty()
    }

    /// The lot to give first, where lots differ by name or date.
    pub fn first(&self) -> Option<&Lot> {
        self.good.first().filter(|lot| lot.lot.is_some() || lot.date.is_some())
    }
}

fn take(lots: &mut [Lot], excess: &mut i64) {
    for lot in lots {
        let taken = lot.qty.max(0).min(*excess).max(0);
        lot.qty -= taken;
        *excess -= taken;
    }
}
