//! What records say must not depend on the order in which they arrive.

use data_encoding::BASE64;

use super::*;
use crate::distribution::{Collector, Loan, Outcome, Override, PastDate, PastWhy, Tallied};
use crate::form::Part;
use crate::opening::Exception;
use crate::register::{Added, Worked, Written};
use crate::space::{Founding, Role};
use crate::stock::{DateKind, Reason};
use crate::time::{Day, Moment};
use crate::value::{Answers, Value};

pub(super) const SPACE: SpaceId = SpaceId([0; 16]);

pub(super) fn founding() -> Founding {
    Founding { space: SPACE, ..Founding::new(&[7; 112]) }
}

/// A record of a device: its number there, what its clock said, what it names.
pub(super) fn record(
    device: u8,
    seq: u64,
    ms: i64,
    amends: Option<RecordId>,
    fact: Fact,
) -> (Header, Record) {
    let id = RecordId([device.wrapping_mul(16).wrapping_add(seq as u8); 16]);
    let header = Header {
        audience: fact.audience(),
        space: SPACE,
        device: DeviceId([device; 32]),
        seq,
        record: id,
    };
    let at = Moment { ms, offset: 60 };
    let by = MemberId([device; 8]);
    (header, Record { id, at, by, activity: None, pack: None, amends, reason: None, fact })
}

/// Folds the records in every order and gives the one world that comes out.
fn in_any_order(records: &[(Header, Record)]) -> World {
    let org = founding().org();
    let mut worlds: Vec<World> = vec![];
    for order in permutations(records.len()) {
        let mut world = World::default();
        for place in order {
            let (header, record) = records[place].clone();
            world.fold(&header, record, SPACE, &org);
        }
        worlds.push(world);
    }
    let first = worlds.swap_remove(0);
    let seen = |world: &World| {
        let goals: Vec<Goal> = world.goals().cloned().collect();
        let (members, devices) = (world.members.clone(), world.devices.clone());
        (world.settings.clone(), goals, members, devices, world.detail("K7").cloned())
    };
    assert!(worlds.iter().all(|world| seen(world) == seen(&first)));
    first
}

pub(super) fn permutations(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![vec![]] };
    let shorter = permutations(last);
    let with = |order: &Vec<usize>, at| [&order[..at], &[last], &order[at..]].concat();
    shorter.iter().flat_map(|order| (0..=last).map(move |at| with(order, at))).collect()
}

fn settings(version: u32, name: &str) -> Fact {
    let settings = Settings { version, name: name.into(), ..Default::default() };
    Fact::SettingsPublished(founding().sign_settings(&settings))
}

#[test]
fn of_two_settings_with_one_version_every_phone_takes_the_same() {
    let world = in_any_order(&[
        record(1, 9, 50, None, settings(2, "Casa Rossa")),
        record(2, 1, 60, None, settings(2, "Casa Verde")),
        record(3, 1, 99, None, settings(1, "Casa")),
    ]);
    assert_eq!(world.settings.map(|settings| settings.name).as_deref(), Some("Casa Verde"));
}

#[test]
fn of_two_texts_of_a_goal_the_later_counts_unless_one_names_the_other() {
    let goal = |words: &str| Fact::GoalSet(Goal { id: GoalId([1; 8]), statement: words.into() });
    let (fast, slow) = (record(1, 1, 9_000, None, goal("fast")), record(2, 1, 10, None, goal("")));
    let named = record(2, 2, 20, Some(fast.1.id), goal("named"));
    let said = |world: World| world.goal(GoalId([1; 8])).map(|goal| goal.fact.statement.clone());
    assert_eq!(said(in_any_order(&[fast.clone(), slow.clone()])).as_deref(), Some("fast"));
    assert_eq!(said(in_any_order(&[fast, slow, named])).as_deref(), Some("named"));
}

/// A phone that wrote a hundred records says nothing newer than one that wrote two.
#[test]
fn a_phone_that_wrote_much_does_not_win_with_an_older_word() {
    let here = ActivityId([1; 8]);
    let on = |(header, mut record): (Header, Record)| {
        record.activity = Some(here);
        (header, record)
    };
    let plan = |title: &str| {
        Fact::ActivityPlanned(Activity {
            id: here,
            goal: None,
            title: title.into(),
            place: "Piazza".into(),
            day: Day(20_000),
            opens: 540,
            closes: 720,
            kits: vec![],
            expected: 0,
            tally: false,
        })
    };
    let gate = |go| Fact::GateDecided(Gate { go, open_checks: vec![], risks: [].into() });
    let first = record(1, 1, 0, None, plan("first"));
    let busy = record(1, 90, 10, Some(first.1.id), plan("busy"));
    let later = record(2, 2, 20, Some(first.1.id), plan("later"));
    let named = record(3, 1, 5, Some(later.1.id), plan("named"));
    let title = |records: &[(Header, Record)]| {
        in_any_order(records).plan(here).map(|plan| plan.fact.title.clone()).unwrap_or_default()
    };
    assert_eq!(title(&[first.clone(), busy.clone(), later.clone()]), "later");
    // What names another one replaces that one alone: a slow clock does not bring it back.
    assert_eq!(title(&[first.clone(), later.clone(), named.clone()]), "named");
    assert_eq!(title(&[first, busy, later, named]), "busy");

    let (stop, go) =
        (on(record(1, 91, 30, None, gate(false))), on(record(2, 3, 40, None, gate(true))));
    let world = in_any_order(&[stop, go]);
    assert_eq!(world.gate(here).map(|gate| gate.fact.go), Some(true));
}

