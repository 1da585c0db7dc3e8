//! Dates as packs print them and people type them: a day, or a month and a year, with strokes,
//! points or nothing between, in the digits of any keyboard. What can be read in two ways is
//! refused and not guessed; a year that hardly stands on a pack is asked about ([`Odd`]). What a
//! date means for goods is in [`crate::stock`].

use crate::card::{is_invisible, plain_digit};
use crate::time::Day;

/// Why what was typed is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadDate {
    /// Only a part of it is there: a year, a month, or a day and month without their year.
    Half,
    /// It can be read in more than one way.
    Unclear,
    /// There is no such day, or these are not the signs of a date.
    NoSuchDay,
}

/// A date that can exist and hardly stands on a pack that somebody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// Over for more than a year.
    LongPast,
    /// More than ten years away.
    FarAhead,
}

/// The first year of two digits is 2000.
const CENTURY: i32 = 2000;
/// In days, and a little more, so that a month ten years ahead is not odd.
const TEN_YEARS: i32 = 3_660;

/// Reads what was typed. Nothing where nothing was typed. A month stands for its last day.
pub fn read(text: &str, today: Day) -> Result<Option<Day>, BadDate> {
    let text: String =
        text.chars().filter(|c| !is_invisible(*c)).map(|c| plain_digit(c).unwrap_or(c)).collect();
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let between = |c: char| matches!(c, '/' | '.' | '-' | ',' | '\\' | '،' | '٫' | '٬') || dash(c);
    let mut parts = vec![];
    for part in text.split(|c: char| between(c) || c.is_whitespace()) {
        match part {
            // Two signs between two numbers, as in `3. 5. 2027`.
            "" => {}
            _ if part.bytes().all(|b| b.is_ascii_digit()) => parts.push(part),
            // What a date field shows before anything is typed: `mm/05/2027`.
            _ if part.chars().all(char::is_alphabetic)
                && text.contains(|c: char| c.is_ascii_digit()) =>
            {
                return Err(BadDate::Half);
            }
            _ => return Err(BadDate::NoSuchDay),
        }
    }
    let readings = match parts.as_slice() {
        [one] => unbroken(one)?,
        [month, year] => vec![two(month, year)?],
        [first, month, last] => vec![three(first, month, last).ok_or(BadDate::NoSuchDay)?],
        _ => return Err(BadDate::NoSuchDay),
    };
    one_of(&readings, today).map(Some)
}

/// What is odd about a date, so that somebody looks at the pack again.
pub fn odd(day: Day, today: Day) -> Option<Odd> {
    match day.since(today) {
        ..=-366 => Some(Odd::LongPast),
        days if days > TEN_YEARS => Some(Odd::FarAhead),
        _ => None,
    }
}

fn dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Of several readings the one that is not odd; no guess between two that are alike.
fn one_of(readings: &[Day], today: Day) -> Result<Day, BadDate> {
    let usual: Vec<Day> =
        readings.iter().copied().filter(|day| odd(*day, today).is_none()).collect();
    match (usual.as_slice(), readings) {
        ([day], _) | ([], [day]) => Ok(*day),
        ([], []) => Err(BadDate::NoSuchDay),
        _ => Err(BadDate::Unclear),
    }
}

