//! The rule of open and shut on every kind of fact, and the activity of now around midnight.

use super::*;
use crate::distribution::{HandOver, Line, Outcome};
use crate::feedback::Debrief;

const EVERY_STATE: [Option<ActivityState>; 6] = [
    None,
    Some(ActivityState::Planned),
    Some(ActivityState::Paused),
    Some(ActivityState::Closed),
    Some(ActivityState::Cancelled),
    Some(ActivityState::Aborted),
];

fn line() -> Line {
    Line { code: "DRY".into(), qty: 1 }
}

fn hand_over(outcome: Outcome, lines: Vec<Line>) -> Fact {
    Fact::HandedOver(HandOver::new("K7", outcome, lines))
}

fn gives() -> [Fact; 5] {
    [
        hand_over(Outcome::ServedFull, vec![line()]),
        hand_over(Outcome::ServedPartial, vec![]),
        hand_over(Outcome::ServedSubstitute, vec![line()]),
        // Whatever it is called, goods left.
        hand_over(Outcome::NotOnList, vec![line()]),
        Fact::Counted(line().into()),
    ]
}

#[test]
fn nothing_is_handed_out_before_the_gate_said_go_or_after_closing() {
    assert_eq!(shut(Some(ActivityState::Open)), None);
    for state in EVERY_STATE {
        let shut = shut(state).unwrap();
        for fact in gives() {
            for role in [Role::Volunteer, Role::FocalPoint, Role::Coordinator] {
                assert_eq!(judge(&fact, false, Some(shut), role, None), Err(shut), "{fact:?}");
            }
            let volunteer =
                judge(&fact, false, Some(shut), Role::Volunteer, Some(Exception::Urgent));
            assert_eq!(volunteer, Err(shut), "a volunteer makes no exception");
        }
    }
    for fact in gives() {
        assert_eq!(judge(&fact, false, None, Role::Volunteer, None), Ok(None));
    }
}

#[test]
fn somebody_of_the_desk_gives_all_the_same_and_says_why() {
    for role in [Role::FocalPoint, Role::Coordinator] {
        for fact in gives() {
            let late = judge(&fact, false, Some(Shut::Closed), role, Some(Exception::OtherHour));
            assert_eq!(late, Ok(Some(Exception::OtherHour)));
            let nowhere = judge(&fact, false, Some(Shut::NoActivity), role, Some(Exception::Other));
            assert_eq!(nowhere, Err(Shut::NoActivity));
            // An exception that is not needed stands in no record.
            assert_eq!(judge(&fact, false, None, role, Some(Exception::Other)), Ok(None));
        }
    }
    for exception in Exception::CHOICES.into_iter().chain([Exception::ByWord]) {
        assert_eq!(Exception::from_code(exception.code()), Some(exception));
    }
    assert_eq!(Exception::from_code("undo"), None);
}

#[test]
fn a_phone_that_has_not_heard_gives_by_the_word_of_who_opened() {
    let (team, activity) = ([7; 32], ActivityId([1; 8]));
    let word = word(&team, activity).unwrap();
    assert!(is_word(&team, activity, &word.to_lowercase().replace('-', " ")));
    assert!(!is_word(&team, ActivityId([2; 8]), &word), "another day's");
    assert!(!is_word(&[8; 32], activity, &word), "another team's");
    assert!(!is_word(&team, activity, ""));
    for fact in gives() {
        let now = |shut| judge(&fact, false, Some(shut), Role::Volunteer, Some(Exception::ByWord));
        assert_eq!(now(Shut::NotYet), Ok(Some(Exception::ByWord)));
        // What was said before a pause or the end of the day is not true any more.
        for shut in [Shut::Paused, Shut::Closed, Shut::Cancelled, Shut::Aborted, Shut::NoActivity] {
            assert_eq!(now(shut), Err(shut));
        }
    }
}

#[test]
fn what_gives_nothing_or_corrects_is_saved_at_any_time() {
    let nothing = [
        hand_over(Outcome::Absent, vec![]),
        hand_over(Outcome::AlreadyServed, vec![]),
        Fact::Returned(vec![line()]),
        Fact::Undone,
        Fact::Debriefed(Debrief::default()),
    ];
    for state in EVERY_STATE {
        for fact in &nothing {
            assert_eq!(judge(fact, false, shut(state), Role::Volunteer, None), Ok(None));
        }
        let corrected = hand_over(Outcome::ServedFull, vec![line()]);
        assert_eq!(judge(&corrected, true, shut(state), Role::Volunteer, None), Ok(None));
    }
}

const TODAY: Day = Day(20_000);

fn plan(id: u8, day: i32, opens: &str, closes: &str) -> Activity {
    let minutes = |text: &str| {
        let (hour, minute) = text.split_once(':').unwrap();
        hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap()
    };
    Activity {
        id: ActivityId([id; 8]),
        goal: None,
        title: String::new(),
        place: String::new(),
        day: Day(TODAY.0 + day),
        opens: minutes(opens),
        closes: minutes(closes),
        kits: vec![],
        expected: 0,
        tally: false,
    }
}

/// So many days after today, at this hour in Rome.
fn at(days: i32, hour: i64, minute: i64) -> Moment {
    let ms = i64::from(TODAY.0 + days) * 86_400_000 + (hour * 60 + minute) * 60_000;
    Moment { ms: ms - 3_600_000, offset: 60 }
}

