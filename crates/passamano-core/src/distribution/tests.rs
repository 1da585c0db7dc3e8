//! What the rules say, case by case.

use super::*;
use crate::card;
use crate::pack::Pack;
use proptest::prelude::*;

const TODAY: Day = Day(20_000);

fn pack() -> Pack {
    crate::pack::tests::small()
}

fn household() -> Household {
    Household {
        code: "K7-4QD".into(),
        people: People { x: [1, 0, 0, 0, 2, 0], ..Default::default() },
        ..Default::default()
    }
}

fn rules() -> Rules {
    Rules { max_per_period: 1, period_days: 7, min_interval_days: 6, ..Default::default() }
}

fn lines(list: &[(&str, u32)]) -> Vec<Line> {
    list.iter().map(|(code, qty)| Line { code: code.to_string(), qty: *qty }).collect()
}

fn moment(day: Day) -> Moment {
    Moment { ms: i64::from(day.0) * 86_400_000 + 36_000_000, offset: 60 }
}

fn past(days_ago: i32, given: &[(&str, u32)]) -> Past {
    Past {
        record: RecordId([1; 16]),
        at: moment(Day(TODAY.0 - days_ago)),
        day: Day(TODAY.0 - days_ago),
        device: DeviceId([1; 32]),
        by_me: false,
        this_activity: false,
        outcome: Outcome::ServedFull,
        lines: lines(given),
    }
}

fn here(outcome: Outcome, given: &[(&str, u32)]) -> Past {
    Past { this_activity: true, outcome, ..past(0, given) }
}

fn verdict(rules: &Rules, household: &Household, kits: &[&str], history: &[Past]) -> Verdict {
    let pack = pack();
    let offered: Vec<&Kit> = kits.iter().map(|code| pack.kit(code).unwrap()).collect();
    decide(rules, household, &offered, history, TODAY).verdict
}

#[test]
fn a_household_gets_all_kits_of_the_activity_in_one_step() {
    let all = lines(&[("DRY", 1), ("HYG", 3), ("BABY", 1)]);
    assert_eq!(verdict(&rules(), &household(), &["DRY", "HYG", "BABY"], &[]), Verdict::Due(all));
    let old = [past(8, &[("DRY", 1)]), past(15, &[("DRY", 1)])];
    assert_eq!(verdict(&rules(), &household(), &["DRY"], &old), Verdict::Due(lines(&[("DRY", 1)])));
}

#[test]
fn a_household_without_babies_gets_no_baby_kit() {
    let alone =
        Household { people: People { f: [0, 0, 0, 0, 1, 0], ..Default::default() }, ..household() };
    assert_eq!(verdict(&rules(), &alone, &["BABY"], &[]), Verdict::Nothing);
    assert_eq!(
        verdict(&rules(), &alone, &["DRY", "BABY"], &[]),
        Verdict::Due(lines(&[("DRY", 1)]))
    );
}

#[test]
fn a_card_that_was_served_today_says_by_whom_and_when() {
    let served = here(Outcome::ServedFull, &[("DRY", 1)]);
    let again = verdict(&rules(), &household(), &["DRY", "HYG"], std::slice::from_ref(&served));
    assert_eq!(again, Verdict::AlreadyServed(served));
    let swapped = here(Outcome::ServedSubstitute, &[("F001", 3)]);
    assert!(matches!(
        verdict(&rules(), &household(), &["DRY"], &[swapped]),
        Verdict::AlreadyServed(_)
    ));
}

#[test]
fn what_was_missing_earlier_in_the_activity_is_still_due() {
    let part = here(Outcome::ServedPartial, &[("DRY", 1), ("HYG", 1)]);
    let rest = verdict(&rules(), &household(), &["DRY", "HYG"], std::slice::from_ref(&part));
    assert_eq!(rest, Verdict::Rest(lines(&[("HYG", 2)])));
    let second = here(Outcome::ServedPartial, &[("HYG", 2)]);
    let all = verdict(&rules(), &household(), &["DRY", "HYG"], &[part, second]);
    assert!(matches!(all, Verdict::AlreadyServed(_)));
}

