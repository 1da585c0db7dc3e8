//! Quantities of a column. Whether a point parts thousands or decimals is decided by all cells of
//! the column together; a number that can still be read in two ways is refused, not guessed.

use std::collections::BTreeSet;

use super::RowKind;
use super::unit::{self, Unit};
use crate::card::{is_invisible, plain_digit};
use crate::list::words::fold;

/// What a cell says by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    /// This number, and the sign that parts its decimals, the one that parts its thousands.
    One { number: f64, decimal: Option<char>, thousands: Option<char> },
    /// The sign parts either.
    Either { sign: char, decimal: f64, thousands: f64 },
}

/// What the cells of a column say about its signs.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    decimal: BTreeSet<char>,
    thousands: BTreeSet<char>,
    /// Some number has no sign at all: then they were not written with a fixed number of decimals.
    plain: bool,
}

impl Signs {
    /// Of all cells of a column.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut signs = Self::default();
        for cell in cells {
            let Ok((text, _)) = split(cell) else { continue };
            if let Some(Said::One { decimal, thousands, .. }) = said(&text) {
                signs.plain |= decimal.is_none() && thousands.is_none();
                signs.decimal.extend(decimal);
                signs.thousands.extend(thousands);
            }
        }
        signs
    }

    /// The number in a cell and the unit behind it. `measured` says that the column or row counts
    /// by weight or volume, where decimals are usual.
    pub fn read(&self, cell: &str, measured: bool) -> Result<(f64, Option<Unit>), RowKind> {
        let (text, unit) = split(cell)?;
        let measured = measured || unit.is_some_and(Unit::is_measure);
        let number = match said(&text).ok_or(RowKind::NotANumber)? {
            Said::One { number, .. } => number,
            Said::Either { sign, decimal, thousands } => {
                let other = |set: &BTreeSet<char>| set.iter().any(|own| *own != sign);
                let parts_decimals = self.decimal.contains(&sign);
                let parts_thousands = self.thousands.contains(&sign) || other(&self.decimal);
                match (parts_decimals, parts_thousands) {
                    (true, false) => decimal,
                    (false, true) => thousands,
                    (false, false) if self.plain && !measured => thousands,
                    _ => return Err(RowKind::UnclearNumber),
                }
            }
        };
        Ok((number, unit))
    }
}

/// The digits and signs at the beginning of a cell, and the unit behind them. Nothing else may
/// stand there: `24 x 500 g` is no number.
fn split(cell: &str) -> Result<(String, Option<Unit>), RowKind> {
    let plain: String = cell
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| plain_digit(c).unwrap_or(if c.is_whitespace() { ' ' } else { c }))
        .collect();
    let plain = plain.trim();
    let negative = plain.starts_with(['-', '\u{2212}', '(']);
    let text = plain.trim_start_matches(['+', '-', '\u{2212}', '(']).trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit() && !SIGNS.contains(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let number = number.trim();
    if !number.starts_with(|c: char| c.is_ascii_digit() || ".,٫".contains(c))
        || !number.contains(|c: char| c.is_ascii_digit())
    {
        return Err(RowKind::NotANumber);
    }
    if negative {
        let zero = number.chars().all(|c| !c.is_ascii_digit() || c == '0');
        return if zero { Ok(("0".into(), None)) } else { Err(RowKind::Negative) };
    }
    let rest = fold(rest);
    let unit = match rest.as_str() {
        "" => None,
        // A full stop behind the number belongs to it.
        word => Some(unit::named(word).ok_or(RowKind::NotANumber)?),
    };
    Ok((number.trim_end_matches('.').to_string(), unit))
}

/// What may stand between digits.
const SIGNS: &str = ".,٫٬'’ ";

