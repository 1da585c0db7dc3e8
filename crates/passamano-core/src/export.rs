//! What leaves as text: CSV tables (RFC 4180, with the HXL row of domain.md, B5) and the day's
//! summary in words. Rows are plain structs that hold neither names nor free text of recipients,
//! so that an export cannot tell more than they can. Reading lists is in
//! [`crate::household::import`].

use std::collections::BTreeMap;

use serde::Serialize;

use crate::distribution::{Collector, Line, Outcome, Override};
use crate::feedback::{Status, Topic};
use crate::household::{BRACKETS, People};
use crate::json;
use crate::stock::Ledger;
use crate::time::{Day, Moment};

/// Fewer pieces of feedback than this are not counted out, because a small number can point to
/// a person.
pub const SMALLEST: u32 = 5;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words. They are guarded against being taken for a formula.
    Text(String),
    /// A number.
    Number(i64),
    /// Nothing is known.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.into())
    }
}

impl<T: Into<i64>> From<Option<T>> for Cell {
    fn from(number: Option<T>) -> Self {
        number.map_or(Cell::Empty, |number| Cell::Number(number.into()))
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its stable name, in small letters.
    pub name: String,
    /// Its HXL tag.
    pub hxl: String,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Csv {
    /// Begin with a byte order mark: Excel then reads accents and Arabic.
    pub bom: bool,
    /// Put the row of HXL tags under the names.
    pub hxl: bool,
}

impl Table {
    fn new<const N: usize>(columns: [(&str, &str); N]) -> Self {
        let columns = columns.map(|(name, hxl)| Column { name: name.into(), hxl: hxl.into() });
        Self { columns: columns.into(), rows: vec![] }
    }

    /// The table as CSV.
    pub fn to_csv(&self, how: Csv) -> String {
        let mut csv = String::from(if how.bom { "\u{feff}" } else { "" });
        line(&mut csv, self.columns.iter().map(|column| field(&column.name)));
        if how.hxl {
            line(&mut csv, self.columns.iter().map(|column| field(&column.hxl)));
        }
        for row in &self.rows {
            line(
                &mut csv,
                row.iter().map(|cell| match cell {
                    Cell::Text(text) => field(&guarded(text)),
                    Cell::Number(number) => number.to_string(),
                    Cell::Empty => String::new(),
                }),
            );
        }
        csv
    }
}

fn line(csv: &mut String, fields: impl Iterator<Item = String>) {
    csv.push_str(&fields.collect::<Vec<_>>().join(","));
    csv.push_str("\r\n");
}

fn field(text: &str) -> String {
    let plain = !text.contains([',', '"', '\r', '\n', ';', '\t']) && text.trim() == text;
    if plain { text.into() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// A spreadsheet calculates what begins with one of these signs, in either width. An apostrophe
/// before it makes it text.
fn guarded(text: &str) -> String {
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let risky = text.starts_with(SIGNS) || text.trim_start().starts_with(SIGNS);
    if risky { format!("'{text}") } else { text.into() }
}

/// The code of a value, as it stands in records.
fn code(value: &impl Serialize) -> Cell {
    let text = json::to_vec(value).and_then(|text| json::from_slice(&text).ok());
    text.map_or(Cell::Empty, Cell::Text)
}

/// One activity in sums.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DaySummary {
    /// The activity's id.
    pub activity: String,
    /// What the team calls it.
    pub title: String,
    /// Where.
    pub place: String,
    /// Who did it.
    pub organization: String,
    /// When; nothing if it has no day.
    pub day: Option<Day>,
    /// Households expected.
    pub expected: u32,
    /// Households that got something, each once.
    pub households: u32,
    /// People without a card.
    pub walk_ins: u32,
    /// People reached.
    pub people: People,
    /// Kits and items given, by the name to show.
    pub given: Vec<(String, u32)>,
    /// Of these, what was past its use-by day, by the name to show.
    pub past_date: Vec<(String, u32)>,
    /// Households that did not come.
    pub absent: u32,
    /// People who declined.
    pub refused: u32,
    /// Rules set aside with a reason.
    pub set_aside: u32,
    /// Pieces of feedback.
    pub feedback: u32,
    /// Incidents and near misses.
    pub incidents: u32,
    /// Counts that differ from the book, by the name to show.
    pub differences: Vec<(String, i64)>,
    /// Records that are on this phone only: others may see smaller numbers.
    pub unsent: u32,
}

/// Sums of activities, one row each.
pub fn day_summaries(days: &[DaySummary]) -> Table {
    let mut table = Table::new([
        ("activity", "#meta+id"),
        ("date", "#date+occurred"),
        ("title", "#activity+name"),
        ("place", "#loc+name"),
        ("organization", "#org+name+impl"),
        ("households_expected", "#targeted+hh"),
        ("households_reached", "#reached+hh"),
        ("people_reached", "#reached+ind"),
    ]);
    let ages = ["+infants", "+infants+age_2_4", "+children", "+adolescents", "+adults", "+elderly"];
    for (sex, attribute) in [("f", "+f"), ("m", "+m"), ("x", "+x_not_said")] {
        table.columns.extend(BRACKETS.iter().zip(ages).map(|(bracket, age)| Column {
            name: format!("{sex}_{bracket}"),
            hxl: format!("#reached{attribute}{age}"),
        }));
    }
    table.columns.extend(
        [
            ("without_card", "#reached+x_no_card"),
            ("absent", "#x_handover+absent"),
            ("refused", "#x_handover+refused"),
            ("rules_set_aside", "#x_handover+override"),
            ("feedback", "#x_feedback+num"),
            ("incidents", "#event+num"),
        ]
        .map(|(name, hxl)| Column { name: name.into(), hxl: hxl.into() }),
    );
    table.rows = days.iter().map(day_row).collect();
    table
}

fn day_row(day: &DaySummary) -> Vec<Cell> {
    let number = |number: u32| Cell::Number(number.into());
    let date = day.day.map_or(Cell::Empty, |day| Cell::Text(day.to_string()));
    let mut row = vec![day.activity.as_str().into(), date];
    row.extend([&day.title, &day.place, &day.organization].map(|text| text.as_str().into()));
    row.extend([day.expected, day.households, day.people.total()].map(number));
    row.extend(
        [day.people.f, day.people.m, day.people.x]
            .as_flattened()
            .iter()
            .map(|n| number((*n).into())),
    );
    row.extend(
        [day.walk_ins, day.absent, day.refused, day.set_aside, day.feedback, day.incidents]
            .map(number),
    );
    row
}

/// One hand-over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOverRow {
    /// When.
    pub at: Moment,
    /// The card's code; nothing for a person without a card.
    pub code: Option<String>,
    /// How it went.
    pub outcome: Outcome,
    /// What was given.
    pub lines: Vec<Line>,
    /// Who took it.
    pub collector: Collector,
    /// Why a rule was set aside.
    pub set_aside: Option<Override>,
    /// To be brought back.
    pub loan: bool,
}

/// Hand-overs, one row each. A code stands for a household, so this is for the organisation only.
pub fn hand_overs(rows: &[HandOverRow]) -> Table {
    let mut table = Table::new([
        ("time", "#date+occurred"),
        ("code", "#x_card+code"),
        ("outcome", "#x_handover+outcome"),
        ("kits", "#item+list"),
        ("collector", "#x_handover+collector"),
        ("set_aside", "#x_handover+override"),
        ("loan", "#x_handover+loan"),
    ]);
    table.rows = rows
        .iter()
        .map(|row| {
            let kits: Vec<String> =
                row.lines.iter().map(|line| format!("{} {}", line.qty, line.code)).collect();
            vec![
                Cell::Text(row.at.to_string()),
                row.code.as_deref().map_or(Cell::Empty, Cell::from),
                code(&row.outcome),
                Cell::Text(kits.join(" + ")),
                code(&row.collector),
                row.set_aside.map_or(Cell::Empty, |why| code(&why)),
                if row.loan { "loan".into() } else { Cell::Empty },
            ]
        })
        .collect();
    table
}

/// The book of one kit or item on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockRow {
    /// When.
    pub day: Day,
    /// Where.
    pub place: String,
    /// The name to show.
    pub name: String,
    /// The book.
    pub ledger: Ledger,
}

/// Stock, one row for each kit or item.
pub fn stock(rows: &[StockRow]) -> Table {
    let mut table = Table::new([
        ("date", "#date+occurred"),
        ("place", "#loc+name"),
        ("name", "#item+name"),
        ("code", "#item+code"),
        ("opening", "#x_stock+opening"),
        ("received", "#x_stock+received"),
        ("returned", "#x_stock+returned"),
        ("given", "#x_stock+distributed"),
        ("damaged", "#x_stock+damaged"),
        ("lost", "#x_stock+lost"),
        ("transferred", "#x_stock+transferred"),
        ("expected", "#x_stock+expected"),
        ("beyond_the_book", "#x_stock+beyond"),
        ("counted", "#x_stock+closing"),
        ("difference", "#x_stock+difference"),
    ]);
    table.rows = rows
        .iter()
        .map(|row| {
            let book = &row.ledger;
            let mut cells = vec![Cell::Text(row.day.to_string())];
            cells.extend([&row.place, &row.name, &book.code].map(|text| text.as_str().into()));
            cells.extend(
                [
                    book.opening,
                    book.received,
                    book.returned,
                    book.given,
                    book.damaged,
                    book.lost,
                    book.transferred,
                ]
                .map(Cell::Number),
            );
            // Below zero is no number of goods: then it says how many more went than came.
            cells.push(book.should_be().into());
            cells.push(book.beyond_the_book().into());
            cells.push(book.counted.map(|count| count.counted).into());
            cells.push(book.counted.map(|count| count.difference).into());
            cells
        })
        .collect();
    table
}

/// One piece of feedback, without its words and without who gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedbackRow {
    /// What it is about, if the person chose one.
    pub topic: Option<Topic>,
    /// Where it stands.
    pub status: Status,
}