/// Two phones that say the same without knowing of each other: everybody names the same one.
#[test]
fn who_is_named_does_not_depend_on_who_was_heard_first() {
    let here = ActivityId([1; 8]);
    let on = |(header, mut record): (Header, Record)| {
        record.activity = Some(here);
        (header, record)
    };
    let done = || Fact::StepMarked { step: "a".into(), state: StepState::Done };
    let answer = |words: &str| {
        let (code, language) = ("P4-7MX".into(), "it".into());
        Fact::FeedbackAnswered(Answer { code, words: words.into(), language })
    };
    let closed = || Fact::ActivityMoved(ActivityState::Closed);
    let given = record(1, 7, 5, None, answer("none"));
    let records = [
        on(record(1, 80, 10, None, done())),
        on(record(2, 2, 20, None, done())),
        on(record(2, 3, 40, None, closed())),
        on(record(1, 81, 30, None, closed())),
        record(2, 4, 60, None, answer("Tuesday")),
        record(1, 82, 50, None, answer("Monday")),
    ];
    for turn in 0..records.len() {
        let mut records = records.to_vec();
        records.rotate_left(turn);
        let mut world = World::default();
        for (header, record) in records {
            world.fold(&header, record, SPACE, &founding().org());
        }
        let device = |from: Option<&Origin>| from.map(|from| from.device.0[0]);
        assert_eq!(device(world.step(here, "a").map(|fold| &fold.from)), Some(1));
        assert_eq!(device(world.state(here).map(|fold| &fold.from)), Some(2));
        let said: Vec<_> = world.answers("P4-7MX").iter().map(|a| a.words.as_str()).collect();
        assert_eq!(said, ["Monday", "Tuesday"]);
        let undo = |device, ms| record(device, 5, ms, Some(given.1.id), Fact::Undone);
        let mut undos = [undo(2, 80), undo(1, 70)];
        undos.rotate_left(turn % 2);
        undos.into_iter().for_each(|(header, record)| {
            world.fold(&header, record, SPACE, &founding().org());
        });
        assert_eq!(device(world.undone_by(given.1.id).next().map(|by| &by.from)), Some(1));
    }
}

#[test]
fn a_person_and_a_household_are_what_was_written_last() {
    let member =
        |name: &str| Member { member: MemberId([9; 8]), name: name.into(), role: Role::Volunteer };
    let detail = |notes: &str| {
        let detail =
            HouseholdDetail { code: "K7".into(), notes: notes.into(), ..Default::default() };
        Fact::HouseholdsDetailed(vec![detail])
    };
    let world = in_any_order(&[
        record(1, 1, 10, None, Fact::MemberJoined(member("Amina"))),
        record(2, 1, 20, None, Fact::MemberJoined(member("Amina B."))),
        record(1, 8, 30, None, detail("ground floor")),
        record(2, 2, 40, None, detail("third floor")),
    ]);
    assert_eq!(world.members[&MemberId([9; 8])].name, "Amina B.");
    assert_eq!(world.detail("k7").map(|detail| detail.notes.as_str()), Some("third floor"));
}