/// What digits with signs between them say.
fn said(text: &str) -> Option<Said> {
    // These mean one thing only.
    let text: String = text.replace(['٬', '’'], "'").replace('٫', "D");
    let groups = |whole: &str, sign: char| {
        let mut parts = whole.split(sign);
        let first = parts.next().unwrap_or_default();
        let good = |part: &str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
        let all = !first.is_empty()
            && first.len() <= 3
            && first.bytes().all(|b| b.is_ascii_digit())
            && parts.all(good);
        all.then(|| whole.replace(sign, ""))
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let number = |whole: &str, fraction: &str| {
        let whole = if whole.is_empty() { "0" } else { whole };
        (digits(whole) && digits(fraction))
            .then(|| format!("{whole}.{fraction}0").parse::<f64>().ok())?
    };
    let count = |sign: char| text.matches(sign).count();
    let signs: Vec<char> =
        ['.', ',', '\'', ' ', 'D'].into_iter().filter(|s| count(*s) > 0).collect();
    match signs[..] {
        [] => {
            let number = number(&text, "")?;
            Some(Said::One { number, decimal: None, thousands: None })
        }
        ['D'] => {
            let (whole, fraction) = text.split_once('D')?;
            Some(Said::One {
                number: number(whole, fraction)?,
                decimal: Some('D'),
                thousands: None,
            })
        }
        [sign @ ('\'' | ' ')] => {
            let number = number(&groups(&text, sign)?, "")?;
            Some(Said::One { number, decimal: None, thousands: Some(sign) })
        }
        [sign] if count(sign) > 1 => {
            let number = number(&groups(&text, sign)?, "")?;
            Some(Said::One { number, decimal: None, thousands: Some(sign) })
        }
        [sign] => {
            let (whole, fraction) = text.split_once(sign)?;
            let decimal = number(whole, fraction)?;
            let grouped = groups(&text, sign).filter(|_| !whole.starts_with('0'));
            match grouped.and_then(|whole| number(&whole, "")) {
                Some(thousands) => Some(Said::Either { sign, decimal, thousands }),
                None => Some(Said::One { number: decimal, decimal: Some(sign), thousands: None }),
            }
        }
        [_, _] => {
            let at = text.rfind(|c: char| !c.is_ascii_digit())?;
            let (whole, rest) = text.split_at(at);
            let decimal = rest.chars().next()?;
            let thousands = signs.iter().copied().find(|sign| *sign != decimal)?;
            let fraction = &rest[decimal.len_utf8()..];
            if count(decimal) > 1 || matches!(decimal, '\'' | ' ') || thousands == 'D' {
                return None;
            }
            let number = number(&groups(whole, thousands)?, fraction)?;
            Some(Said::One { number, decimal: Some(decimal), thousands: Some(thousands) })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Each cell of a column.
    fn column(cells: &[&str]) -> Vec<Result<f64, RowKind>> {
        let signs = Signs::of(cells.iter().copied());
        cells.iter().map(|cell| signs.read(cell, false).map(|(number, _)| number)).collect()
    }

    #[test]
    fn the_sign_of_decimals_is_decided_by_the_column() {
        assert_eq!(column(&["1.200", "800", "2.500,00"]), [Ok(1200.0), Ok(800.0), Ok(2500.0)]);
        assert_eq!(column(&["1,200", "2,500.50"]), [Ok(1200.0), Ok(2500.5)]);
        assert_eq!(column(&["1.200", "0.5"]), [Ok(1.2), Ok(0.5)]);
        assert_eq!(column(&["1.200", "1,5"]), [Ok(1200.0), Ok(1.5)]);
        assert_eq!(column(&["12.000", "3.000"]), [const { Err(RowKind::UnclearNumber) }; 2]);
        assert_eq!(column(&["1.200", "40"]), [Ok(1200.0), Ok(40.0)]);
        assert_eq!(
            column(&["1.200", "1.5", "1.200.000"])[0],
            Err(RowKind::UnclearNumber),
            "the column contradicts itself"
        );
    }

    #[test]
    fn a_weight_is_not_taken_for_thousands() {
        let signs = Signs::of(["12", "1.125"].into_iter());
        assert_eq!(signs.read("1.125", true), Err(RowKind::UnclearNumber));
        assert_eq!(signs.read("1.125 kg", false), Err(RowKind::UnclearNumber));
        assert_eq!(signs.read("1.125", false), Ok((1125.0, None)));
    }

    #[test]
    fn a_number_is_read_in_any_digits_and_with_its_unit() {
        for (cell, number) in [
            ("٢٤", 24.0),
            ("1 200", 1200.0),
            ("1'200", 1200.0),
            ("24 pz.", 24.0),
            ("10kg", 10.0),
            ("7.", 7.0),
            ("+3", 3.0),
            ("١٬٢٠٠", 1200.0),
            ("١٫٥", 1.5),
            ("-0", 0.0),
            (",5", 0.5),
        ] {
            assert_eq!(column(&[cell]), [Ok(number)], "{cell}");
        }
        for cell in [
            "tanti",
            "24 x 500 g",
            "x24",
            "1..2",
            "1,2.3,4",
            "12-3",
            "12/3",
            ".",
            "1.2.3",
            "5 kg lordi",
        ] {
            assert_eq!(column(&[cell]), [Err(RowKind::NotANumber)], "{cell}");
        }
        for cell in ["-5", "−5", "(5)", "-1,5"] {
            assert_eq!(column(&[cell]), [Err(RowKind::Negative)], "{cell}");
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_read_back_however_they_are_grouped(numbers in prop::collection::vec(0_u32..2_000_000, 1..6), sign in "[.,' ]") {
            // Seven digits have two signs, which decides for all.
            let mut cells: Vec<String> = numbers.iter().map(|n| grouped(*n, &sign)).collect();
            cells.push(grouped(1_234_567, &sign));
            let signs = Signs::of(cells.iter().map(String::as_str));
            for (n, cell) in numbers.iter().zip(&cells) {
                prop_assert_eq!(signs.read(cell, false), Ok((f64::from(*n), None)), "{}", cell);
            }
        }

        #[test]
        fn whatever_stands_there_is_a_number_or_an_error(cells in prop::collection::vec("[0-9.,' kgx-]{0,8}|\\PC{0,8}", 0..6)) {
            let signs = Signs::of(cells.iter().map(String::as_str));
            for cell in &cells {
                if let Ok((number, _)) = signs.read(cell, false) {
                    prop_assert!(number >= 0.0 && cell.chars().any(char::is_numeric));
                }
            }
        }
    }

    fn grouped(number: u32, sign: &str) -> String {
        let digits = number.to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push_str(sign);
            }
            text.push(digit);
        }
        text
    }
}
