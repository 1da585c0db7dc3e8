//! Where an entry stands must not depend on the order in which works arrive, nor on any clock.

use proptest::prelude::*;

use super::*;
use crate::envelope::Header;
use crate::form::Part;
use crate::id::{DeviceId, SpaceId};
use crate::json;
use crate::projection::World;
use crate::record::{Fact, Record};
use crate::register::{Added, Written};
use crate::time::Moment;

const SPACE: SpaceId = SpaceId([1; 16]);

fn register() -> Register {
    json::from_str(
        r#"{"id":"r.heard","form":"r.heard","states":[{"id":"heard"},{"id":"checked"},
            {"id":"shared","card":"shared"},{"id":"closed","end":true}],"moves":[
            {"id":"check","from":["heard"],"to":"checked","who":"desk"},
            {"id":"confirm","from":["checked"],"to":"shared","who":"desk","notByWho":["check"]},
            {"id":"drop","from":["heard","checked"],"to":"closed","who":"coordinator"}],
            "title":["topic"]}"#,
    )
    .unwrap()
}

fn id(n: u8) -> RecordId {
    RecordId([n; 16])
}

/// A record with its number, by a person on the phone of the same number.
fn record(n: u8, person: u8, amends: Option<RecordId>, fact: Fact) -> (Header, Record) {
    let audience = fact.audience();
    let device = DeviceId([person; 32]);
    let header = Header { audience, space: SPACE, device, seq: u64::from(n), record: id(n) };
    // Clocks run backwards here: nothing may depend on them.
    let at = Moment { ms: 1_000 - i64::from(n), offset: 0 };
    let by = MemberId([person; 8]);
    (header, Record { id: id(n), at, by, activity: None, pack: None, amends, reason: None, fact })
}

fn answers(json: &str) -> Written {
    Written::from_text(json)
}

