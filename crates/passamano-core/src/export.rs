//! What leaves as text: tables as CSV (RFC 4180, with the HXL row of domain.md, B5) or as the
//! parts of a workbook (`export/xlsx.rs`), and the day's summary in words. Rows are plain structs that hold neither names nor free text of recipients,
//! so that an export cannot tell more than they can. Reading lists is in
//! [`crate::household::import`].

mod xlsx;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::distribution::{Collector, Line, Outcome, Override};
use crate::feedback::{Status, Topic};
use crate::household::{BRACKETS, Household, HouseholdDetail, People};
use crate::json;
use crate::stock::Ledger;
use crate::time::{Day, Moment};

pub use xlsx::{Sheet, workbook};

/// Fewer pieces of feedback than this are not counted out, because a small number can point to
/// a person.
pub const SMALLEST: u32 = 5;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words. They are guarded against being taken for a formula.
    Text(String),
    /// Codes of one list, whose words begin with this area among the texts. People get the words,
    /// programs the codes.
    Codes(&'static str, Vec<String>),
    /// A number.
    Number(i64),
    /// A day.
    Day(Day),
    /// A moment, written as the clock of its place showed it.
    At(Moment),
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

/// What stands between the cells of a CSV file for somebody who reads this language: the comma is
/// the decimal sign of the others, so their spreadsheets take the semicolon.
pub fn separator(language: &str) -> char {
    if language == "en" { ',' } else { ';' }
}

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Csv {
    /// What stands between the cells.
    pub separator: char,
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

    /// The same table with the names of its columns in somebody's words.
    pub fn titled(mut self, words: impl Fn(&Column) -> String) -> Self {
        for column in &mut self.columns {
            column.name = words(column);
        }
        self
    }

    /// The same table with somebody's words in place of the codes of the cells.
    pub fn worded(mut self, word: impl Fn(&str, &str) -> String) -> Self {
        for cell in self.rows.iter_mut().flatten() {
            if let Cell::Codes(area, codes) = cell {
                let words: Vec<_> = codes.iter().map(|code| word(area, code)).collect();
                *cell = Cell::Text(joined(&words));
            }
        }
        self
    }

    /// The table as CSV.
    pub fn to_csv(&self, how: Csv) -> String {
        let mut csv = String::from(if how.bom { "\u{feff}" } else { "" });
        let mut line = |fields: Vec<String>| {
            csv.push_str(&fields.join(how.separator.encode_utf8(&mut [0; 4])));
            csv.push_str("\r\n");
        };
        line(self.columns.iter().map(|column| field(&guarded(&column.name))).collect());
        if how.hxl {
            line(self.columns.iter().map(|column| field(&column.hxl)).collect());
        }
        for row in &self.rows {
            line(row.iter().map(csv_cell).collect());
        }
        csv
    }
}

/// Several words in one cell, as the list of households is read back.
fn joined(words: &[String]) -> String {
    words.join("; ")
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => field(&guarded(text)),
        Cell::Codes(_, codes) => field(&guarded(&joined(codes))),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        // Without the offset: with it a spreadsheet takes the moment for words.
        Cell::At(at) => format!("{} {}", at.day(), at.clock()),
        Cell::Empty => String::new(),
    }
}

