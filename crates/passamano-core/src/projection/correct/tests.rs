//! What counts after undos and corrections, in every order of arrival.

use super::*;
use crate::distribution::{self, Line, Outcome, Verdict};
use crate::envelope::Header;
use crate::household::{Household, People};
use crate::id::{ActivityId, MemberId, SpaceId};
use crate::record::{Fact, Record};
use crate::stock::Count;
use crate::time::Day;

const SPACE: SpaceId = SpaceId([1; 16]);
const PLACE: ActivityId = ActivityId([7; 8]);

type Written = (Header, Record);

/// The record of a device with this number. Its clock says nothing: all are written at once.
fn written(device: u8, n: u8, amends: Option<u8>, fact: Fact) -> Written {
    let header = Header {
        audience: fact.audience(),
        space: SPACE,
        device: DeviceId([device; 32]),
        seq: u64::from(n),
        record: RecordId([n; 16]),
    };
    let record = Record {
        id: header.record,
        at: Moment { ms: 1_000, offset: 60 },
        by: MemberId([device; 8]),
        activity: Some(PLACE),
        pack: None,
        amends: amends.map(|n| RecordId([n; 16])),
        reason: amends.map(|_| "wrong_card".into()),
        fact,
    };
    (header, record)
}

fn given(code: &str, qty: u32) -> Fact {
    let lines = vec![Line { code: "DRY".into(), qty }];
    Fact::HandedOver(HandOver::new(code, Outcome::ServedFull, lines))
}

/// The world of these records, the same in every order of arrival.
fn world(records: &[Written]) -> World {
    let fold = |order: &[usize]| {
        let mut world = World::default();
        for place in order {
            let (header, record) = records[*place].clone();
            world.fold(&header, record, SPACE, &[0; 32]);
        }
        world
    };
    let mut order: Vec<usize> = (0..records.len()).collect();
    let first = fold(&order);
    for _ in 0..records.len() {
        order.rotate_left(1);
        let mut turned = order.clone();
        for _ in 0..2 {
            turned.reverse();
            let other = fold(&turned);
            assert_eq!(sums(&other), sums(&first), "in the order {turned:?}");
            assert_eq!(other.disputed(), first.disputed());
        }
    }
    first
}

/// What everybody sees: by household what it got, the sum, the book.
fn sums(world: &World) -> (Vec<(String, u32)>, u32, i64) {
    let got = |code: &str| {
        let lines = world.history(code).into_iter().flat_map(|fold| &fold.fact.lines);
        (code.to_string(), lines.map(|line| line.qty).sum::<u32>())
    };
    let got: Vec<_> = ["K7", "B8"].map(got).into();
    let totals = world.totals(PLACE);
    assert_eq!(totals.households, world.served(PLACE));
    let sum = totals.given.get("DRY").copied().unwrap_or_default();
    (got, sum, world.ledger(PLACE, "DRY").given)
}

fn is(world: &World, k7: u32, b8: u32) -> bool {
    let sum = k7 + b8;
    sums(world) == (vec![("K7".into(), k7), ("B8".into(), b8)], sum, i64::from(sum))
}

fn due(world: &World, code: &str) -> Verdict {
    let household =
        Household { code: code.into(), people: People::default(), ..Default::default() };
    let pack = crate::pack::tests::small();
    let offered = [pack.kit("DRY").unwrap()];
    let past = world.past(code, PLACE, DeviceId([1; 32]));
    distribution::decide(&Default::default(), &household, &offered, &past, Day(0)).verdict
}

#[test]
fn a_hand_over_that_was_something_else_moves_all_sums_and_stays_written() {
    let world =
        world(&[written(1, 1, None, given("K7", 2)), written(2, 2, Some(1), given("B8", 1))]);
    assert!(is(&world, 0, 1));
    assert!(matches!(due(&world, "K7"), Verdict::Due(_)));
    let Verdict::AlreadyServed(past) = due(&world, "B8") else { panic!("B8 was served") };
    assert!(past.by_me, "who corrects did not hand over");
    let view = world.hand_over(RecordId([1; 16])).unwrap();
    let Standing::Corrected(by) = view.standing else { panic!("{:?}", view.standing) };
    assert_eq!((by.from.record, by.fact.as_deref()), (RecordId([2; 16]), Some("wrong_card")));
    assert_eq!(world.story("k7").len(), 1);
    assert_eq!(world.story("b8")[0].corrects, Some((RecordId([1; 16]), Some("wrong_card"))));
    assert_eq!(world.clashes(PLACE), []);
    assert_eq!(world.disputed(), []);
}

#[test]
fn an_undo_of_a_correction_brings_the_first_back_and_an_undo_of_an_undo_too() {
    let (first, second) =
        (written(1, 1, None, given("K7", 2)), written(2, 2, Some(1), given("B8", 1)));
    let back = written(3, 3, Some(2), Fact::Undone);
    let taken_back = world(&[first.clone(), second.clone(), back.clone()]);
    assert!(is(&taken_back, 2, 0));
    assert_eq!(taken_back.hand_over(RecordId([1; 16])).unwrap().standing, Standing::Counts);
    let again = world(&[first.clone(), second, back, written(3, 4, Some(3), Fact::Undone)]);
    assert!(is(&again, 0, 1));

    let undone = [first.clone(), written(2, 2, Some(1), Fact::Undone)];
    let gone = world(&undone);
    assert!(is(&gone, 0, 0));
    assert_eq!(gone.undos_of(RecordId([1; 16])), [RecordId([2; 16])]);
    let [first, undo] = undone;
    assert!(is(&world(&[first, undo, written(2, 3, Some(2), Fact::Undone)]), 2, 0));
}

