//! Goods: what came, went, broke and was counted. The sum that must come out is
//! opening + received + returned − given − damaged − lost − sent back = expected
//! (domain.md, B2.5). What was given comes from hand-overs, never from here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::distribution::Line;
use crate::id::MemberId;
use crate::time::{Day, Moment};

/// Why goods moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
}

/// What a date on a pack means (Reg. (EU) 1169/2011).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// Unsafe from the next day on: never given.
    UseBy,
    /// Quality only: a warning.
    BestBefore,
}

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
}

/// Goods were counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Code of a kit or item.
    pub code: String,
    /// How many there should have been, as this phone knew it then.
    pub expected: i64,
    /// How many there were.
    pub counted: u32,
    /// The second person who counted; the first is the record's author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<MemberId>,
    /// Code of the explanation of a difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
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
    /// What should be here now. Below zero when something was not written down.
    pub expected: i64,
    /// The latest count.
    pub counted: Option<Counted>,
    /// What the count says.
    pub state: State,
}

/// A count next to what the book said at that moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// When it was counted.
    pub at: Moment,
    /// How many there were.
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
    /// that arrive late from another phone, fall on the right side.
    pub fn of(
        code: &str,
        movements: &[(Moment, &Movement)],
        given: &[(Moment, &Line)],
        counts: &[(Moment, &Count)],
    ) -> Self {
        let moved = movements.iter().filter(|(_, movement)| movement.code == code);
        let given = given.iter().filter(|(_, line)| line.code == code);
        let count =
            counts.iter().filter(|(_, count)| count.code == code).max_by_key(|(at, _)| at.ms);

        let mut ledger = Ledger { code: code.into(), ..Ledger::default() };
        let mut expected_then = 0;
        let until_count = |at: &Moment| count.is_some_and(|(counted_at, _)| at.ms <= counted_at.ms);
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
        if let Some((at, count)) = count {
            let difference = i64::from(count.counted) - expected_then;
            ledger.counted = Some(Counted {
                at: *at,
                counted: count.counted,
                expected: expected_then,
                difference,
            });
            ledger.state = state(difference, expected_then, count.why.is_some());
        }
        ledger
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

/// How good goods still are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// The date is today or later, or there is none.
    Good,
    /// Past its best-before day: may be given, and people are told.
    PastBest,
    /// Past its use-by day: never given.
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
        Some((DateKind::UseBy, day)) if today > day => Freshness::Expired,
        Some((DateKind::BestBefore, day)) if today > day => Freshness::PastBest,
        _ => Freshness::Good,
    }
}

/// Goods of one lot and date. What was handed out is not written by lot, so this says what came
/// and what was taken out by a movement, not what is left on the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// The maker's lot, if it was written down.
    pub lot: Option<String>,
    /// The date on the pack.
    pub date: Option<(DateKind, Day)>,
    /// Came less damaged, lost and sent elsewhere.
    pub qty: i64,
    /// How good it is today.
    pub freshness: Freshness,
}