#[test]
fn a_stored_copy_is_the_same_world() {
    let hand_over = HandOver {
        household: Some("38-AXV".into()),
        outcome: Outcome::ServedPartial,
        lines: vec![Line { code: "KIT-DRY7".into(), qty: 2 }],
        collector: Collector::Proxy,
        people: Some(Default::default()),
        set_aside: Some(Override::LeadAgreed),
        past_date: Some(PastDate { why: PastWhy::LeadAgreed, codes: vec!["KIT-DRY7".into()] }),
        loan: true,
        at: Some(Moment { ms: 5, offset: -60 }),
        why: Some("too_heavy".into()),
        next: Some(Day(20_001)),
    };
    let household = Household {
        code: "38-AXV".into(),
        language: Some("ar".into()),
        consent: true,
        needs: vec!["stairs".into()],
        allergens: vec!["peanuts".into()],
        flags: vec!["moved".into()],
        ask: true,
        ..Default::default()
    };
    let walk_in = HandOver {
        household: None,
        people: None,
        set_aside: None,
        past_date: None,
        ..hand_over.clone()
    };
    let added = Added {
        register: "rumours.heard".into(),
        part: Part::Team,
        answers: (&Answers::from_iter([("topic".into(), Value::Choice("health".into()))])).into(),
    };
    let of_the_desk = Added { part: Part::Desk, ..added.clone() };
    let worked = Worked {
        entry: RecordId([0x13; 16]),
        after: vec![RecordId([0x13; 16])],
        did: Some("check".into()),
        to: Some("checked".into()),
        owner: Some(MemberId([1; 8])),
        part: Part::Team,
        answers: Written::default(),
    };
    let mut world = World::default();
    for (header, mut record) in [
        record(1, 1, 10, None, Fact::HouseholdsListed(vec![household])),
        record(1, 2, 20, None, Fact::HandedOver(hand_over)),
        record(2, 1, -30, None, Fact::HandedOver(walk_in)),
        record(1, 3, 40, None, Fact::EntryAdded(added)),
        record(1, 4, 40, Some(RecordId([0x13; 16])), Fact::EntryAdded(of_the_desk)),
        record(2, 2, 50, None, Fact::EntryWorked(worked)),
    ] {
        record.activity = Some(ActivityId([header.seq as u8; 8]));
        world.fold(&header, record, SPACE, &founding().org());
    }
    let activity = ActivityId([2; 8]);
    assert_eq!((world.served(activity), world.totals(activity).households), (1, 1));
    assert_eq!(world.served(ActivityId([1; 8])), 0);
    let copy = world.to_stored(7).unwrap();
    let frozen = include_str!("../../tests/frozen/stored-copy-9.txt").trim();
    assert_eq!(BASE64.encode(&copy), frozen, "another form needs another number: `FORMAT`");
    assert_eq!(World::from_stored(&copy), Some((world, 7)));
    assert_eq!(World::from_stored(&copy[1..]), None, "a damaged copy is no world");
    for end in 0..copy.len() {
        assert_eq!(World::from_stored(&copy[..end]), None, "cut after {end} bytes");
    }
}

/// A stored copy that an app wrote which knew less: what it passed over is read now.
#[test]
fn a_copy_is_made_anew_once_this_version_knows_a_kind_that_it_passed_over() {
    let copy_with = |kind: &str| {
        let mut world = World::default();
        let (header, record) = record(1, 1, 10, None, Fact::Unknown { kind: kind.into() });
        world.fold(&header, record, SPACE, &founding().org());
        assert_eq!(world.unknown, [(kind.to_string(), 1)].into());
        world.to_stored(1).unwrap()
    };
    assert!(World::from_stored(&copy_with("matched")).is_some());
    assert_eq!(World::from_stored(&copy_with("handed_over")), None);
}

/// Field report, R10 and B4: of the day, in any order of its records.
#[test]
fn goods_past_their_date_are_counted_apart() {
    let today = Day(20_000);
    let activity = ActivityId([3; 8]);
    let here = |(header, mut record): (Header, Record)| {
        record.activity = Some(activity);
        (header, record)
    };
    let over = Movement {
        lot: Some("B2".into()),
        date: Some((DateKind::UseBy, Day(19_999))),
        ..Movement::new(Reason::Received, "DRY", 10)
    };
    let undated = Movement { date: None, qty: 5, ..over.clone() };
    let given = |qty, why| {
        let lines = vec![Line { code: "DRY".into(), qty }, Line { code: "HYG".into(), qty: 1 }];
        let past_date = Some(PastDate { why, codes: vec!["DRY".into()] });
        let given = HandOver::new("K7", Outcome::ServedFull, lines);
        Fact::HandedOver(HandOver { past_date, ..given })
    };
    let tallied = |past_date| {
        let line = Line { code: "DRY".into(), qty: 1 };
        Fact::Counted(Tallied { line, past_date })
    };
    let world = in_any_order(&[
        here(record(1, 1, 10, None, Fact::StockMoved(over))),
        here(record(2, 1, 20, None, Fact::StockMoved(undated))),
        here(record(1, 2, 30, None, given(2, PastWhy::LeadAgreed))),
        here(record(2, 2, 40, None, given(1, PastWhy::PackIsGood))),
        here(record(1, 3, 50, None, tallied(Some(PastWhy::Other)))),
        here(record(1, 4, 60, None, tallied(Some(PastWhy::PackIsGood)))),
        here(record(1, 5, 70, None, tallied(None))),
    ]);
    let shelf = world.shelf(activity, "DRY", today);
    assert_eq!((shelf.past_qty(), shelf.all_past()), (9, true), "the 5 share the lot's date");
    let totals = world.totals(activity);
    assert_eq!(totals.past_date, [("DRY".to_string(), 3)].into(), "the good pack is not counted");
    assert_eq!(totals.given, [("DRY".to_string(), 6), ("HYG".to_string(), 2)].into());
}

