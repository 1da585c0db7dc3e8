//! Ages as other organisations cut them, put into ours: bands in headers, also where a
//! spreadsheet made a date of `2-4`; and the age of one person in a cell.

use super::super::BRACKETS;
use super::words::fold;
use crate::list::words::month;
use crate::time::Day;

/// The oldest that a band reaches when it has no end. It only weighs `18+` and `50+`.
const OLDEST: u32 = 80;
/// First and last age of our brackets.
const OURS: [(u32, u32); BRACKETS.len()] =
    [(0, 1), (2, 4), (5, 11), (12, 17), (18, 59), (60, OLDEST)];

/// Our bracket that shares the most years with a band of ages; of two that share as many, the
/// younger.
pub fn bracket(from: u32, to: u32) -> usize {
    let to = to.min(OLDEST).max(from.min(OLDEST));
    let shared =
        |(first, last): (u32, u32)| (to.min(last) + 1).saturating_sub(from.min(OLDEST).max(first));
    let mut best = (0, 0);
    for (at, own) in OURS.into_iter().enumerate() {
        if shared(own) > best.1 {
            best = (at, shared(own));
        }
    }
    best.0
}

/// The two numbers of a header that a spreadsheet took for a date: 2 April was 2-4, 5 November
/// 5-11, December 2017 was 12-17.
pub fn from_date(header: &str) -> Option<(u32, u32)> {
    let folded = fold(header);
    let parts: Vec<&str> = folded.split(' ').collect();
    let number = |part: &str| part.parse::<u32>().ok();
    let small = |n: &u32| (1..=31).contains(n);
    let (a, b) = match parts[..] {
        // 2026-04-02 00:00, 02/04/2026
        [year, month, day, ..] if year.len() == 4 && number(year).is_some() => {
            (number(month)?, number(day)?)
        }
        [day, month, year, ..] if number(month).is_some() && number(year)? > 31 => {
            (number(day)?, number(month)?)
        }
        // 2-apr, Apr-2, 02 aprile 2026, Dec-17
        [a, b, ..] if parts.len() <= 3 => match (number(a), month(a), number(b), month(b)) {
            (Some(day), _, _, Some(month)) | (_, Some(month), Some(day), _) => (day, month),
            _ => return None,
        },
        _ => return None,
    };
    let (from, to) = (a.min(b), a.max(b));
    (small(&from) && small(&to) && from < to).then_some((from, to))
}

/// The bracket of an age such as `7`, `34.0`, `8 mesi` or `7 anni`.
pub fn of_age(cell: &str) -> Option<usize> {
    const MONTHLY: &str = "mesi|mese|months|month|mois|شهر|اشهر|شهور";
    const YEARLY: &str = "anni|anno|years|year|ans|an|y|yrs|old|سنه|سنوات|عام|اعوام";
    let folded = fold(cell);
    let mut parts = folded.split(' ');
    let age: u32 = parts.next()?.parse().ok().filter(|age| *age <= 120)?;
    let rest: Vec<&str> = parts.filter(|part| *part != "0").collect();
    let all = |words: &str| rest.iter().all(|part| words.split('|').any(|word| word == *part));
    match rest.is_empty() || all(YEARLY) {
        true => Some(bracket(age, age)),
        false if all(MONTHLY) => Some(bracket(age / 12, age / 12)),
        false => None,
    }
}

/// The bracket of somebody who was born on a day, or in a year, of which `cell` tells.
pub fn of_birth(cell: &str, today: Day) -> Option<usize> {
    let folded = fold(cell);
    let parts: Vec<&str> = folded.split(' ').collect();
    let number = |part: &str| part.parse::<u32>().ok();
    let (this_year, ..) = today.ymd();
    let (year, month, day) = match parts[..] {
        [year] if year.len() == 4 => (number(year)?, 7, 1),
        [year, month, day, ..] if year.len() == 4 => (number(year)?, number(month)?, number(day)?),
        [day, middle, year, ..] => {
            let year = number(year)?;
            // Two digits: the last hundred years.
            let century = (this_year as u32) / 100 * 100;
            let year = match year {
                0..=99 if century + year > this_year as u32 => century - 100 + year,
                0..=99 => century + year,
                _ => year,
            };
            match (number(day), number(middle), month(middle), month(day)) {
                (Some(day), Some(month), _, _) if month <= 12 => (year, month, day),
                (Some(month), Some(day), _, _) | (Some(day), _, Some(month), _) => {
                    (year, month, day)
                }
                (_, Some(day), _, Some(month)) => (year, month, day),
                _ => return None,
            }
        }
        _ => return None,
    };
    let born = Day::from_ymd(year as i32, month, day)?;
    let (year, month, day) = (year as i32, month, day);
    let (now, now_month, now_day) = today.ymd();
    let had_birthday = (now_month, now_day) >= (month, day);
    let age = u32::try_from(now - year - i32::from(!had_birthday)).ok()?;
    (born <= today && age <= 120).then(|| bracket(age, age))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_bands_stay_and_others_go_to_the_nearest() {
        for (band, expected) in [
            ((0, 1), 0),
            ((2, 4), 1),
            ((5, 11), 2),
            ((12, 17), 3),
            ((18, 59), 4),
            ((60, 120), 5),
            ((0, 2), 0),
            ((2, 5), 1),
            ((6, 17), 2),
            ((6, 12), 2),
            ((13, 24), 4),
            ((13, 19), 3),
            ((18, 64), 4),
            ((18, 120), 4),
            ((50, 120), 5),
            ((65, 120), 5),
            ((0, 4), 1),
            ((0, 99), 4),
            ((100, 120), 5),
        ] {
            assert_eq!(bracket(band.0, band.1), expected, "{band:?}");
        }
    }

    #[test]
    fn a_date_between_ages_is_the_band_that_somebody_typed() {
        for (header, band) in [
            ("2-apr", (2, 4)),
            ("2-Apr", (2, 4)),
            ("02/04/2026", (2, 4)),
            ("2026-04-02", (2, 4)),
            ("4-Feb", (2, 4)),
            ("5-nov", (5, 11)),
            ("11-May", (5, 11)),
            ("2026-11-05 00:00", (5, 11)),
            ("Dec-17", (12, 17)),
            ("5 نوفمبر", (5, 11)),
        ] {
            assert_eq!(from_date(header), Some(band), "{header}");
        }
        for header in ["2-4", "maggio", "2026", "4 scarpe", "3-mar", "x-apr", ""] {
            assert_eq!(from_date(header), None, "{header}");
        }
    }

    #[test]
    fn the_age_of_a_person_is_read_from_years_months_and_days_of_birth() {
        for (cell, expected) in [
            ("7", Some(2)),
            ("34.0", Some(4)),
            ("8 mesi", Some(0)),
            ("٧", Some(2)),
            ("70 anni", Some(5)),
            ("f", None),
            ("200", None),
        ] {
            assert_eq!(of_age(cell), expected, "{cell}");
        }
        let today = Day::from_ymd(2026, 11, 28).unwrap();
        for (cell, expected) in [
            ("31-10-1990", Some(4)),
            ("2014-02-01", Some(3)),
            ("28/11/2024", Some(1)),
            ("29/11/2024", Some(0)),
            ("10/31/1990", Some(4)),
            ("5 dic 1950", Some(5)),
            ("1950", Some(5)),
            ("3/4/88", Some(4)),
            ("2087-01-01", None),
            ("yesterday", None),
        ] {
            assert_eq!(of_birth(cell, today), expected, "{cell}");
        }
    }
}