fn field(text: &str) -> String {
    let plain = !text.contains([',', '"', '\r', '\n', ';', '\t']) && text.trim() == text;
    if plain { text.into() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// A spreadsheet calculates what begins with one of these signs, in either width. An apostrophe
/// before it makes it text.
fn guarded(text: &str) -> String {
    if risky(text) { format!("'{text}") } else { text.into() }
}

fn risky(text: &str) -> bool {
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    text.starts_with(SIGNS) || text.trim_start().starts_with(SIGNS)
}

/// The code of a value, as it stands in records.
fn code(area: &'static str, value: &impl Serialize) -> Cell {
    let text = json::to_vec(value).and_then(|text| json::from_slice(&text).ok());
    text.map_or(Cell::Empty, |text: String| one(area, &text))
}

fn one(area: &'static str, code: &str) -> Cell {
    Cell::Codes(area, vec![code.into()])
}

fn codes(area: &'static str, list: &[String]) -> Cell {
    if list.is_empty() { Cell::Empty } else { Cell::Codes(area, list.to_vec()) }
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
    table.columns.extend(ages_of("#reached"));
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
    let date = day.day.map_or(Cell::Empty, Cell::Day);
    let mut row = vec![day.activity.as_str().into(), date];
    row.extend([&day.title, &day.place, &day.organization].map(|text| text.as_str().into()));
    row.extend([day.expected, day.households, day.people.total()].map(number));
    row.extend(numbers(&day.people));
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
    /// The phone that wrote it, in few signs.
    pub phone: String,
    /// Who handed it over, as the team calls the person.
    pub person: String,
}

/// The tag of a column that counts one kit or item begins so.
const ITEM: &str = "#item+num";

impl Column {
    /// The column counts the kit or item that it is named after.
    pub fn is_item(&self) -> bool {
        self.hxl.starts_with(ITEM)
    }

    /// Whom the column counts, where it counts people of one sex and age: `f`, `m` or `x`, and
    /// the age in signs that need no language.
    pub fn sex_and_age(&self) -> Option<(&str, String)> {
        let (sex, bracket) = self.name.split_once('_')?;
        let known = ["f", "m", "x"].contains(&sex) && BRACKETS.contains(&bracket);
        known.then(|| (sex, bracket.replace("_plus", "+").replace('_', "-")))
    }

    fn item(code: &str) -> Self {
        let slug = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        let slug: String = code.chars().map(slug).collect();
        Self { name: code.into(), hxl: format!("{ITEM}+x_{slug}") }
    }
}

/// Hand-overs, one row each, with a column for each kit or item. A code stands for a household,
/// so this is for the organisation only.
pub fn hand_overs(rows: &[HandOverRow]) -> Table {
    let items: BTreeSet<&str> =
        rows.iter().flat_map(|row| &row.lines).map(|line| line.code.as_str()).collect();
    let mut table = Table::new([
        ("time", "#date+occurred"),
        ("code", "#x_card+code"),
        ("outcome", "#x_handover+outcome"),
    ]);
    table.columns.extend(items.iter().map(|item| Column::item(item)));
    let rest: Table = Table::new([
        ("collector", "#x_handover+collector"),
        ("set_aside", "#x_handover+override"),
        ("loan", "#x_handover+loan"),
        ("phone", "#x_phone"),
        ("person", "#contact+name"),
    ]);
    table.columns.extend(rest.columns);
    let given = |row: &HandOverRow, item: &str| {
        let of_item = row.lines.iter().filter(|line| line.code == item);
        match of_item.map(|line| i64::from(line.qty)).sum() {
            0 => Cell::Empty,
            n => Cell::Number(n),
        }
    };
    let cells = |row: &HandOverRow| {
        let mut cells = vec![
            Cell::At(row.at),
            row.code.as_deref().map_or(Cell::Empty, Cell::from),
            code("outcome", &row.outcome),
        ];
        cells.extend(items.iter().map(|item| given(row, item)));
        cells.extend([
            code("collector", &row.collector),
            row.set_aside.map_or(Cell::Empty, |why| code("handout.reason", &why)),
            if row.loan { one("handout", "loan") } else { Cell::Empty },
            row.phone.as_str().into(),
            row.person.as_str().into(),
        ]);
        cells
    };
    table.rows = rows.iter().map(cells).collect();
    table
}

/// Stands for an allergy that nobody understood: people ask, and so does whoever reads the list.
const UNCLEAR: &str = "?";

/// The list of households as the desk knows it, in columns that
/// [`crate::household::import`] reads. A code stands for a household, and what follows may say
/// much about it: this is for the organisation only.
pub fn households<'a>(
    list: impl Iterator<Item = (&'a Household, Option<&'a HouseholdDetail>)>,
) -> Table {
    let mut table = Table::new([("code", "#meta+code")]);
    table.columns.extend(ages_of("#affected"));
    let rest: Table = Table::new([
        ("language", "#x_language"),
        ("needs", "#need"),
        ("diet", "#x_diet"),
        ("allergens", "#x_allergens"),
        ("consent", "#x_consent"),
        ("proxy", "#x_proxy"),
        ("flags", "#status"),
        ("notes", "#description"),
    ]);
    table.columns.extend(rest.columns);
    let answer = |yes: bool| one("common", if yes { "yes" } else { "no" });
    let row = |(household, detail): (&Household, Option<&HouseholdDetail>)| {
        let mut cells = vec![household.code.as_str().into()];
        cells.extend(numbers(&household.people));
        let (needs, diet, allergens) = match detail {
            Some(detail) => (&detail.needs, &detail.diet, &detail.allergens),
            None => (&household.needs, &household.diet, &household.allergens),
        };
        cells.push(household.language.as_deref().map_or(Cell::Empty, |tag| one("lang", tag)));
        cells.extend([codes("need", needs), codes("diet", diet)]);
        let mut allergens = allergens.clone();
        if detail.map_or(household.ask, |detail| detail.unclear) {
            allergens.push(UNCLEAR.into());
        }
        cells.push(codes("allergen", &allergens));
        cells.extend([household.consent, household.proxy].map(answer));
        cells.push(codes("flag", &household.flags));
        let notes = detail.map(|detail| detail.notes.as_str()).filter(|notes| !notes.is_empty());
        cells.push(notes.map_or(Cell::Empty, Cell::from));
        cells
    };
    table.rows = list.map(row).collect();
    table
}

/// A column for each sex and age, in the order of [`numbers`].
fn ages_of(tag: &str) -> impl Iterator<Item = Column> {
    const AGES: [&str; 6] =
        ["+infants", "+infants+age_2_4", "+children", "+adolescents", "+adults", "+elderly"];
    [("f", "+f"), ("m", "+m"), ("x", "+x_not_said")].into_iter().flat_map(
        move |(sex, attribute)| {
            BRACKETS.iter().zip(AGES).map(move |(bracket, age)| Column {
                name: format!("{sex}_{bracket}"),
                hxl: format!("{tag}{attribute}{age}"),
            })
        },
    )
}

fn numbers(people: &People) -> impl Iterator<Item = Cell> {
    [people.f, people.m, people.x].into_iter().flatten().map(|n| Cell::Number(n.into()))
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
            let mut cells = vec![Cell::Day(row.day)];
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

/// A stock list to fill in, a row for each kit or item by its code and name, which
/// [`crate::stock::import`] reads: rows that nobody fills in bring nothing.
pub fn stock_list<'a>(goods: impl Iterator<Item = (&'a str, &'a str)>) -> Table {
    let mut table = Table::new([
        ("item_code", "#item+code"),
        ("name", "#item+name"),
        ("lot", "#item+lot"),
        ("use_by", "#date+useby"),
        ("best_before", "#date+bestbefore"),
        ("qty", "#item+num"),
    ]);
    let row = |(code, name): (&str, &str)| {
        let mut cells: Vec<Cell> = vec![code.into(), name.into()];
        cells.resize_with(table.columns.len(), || Cell::Empty);
        cells
    };
    table.rows = goods.map(row).collect();
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
            vec![kind.into(), code("desk.status", &status), shown]
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