#[test]
fn a_night_round_closes_the_next_day() {
    let night = plan(1, 0, "21:00", "01:30");
    assert!(night.over_midnight() && night.hours_fit());
    let day = plan(2, 0, "09:30", "13:00");
    assert!(!day.over_midnight() && day.hours_fit());
    for (opens, closes) in [("13:00", "09:00"), ("09:00", "09:00")] {
        assert!(!plan(3, 0, opens, closes).hours_fit(), "{opens} to {closes}");
    }
    assert!(plan(3, 0, "20:00", "12:00").hours_fit());
}

#[test]
fn what_is_given_after_midnight_belongs_to_the_day_it_began() {
    let night = plan(1, 0, "21:00", "01:30");
    assert_eq!(night.day_of(at(0, 22, 0)), TODAY);
    assert_eq!(night.day_of(at(1, 0, 40)), TODAY);
    assert_eq!(night.day_of(at(1, 3, 0)), TODAY, "it took longer");
    assert_eq!(night.day_of(at(1, 12, 0)), Day(TODAY.0 + 1));
    let evening = plan(2, 0, "18:00", "23:30");
    assert_eq!(evening.day_of(at(1, 0, 10)), TODAY, "the last ones went home late");
    // Somebody came on the day before, or a clock is wrong.
    assert_eq!(night.day_of(at(-1, 22, 0)), Day(TODAY.0 - 1));
    assert_eq!(plan(3, 0, "09:30", "13:00").day_of(at(1, 9, 40)), Day(TODAY.0 + 1));
}

type Moves<'a> = &'a [(u8, ActivityState)];

fn now_is(plans: &[Activity], moves: Moves, chosen: Option<u8>, now: Moment) -> Option<u8> {
    let state = |id: ActivityId| moves.iter().find(|(n, _)| *n == id.0[0]).map(|(_, s)| *s);
    let plans: Vec<_> = plans.iter().collect();
    current(&plans, state, chosen.map(|n| ActivityId([n; 8])), now).map(|plan| plan.id.0[0])
}

#[test]
fn after_midnight_the_night_round_is_still_the_activity_of_now() {
    use ActivityState::{Cancelled, Closed, Open};
    let plans = [plan(1, 0, "21:00", "01:30"), plan(2, 1, "09:30", "13:00")];
    assert_eq!(now_is(&plans, &[(1, Open)], None, at(0, 23, 0)), Some(1));
    assert_eq!(now_is(&plans, &[(1, Open)], None, at(1, 0, 20)), Some(1));
    assert_eq!(now_is(&plans, &[], None, at(1, 0, 20)), Some(1), "nobody opened it yet");
    assert_eq!(now_is(&plans, &[], None, at(1, 1, 40)), Some(2), "and nobody will");
    assert_eq!(now_is(&plans, &[(1, Open)], None, at(1, 3, 0)), Some(1), "it takes longer");
    assert_eq!(now_is(&plans, &[(1, Open)], None, at(1, 9, 0)), Some(2), "it was forgotten");
    assert_eq!(now_is(&plans, &[(1, Cancelled)], None, at(1, 0, 20)), Some(2));
    assert_eq!(now_is(&plans, &[(1, Closed)], Some(1), at(1, 0, 50)), Some(1), "chosen");
    assert_eq!(now_is(&[], &[], None, at(0, 10, 0)), None);
}

#[test]
fn a_day_that_was_closed_stays_for_its_evening_work() {
    use ActivityState::{Cancelled, Closed, Open};
    let plans =
        [plan(1, -1, "09:30", "13:00"), plan(2, 0, "09:30", "13:00"), plan(3, 7, "09:30", "13:00")];
    assert_eq!(now_is(&plans, &[(1, Closed), (2, Closed)], None, at(0, 14, 0)), Some(2));
    assert_eq!(now_is(&plans, &[(1, Closed), (2, Closed)], None, at(1, 14, 0)), Some(3));
    assert_eq!(now_is(&plans, &[(1, Closed), (2, Cancelled)], None, at(0, 14, 0)), Some(3));
    assert_eq!(now_is(&plans, &[(1, Open), (2, Open)], None, at(0, 10, 0)), Some(2));
    assert_eq!(now_is(&plans[..1], &[(1, Closed)], None, at(3, 10, 0)), Some(1), "the last");
    assert_eq!(now_is(&plans[..2], &[(1, Open)], None, at(30, 10, 0)), Some(1), "a wrong clock");
}

#[test]
fn what_comes_next_is_the_next_that_is_not_over() {
    use ActivityState::{Cancelled, Closed};
    let plans =
        [plan(1, 0, "09:30", "13:00"), plan(2, 0, "15:00", "18:00"), plan(3, 7, "09:30", "13:00")];
    let all: Vec<_> = plans.iter().collect();
    let next = |moves: Moves, done: u8| {
        let state = |id: ActivityId| moves.iter().find(|(n, _)| *n == id.0[0]).map(|(_, s)| *s);
        following(&all, state, ActivityId([done; 8]), TODAY).map(|plan| plan.id.0[0])
    };
    assert_eq!(next(&[(1, Closed)], 1), Some(2));
    assert_eq!(next(&[(1, Closed), (2, Cancelled)], 1), Some(3));
    assert_eq!(next(&[(1, Closed), (2, Closed), (3, Closed)], 2), None);
}