fn entry() -> (Header, Record) {
    let answers = answers(r#"{"topic":{"choice":"health"},"times":{"whole":1}}"#);
    let added = Added { register: "r.heard".into(), part: Part::Team, answers };
    record(1, 1, None, Fact::EntryAdded(added))
}

fn work(n: u8, person: u8, after: &[u8], to: Option<&str>) -> (Header, Record) {
    let worked = Worked {
        entry: id(1),
        after: after.iter().copied().map(id).collect(),
        did: to.map(|to| if to == "checked" { "check" } else { "confirm" }.into()),
        to: to.map(Into::into),
        owner: to.is_none().then_some(MemberId([person; 8])),
        part: Part::Team,
        answers: Written::default(),
    };
    record(n, person, None, Fact::EntryWorked(worked))
}

fn undo(n: u8, of: u8) -> (Header, Record) {
    record(n, 1, Some(id(of)), Fact::Undone)
}

fn world(records: &[(Header, Record)]) -> World {
    let mut world = World::default();
    for (header, record) in records.iter().cloned() {
        world.fold(&header, record, SPACE, &[0; 32]);
    }
    world
}

fn standing(records: &[(Header, Record)]) -> Standing {
    world(records).entry(id(1)).unwrap().standing(&register())
}

#[test]
fn an_entry_begins_in_the_first_state_and_moves_on_with_each_work() {
    let new = standing(&[entry()]);
    assert_eq!((new.state.as_str(), new.heads), ("heard", vec![id(1)]));
    let on =
        standing(&[entry(), work(2, 1, &[1], Some("checked")), work(3, 2, &[2], Some("shared"))]);
    assert_eq!(
        (on.state.as_str(), &on.heads[..], on.since.record),
        ("shared", &[id(3)][..], id(3))
    );
    assert!(on.rivals.is_empty());
}

#[test]
fn going_back_counts_where_the_work_before_was_known() {
    let back = [entry(), work(2, 1, &[1], Some("shared")), work(3, 2, &[2], Some("heard"))];
    assert_eq!(standing(&back).state, "heard");
}

#[test]
fn of_two_works_that_did_not_know_of_each_other_the_further_one_shows_and_both_are_said() {
    let apart = [entry(), work(2, 1, &[1], Some("checked")), work(3, 2, &[1], Some("closed"))];
    let seen = standing(&apart);
    assert_eq!(
        (seen.state.as_str(), seen.rivals),
        ("closed", vec!["closed".into(), "checked".into()])
    );
    assert_eq!(seen.heads, [id(2), id(3)]);
    let settled = [&apart[..], &[work(4, 1, &[2, 3], Some("checked"))]].concat();
    let seen = standing(&settled);
    assert_eq!((seen.state.as_str(), seen.rivals.len()), ("checked", 0));
}

#[test]
fn a_state_of_a_later_pack_is_carried_and_counts_as_the_furthest() {
    let later = [entry(), work(2, 1, &[1], Some("archived")), work(3, 2, &[1], Some("closed"))];
    assert_eq!(standing(&later).state, "archived");
}

#[test]
fn taking_an_entry_over_leaves_its_state() {
    let taken = standing(&[entry(), work(2, 1, &[1], Some("checked")), work(3, 2, &[2], None)]);
    assert_eq!((taken.state.as_str(), taken.owner), ("checked", Some(MemberId([2; 8]))));
    assert_eq!(taken.since.record, id(2));
}

#[test]
fn an_undone_work_leads_to_what_it_was_built_on() {
    let works = [entry(), work(2, 1, &[1], Some("checked")), work(3, 1, &[2], Some("shared"))];
    let undone = [&works[..], &[work(4, 2, &[3], None), undo(5, 3)]].concat();
    let seen = standing(&undone);
    assert_eq!((seen.state.as_str(), seen.owner), ("checked", Some(MemberId([2; 8]))));
    let all = [&works[..], &[undo(5, 3), undo(6, 2)]].concat();
    assert_eq!(standing(&all).state, "heard");
}

#[test]
fn a_second_pair_of_eyes_is_somebody_else() {
    let world = world(&[entry(), work(2, 7, &[1], Some("checked"))]);
    let (view, register) = (world.entry(id(1)).unwrap(), register());
    let standing = view.standing(&register);
    let may = |role, me| -> Vec<&str> {
        let moves = standing.moves(&register, role, MemberId([me; 8]), &view.works);
        moves.into_iter().map(|step| step.id.as_str()).collect()
    };
    assert_eq!(may(Role::FocalPoint, 7), [""; 0]);
    let another =
        |role, me| standing.needs_another(&register, role, MemberId([me; 8]), &view.works);
    assert!(another(Role::FocalPoint, 7) && !another(Role::FocalPoint, 8));
    assert!(!another(Role::Volunteer, 7), "who may not go on anyway waits for nobody");
    assert_eq!(may(Role::FocalPoint, 8), ["confirm"]);
    assert_eq!(may(Role::Coordinator, 8), ["confirm", "drop"]);
    assert_eq!(may(Role::Volunteer, 8), [""; 0]);
}

#[test]
fn later_answers_stand_in_the_place_of_earlier_ones_and_the_desk_sees_its_part() {
    let mut first = work(2, 1, &[1], Some("checked"));
    let mut second = work(3, 1, &[2], Some("shared"));
    let desk = |n, of, text: &str| {
        let worked = Worked {
            entry: id(1),
            after: vec![],
            did: None,
            to: None,
            owner: None,
            part: Part::Desk,
            answers: answers(text),
        };
        record(n, 1, Some(id(of)), Fact::EntryWorked(worked))
    };
    for (work, text) in
        [(&mut first, r#"{"times":{"whole":2}}"#), (&mut second, r#"{"times":{"whole":3}}"#)]
    {
        if let Fact::EntryWorked(worked) = &mut work.1.fact {
            worked.answers = answers(text);
        }
    }
    let records = [second, desk(4, 2, r#"{"why":{"text":"two said so"}}"#), first, entry()];
    let world = world(&records);
    let all = world.entry(id(1)).unwrap().answers();
    let text = String::from_utf8(json::to_vec(&all).unwrap()).unwrap();
    assert_eq!(
        text,
        r#"{"times":{"whole":3},"topic":{"choice":"health"},"why":{"text":"two said so"}}"#
    );
}

fn any_work() -> impl Strategy<Value = (u8, Vec<u8>, Option<&'static str>)> {
    let to = prop::sample::select(vec![
        None,
        Some("heard"),
        Some("checked"),
        Some("shared"),
        Some("new"),
    ]);
    // A work may name any other, also itself, a later one, or one that never arrives.
    (1..4_u8, prop::collection::vec(1..9_u8, 0..3), to)
}

proptest! {
    #[test]
    fn in_any_order_the_same(works in prop::collection::vec(any_work(), 0..6), undone in 0..9_u8, seed in any::<u64>()) {
        let mut records = vec![entry(), undo(20, undone + 1)];
        let numbered = works.iter().zip(2_u8..);
        records.extend(numbered.map(|((person, after, to), n)| work(n, *person, after, *to)));
        let (before, all) = (standing(&records), world(&records));
        let answers = all.entry(id(1)).unwrap().answers();
        let mut state = seed;
        records.sort_by_key(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state >> 33
        });
        let turned = world(&records);
        prop_assert_eq!(standing(&records), before);
        prop_assert_eq!(turned.entry(id(1)).unwrap().answers(), answers);
        let (stored, _) = World::from_stored(&turned.to_stored(7).unwrap()).unwrap();
        prop_assert_eq!(stored, turned);
    }
}