#[test]
fn somebody_who_was_absent_or_declined_can_still_be_served() {
    for outcome in [
        Outcome::Absent,
        Outcome::Refused,
        Outcome::Rescheduled,
        Outcome::AlreadyServed,
        Outcome::SafetyStop,
    ] {
        assert!(matches!(
            verdict(&rules(), &household(), &["DRY"], &[here(outcome, &[])]),
            Verdict::Due(_)
        ));
    }
}

#[test]
fn the_interval_is_counted_in_local_days() {
    let rules = Rules { min_interval_days: 6, ..Default::default() };
    let at = |days| verdict(&rules, &household(), &["DRY"], &[past(days, &[("DRY", 1)])]);
    assert_eq!(at(5), Verdict::TooSoon { last: Day(TODAY.0 - 5), next: Day(TODAY.0 + 1) });
    assert!(matches!(at(6), Verdict::Due(_)));
}

#[test]
fn a_full_period_opens_again_when_the_oldest_leaves_it() {
    let rules = Rules { max_per_period: 2, period_days: 30, ..Default::default() };
    let history = [past(20, &[("DRY", 1)]), past(3, &[("DRY", 1)]), past(40, &[("DRY", 1)])];
    let full = Verdict::PeriodFull { given: 2, most: 2, next: Day(TODAY.0 + 10) };
    assert_eq!(verdict(&rules, &household(), &["DRY"], &history), full);
    assert!(matches!(verdict(&rules, &household(), &["DRY"], &history[1..]), Verdict::Due(_)));
}

#[test]
fn of_two_refusals_the_one_that_lasts_longest_is_told() {
    let history = [past(2, &[("DRY", 1)])];
    let weekly = Verdict::PeriodFull { given: 1, most: 1, next: Day(TODAY.0 + 5) };
    assert_eq!(verdict(&rules(), &household(), &["DRY"], &history), weekly);
}

#[test]
fn a_hygiene_kit_of_yesterday_does_not_hold_back_food() {
    let history = [past(1, &[("HYG", 3)])];
    assert_eq!(
        verdict(&rules(), &household(), &["DRY", "HYG"], &history),
        Verdict::Due(lines(&[("DRY", 1)]))
    );
    assert!(matches!(
        verdict(&rules(), &household(), &["DRY"], &[past(1, &[])]),
        Verdict::PeriodFull { .. }
    ));
}

#[test]
fn the_per_item_maximum_caps_what_is_due() {
    let rules = Rules {
        period_days: 30,
        per_item_max: [("HYG".to_string(), 5)].into(),
        ..Default::default()
    };
    let cap = |given| verdict(&rules, &household(), &["HYG"], &[past(4, &[("HYG", given)])]);
    assert_eq!(cap(1), Verdict::Due(lines(&[("HYG", 3)])));
    assert_eq!(cap(3), Verdict::Due(lines(&[("HYG", 2)])));
    assert_eq!(cap(5), Verdict::PeriodFull { given: 5, most: 5, next: Day(TODAY.0 + 26) });
}

#[test]
fn flags_refuse_or_are_asked_for() {
    let rules = Rules {
        required_flags: vec!["registered".into()],
        debarring_flags: vec!["elsewhere".into()],
        ..rules()
    };
    let with = |flags: &[&str]| {
        let flags = flags.iter().map(|flag| flag.to_string()).collect();
        verdict(&rules, &Household { flags, ..household() }, &["DRY"], &[])
    };
    assert_eq!(with(&[]), Verdict::MissingFlag { flag: "registered".into() });
    for flag in ["suspended", "moved", "closed", "under_protection"] {
        assert_eq!(with(&["registered", flag]), Verdict::Stopped { flag: flag.into() });
    }
    assert_eq!(with(&["registered", "elsewhere"]), Verdict::Debarred { flag: "elsewhere".into() });
    assert!(matches!(with(&["registered", "active"]), Verdict::Due(_)));
}