#[test]
fn a_correction_can_be_corrected_and_the_whole_can_be_said_not_to_have_been() {
    let chain = [
        written(1, 1, None, given("K7", 2)),
        written(1, 2, Some(1), given("B8", 2)),
        written(2, 3, Some(2), given("B8", 1)),
    ];
    let corrected = world(&chain);
    assert!(is(&corrected, 0, 1));
    let whole = corrected.whole(RecordId([3; 16]));
    assert_eq!(whole, [1, 2, 3].map(|n| RecordId([n; 16])));
    let mut all = chain.to_vec();
    for (n, old) in (4..).zip([1, 2, 3]) {
        all.push(written(2, n, Some(old), Fact::Undone));
    }
    let nothing = world(&all);
    assert!(is(&nothing, 0, 0));
    let undos = nothing.undos_of(RecordId([3; 16]));
    assert_eq!(undos.len(), 3);
    for (n, undo) in (7..).zip([4, 5, 6]) {
        all.push(written(2, n, Some(undo), Fact::Undone));
    }
    assert!(is(&world(&all), 0, 1), "it was given after all");
}

#[test]
fn of_two_corrections_one_counts_everywhere_and_the_desk_sees_and_settles_it() {
    let mut all = vec![
        written(1, 1, None, given("K7", 2)),
        written(2, 2, Some(1), given("B8", 1)),
        written(3, 3, Some(1), given("K7", 1)),
    ];
    let two = world(&all);
    assert!(is(&two, 1, 0), "the phones' names decide");
    let (first, counts) = (RecordId([1; 16]), RecordId([3; 16]));
    assert_eq!(two.disputed(), [Disputed { record: first, counts }]);
    let passed = two.hand_over(RecordId([2; 16])).unwrap();
    assert!(matches!(passed.standing, Standing::OtherCounts(by) if by.from.record == counts));
    assert_eq!(two.rivals(RecordId([2; 16])), [counts]);
    all.push(written(9, 4, Some(3), Fact::Undone));
    let settled = world(&all);
    assert!(is(&settled, 0, 1));
    assert_eq!(settled.disputed(), []);
}

#[test]
fn two_phones_that_say_the_same_do_not_disagree() {
    let first = || written(1, 1, None, given("K7", 2));
    let same = world(&[
        first(),
        written(2, 2, Some(1), given("K7", 1)),
        written(3, 3, Some(1), given("K7", 1)),
    ]);
    assert!(is(&same, 1, 0), "once");
    assert_eq!(same.disputed(), []);
    let both = [written(2, 2, Some(1), Fact::Undone), written(3, 3, Some(1), Fact::Undone)];
    let undone = world(&[&[first()], &both[..]].concat());
    assert!(is(&undone, 0, 0));
    assert_eq!(undone.disputed(), []);
}

#[test]
fn who_says_what_was_given_says_more_than_who_says_that_nothing_was() {
    let all = [
        written(1, 1, None, given("K7", 2)),
        written(3, 2, Some(1), Fact::Undone),
        written(2, 3, Some(1), given("B8", 1)),
    ];
    let world = world(&all);
    assert!(is(&world, 0, 1));
    assert_eq!(world.disputed().len(), 1);
}

#[test]
fn a_correction_has_the_time_of_what_it_corrects_so_that_a_count_stays_right() {
    let count = |n, ms| {
        let (header, mut record) = written(
            1,
            n,
            None,
            Fact::StockCounted(Count {
                code: "DRY".into(),
                expected: -2,
                counted: 0,
                with: None,
                why: None,
                place: None,
                at: None,
            }),
        );
        record.at.ms = ms;
        (header, record)
    };
    let late = |at| {
        let Fact::HandedOver(fact) = given("K7", 1) else { panic!("a hand-over") };
        let (header, mut record) =
            written(2, 3, Some(1), Fact::HandedOver(HandOver { at, ..fact }));
        record.at.ms = 9_000;
        (header, record)
    };
    let first = written(1, 1, None, given("K7", 2));
    let at = Some(first.1.at);
    let world = world(&[first, count(2, 5_000), late(at)]);
    assert_eq!(world.ledger(PLACE, "DRY").counted.map(|c| c.expected), Some(-1));
}

#[test]
fn records_that_undo_each_other_in_a_circle_stop_nobody() {
    let all = [
        written(1, 1, Some(2), Fact::Undone),
        written(2, 2, Some(1), Fact::Undone),
        written(3, 3, Some(4), given("K7", 1)),
        written(4, 4, Some(3), given("K7", 2)),
    ];
    let world = world(&all);
    assert!(world.whole(RecordId([3; 16])).len() <= 2);
    assert!(sums(&world).1 <= 2);
}

#[test]
fn a_loan_that_was_corrected_is_back_when_it_came_back() {
    let lent = |qty| match given("K7", qty) {
        Fact::HandedOver(fact) => Fact::HandedOver(HandOver { loan: true, ..fact }),
        other => other,
    };
    let back = Fact::Returned(vec![Line { code: "DRY".into(), qty: 1 }]);
    let all = [
        written(1, 1, None, lent(3)),
        written(1, 2, Some(1), back),
        written(2, 3, Some(1), lent(1)),
    ];
    assert_eq!(world(&all).loans_of("K7"), []);
    assert_eq!(world(&all[..2]).loans_of("K7")[0].lines[0].qty, 2);
}
