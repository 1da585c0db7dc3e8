//! The sums of goods, their counts, lots and dates.

use super::*;
use proptest::prelude::*;

fn moment(ms: i64) -> Moment {
    Moment { ms, offset: 60 }
}

fn movement(reason: Reason, qty: u32) -> Movement {
    Movement::new(reason, "DRY", qty)
}

fn count(counted: u32, why: Option<&str>) -> Count {
    let why = why.map(String::from);
    Count { code: "DRY".into(), expected: 0, counted, with: None, why, place: None, at: None }
}

/// 100 at the start, 40 given at moment 5, counted at moment 9.
fn ledger(counted: u32, why: Option<&str>) -> Ledger {
    let (opening, given, count) =
        (movement(Reason::Opening, 100), Line { code: "DRY".into(), qty: 40 }, count(counted, why));
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

/// The sum of these facts: what came at moment 1, given and counted at their moments.
fn sum(opening: u32, given: &[(i64, u32)], counts: &[(i64, Count)]) -> Ledger {
    let opened = movement(Reason::Opening, opening);
    let lines: Vec<_> = given
        .iter()
        .map(|(ms, qty)| (moment(*ms), Line { code: "DRY".into(), qty: *qty }))
        .collect();
    let lines: Vec<_> = lines.iter().map(|(at, line)| (*at, line)).collect();
    let counts: Vec<_> = counts.iter().map(|(ms, count)| (moment(*ms), count)).collect();
    let moved = [(moment(1), &opened)];
    Ledger::of("DRY", if opening > 0 { &moved } else { &[] }, &lines, &counts)
}

fn at_place(place: &str, counted: u32) -> Count {
    Count { place: Some(place.into()), ..count(counted, None) }
}

#[test]
fn below_zero_is_a_sentence_and_without_an_opening_nothing_is_said() {
    assert_eq!(sum(10, &[(5, 12)], &[]).left, Left::Short(2));
    assert_eq!(sum(10, &[(5, 12)], &[]).beyond_the_book(), Some(2));
    assert_eq!(sum(10, &[(5, 12)], &[]).should_be(), None);
    let unopened = sum(0, &[(5, 4)], &[]);
    assert_eq!((unopened.left, unopened.should_be()), (Left::Unknown, None), "nothing says −4");
    assert_eq!(unopened.beyond_the_book(), None);
    assert_eq!(sum(10, &[(5, 4)], &[]).left, Left::Count(6));
}

#[test]
fn after_a_count_what_is_here_is_what_was_counted() {
    let counted = sum(40, &[(5, 2)], &[(9, count(36, None))]);
    assert_eq!(counted.left, Left::Count(36), "not 38");
    let later = sum(40, &[(5, 2), (20, 6)], &[(9, count(36, None))]);
    assert_eq!(later.left, Left::Count(30));
    assert_eq!(later.counted.map(|c| c.difference), Some(-2), "the difference stays in the sum");
    assert_eq!(sum(0, &[(20, 6)], &[(9, count(4, None))]).left, Left::Short(2));
}

#[test]
fn a_count_in_a_second_place_is_added() {
    let both = [(9, count(36, None)), (12, at_place("cellar", 12))];
    let ledger = sum(48, &[], &both);
    assert_eq!(ledger.counted.map(|c| (c.counted, c.difference)), Some((48, 0)));
    assert_eq!((ledger.left, ledger.state), (Left::Count(48), State::Balanced));
    let again = [both[0].clone(), both[1].clone(), (15, at_place("Cellar ", 10))];
    assert_eq!(sum(48, &[], &again).left, Left::Count(46), "a place counts once, by its latest");
    let anew = [both[0].clone(), both[1].clone(), (20, count(40, None))];
    assert_eq!(sum(48, &[], &anew).left, Left::Count(40), "everything anew");
}

#[test]
fn a_round_says_what_is_counted_when() {
    let (first, second) = (count(36, None), at_place("cellar", 12));
    let counts = [(moment(12), &second), (moment(9), &first)];
    let round = Round::of("DRY", &counts);
    let spots: Vec<_> =
        round.spots.iter().map(|s| (s.place.as_deref(), s.at.ms, s.counted)).collect();
    assert_eq!(spots, [(None, 9, 36), (Some("cellar"), 12, 12)]);
    assert_eq!((round.sum(), round.later, round.next_place().as_str()), (48, false, "3"));
    assert!(round.knows(" Cellar") && !round.knows("van"));
    assert_eq!((round.sum_with("CELLAR", 11), round.sum_with("van", 2)), (47, 50));
    let anew = count(40, None);
    let counts = [(moment(12), &second), (moment(9), &first), (moment(30), &anew)];
    assert!(Round::of("DRY", &counts).later);
    assert_eq!(Round::of("HYG", &counts), Round::default());
}

#[test]
fn a_reason_that_comes_later_belongs_to_the_moment_of_the_count() {
    let seen = count(36, None);
    // Written down at 30, after 4 more were given.
    let told = Count { at: Some(moment(9)), ..count(36, Some("lost")) };
    let ledger = sum(40, &[(20, 4)], &[(9, told.clone()), (9, seen.clone())]);
    assert_eq!(ledger.state, State::Explained);
    assert_eq!(ledger.counted.map(|c| c.difference), Some(-4));
    assert!(!Round::of("DRY", &[(moment(9), &seen), (moment(9), &told)]).later);
}

#[test]
fn a_count_is_a_whole_number_in_any_digits_or_nothing() {
    assert_eq!(how_many(" 36 "), Some(36));
    assert_eq!(how_many("٣٦"), Some(36));
    assert_eq!(how_many("\u{200f}36"), Some(36));
    assert_eq!(how_many("0"), Some(0));
    for text in ["", " ", "-4", "1.5", "1,200", "3 6", "a", "+3", "4294967296"] {
        assert_eq!(how_many(text), None, "{text}");
    }
}

fn in_lot(qty: u32, lot: &str, date: Option<&str>) -> Movement {
    Movement {
        lot: Some(lot.into()).filter(|lot: &String| !lot.is_empty()),
        date: date.map(|day| (DateKind::UseBy, day.parse().unwrap())),
        ..movement(Reason::Received, qty)
    }
}

fn today() -> Day {
    "2026-11-28".parse().unwrap()
}

/// Received one after the other.
fn received(movements: &[Movement]) -> Vec<Lot> {
    let movements: Vec<_> =
        movements.iter().enumerate().map(|(n, moved)| (moment(n as i64), moved)).collect();
    lots("DRY", &movements, today())
}

/// Field report, R8.
#[test]
fn a_lot_shares_its_date() {
    let found = received(&[in_lot(10, "B2", Some("2026-11-01")), in_lot(5, "b2 ", None)]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].qty, found[0].freshness), (15, Freshness::Expired));
    assert!(!found[0].doubtful);

    let two = [in_lot(10, "B2", Some("2026-11-01")), in_lot(5, "B2", Some("2027-05-31"))];
    let found = received(&two);
    assert_eq!((found[0].qty, found[0].freshness), (15, Freshness::Expired), "the earlier is safe");
    assert!(found[0].doubtful);

    let insisted = Movement { insisted: true, ..two[1].clone() };
    let found = received(&[two[0].clone(), insisted]);
    assert_eq!((found[0].qty, found[0].freshness), (15, Freshness::Good), "somebody looked");
    assert!(!found[0].doubtful);
}

