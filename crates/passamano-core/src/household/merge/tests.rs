//! Lists over households that are known: nothing is lost in silence.

use super::*;
use crate::household::import::{Layout, Preview, Reading, rows_from_csv};
use crate::list::Workbook;
use crate::time::Day;

/// What a list of these rows would do.
fn plan(
    rows: &[Row],
    known: impl Fn(&str) -> Option<Known>,
    agreed: impl Fn(&str, Part) -> bool,
) -> Vec<Planned> {
    let mut plan = Plan::default();
    rows.iter().for_each(|row| plan.add(row, known(&row.household.code), &agreed));
    plan.done()
}

fn read(text: &str) -> Preview {
    let book = Workbook::of_rows(rows_from_csv(text.as_bytes()).unwrap().0);
    let layout = Layout::guess(&book).unwrap();
    let mut reading = Reading::open(&book, layout, Day(0));
    reading.read(usize::MAX);
    reading.done()
}

const FIRST: &str = "code,f_18_59,m_5_11,language,consent,diet,allergens,notes\n\
    A-001,1,2,Arabic,yes,halal,\"peanuts, milk\",second floor\n";

fn first() -> Known {
    let row = read(FIRST).households.remove(0);
    (row.household, Some(row.detail))
}

/// What a later list makes of the first one, with some losses ticked.
fn after(list: &str, ticked: &[Part]) -> Planned {
    let rows = read(list).households;
    let known = |code: &str| (card::normalize(code) == "A001").then(first);
    plan(&rows, known, |_, part| ticked.contains(&part)).remove(0)
}

fn change(part: Part, lost: &[&str], gained: &[&str]) -> Change {
    let owned = |list: &[&str]| list.iter().map(|code| (*code).to_string()).collect();
    Change { part, lost: owned(lost), gained: owned(gained) }
}

#[test]
fn a_column_that_is_not_there_and_an_empty_cell_change_nothing() {
    let (household, detail) = first();
    for list in ["code,people\nA-001,\n", "code,allergens,diet,consent,notes,language\na001,,,,,\n"]
    {
        let same = after(list, &[Part::Allergens, Part::Diet, Part::Consent]);
        assert_eq!((&same.household, Some(&same.detail)), (&household, detail.as_ref()));
        assert!(same.known && same.changes.is_empty());
    }
    let people = after("code,people\nA-001,4\n", &[]);
    assert_eq!(people.changes, [change(Part::People, &["3"], &["4"])]);
    assert_eq!(people.household.allergens, ["peanuts", "milk"]);
    // A total says nothing of ages: those that are known stay, who came since has none.
    let now = people.household.people;
    assert_eq!((now.f[4], now.m[2], now.x[4]), (1, 2, 1));
    assert!(after("code,people\nA-001,3\n", &[]).changes.is_empty());
    let fewer = after("code,people\nA-001,2\n", &[]).household.people;
    assert_eq!((fewer.total(), fewer.x[4]), (2, 2));
    assert_eq!((people.household.consent, people.detail.notes.as_str()), (true, "second floor"));
}

#[test]
fn a_loss_of_allergens_diet_or_consent_is_taken_with_its_tick_only() {
    let list = "code,people,allergens,diet,consent\nA-001,9,\"milk, eggs\",none,no\n";
    let stopped = after(list, &[]);
    assert_eq!(
        stopped.changes,
        [
            change(Part::Allergens, &["peanuts"], &["eggs"]),
            change(Part::Diet, &["halal"], &[]),
            change(Part::Consent, &["yes"], &[]),
            change(Part::People, &["3"], &["9"]),
        ]
    );
    assert!(stopped.changes[..3].iter().all(Change::needs_tick));
    assert!(!stopped.changes[3].needs_tick());
    let shown = &stopped.household;
    assert_eq!(shown.allergens, ["peanuts", "milk", "eggs"]);
    assert_eq!((&shown.diet[..], shown.consent), (&["halal".to_string()][..], true));
    assert_eq!(shown.people.total(), 9);

    let one = after(list, &[Part::Allergens]);
    assert_eq!(one.household.allergens, ["milk", "eggs"]);
    assert_eq!(one.household.diet, ["halal"]);
    let all = after(list, &[Part::Allergens, Part::Diet, Part::Consent]);
    assert!(all.household.allergens.is_empty() && all.household.ask && !all.household.consent);
    assert_eq!(
        (&all.detail.allergens[..], all.detail.diet.len()),
        (&["milk".to_string(), "eggs".to_string()][..], 0)
    );
}

#[test]
fn what_is_not_understood_takes_nothing_away_and_is_asked_about_from_then_on() {
    let planned = after("code,allergens\nA-001,kiwi\n", &[Part::Allergens]);
    assert_eq!(planned.household.allergens, ["peanuts", "milk"]);
    assert!(planned.household.ask && planned.detail.unclear);
    assert_eq!(planned.detail.notes, "second floor\nallergens: kiwi");
    let parts: Vec<Part> = planned.changes.iter().map(|change| change.part).collect();
    assert_eq!(parts, [Part::Ask, Part::Notes]);
    // A later list that is understood does not clear it: a person at the desk does.
    let rows = read("code,allergens\nA-001,milk\n").households;
    let known = (planned.household, Some(planned.detail));
    let later = plan(&rows, |_| Some(known.clone()), |_, _| true).remove(0);
    assert!(later.household.ask);
    assert_eq!(later.household.allergens, ["milk"]);
}

#[test]
fn what_a_phone_declared_without_the_desk_counts_too() {
    let household = Household {
        code: "K7".into(),
        consent: true,
        allergens: vec!["fish".into()],
        ask: true,
        ..Default::default()
    };
    let rows = read("code,allergens\nK7,none\n").households;
    let planned = plan(&rows, |_| Some((household.clone(), None)), |_, _| false).remove(0);
    assert_eq!(planned.changes, [change(Part::Allergens, &["fish"], &[])]);
    assert_eq!((planned.household.allergens, planned.household.ask), (vec!["fish".into()], true));
}

#[test]
fn two_rows_that_lead_to_one_household_come_out_as_one() {
    let rows = read("code,people,allergens\nOLD,4,eggs\nA-001,5,\nNEW,1,\n").households;
    let known = |code: &str| (code != "NEW").then(first);
    let all = plan(&rows, known, |_, _| true);
    let out: Vec<_> = all.iter().map(|one| (one.household.code.as_str(), one.known)).collect();
    assert_eq!(out, [("A-001", true), ("NEW", false)]);
    assert_eq!(all[0].household.people.total(), 5);
    assert_eq!(all[0].detail.allergens, ["eggs"]);
    assert_eq!(all[0].detail.code, "A-001");
}

#[test]
fn two_households_that_are_one_keep_what_was_declared_of_either() {
    let dropped = Household {
        code: "B-2".into(),
        flags: vec!["suspended".into()],
        leave_out: vec!["F016".into()],
        ..Default::default()
    };
    let detail = HouseholdDetail {
        allergens: vec!["eggs".into()],
        notes: "second floor\nblue door".into(),
        unclear: true,
        ..Default::default()
    };
    let (household, all) = joined(&first(), &(dropped, Some(detail)), "B-2: the same family");
    assert_eq!(household.code, "A-001");
    assert_eq!(household.allergens, ["peanuts", "milk", "eggs"]);
    assert_eq!(
        (&household.flags[0], &household.leave_out[0]),
        (&"suspended".into(), &"F016".into())
    );
    assert!(household.ask && household.people.total() == 3);
    assert_eq!(all.notes, "second floor\nblue door\nB-2: the same family");
}