/// Feedback in sums by type and status; sums below [`SMALLEST`] are written `<5`. Something
/// serious counts as a report among others.
pub fn feedback(rows: &[FeedbackRow]) -> Table {
    let mut sums: BTreeMap<(&str, Status), u32> = BTreeMap::new();
    for row in rows {
        let kind = row.topic.map_or("not_said", Topic::red_cross_type);
        *sums.entry((kind, row.status)).or_default() += 1;
    }
    let mut table = Table::new([
        ("type", "#x_feedback+type"),
        ("status", "#status+name"),
        ("count", "#x_feedback+num"),
    ]);
    table.rows = sums
        .into_iter()
        .map(|((kind, status), count)| {
            let shown = if count < SMALLEST {
                format!("<{SMALLEST}").as_str().into()
            } else {
                Cell::Number(count.into())
            };
            vec![kind.into(), code(&status), shown]
        })
        .collect();
    table
}

/// Keys of the words that [`summary_text`] needs, in the order of its lines.
pub const SUMMARY_LABELS: [&str; 13] = [
    "date",
    "place",
    "organization",
    "households",
    "people",
    "without_card",
    "given",
    "absent",
    "refused",
    "set_aside",
    "feedback",
    "incidents",
    "difference",
];

/// The day in words, to paste into a message: a title, then one line for each label. A label
/// that is missing is written as its key. `unsent` is a whole sentence with `{n}` in it, written
/// only while records are on this phone alone.
pub fn summary_text(day: &DaySummary, labels: &BTreeMap<String, String>) -> String {
    let rtl =
        labels.values().any(|label| label.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}')));
    // Among right-to-left words a date or a code would turn around; an isolate keeps its order.
    let value = |text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if rtl { format!("\u{2068}{text}\u{2069}") } else { text }
    };
    let label = |key: &str| labels.get(key).cloned().unwrap_or_else(|| key.to_string());
    let many = |list: Vec<String>| if list.is_empty() { "0".to_string() } else { list.join(", ") };

    let households = match day.expected {
        0 => day.households.to_string(),
        expected => format!("{} / {expected}", day.households),
    };
    let given = day.given.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let differences =
        day.differences.iter().map(|(name, count)| format!("{name} {count:+}")).collect();
    let values = [
        day.day.map(|day| day.to_string()).unwrap_or_default(),
        day.place.clone(),
        day.organization.clone(),
        households,
        day.people.total().to_string(),
        day.walk_ins.to_string(),
        many(given),
        day.absent.to_string(),
        day.refused.to_string(),
        day.set_aside.to_string(),
        day.feedback.to_string(),
        day.incidents.to_string(),
        many(differences),
    ];
    let mut lines = vec![value(&day.title)];
    lines.extend(
        SUMMARY_LABELS
            .iter()
            .zip(&values)
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(key, text)| format!("{}: {}", label(key), value(text))),
    );
    if day.unsent > 0 {
        lines.push(label("unsent").replace("{n}", &day.unsent.to_string()));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests;
