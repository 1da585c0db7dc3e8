//! Cards that lead to other cards, and back, in any order of arrival.

use super::super::households::tests::*;
use super::*;
use crate::household::{Household, HouseholdDetail};
use crate::projection::tests::record;
use crate::record::Fact;

/// A household that declared allergens, with or without consent that phones show them.
fn declared(seq: u64, code: &str, consent: bool, allergens: &[&str], over: &[&Saved]) -> Saved {
    let mut household = household(code, 3, over);
    household.consent = consent;
    let allergens = allergens.iter().map(|code| code.to_string()).collect();
    household.show(&HouseholdDetail { allergens, ..Default::default() });
    listed(7, seq, 5, household)
}

#[test]
fn a_lost_card_leads_to_the_new_one_and_what_was_served_stays_served() {
    let old = listed(1, 1, 10, household("K7", 3, &[]));
    let before = served(1, 2, "K7");
    let new = listed(2, 1, 20, household("M3", 3, &[]));
    let lost = replaced(2, 2, 20, "K7", "M3");
    // A phone that had not heard of it served the old card as well.
    let unaware = served(3, 1, "k-7");
    let seen = |world: &World| {
        let replaced = world.replaced("k7").map(|replaced| replaced.new);
        (replaced, world.history("m3").len(), world.served(DAY), world.household_count())
    };
    let all = [&old, &before, &new, &lost, &unaware];
    assert_eq!(in_any_order(&all, seen), (Some("M3".into()), 2, 1, 1));
    let world = fold(&all);
    assert_eq!((world.replaced("M3"), world.lead("K-7")), (None, "M3".into()));
    assert_eq!(world.totals(DAY).households, 1);
    assert_eq!(world.totals(DAY).people.total(), 3);
    assert_eq!(world.clashes(DAY).len(), 1, "the desk sees that two phones served");
    assert_eq!(world.known("K7").map(|(household, _)| household.code), Some("M3".into()));
    assert_eq!(world.households().map(|h| h.code.as_str()).collect::<Vec<_>>(), ["M3"]);
}

#[test]
fn chains_branches_and_circles_of_cards_end_alike_everywhere() {
    let cards = ["K7", "M3", "P4"];
    let list = cards.map(|code| listed(1, code.len() as u64, 1, household(code, 1, &[])));
    let leads = |world: &World| cards.map(|code| world.lead(code));
    let chain = [replaced(1, 5, 10, "K7", "M3"), replaced(2, 1, 5, "M3", "P4")];
    assert_eq!(in_any_order(&[&chain[0], &chain[1]], leads), ["P4", "P4", "P4"]);
    // Two desks gave a lost card two new ones: both are the household's.
    let twice = [replaced(1, 5, 10, "K7", "M3"), replaced(2, 1, 20, "K7", "P4")];
    assert_eq!(in_any_order(&[&twice[0], &twice[1]], leads), ["P4", "M3", "P4"]);
    let here = served(3, 1, "M3");
    let world = fold(&[&list[0], &twice[0], &twice[1], &here]);
    assert_eq!((world.history("P4").len(), world.history("K7").len()), (1, 1));
    // Two desks joined two households in opposite ways.
    let circle = [replaced(1, 5, 10, "K7", "M3"), replaced(2, 1, 20, "M3", "K7")];
    assert_eq!(in_any_order(&[&circle[0], &circle[1]], leads), ["K7", "K7", "P4"]);
    assert_eq!(fold(&[&circle[0], &circle[1]]).replaced("K7"), None);
}

#[test]
fn a_stop_is_heard_of_whenever_it_comes_and_ends_with_it() {
    let open = listed(1, 1, 1, household("K7", 1, &[]));
    let mut closed = household("K7", 1, &[&open]);
    closed.flags = vec!["closed".into()];
    let closed = listed(1, 2, 2, closed);
    let again = listed(1, 3, 3, household("K7", 1, &[&closed]));
    let stop = |world: &World| world.stop("k-7", &Rules::default());
    assert_eq!(in_any_order(&[&open], stop), None);
    assert_eq!(in_any_order(&[&open, &closed], stop), Some(Stop::Household));
    assert_eq!(in_any_order(&[&open, &closed, &again], stop), None);

    let new = listed(2, 1, 4, household("M2", 1, &[]));
    let lost = replaced(2, 2, 5, "K7", "M2");
    let both = [&open, &new, &lost];
    assert_eq!(in_any_order(&both, stop), Some(Stop::Replaced));
    assert_eq!(
        in_any_order(&both, |world| world.stop("M2", &Rules::default())),
        None,
        "the new card gives"
    );
}

