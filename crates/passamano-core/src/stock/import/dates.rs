//! Dates of a column: as they are typed by hand, and as spreadsheets write them, in days since
//! 1900, with the name of the month, or with the month first. Which of day and month comes first is
//! seen by all cells of the column; what is left unclear is refused.

use crate::card::{is_invisible, plain_digit};
use crate::list::words::{fold, month};
use crate::stock::DateKind;
use crate::stock::date::{self, BadDate};
use crate::time::Day;

/// Days from 1899-12-30, where spreadsheets begin, to 1970-01-01.
const EPOCH: i32 = 25_569;
/// The years 2000 to 2099 in days of a spreadsheet.
const SERIALS: core::ops::Range<i32> = 36_526..73_051;

/// Which of day and month comes first in a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Order {
    /// Some date can only be read with the day first.
    day_first: bool,
    /// Some date can only be read with the month first.
    month_first: bool,
}

impl Order {
    /// Of all cells of a column.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut order = Self::default();
        for cell in cells {
            if let Some((first, second, _)) = three(&words(cell).1) {
                order.day_first |= first > 12 && second <= 12;
                order.month_first |= first <= 12 && second > 12;
            }
        }
        order
    }

    /// The date in a cell, and its kind where the cell says it: `TMC 05/2027`. Nothing where the
    /// cell says that there is none.
    pub fn read(self, cell: &str, today: Day) -> Result<Option<(Option<DateKind>, Day)>, BadDate> {
        let (kind, words) = words(cell);
        if words.is_empty() || is_nothing(&words.join(" ")) {
            return Ok(None);
        }
        if let [one] = &words[..]
            && let Ok(days) = one.parse::<i32>()
            && SERIALS.contains(&days)
        {
            return Ok(Some((kind, Day(days - EPOCH))));
        }
        let text = self.as_typed(&words)?;
        Ok(date::read(&text, today)?.map(|day| (kind, day)))
    }

    /// The parts of a date in the order in which they are typed by hand.
    fn as_typed(self, words: &[String]) -> Result<String, BadDate> {
        let months: Vec<Option<u32>> = words.iter().map(|word| month(word)).collect();
        if let Some(at) = months.iter().position(Option::is_some) {
            let month = months[at].unwrap_or_default().to_string();
            let others: Vec<&str> = words
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at)
                .map(|(_, word)| word.as_str())
                .collect();
            return match (at, &others[..]) {
                // May 2027, or as spreadsheets shorten it, May-27.
                (0, [year]) => Ok(format!("{month}/{year}")),
                (1, [day]) if day.len() < 4 => Err(BadDate::Half),
                (1, [year]) => Ok(format!("{month}/{year}")),
                (0 | 1, [first, last]) => Ok(format!("{first}/{month}/{last}")),
                _ => Err(BadDate::NoSuchDay),
            };
        }
        if let Some((first, second, year)) = three(words)
            && self.month_first
        {
            return match self.day_first {
                false => Ok(format!("{second}/{first}/{year}")),
                // Some are written in one way, some in the other.
                true if first <= 12 && second <= 12 && first != second => Err(BadDate::Unclear),
                true if second > 12 => Ok(format!("{second}/{first}/{year}")),
                true => Ok(words.join("/")),
            };
        }
        Ok(words.join("/"))
    }
}

/// The words and numbers of a cell without the time of day and without words that only say that
/// this is a date; and the kind of date that these name.
fn words(cell: &str) -> (Option<DateKind>, Vec<String>) {
    let plain: String =
        cell.chars().filter(|c| !is_invisible(*c)).map(|c| plain_digit(c).unwrap_or(c)).collect();
    // 2027-05-31T00:00:00, 31/05/2027 00:00, 46538.0
    let day = plain.split_once('T').filter(|(day, _)| day.ends_with(|c: char| c.is_ascii_digit()));
    let mut text = day.map(|(day, _)| day.to_string()).unwrap_or(plain);
    if let Some(colon) =
        text.find(':').filter(|at| text[..*at].ends_with(|c: char| c.is_ascii_digit()))
    {
        let before = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
        text = before.to_string();
    }
    if let Some((days, fraction)) = text.trim().split_once('.')
        && days.len() == 5
        && fraction.bytes().all(|b| b.is_ascii_digit())
    {
        text = days.to_string();
    }
    let folded = fold(&text);
    let mut words: Vec<String> = folded.split(' ').map(String::from).collect();
    words.retain(|word| !word.is_empty());
    let number = words
        .iter()
        .position(|word| word.starts_with(|c: char| c.is_ascii_digit()) || month(word).is_some());
    let before = words.drain(..number.unwrap_or(0)).collect::<Vec<_>>().join(" ");
    if before.is_empty() {
        return (None, words);
    }
    match super::columns::guess(&before, "").map(|(column, _)| column) {
        Some(super::Column::UseBy) => (Some(DateKind::UseBy), words),
        Some(super::Column::BestBefore) => (Some(DateKind::BestBefore), words),
        Some(super::Column::Date) => (None, words),
        // No words of a date: the whole of it is judged.
        _ => {
            words.insert(0, before);
            (None, words)
        }
    }
}