#[test]
fn a_clock_of_2036_on_one_phone_holds_back_nobody() {
    assert!(matches!(
        verdict(&rules(), &household(), &["DRY"], &[past(-3_000, &[("DRY", 1)])]),
        Verdict::Due(_)
    ));
    assert!(matches!(
        verdict(&rules(), &household(), &["DRY"], &[past(-1, &[("DRY", 1)])]),
        Verdict::PeriodFull { .. }
    ));
}

#[test]
fn rules_of_zero_set_no_limit() {
    let rules = Rules { per_item_max: [("DRY".to_string(), 1)].into(), ..Default::default() };
    let history = [past(-1, &[("DRY", 1)]), past(0, &[("DRY", 1)])];
    assert!(matches!(verdict(&rules, &household(), &["DRY"], &history), Verdict::Due(_)));
}

#[test]
fn a_proxy_is_allowed_only_if_the_household_said_so() {
    let pack = pack();
    let offered = [pack.kit("DRY").unwrap()];
    for proxy in [true, false] {
        let household = Household { proxy, ..household() };
        assert_eq!(decide(&rules(), &household, &offered, &[], TODAY).proxy, proxy);
    }
}

fn hand_over(code: &str, outcome: Outcome, given: &[(&str, u32)]) -> HandOver {
    HandOver::new(code, outcome, lines(given))
}

fn given(n: u8, device: u8, hand_over: &HandOver) -> Given<'_> {
    Given {
        record: RecordId([n; 16]),
        at: Moment { ms: i64::from(n), offset: 60 },
        device: DeviceId([device; 32]),
        activity: Some(ActivityId([1; 8])),
        hand_over,
    }
}

#[test]
fn two_phones_that_served_one_card_clash_and_both_are_kept() {
    let full = hand_over("K7-4QD", Outcome::ServedFull, &[("DRY", 1)]);
    let typed = hand_over("k74qd", Outcome::ServedFull, &[("DRY", 1)]);
    let found = clashes(&[given(2, 2, &typed), given(1, 1, &full)], card::normalize);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].household, "K7-4QD");
    assert_eq!(found[0].records, [RecordId([1; 16]), RecordId([2; 16])]);
}

#[test]
fn one_phone_other_kits_a_reason_another_day_or_an_absence_are_no_clash() {
    let full = hand_over("K7-4QD", Outcome::ServedFull, &[("DRY", 1)]);
    let other_kit = hand_over("K7-4QD", Outcome::ServedPartial, &[("HYG", 2)]);
    let absent = hand_over("K7-4QD", Outcome::Absent, &[]);
    let agreed = HandOver { set_aside: Some(Override::LeadAgreed), ..full.clone() };
    let next_week = Given { activity: Some(ActivityId([2; 8])), ..given(2, 2, &full) };
    let pairs = [
        given(2, 1, &full),
        given(2, 2, &other_kit),
        given(2, 2, &absent),
        given(2, 2, &agreed),
        next_week,
    ];
    for second in pairs {
        assert_eq!(clashes(&[given(1, 1, &full), second], card::normalize), []);
    }
}

#[test]
fn a_loan_is_out_until_all_of_it_is_back() {
    let lent = HandOver {
        loan: true,
        ..hand_over("K7-4QD", Outcome::ServedFull, &[("D001", 2), ("D002", 1)])
    };
    let gift = hand_over("B8-2ZD", Outcome::ServedFull, &[("D001", 1)]);
    let all = [given(1, 1, &lent), given(2, 1, &gift)];
    let back = lines(&[("D001", 1), ("D002", 1)]);
    let out = loans_out(&all, &[(RecordId([1; 16]), &back)]);
    assert_eq!(out.len(), 1);
    assert_eq!(
        (out[0].household.as_deref(), &out[0].lines),
        (Some("K7-4QD"), &lines(&[("D001", 1)]))
    );
    let rest = lines(&[("D001", 9)]);
    assert_eq!(loans_out(&all, &[(RecordId([1; 16]), &back), (RecordId([1; 16]), &rest)]), []);
}