#[test]
fn a_card_that_is_not_lost_after_all_counts_again_and_the_new_one_says_so() {
    let old = listed(1, 1, 10, household("K7", 3, &[]));
    let new = listed(2, 1, 20, household("M3", 3, &[&old]));
    let lost = replaced(2, 2, 20, "K7", "M3");
    // Somebody was served with the new card, by a phone that hears of the undo later.
    let given = served(3, 1, "M3");
    let back = undone(2, 3, &lost);
    let seen = |world: &World| {
        let way = world.replaced("m3").map(|way| (way.new, way.why, way.from.record));
        let counts = (world.lead("K7"), world.replaced("K7").map(|way| way.new));
        let code = |household: &Household| household.code.clone();
        let listed: Vec<String> = world.households().map(code).collect();
        (
            way,
            counts,
            listed,
            world.history("K7").len(),
            world.served(DAY),
            world.stop("K7", &Rules::default()),
        )
    };
    let way = Some(("K7".to_string(), WhyNot::NotNeeded, back.1.id));
    let right = (way, ("K7".into(), None), vec!["K7".into()], 1, 1, None);
    let all = [&old, &new, &lost, &given, &back];
    assert_eq!(in_any_order(&all, seen), right);
    let world = fold(&all);
    assert_eq!(world.stop("M3", &Rules::default()), Some(Stop::Replaced));
    assert_eq!(
        world.find("m3").iter().map(|found| found.code.as_str()).collect::<Vec<_>>(),
        ["K7"]
    );
    assert_eq!(world.known("M3").map(|(household, _)| household.code), Some("K7".into()));
    assert_eq!((world.replacements("K7").len(), world.replacements("M3").len()), (1, 1));

    // Of two phones that take it back every device names the same one; an undo of all of them
    // makes the card lost again.
    let twice = undone(4, 1, &lost);
    let all = [&old, &new, &lost, &back, &twice];
    let who = |world: &World| world.replaced("M3").map(|way| way.from.record);
    assert_eq!(in_any_order(&all, who), Some(back.1.id.min(twice.1.id)));
    let (one, other) = (undone(5, 1, &back), undone(5, 2, &twice));
    let half = [&old, &new, &lost, &back, &twice, &one];
    assert_eq!(in_any_order(&half, |world| world.lead("M3")), "K7");
    let whole = [&new, &lost, &back, &twice, &one, &other];
    let leads = |world: &World| (world.lead("K7"), world.lead("M3"));
    assert_eq!(in_any_order(&whole, leads), ("M3".into(), "M3".into()));
}

#[test]
fn the_way_back_names_what_counts_then_and_is_there_only_while_it_is_one() {
    let old = listed(1, 1, 10, household("K7-4QD", 3, &[]));
    let new = listed(2, 1, 20, household("M3-2AB", 3, &[&old]));
    let (lost, again) =
        (replaced(2, 2, 20, "K7-4QD", "M3-2AB"), replaced(2, 3, 21, "k7 4qd", "m3-2ab"));
    let way = |all: &[&Saved], of: &Saved| fold(all).way_back(of.1.id);
    let found = way(&[&old, &new, &lost, &again], &lost).unwrap();
    assert_eq!((found.counts.as_str(), found.unused.as_str()), ("K7-4QD", "M3-2AB"));
    assert_eq!((found.is_old, found.given, found.records.len()), (true, false, 2));
    // One alone of two that say the same changes nothing.
    let half = undone(2, 4, &lost);
    assert_eq!(fold(&[&old, &new, &lost, &again, &half]).lead("K74QD"), "M32AB");
    let given = served(3, 1, "m32ab");
    assert!(way(&[&old, &new, &lost, &given], &lost).unwrap().given);
    let not = undone(3, 2, &given);
    assert!(!way(&[&old, &new, &lost, &given, &not], &lost).unwrap().given);

    let gone = undone(2, 5, &lost);
    assert_eq!(way(&[&old, &new, &lost, &gone], &lost), None, "it is back already");
    let next = replaced(2, 6, 30, "M3-2AB", "P4");
    assert_eq!(way(&[&old, &new, &lost, &next], &lost), None, "first the later one");
    assert_eq!(way(&[&old, &new, &lost, &next], &next).unwrap().counts, "M3-2AB");
    let mut joined = replaced(2, 7, 30, "K7-4QD", "M3-2AB");
    if let Fact::CardReplaced(fact) = &mut joined.1.fact {
        fact.why = WhyReplaced::Joined;
    }
    assert_eq!(way(&[&old, &new, &joined], &joined), None, "they are parted, not found");
    // Two desks made two cards for one that was lost: without the one the other counts.
    let other = replaced(3, 9, 40, "K7-4QD", "P4");
    let found = way(&[&old, &new, &lost, &other], &other).unwrap();
    assert_eq!((found.counts.as_str(), found.is_old), ("M3-2AB", false));
}

#[test]
fn lost_again_after_it_was_found_and_lost_elsewhere_meanwhile() {
    let leads = |world: &World| ["K7", "M3", "P4"].map(|code| world.lead(code));
    let lost = replaced(1, 1, 10, "K7", "M3");
    let back = undone(1, 2, &lost);
    let again = replaced(1, 3, 5, "K7", "P4");
    assert_eq!(in_any_order(&[&lost, &back, &again], leads), ["P4", "P4", "P4"]);
    // A desk that had not heard replaced the new card: both of them count, for one household.
    let elsewhere = replaced(2, 1, 1, "M3", "P4");
    let all = [&lost, &back, &elsewhere];
    assert_eq!(in_any_order(&all, leads), ["K7", "P4", "P4"]);
    let cards = |world: &World| (world.one_of("K7"), world.one_of("P4"));
    assert_eq!(in_any_order(&all, cards), ("K7".into(), "K7".into()));
}