/// Day, month and year in numbers, the year last.
fn three(words: &[String]) -> Option<(u32, u32, &str)> {
    let [first, second, year] = words else { return None };
    let short = |word: &String| word.parse::<u32>().ok().filter(|_| word.len() <= 2);
    let year = Some(year.as_str()).filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
    Some((short(first)?, short(second)?, year?))
}

/// Words that say that there is no date.
fn is_nothing(folded: &str) -> bool {
    const NOTHING: &str = "no|none|n a|na|nd|n d|nessuna|nessuno|senza|senza data|senza scadenza|non scade|non presente|no date|no expiry|does not expire\
        |aucune|aucun|sans|sans date|sans peremption|non|لا|لا يوجد|بلا|بلا تاريخ|بدون|بدون تاريخ";
    NOTHING.split('|').any(|word| word == folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> Day {
        Day::from_ymd(2026, 11, 28).unwrap()
    }

    fn column(cells: &[&str]) -> Vec<Result<Option<String>, BadDate>> {
        let order = Order::of(cells.iter().copied());
        let one = |cell: &&str| {
            order.read(cell, today()).map(|date| date.map(|(_, day)| day.to_string()))
        };
        cells.iter().map(one).collect()
    }

    #[test]
    fn a_date_is_read_as_spreadsheets_and_packs_write_it() {
        for (cell, day) in [
            ("31/05/2027", "2027-05-31"),
            ("2027-05-31 00:00:00", "2027-05-31"),
            ("2027-05-31T00:00:00", "2027-05-31"),
            ("31/05/2027 0:00", "2027-05-31"),
            ("46538", "2027-05-31"),
            ("46538.0", "2027-05-31"),
            ("05/2027", "2027-05-31"),
            ("mag 2027", "2027-05-31"),
            ("May-27", "2027-05-31"),
            ("maggio 2027", "2027-05-31"),
            ("31-May-27", "2027-05-31"),
            ("31 mai 2027", "2027-05-31"),
            ("May 31, 2027", "2027-05-31"),
            ("٣١ مايو ٢٠٢٧", "2027-05-31"),
            ("scad. 31/05/2027", "2027-05-31"),
            ("EXP 05/27", "2027-05-31"),
            ("3 giugno 2027", "2027-06-03"),
        ] {
            assert_eq!(column(&[cell]), [Ok(Some(day.to_string()))], "{cell}");
        }
        for cell in ["", "-", "n/a", "senza scadenza", "N.D.", "بلا تاريخ"] {
            assert_eq!(column(&[cell]), [Ok(None)], "{cell}");
        }
        for cell in ["2027", "27-mag", "5", "mm/05/2027", "27/05"] {
            assert_eq!(column(&[cell]), [Err(BadDate::Half)], "{cell}");
        }
        for cell in ["domani", "31/02/2027", "vedi cartone", "12345"] {
            assert_eq!(column(&[cell]), [Err(BadDate::NoSuchDay)], "{cell}");
        }
    }

    #[test]
    fn the_kind_in_a_cell_counts() {
        let read = |cell: &str| Order::default().read(cell, today()).unwrap().unwrap().0;
        assert_eq!(read("TMC 05/2027"), Some(DateKind::BestBefore));
        assert_eq!(read("DLC: 31/05/2027"), Some(DateKind::UseBy));
        assert_eq!(read("exp 05/2027"), None);
        assert_eq!(read("05/2027"), None);
    }

    #[test]
    fn whether_the_month_comes_first_is_decided_by_the_column() {
        let of = |day: &str| Ok(Some(day.to_string()));
        assert_eq!(column(&["05/03/2027"]), [of("2027-03-05")], "as the app reads it");
        assert_eq!(column(&["05/03/2027", "5/31/2027"]), [of("2027-05-03"), of("2027-05-31")]);
        assert_eq!(
            column(&["05/03/2027", "5/31/2027", "31/5/2027", "4/4/2027"]),
            [Err(BadDate::Unclear), of("2027-05-31"), of("2027-05-31"), of("2027-04-04")]
        );
    }

    proptest! {
        #[test]
        fn a_day_reads_back_as_a_spreadsheet_writes_it(n in 11_000_i32..40_000) {
            let (year, month, day) = Day(n).ymd();
            let written = [
                (n + EPOCH).to_string(),
                format!("{year:04}-{month:02}-{day:02} 00:00:00"),
                format!("{day}/{month}/{year} 0:00"),
            ];
            for cell in written {
                prop_assert_eq!(Order::default().read(&cell, today()), Ok(Some((None, Day(n)))), "{}", cell);
            }
        }

        #[test]
        fn whatever_stands_there_is_a_date_or_an_error(cells in prop::collection::vec("[0-9/. :T-]{0,12}|\\PC{0,12}", 0..5)) {
            let order = Order::of(cells.iter().map(String::as_str));
            for cell in &cells {
                let _ = order.read(cell, today());
            }
        }
    }
}