#[test]
fn the_date_of_a_lot_is_found_by_its_name_however_it_is_typed() {
    let moved = in_lot(10, "B 2", Some("2027-05-31"));
    let movements = [(moment(1), &moved)];
    assert_eq!(date_of_lot("DRY", " b  2", &movements), moved.date);
    assert_eq!(date_of_lot("DRY", "B3", &movements), None);
    assert_eq!(date_of_lot("HYG", "B2", &movements), None);
}

#[test]
fn the_first_to_expire_is_given_first() {
    let found = received(&[
        in_lot(10, "LATE", Some("2027-06-30")),
        in_lot(5, "", None),
        in_lot(8, "SOON", Some("2026-12-31")),
        in_lot(4, "OVER", Some("2026-11-27")),
    ]);
    let shelf = Shelf::of(found.clone(), Left::Count(27), 0);
    assert_eq!(shelf.first().and_then(|lot| lot.lot.as_deref()), Some("SOON"));
    assert_eq!((shelf.past_qty(), shelf.all_past()), (4, false));
    // 10 were given: those of SOON, and 2 of LATE; none of those past their date.
    let shelf = Shelf::of(found.clone(), Left::Count(17), 0);
    assert_eq!(shelf.first().map(|lot| lot.qty), Some(8));
    assert_eq!(shelf.past_qty(), 4);
    // Another phone gave 3 of those past their date, for a reason.
    assert_eq!(Shelf::of(found.clone(), Left::Count(24), 3).past_qty(), 1);
    // A count found more than came: nobody knows their date.
    let more = Shelf::of(found, Left::Count(30), 0);
    assert_eq!(more.good.last().map(|lot| (lot.date, lot.qty)), Some((None, 8)));
}