#[test]
fn two_that_were_joined_are_two_again() {
    let (one, two) =
        (listed(1, 1, 1, household("K7", 1, &[])), listed(1, 2, 1, household("M3", 2, &[])));
    let mut joined = replaced(2, 1, 5, "M3", "K7");
    if let Fact::CardReplaced(fact) = &mut joined.1.fact {
        fact.why = WhyReplaced::Joined;
    }
    let given = served(3, 1, "M3");
    let parted = undone(2, 2, &joined);
    let seen = |world: &World| {
        (
            world.household_count(),
            world.history("K7").len(),
            world.replaced("M3").map(|way| way.why),
        )
    };
    assert_eq!(in_any_order(&[&one, &two, &joined, &given], seen), (1, 1, Some(WhyNot::Joined)));
    assert_eq!(in_any_order(&[&one, &two, &joined, &given, &parted], seen), (2, 0, None));
    // Both histories say that they were one for a while.
    let world = fold(&[&one, &two, &joined, &parted]);
    assert_eq!((world.replacements("K7").len(), world.replacements("M3").len()), (1, 1));
}

#[test]
fn what_was_declared_under_another_card_is_never_lost() {
    let old = declared(1, "K7", true, &[], &[]);
    let new = declared(2, "M3", true, &[], &[&old]);
    let lost = replaced(2, 2, 20, "K7", "M3");
    // A phone that had not heard writes of nuts under the old card; another one, that had not heard
    // of the way back, of milk under the new.
    let nuts = declared(3, "K7", true, &["nuts"], &[&old]);
    let allergens = |world: &World| world.known("k7").unwrap().0.allergens;
    assert_eq!(in_any_order(&[&old, &new, &lost, &nuts], allergens), ["nuts"]);
    let back = undone(2, 3, &lost);
    let milk = declared(4, "M3", true, &["milk"], &[&new]);
    let both = in_any_order(&[&old, &new, &lost, &back, &nuts, &milk], allergens);
    assert_eq!(both, ["nuts", "milk"]);
    // Without consent it is asked about, and not shown.
    let silent = declared(5, "M3", false, &["milk"], &[&new]);
    let world = fold(&[&old, &new, &lost, &back, &silent]);
    let known = world.known("K7").unwrap().0;
    assert_eq!((known.ask, known.allergens.len()), (true, 0));
    // Somebody who saw both wrote what holds.
    let settled = declared(6, "K7", true, &["milk"], &[&nuts, &milk]);
    let all = [&new, &lost, &back, &nuts, &milk, &settled];
    assert_eq!(in_any_order(&all, allergens), ["milk"]);
    let world = fold(&[&old, &new, &lost, &back, &nuts, &milk]);
    assert_eq!(world.basis("K7").0.len(), 2, "it is written over both");
}

#[test]
fn the_desks_knowledge_under_another_card_is_not_lost_either() {
    let old = listed(1, 1, 1, household("K7", 3, &[]));
    let lost = replaced(2, 2, 20, "K7", "M3");
    let new = listed(2, 1, 20, household("M3", 3, &[&old]));
    let note = |words: &str, unclear| HouseholdDetail {
        code: "K7".into(),
        notes: words.into(),
        unclear,
        ..Default::default()
    };
    let late = record(3, 1, 2, None, Fact::HouseholdsDetailed(vec![note("bee stings", true)]));
    let seen = |world: &World| {
        let (household, detail) = world.as_written("K7").unwrap();
        (household.code, household.ask, detail.notes, detail.unclear)
    };
    let right = ("M3".to_string(), true, "bee stings".to_string(), true);
    assert_eq!(in_any_order(&[&old, &new, &lost, &late], seen), right);
}

#[test]
fn what_is_written_over_all_cards_counts_on_its_own_card_whatever_the_clocks_say() {
    // The phone that wrote the first version had its clock far ahead.
    let first = listed(1, 1, 100, household("K7", 2, &[]));
    let new = listed(2, 1, 20, household("M3", 2, &[&first]));
    let lost = replaced(2, 2, 20, "K7", "M3");
    let back = undone(2, 3, &lost);
    let told = fold(&[&first, &new, &lost, &back]);
    let (over, _) = told.basis("K7");
    let back_again = Household { replaces: over, ..household("K7", 5, &[]) };
    let back_again = listed(2, 4, 30, back_again);
    let all = [&first, &new, &lost, &back, &back_again];
    let people = |world: &World| world.household("K7").map(|known| known.people.total());
    assert_eq!(in_any_order(&all, people), Some(5));
}