proptest! {
    #[test]
    fn a_refusal_always_ends_and_after_it_something_is_due(
        days in prop::collection::vec(0_i32..60, 0..20), most in 0_u32..4, period in 0_u32..40, interval in 0_u32..40,
    ) {
        let rules = Rules { max_per_period: most, period_days: period, min_interval_days: interval, ..Default::default() };
        let history: Vec<Past> = days.iter().map(|ago| past(*ago, &[("DRY", 1)])).collect();
        let pack = pack();
        let offered = [pack.kit("DRY").unwrap()];
        if let Some(next) = decide(&rules, &household(), &offered, &history, TODAY).verdict.next() {
            prop_assert!(next > TODAY);
            let then = decide(&rules, &household(), &offered, &history, next).verdict;
            prop_assert!(matches!(then, Verdict::Due(_)), "{:?}", then);
            let before = decide(&rules, &household(), &offered, &history, Day(next.0 - 1)).verdict;
            prop_assert!(!matches!(before, Verdict::Due(_)), "{:?}", before);
        }
    }
}

#[test]
fn what_is_proposed_again_is_the_share_of_this_household_and_what_is_missing_of_it() {
    let pack = pack();
    let offered: Vec<&Kit> = ["DRY", "HYG"].iter().map(|code| pack.kit(code).unwrap()).collect();
    let all = lines(&[("DRY", 1), ("HYG", 3)]);
    assert_eq!(share(&household(), &offered), all);
    let part = [here(Outcome::ServedPartial, &[("HYG", 1)]), past(1, &[("DRY", 1)])];
    assert_eq!(missing(&household(), &offered, &part), lines(&[("DRY", 1), ("HYG", 2)]));
    let more = [here(Outcome::ServedFull, &[("DRY", 2), ("HYG", 3)])];
    assert_eq!(missing(&household(), &offered, &more), []);
}

#[test]
fn a_part_is_less_than_everything_and_more_than_nothing() {
    let due = lines(&[("DRY", 1), ("HYG", 3)]);
    assert_eq!(part(&lines(&[("DRY", 1), ("HYG", 2)]), &due), Ok(()));
    assert_eq!(part(&lines(&[("DRY", 0), ("HYG", 3)]), &due), Ok(()));
    assert_eq!(part(&due, &due), Err(NotAPart::Everything));
    assert_eq!(part(&lines(&[("DRY", 2), ("HYG", 3)]), &due), Err(NotAPart::Everything));
    assert_eq!(part(&lines(&[("DRY", 0)]), &due), Err(NotAPart::Nothing));
    assert_eq!(part(&lines(&[("TEA", 1)]), &[]), Ok(()), "nothing was due: anything is a part");
    assert_eq!(outcome_of(&due, &due), Outcome::ServedFull);
    assert_eq!(outcome_of(&lines(&[("DRY", 1)]), &due), Outcome::ServedPartial);
}

#[test]
fn a_correction_is_full_or_in_part_unless_it_was_no_first_share() {
    let (share, half) = (lines(&[("DRY", 2)]), lines(&[("DRY", 1)]));
    let old = |outcome, set_aside| HandOver { set_aside, ..hand_over("K7-4QD", outcome, &[]) };
    let full = old(Outcome::ServedFull, None);
    assert_eq!(outcome_corrected(&half, Some(&share), &full), Outcome::ServedPartial);
    assert_eq!(outcome_corrected(&half, None, &full), Outcome::ServedFull);
    let again = old(Outcome::ServedPartial, Some(Override::LeadAgreed));
    assert_eq!(outcome_corrected(&share, Some(&share), &again), Outcome::ServedPartial);
    let other = old(Outcome::ServedSubstitute, None);
    assert_eq!(outcome_corrected(&half, Some(&share), &other), Outcome::ServedSubstitute);
    let nothing = old(Outcome::Absent, None);
    assert_eq!(outcome_corrected(&half, None, &nothing), Outcome::ServedFull);
}