#[test]
fn a_stock_list_that_came_from_a_file_is_known_until_it_is_taken_back() {
    let activity = ActivityId([3; 8]);
    let moved = |device, seq, ms, from_file: bool| {
        let fact = Fact::StockMoved(Movement::new(Reason::Received, "DRY", 1));
        let (header, mut record) = record(device, seq, ms, None, fact);
        (record.activity, record.reason) = (Some(activity), from_file.then(|| IMPORT.to_string()));
        (header, record)
    };
    let list = [moved(1, 1, 10, true), moved(1, 2, 10, true)];
    let other = moved(2, 1, 10, true);
    let all = [list[0].clone(), list[1].clone(), other.clone(), moved(1, 3, 10, false)];
    let lists = |world: &World| -> Vec<usize> {
        let mut sizes: Vec<_> =
            world.stock_lists(activity).into_iter().map(|(_, records)| records.len()).collect();
        sizes.sort();
        sizes
    };
    let world = in_any_order(&all);
    assert_eq!(lists(&world), [1, 2], "what somebody typed is no list");
    assert!(world.stock_lists(ActivityId([4; 8])).is_empty());
    let undo = |seq, of: &(Header, Record)| record(2, seq, 50, Some(of.1.id), Fact::Undone);
    let world = in_any_order(&[all[0].clone(), other, undo(2, &all[0])]);
    assert_eq!(lists(&world), [1]);
    assert_eq!(world.ledger(activity, "DRY").received, 1);
}

#[test]
fn a_loan_is_out_until_the_rest_of_it_is_back() {
    let line = |qty| Line { code: "COOKER".into(), qty };
    let lent = |household: &str, loan| {
        let given = HandOver::new(household, Outcome::ServedFull, vec![line(3)]);
        Fact::HandedOver(HandOver { loan, ..given })
    };
    let (loan, given) = (record(1, 1, 10, None, lent("K7", true)), lent("K7", false));
    let mut elsewhere = record(2, 1, 20, None, lent("K8", true));
    elsewhere.1.activity = Some(ActivityId([5; 8]));
    let back = record(2, 2, 30, Some(loan.1.id), Fact::Returned(vec![line(1)]));
    let undo = record(2, 3, 40, Some(elsewhere.1.id), Fact::Undone);
    let world = in_any_order(&[loan, record(1, 2, 15, None, given), elsewhere.clone(), back]);

    let out = |loans: Vec<Loan>| -> Vec<(Option<String>, u32)> {
        let mut out: Vec<_> =
            loans.into_iter().map(|loan| (loan.household, loan.lines[0].qty)).collect();
        out.sort();
        out
    };
    let here = || (Some("K7".to_string()), 2);
    let there = || (Some("K8".to_string()), 3);
    assert_eq!(out(world.loans_of("k7")), [here()]);
    assert_eq!(out(world.loans_with("COOKER")), [here(), there()]);
    assert_eq!(out(world.loans(ActivityId([5; 8]))), [there()]);
    assert_eq!(world.loans_with("TENT"), []);
    let mut world = world;
    world.fold(&undo.0, undo.1, SPACE, &founding().org());
    assert_eq!(world.loans_of("K8"), []);
}

#[test]
fn the_desk_sees_what_was_given_while_it_was_not_open_and_why_it_was_opened_again() {
    let line = || Line { code: "DRY".into(), qty: 1 };
    let with = |seq: u64, why: Option<Exception>, fact: Fact| {
        let (header, mut written) = record(1, seq, 10, None, fact);
        written.activity = Some(ActivityId([5; 8]));
        written.reason = why.map(|why| why.code().into());
        (header, written)
    };
    let late = with(2, Some(Exception::OtherHour), Fact::Counted(line().into()));
    let undo = record(1, 6, 50, Some(RecordId([16 + 5; 16])), Fact::Undone);
    let world = in_any_order(&[
        with(1, None, Fact::Counted(line().into())),
        late.clone(),
        with(3, Some(Exception::ByWord), Fact::Counted(line().into())),
        with(4, Some(Exception::Mistake), Fact::ActivityMoved(ActivityState::Open)),
        with(5, Some(Exception::Urgent), Fact::Counted(line().into())),
        undo,
    ]);
    let seen = world.exceptions(ActivityId([5; 8]));
    let seen: Vec<_> = seen.into_iter().map(|(from, why)| (from.record, why)).collect();
    assert_eq!(seen, [(late.1.id, Exception::OtherHour)]);
    assert_eq!(world.why_moved(ActivityId([5; 8])), Some(Exception::Mistake.code()));
    assert!(world.exceptions(ActivityId([6; 8])).is_empty());
}