/// A month and a year, in either order of a year of four digits.
fn two(first: &str, last: &str) -> Result<Day, BadDate> {
    let (month, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if first.len() != 4 && last.len() <= 2 && number(last) <= 12 && number(first) > 12 {
        // `27/05`: a day and a month.
        return Err(BadDate::Half);
    }
    if matches!(year.len(), 1 | 3) {
        return Err(BadDate::Half);
    }
    month_end(full_year(year).ok_or(BadDate::NoSuchDay)?, number(month)).ok_or(BadDate::NoSuchDay)
}

/// A day: the year at the end, or of four digits at the beginning.
fn three(first: &str, month: &str, last: &str) -> Option<Day> {
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if day.len() > 2 || month.len() > 2 {
        return None;
    }
    Day::from_ymd(full_year(year)?, number(month), number(day))
}

/// Every reading of digits without anything between.
fn unbroken(digits: &str) -> Result<Vec<Day>, BadDate> {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let readings = match digits.len() {
        4 if digits.starts_with("20") => return Err(BadDate::Half),
        4 => vec![two(part(0, 2), part(2, 4)).ok()],
        6 => vec![
            two(part(0, 2), part(2, 6)).ok().filter(|_| part(2, 4) == "20"),
            two(part(4, 6), part(0, 4)).ok().filter(|_| part(0, 2) == "20"),
            three(part(0, 2), part(2, 4), part(4, 6)),
            three(part(4, 6), part(2, 4), part(0, 2)),
        ],
        8 => vec![
            three(part(0, 2), part(2, 4), part(4, 8)),
            three(part(0, 4), part(4, 6), part(6, 8)),
        ],
        1..=3 => return Err(BadDate::Half),
        _ => return Err(BadDate::NoSuchDay),
    };
    let mut readings: Vec<Day> = readings.into_iter().flatten().collect();
    readings.sort();
    readings.dedup();
    Ok(readings)
}

fn full_year(digits: &str) -> Option<i32> {
    let year = i32::try_from(number(digits)).ok()?;
    match digits.len() {
        2 => Some(CENTURY + year),
        4 => Some(year),
        _ => None,
    }
}

fn month_end(year: i32, month: u32) -> Option<Day> {
    (28..=31).rev().find_map(|day| Day::from_ymd(year, month, day))
}

/// A number of a few digits; a number too long for a date is one that no date has.
fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> Day {
        Day::from_ymd(2026, 11, 28).unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn month_and_year_are_the_end_of_the_month_however_they_are_typed() {
        for text in [
            "05/2027",
            "052027",
            "5.27",
            "0527",
            "5/2027",
            "05 2027",
            "2027-05",
            "202705",
            "05-27",
            "٠٥/٢٠٢٧",
            "০৫/২০২৭",
            "05\u{200f}/2027",
            " 05 / 2027 ",
            "05,2027",
            "05،2027",
        ] {
            assert_eq!(read(text, today()), Ok(Some(day("2027-05-31"))), "{text}");
        }
        assert_eq!(read("02/2028", today()), Ok(Some(day("2028-02-29"))), "a leap year");
    }

    #[test]
    fn a_day_is_read_day_first_or_year_first() {
        for text in [
            "2027-05-03",
            "03/05/2027",
            "3.5.27",
            "03052027",
            "20270503",
            "030527",
            "3. 5. 2027",
            "٢٠٢٧/٠٥/٠٣",
            "03–05–2027",
        ] {
            assert_eq!(read(text, today()), Ok(Some(day("2027-05-03"))), "{text}");
        }
    }

    #[test]
    fn half_a_date_is_an_error_and_never_nothing() {
        for text in ["2027", "27", "5", "27/05", "mm/05/2027", "gg/mm/2027", "5/7", "05/202"] {
            assert_eq!(read(text, today()), Err(BadDate::Half), "{text}");
        }
        for text in [
            "31/02/2027",
            "13/2027",
            "00/2027",
            "tomorrow",
            "5/5/5/5",
            "1/2/3",
            "123456789",
            "2027-13-01",
            "12a/2027",
        ] {
            assert_eq!(read(text, today()), Err(BadDate::NoSuchDay), "{text}");
        }
        assert_eq!(read("", today()), Ok(None));
        assert_eq!(read(" \u{200e}", today()), Ok(None));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        // 27 May 2028 and 28 May 2027.
        assert_eq!(read("270528", today()), Err(BadDate::Unclear));
        // 3 May 2027; 27 May 2003 is long past.
        assert_eq!(read("030527", today()), Ok(Some(day("2027-05-03"))));
    }

    #[test]
    fn odd_years_are_asked_about() {
        let asked = |text: &str| odd(read(text, today()).unwrap().unwrap(), today());
        assert_eq!(asked("05/0027"), Some(Odd::LongPast), "the year 27");
        assert_eq!(asked("05/2207"), Some(Odd::FarAhead));
        assert_eq!(asked("05/2017"), Some(Odd::LongPast));
        assert_eq!(asked("27/05/03"), Some(Odd::LongPast), "27 May 2003, typed year first");
        assert_eq!(asked("05/2026"), None, "past goods are written down too");
        assert_eq!(asked("11/2036"), None);
        assert_eq!(asked("12/2036"), Some(Odd::FarAhead));
    }

    proptest! {
        #[test]
        fn every_day_reads_back_in_every_form(n in 11_000_i32..40_000, script in 0_usize..4) {
            let (year, month, d) = Day(n).ymd();
            let written = [
                format!("{year:04}-{month:02}-{d:02}"),
                format!("{d:02}/{month:02}/{year:04}"),
                format!("{d}.{month}.{year:04}"),
            ];
            let zeros = ['0', '\u{660}', '\u{6f0}', '\u{9e6}'];
            let own = |c: char| match c.to_digit(10) {
                Some(digit) => char::from_u32(u32::from(zeros[script]) + digit).unwrap(),
                None => c,
            };
            for text in written {
                let text: String = text.chars().map(own).collect();
                prop_assert_eq!(read(&text, today()), Ok(Some(Day(n))), "{}", text);
            }
            let end = read(&format!("{month:02}/{year:04}"), today()).unwrap().unwrap();
            prop_assert_eq!((end.ymd().0, end.ymd().1), (year, month));
            prop_assert_ne!(Day(end.0 + 1).ymd().1, month, "the last day of its month");
        }

        #[test]
        fn whatever_is_typed_is_a_day_or_an_error(text in "[0-9/. -]{0,10}|\\PC{0,12}") {
            let empty = text.chars().all(|c| c.is_whitespace() || is_invisible(c));
            match read(&text, today()) {
                Ok(None) => prop_assert!(empty, "{:?} is dropped", text),
                Ok(Some(_)) => prop_assert!(!empty),
                Err(_) => {}
            }
        }
    }
}