/// The lots of one code, the one to give first at the front: earliest date first, no date last.
pub fn lots(code: &str, movements: &[(Moment, &Movement)], today: Day) -> Vec<Lot> {
    let mut sums = BTreeMap::new();
    for (_, movement) in movements.iter().filter(|(_, movement)| movement.code == code) {
        sums.entry((&movement.lot, movement.date)).or_insert_with(Ledger::default).book(movement);
    }
    let mut lots: Vec<Lot> = sums
        .into_iter()
        .map(|((lot, date), sum)| Lot {
            lot: lot.clone(),
            date,
            qty: sum.expected,
            freshness: freshness(date, today),
        })
        .collect();
    lots.sort_by_key(|lot| lot.date.map_or(Day(i32::MAX), |(_, day)| day));
    lots
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moment(ms: i64) -> Moment {
        Moment { ms, offset: 60 }
    }

    fn movement(reason: Reason, qty: u32) -> Movement {
        Movement { reason, code: "DRY".into(), qty, lot: None, date: None, donor: None }
    }

    fn count(counted: u32, why: Option<&str>) -> Count {
        Count { code: "DRY".into(), expected: 0, counted, with: None, why: why.map(String::from) }
    }

    /// 100 at the start, 40 given at moment 5, counted at moment 9.
    fn ledger(counted: u32, why: Option<&str>) -> Ledger {
        let (opening, given, count) = (
            movement(Reason::Opening, 100),
            Line { code: "DRY".into(), qty: 40 },
            count(counted, why),
        );
        Ledger::of("DRY", &[(moment(1), &opening)], &[(moment(5), &given)], &[(moment(9), &count)])
    }

    #[test]
    fn a_count_is_balanced_explained_or_not() {
        assert_eq!(ledger(60, None).state, State::Balanced);
        assert_eq!(ledger(50, Some("gave_extra")).state, State::Explained);
        assert_eq!(ledger(58, None).state, State::Unexplained { above_tolerance: false });
        assert_eq!(ledger(63, None).state, State::Unexplained { above_tolerance: true });
        assert_eq!(ledger(57, None).counted.map(|counted| counted.difference), Some(-3));
        assert_eq!(Ledger::of("DRY", &[], &[], &[]).state, State::NotCounted);
    }

    #[test]
    fn the_tolerance_is_two_or_one_percent_whichever_is_more() {
        assert_eq!(state(10, 1_000, false), State::Unexplained { above_tolerance: false });
        assert_eq!(state(-11, 1_000, false), State::Unexplained { above_tolerance: true });
        assert_eq!(state(2, 0, false), State::Unexplained { above_tolerance: false });
        assert_eq!(state(3, -5, false), State::Unexplained { above_tolerance: true });
    }

    #[test]
    fn what_is_given_after_a_count_is_no_difference_of_that_count() {
        let opening = movement(Reason::Opening, 100);
        let (early, late) =
            (Line { code: "DRY".into(), qty: 40 }, Line { code: "DRY".into(), qty: 25 });
        let count = count(60, None);
        let given = [(moment(20), &late), (moment(5), &early)];
        let ledger = Ledger::of("DRY", &[(moment(1), &opening)], &given, &[(moment(9), &count)]);
        assert_eq!((ledger.expected, ledger.given, ledger.state), (35, 65, State::Balanced));
    }

    #[test]
    fn the_latest_count_is_the_one_that_counts() {
        let opening = movement(Reason::Opening, 10);
        let (wrong, right) = (count(3, None), count(10, None));
        let ledger = Ledger::of(
            "DRY",
            &[(moment(1), &opening)],
            &[],
            &[(moment(4), &right), (moment(2), &wrong)],
        );
        assert_eq!(ledger.state, State::Balanced);
    }

    #[test]
    fn two_different_people_count() {
        let (rosa, amal) = (MemberId([1; 8]), MemberId([2; 8]));
        assert_eq!(two_counted(rosa, Some(amal)), Ok(()));
        assert_eq!(two_counted(rosa, Some(rosa)), Err(CountedBy::SamePerson));
        assert_eq!(two_counted(rosa, None), Err(CountedBy::Alone));
    }

    #[test]
    fn use_by_ends_with_its_day_and_best_before_only_warns() {
        let today = Day(20_000);
        let on = |kind, day| freshness(Some((kind, Day(day))), today);
        assert_eq!(on(DateKind::UseBy, 20_000), Freshness::Good);
        assert_eq!(on(DateKind::UseBy, 19_999), Freshness::Expired);
        assert_eq!(on(DateKind::BestBefore, 20_000), Freshness::Good);
        assert_eq!(on(DateKind::BestBefore, 19_000), Freshness::PastBest);
        assert!(Freshness::PastBest.may_be_given() && !Freshness::Expired.may_be_given());
        assert_eq!(freshness(None, today), Freshness::Good);
    }

    #[test]
    fn lots_are_kept_apart_and_the_earliest_date_comes_first() {
        let lot = |reason, lot: &str, day, qty| Movement {
            lot: Some(lot.into()),
            date: Some((DateKind::UseBy, Day(day))),
            ..movement(reason, qty)
        };
        let all = [
            lot(Reason::Received, "B", 30, 5),
            lot(Reason::Received, "A", 10, 8),
            lot(Reason::Damaged, "A", 10, 3),
        ];
        let none = movement(Reason::Opening, 1);
        let movements: Vec<_> =
            all.iter().chain([&none]).map(|movement| (moment(0), movement)).collect();
        let found: Vec<_> = lots("DRY", &movements, Day(20))
            .into_iter()
            .map(|lot| (lot.lot, lot.qty, lot.freshness))
            .collect();
        assert_eq!(
            found,
            [
                (Some("A".into()), 5, Freshness::Expired),
                (Some("B".into()), 5, Freshness::Good),
                (None, 1, Freshness::Good)
            ]
        );
        assert!(lots("HYG", &movements, Day(20)).is_empty());
    }

    proptest! {
        #[test]
        fn the_sum_comes_out_in_any_order(facts in prop::collection::vec((0_usize..6, any::<u32>(), any::<i64>()), 0..40), given in any::<u32>()) {
            const REASONS: [Reason; 6] = [Reason::Opening, Reason::Received, Reason::Returned, Reason::Damaged, Reason::Lost, Reason::Transferred];
            let movements: Vec<(Moment, Movement)> =
                facts.iter().map(|(reason, qty, ms)| (moment(*ms), movement(REASONS[*reason], *qty))).collect();
            let mut facts: Vec<(Moment, &Movement)> = movements.iter().map(|(at, movement)| (*at, movement)).collect();
            let line = Line { code: "DRY".into(), qty: given };
            let ledger = Ledger::of("DRY", &facts, &[(moment(3), &line)], &[]);
            facts.reverse();
            prop_assert_eq!(&ledger, &Ledger::of("DRY", &facts, &[(moment(3), &line)], &[]));
            let sum = ledger.opening + ledger.received + ledger.returned - ledger.given - ledger.damaged - ledger.lost - ledger.transferred;
            prop_assert_eq!(ledger.expected, sum);
        }
    }
}
