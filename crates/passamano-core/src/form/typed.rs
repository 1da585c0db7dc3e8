//! What stands in a field, as an answer, and an answer as it stands in a field. Digits of any
//! script that people here write are read; what is half typed stays as words, which the form then
//! calls wrong.

use super::define::Kind;
use crate::time::{self, Day, Moment};
use crate::value::Value;

/// The answer that is typed in a field of this kind, on a phone with this offset from UTC; nothing
/// where nothing is typed.
pub fn typed(kind: Kind, text: &str, offset: i16) -> Option<Value> {
    let plain = text.trim();
    if plain.is_empty() {
        return None;
    }
    let digits = ascii(plain);
    let unread = || Value::Text(text.to_owned());
    Some(match kind {
        Kind::Whole => digits.parse().map_or_else(|_| unread(), Value::Whole),
        Kind::Decimal => {
            let number = digits.replace(',', ".").parse::<f64>();
            number.ok().filter(|number| number.is_finite()).map_or_else(unread, Value::Decimal)
        }
        Kind::Date => digits.parse().map_or_else(|_| unread(), Value::Date),
        Kind::Time => minutes(&digits).map_or_else(unread, Value::Time),
        Kind::Moment => moment(&digits, offset).map_or_else(unread, Value::Moment),
        Kind::Card => Value::Card(plain.to_owned()),
        Kind::Place => Value::Place(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    })
}

/// An answer as it stands in a field.
pub fn as_typed(value: &Value) -> String {
    match value {
        Value::Whole(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Text(text) | Value::Place(text) | Value::Card(text) | Value::Choice(text) => {
            text.clone()
        }
        Value::Date(day) => day.to_string(),
        Value::Time(minute) => time::clock(*minute),
        Value::Moment(moment) => format!("{}T{}", moment.day(), moment.clock()),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
        _ => String::new(),
    }
}

/// Digits of other scripts as those of ours: Arabic, Persian, Devanagari, Bengali.
fn ascii(text: &str) -> String {
    const ZEROS: [u32; 4] = [0x0660, 0x06f0, 0x0966, 0x09e6];
    let own = |c: char| {
        let digit = ZEROS.iter().find_map(|zero| {
            let n = u32::from(c).checked_sub(*zero).filter(|n| *n < 10)?;
            char::from_digit(n, 10)
        });
        match c {
            // The sign before decimals in Arabic.
            '\u{66b}' => '.',
            '\u{2212}' => '-',
            _ => digit.unwrap_or(c),
        }
    };
    text.chars().map(own).collect()
}

fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u16>().ok()?, minutes.get(..2)?.parse::<u16>().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn moment(text: &str, offset: i16) -> Option<Moment> {
    let (day, clock) = text.split_once(['T', ' '])?;
    let day: Day = day.parse().ok()?;
    let local = i64::from(day.0) * 86_400_000 + i64::from(minutes(clock)?) * 60_000;
    Some(Moment { ms: local - i64::from(offset) * 60_000, offset })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_typed_is_read_and_what_cannot_be_read_stays() {
        let read = |kind, text| typed(kind, text, 60);
        assert_eq!(read(Kind::Whole, " 12 "), Some(Value::Whole(12)));
        assert_eq!(read(Kind::Whole, "١٢"), Some(Value::Whole(12)));
        assert_eq!(read(Kind::Whole, "12 or so"), Some(Value::Text("12 or so".into())));
        assert_eq!(read(Kind::Decimal, "۲٫۵"), Some(Value::Decimal(2.5)));
        assert_eq!(read(Kind::Decimal, "2,5"), Some(Value::Decimal(2.5)));
        assert_eq!(read(Kind::Decimal, "inf"), Some(Value::Text("inf".into())));
        assert_eq!(read(Kind::Time, "09:30"), Some(Value::Time(570)));
        assert_eq!(read(Kind::Time, "25:00"), Some(Value::Text("25:00".into())));
        assert_eq!(read(Kind::Date, "2026-02-30"), Some(Value::Text("2026-02-30".into())));
        assert_eq!(read(Kind::Text, "  "), None);
        let moment = read(Kind::Moment, "2026-11-29T10:15").unwrap();
        assert_eq!(as_typed(&moment), "2026-11-29T10:15");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_kept(text in any::<String>(), offset in -720..840_i16) {
            for kind in [Kind::Whole, Kind::Decimal, Kind::Text, Kind::Date, Kind::Time, Kind::Moment, Kind::Card] {
                let Some(value) = typed(kind, &text, offset) else {
                    prop_assert!(text.trim().is_empty());
                    continue;
                };
                prop_assert_eq!(typed(kind, &as_typed(&value), offset), Some(value));
            }
        }
    }
}
