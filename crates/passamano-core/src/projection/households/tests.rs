//! Versions, cards and lists, in any order of arrival.

use super::super::tests::{SPACE, founding, permutations, record};
use super::*;
use crate::distribution::{HandOver, Line, Outcome};
use crate::envelope::Header;
use crate::household::{CardReplaced, People, WhyReplaced};
use crate::id::ActivityId;
use crate::record::{Fact, Record};

pub(in crate::projection) type Saved = (Header, Record);

pub(in crate::projection) fn household(code: &str, people: u16, replaces: &[&Saved]) -> Household {
    Household {
        code: code.into(),
        people: People { x: [0, 0, 0, 0, people, 0], ..Default::default() },
        replaces: replaces.iter().map(|(_, record)| record.id).collect(),
        ..Default::default()
    }
}

pub(in crate::projection) fn listed(device: u8, seq: u64, ms: i64, household: Household) -> Saved {
    record(device, seq, ms, None, Fact::HouseholdsListed(vec![household]))
}

pub(in crate::projection) fn undone(device: u8, seq: u64, what: &Saved) -> Saved {
    record(device, seq, 0, Some(what.1.id), Fact::Undone)
}

pub(in crate::projection) fn replaced(
    device: u8,
    seq: u64,
    ms: i64,
    old: &str,
    new: &str,
) -> Saved {
    let replaced = CardReplaced { old: old.into(), new: new.into(), why: WhyReplaced::Lost };
    record(device, seq, ms, None, Fact::CardReplaced(replaced))
}

/// Something given to a card in the activity of these tests.
pub(in crate::projection) fn served(device: u8, seq: u64, code: &str) -> Saved {
    let lines = vec![Line { code: "DRY".into(), qty: 1 }];
    let fact = Fact::HandedOver(HandOver::new(code, Outcome::ServedFull, lines));
    let mut saved = record(device, seq, 0, None, fact);
    saved.1.activity = Some(DAY);
    saved
}

pub(in crate::projection) const DAY: ActivityId = ActivityId([9; 8]);

pub(in crate::projection) fn fold(saved: &[&Saved]) -> World {
    let mut world = World::default();
    for (header, record) in saved.iter().copied().cloned() {
        world.fold(&header, record, SPACE, &founding().org());
    }
    world
}

/// The same answer in every order of arrival.
pub(in crate::projection) fn in_any_order<T: PartialEq + core::fmt::Debug>(
    saved: &[&Saved],
    ask: impl Fn(&World) -> T,
) -> T {
    let mut answers: Vec<T> = permutations(saved.len())
        .into_iter()
        .map(|order| ask(&fold(&order.into_iter().map(|at| saved[at]).collect::<Vec<_>>())))
        .collect();
    let first = answers.swap_remove(0);
    assert!(answers.iter().all(|answer| *answer == first), "{answers:?}");
    first
}

fn people(world: &World) -> Option<u32> {
    world.household("K7").map(|household| household.people.total())
}

#[test]
fn a_version_counts_over_what_it_names_whatever_clocks_and_counts_say() {
    // The phone that wrote first has a clock far ahead and has saved a hundred records.
    let first = listed(1, 99, 9_000, household("K7", 1, &[]));
    let second = listed(2, 1, 10, household("K7", 2, &[&first]));
    assert_eq!(in_any_order(&[&first, &second], people), Some(2));
    // Two that do not name each other: the later clock, on every device.
    let other = listed(3, 1, 20, household("K7", 3, &[&first]));
    assert_eq!(in_any_order(&[&first, &second, &other], people), Some(3));
    let world = fold(&[&first, &second, &other]);
    assert_eq!(world.basis("k7").0.len(), 2);
    let both = listed(1, 100, 0, household("K7", 4, &[&second, &other]));
    assert_eq!(in_any_order(&[&first, &second, &other, &both], people), Some(4));
}

#[test]
fn an_undone_version_gives_way_to_the_one_before_it() {
    let first = listed(1, 1, 30, household("K7", 1, &[]));
    let second = listed(2, 1, 20, household("K7", 2, &[&first]));
    let third = listed(1, 2, 10, household("K7", 3, &[&second]));
    let (no_second, no_third) = (undone(3, 1, &second), undone(3, 2, &third));
    assert_eq!(in_any_order(&[&first, &second, &no_second], people), Some(1));
    // What was written over an undone version stands, and what that was written over does not.
    assert_eq!(in_any_order(&[&first, &second, &third, &no_second], people), Some(3));
    let all = [&first, &second, &third, &no_second, &no_third];
    assert_eq!(in_any_order(&all, people), Some(1));
    let none = undone(3, 3, &first);
    assert_eq!(in_any_order(&[&first, &none], people), None);
    assert_eq!(fold(&[&first, &none]).household_count(), 0);
}

#[test]
fn an_import_is_found_by_its_save_and_can_be_taken_back() {
    let walk_in = listed(1, 1, 10, household("K7", 1, &[]));
    let import = |seq, code, replaces: &[&Saved]| {
        let mut saved = listed(2, seq, 50, household(code, 5, replaces));
        saved.1.reason = Some(IMPORT.into());
        saved
    };
    let (over, new) = (import(1, "K7", &[&walk_in]), import(2, "M3", &[]));
    let detail = HouseholdDetail { code: "M3".into(), ..Default::default() };
    let mut desk = record(2, 3, 50, None, Fact::HouseholdsDetailed(vec![detail]));
    desk.1.reason = Some(IMPORT.into());
    let world = fold(&[&walk_in, &over, &new, &desk]);
    let imports = world.imports();
    assert_eq!(imports.len(), 1);
    assert_eq!((imports[0].households, imports[0].alone, imports[0].records.len()), (2, 1, 3));
    assert_eq!((people(&world), world.household_count()), (Some(5), 2));

    let undos = [(1, &over), (2, &new), (3, &desk)].map(|(seq, saved)| undone(4, seq, saved));
    let all = [&walk_in, &over, &new, &desk, &undos[0], &undos[1], &undos[2]];
    let world = fold(&all);
    assert_eq!((people(&world), world.household_count(), world.imports()), (Some(1), 1, vec![]));
    assert_eq!(world.detail("M3"), None);
    let copy = world.to_stored(7).unwrap();
    assert_eq!(World::from_stored(&copy), Some((world, 7)));
}

#[test]
fn a_household_is_found_by_part_of_a_code_an_old_card_or_a_note() {
    let list: Vec<_> = ["K7-4QD", "M3-2AB", "P4-9XY"].map(|code| household(code, 1, &[])).into();
    let list = record(1, 1, 1, None, Fact::HouseholdsListed(list));
    let notes = "Third floor, blue door".to_string();
    let detail = HouseholdDetail { code: "P4-9XY".into(), notes, ..Default::default() };
    let detail = record(1, 2, 1, None, Fact::HouseholdsDetailed(vec![detail]));
    let lost = replaced(1, 3, 1, "K7-4QD", "M3-2AB");
    let world = fold(&[&list, &detail, &lost]);
    let found = |words: &str| -> Vec<&str> {
        world.find(words).into_iter().map(|household| household.code.as_str()).collect()
    };
    assert_eq!(found(" "), ["M3-2AB", "P4-9XY"]);
    assert_eq!(found("m32"), ["M3-2AB"]);
    assert_eq!(found("k7 4"), ["M3-2AB"], "an old card leads to the household");
    assert_eq!(found("BLUE"), ["P4-9XY"]);
    assert_eq!(found("zz"), Vec::<&str>::new());
    assert_eq!(found("-"), Vec::<&str>::new());
}