#[test]
fn of_one_day_what_becomes_unsafe_goes_before_what_loses_quality() {
    let best = Movement {
        date: Some((DateKind::BestBefore, "2026-12-31".parse().unwrap())),
        ..in_lot(1, "BEST", None)
    };
    let found = received(&[best, in_lot(1, "USE", Some("2026-12-31"))]);
    assert_eq!(found[0].lot.as_deref(), Some("USE"));
}

/// Field report, R10.
#[test]
fn when_all_is_past_its_use_by_day_the_shelf_says_so() {
    let over = received(&[in_lot(10, "", Some("2026-11-27"))]);
    assert!(Shelf::of(over.clone(), Left::Count(10), 0).all_past());
    assert!(Shelf::of(over.clone(), Left::Count(6), 0).all_past(), "some were given unasked");
    assert!(!Shelf::of(over.clone(), Left::Count(0), 0).all_past(), "nothing is left of it");
    let mut with_best = received(&[in_lot(10, "", Some("2026-11-27"))]);
    with_best[0].freshness = Freshness::PastBest;
    assert!(!Shelf::of(with_best, Left::Count(10), 0).all_past(), "quality only");
    let today_is_good = received(&[in_lot(10, "", Some("2026-11-28"))]);
    assert!(!Shelf::of(today_is_good, Left::Count(10), 0).all_past());
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

    #[test]
    fn a_shelf_holds_what_is_here(came in prop::collection::vec((1_u32..500, 0_usize..4, 20_700_i32..20_900), 0..12), gone in 0_u32..3_000, given_past in 0_u32..500) {
        let movements: Vec<Movement> = came.iter().map(|(qty, lot, day)| Movement {
            date: Some((DateKind::UseBy, Day(*day))),
            ..in_lot(*qty, ["", "A", "B", "C"][*lot], None)
        }).collect();
        let all: u32 = came.iter().map(|(qty, ..)| qty).sum();
        let here = all.saturating_sub(gone);
        let shelf = Shelf::of(received(&movements), Left::Count(here), given_past);
        let sum: i64 = shelf.good.iter().chain(&shelf.past).map(|lot| lot.qty).sum();
        prop_assert_eq!(sum, i64::from(here));
        prop_assert!(shelf.good.iter().all(|lot| lot.freshness.may_be_given()));
        prop_assert!(shelf.good.is_sorted_by_key(|lot| (lot.date.is_none(), lot.date)));
    }

    #[test]
    fn places_add_up_in_any_order(counted in prop::collection::vec((0_usize..4, 0_u32..1_000), 1..8), given in 0_u32..500) {
        let counts: Vec<Count> = counted.iter().map(|(place, n)| match place {
            0 => count(*n, None),
            place => at_place(["", "a", "b", "c"][*place], *n),
        }).collect();
        let mut when: Vec<_> = counts.iter().enumerate().map(|(n, count)| (moment(n as i64 * 10), count)).collect();
        let round = Round::of("DRY", &when);
        when.reverse();
        prop_assert_eq!(&round, &Round::of("DRY", &when));
        let after = Line { code: "DRY".into(), qty: given };
        let ledger = Ledger::of("DRY", &[], &[(moment(1_000), &after)], &when);
        let rest = i64::from(round.sum()) - i64::from(given);
        prop_assert_eq!(ledger.left, Left::of(rest));
        // By hand: walk through the counts, and start again at each of everything.
        let mut places = std::collections::BTreeMap::new();
        for (place, n) in &counted {
            if *place == 0 {
                places.clear();
            }
            places.insert(place, n);
        }
        prop_assert_eq!(round.sum(), places.values().copied().sum::<u32>());
    }
}
