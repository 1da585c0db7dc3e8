//! A list of households in a file: opened, its columns found or chosen, read. Nothing is saved
//! here but what a person decided about the columns, on this device; saving is in `households.rs`.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::export::households;
use passamano_core::household::BRACKETS;
use passamano_core::household::import::{
    Column, Csv, Encoding, Layout, Preview, Problem as BadList, Reading, Remembered, Sex, Workbook,
};
use web_sys::File;

use crate::actions::{device, export};
use crate::i18n::tr;
use crate::platform::sheets::{self, Fault};
use crate::platform::turns::Turns;
use crate::platform::{clock, prefs};
use crate::state::App;

/// So much of a file is read between two looks at the clock: a small part of a turn, even on a
/// slow phone.
const PART_BYTES: usize = 16 * 1024;
const PART_ROWS: usize = 100;
/// Where decisions about columns are kept, and of how many files.
const KEPT: &str = "list-columns";
const MOST_KEPT: usize = 10;

/// Why nothing of a file can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The device does not give it, or it is too large.
    NotGiven,
    /// The part of the app that reads workbooks is not here, or failed.
    NoReader,
    /// The workbook was refused, by its code.
    Refused(String),
    /// It is no list.
    List(BadList),
}

impl Unread {
    /// The key of its sentence.
    pub fn key(&self) -> String {
        const OF_WORKBOOKS: [&str; 6] =
            ["empty", "too_many_rows", "password", "binary", "numbers", "damaged"];
        let name = match self {
            Self::NotGiven => "not_given",
            Self::NoReader => "no_reader",
            Self::Refused(code) if OF_WORKBOOKS.contains(&code.as_str()) => code,
            Self::Refused(_) => "not_a_sheet",
            Self::List(problem) => match problem {
                BadList::Empty => "empty",
                BadList::Html => "html",
                BadList::Pdf => "pdf",
                BadList::Zip | BadList::OldExcel | BadList::Xml => "not_a_sheet",
                BadList::NotText => "not_text",
                BadList::OpenQuote { .. } => "open_quote",
            },
        };
        format!("import.{name}")
    }

    /// The row that fills a place of its sentence.
    pub fn row(&self) -> String {
        match self {
            Self::List(BadList::OpenQuote { row }) => row.to_string(),
            _ => String::new(),
        }
    }
}

/// The letters of a text file.
#[derive(Debug, Clone)]
pub struct Letters {
    bytes: Arc<Vec<u8>>,
    /// How they are taken.
    pub encoding: Encoding,
    /// The file does not tell.
    pub guessed: bool,
}

/// A file that is open, and what its columns are taken for.
#[derive(Debug, Clone)]
pub struct ListFile {
    /// Its sheets.
    pub book: Arc<Workbook>,
    /// Its letters, if it is a text.
    pub letters: Option<Letters>,
    /// Where the list stands in it.
    pub layout: Layout,
    /// The columns are as a person chose them before.
    pub recalled: bool,
}

/// Opens a CSV file or a workbook, and says how far it is, in hundredths.
pub async fn open(file: File, so_far: impl Fn(u32)) -> Result<ListFile, Unread> {
    let bytes = Arc::new(device::bytes_of(file).await.ok_or(Unread::NotGiven)?);
    match text(bytes.clone(), None, &so_far).await {
        Err(Unread::List(BadList::Zip | BadList::OldExcel | BadList::Xml)) => {
            let book = sheets::read(&bytes).await.map_err(|fault| match fault {
                Fault::Refused(code) => Unread::Refused(code),
                Fault::NotStarted | Fault::Crashed => Unread::NoReader,
            })?;
            laid_out(book, None)
        }
        other => other,
    }
}

/// Opens the same file with other letters.
pub async fn with_letters(
    letters: &Letters,
    encoding: Encoding,
    so_far: impl Fn(u32),
) -> Result<ListFile, Unread> {
    text(letters.bytes.clone(), Some(encoding), &so_far).await
}

/// The same file, with the list on another sheet.
pub fn on_sheet(list: &ListFile, sheet: usize) -> ListFile {
    let layout = Layout::on_sheet(&list.book, sheet).unwrap_or_else(|_| list.layout.clone());
    recalled(ListFile { layout, ..list.clone() })
}

async fn text(
    bytes: Arc<Vec<u8>>,
    said: Option<Encoding>,
    so_far: &impl Fn(u32),
) -> Result<ListFile, Unread> {
    let mut turns = Turns::begin();
    let mut csv = Csv::open(&bytes, said).map_err(Unread::List)?;
    let notes = csv.notes();
    while csv.read(PART_BYTES) {
        let (done, all) = csv.progress();
        if turns.pause().await {
            so_far(share(done, all, 0));
        }
    }
    let book = Workbook::from_csv(csv).map_err(Unread::List)?;
    laid_out(book, Some(Letters { bytes, encoding: notes.encoding, guessed: notes.guessed }))
}

fn laid_out(book: Workbook, letters: Option<Letters>) -> Result<ListFile, Unread> {
    let layout = Layout::guess(&book).map_err(Unread::List)?;
    Ok(recalled(ListFile { book: Arc::new(book), letters, layout, recalled: false }))
}

fn recalled(mut list: ListFile) -> ListFile {
    let kept: Vec<Remembered> = prefs::get(KEPT).unwrap_or_default();
    list.recalled = kept.iter().any(|kept| list.layout.recall(kept));
    list
}

/// Keeps what a person decided about the columns, for the next file with the same headers. Headers
/// only: nothing of a household.
pub fn keep(layout: &Layout) {
    let new = layout.remember();
    let mut kept: Vec<Remembered> = prefs::get(KEPT).unwrap_or_default();
    kept.retain(|old| old.headers != new.headers);
    kept.insert(0, new);
    kept.truncate(MOST_KEPT);
    prefs::put(KEPT, &kept);
}

/// Reads the list, and says how far it is, in hundredths. A long one is read in parts, between
/// which the browser answers the person.
pub async fn read(app: App, list: &ListFile, so_far: impl Fn(u32)) -> Preview {
    let mut turns = Turns::begin();
    let mut reading = Reading::open(&list.book, list.layout.clone(), clock::now().day());
    let all = reading.left();
    while reading.left() > 0 {
        reading.read(PART_ROWS);
        if turns.pause().await {
            so_far(share(all - reading.left(), all, 1));
        }
    }
    let mut preview = reading.done();
    if let Some(toolkit) = app.toolkit.get_untracked() {
        let all = preview.households.len();
        for at in (0..all).step_by(PART_ROWS) {
            preview.leave_out(&toolkit.pack, at..all.min(at + PART_ROWS));
            if turns.pause().await {
                so_far(share(at, all, 2));
            }
        }
    }
    preview
}

/// How far a list is read, in hundredths, in one of three passes.
fn share(done: usize, all: usize, pass: usize) -> u32 {
    (pass * 100 + done * 100 / all.max(1)) as u32 / 3
}

/// What a column is called, in the active language. Headers of this name are read back. Tracked.
pub fn column_name(column: Column) -> String {
    let ages = |bracket: usize| {
        let ages = BRACKETS.get(bracket).copied().unwrap_or_default();
        ages.replace("_plus", "+").replace('_', "-")
    };
    let person = |what: &str, n: u8| match n {
        0 => tr(what),
        n => format!("{} {n}", tr(what)),
    };
    let who = |sex: Sex| match sex {
        Sex::F => "column.f",
        Sex::M => "column.m",
        Sex::X => "column.x",
    };
    match column {
        Column::Cell(sex, bracket) => format!("{} {}", tr(who(sex)), ages(bracket)),
        Column::All(Sex::F) => tr("column.f_all"),
        Column::All(Sex::M) => tr("column.m_all"),
        Column::All(Sex::X) => tr("column.people"),
        Column::SexOf(n) => person("column.sex", n),
        Column::AgeOf(n) => person("column.age", n),
        Column::BirthOf(n) => person("column.birth", n),
        plain => tr(&format!("column.{}", plain.key())),
    }
}

/// What a person may take a column for, in order.
pub fn columns() -> Vec<Column> {
    let ages = |sex: Sex| (0..BRACKETS.len()).map(move |bracket| Column::Cell(sex, bracket));
    [Column::Code, Column::People]
        .into_iter()
        .chain(ages(Sex::F))
        .chain(ages(Sex::M))
        .chain(ages(Sex::X))
        .chain([
            Column::All(Sex::F),
            Column::All(Sex::M),
            Column::SexOf(0),
            Column::AgeOf(0),
            Column::BirthOf(0),
            Column::Language,
            Column::Needs,
            Column::Diet,
            Column::Allergens,
            Column::Consent,
            Column::Proxy,
            Column::Flags,
            Column::Notes,
        ])
        .collect()
}

/// Gives an empty list with the columns that are read, in the active language, to fill in: the list
/// that leaves the app, without households and without the columns for people of no said sex.
pub async fn share_template(app: App) {
    let mut table = households(std::iter::empty());
    table.columns.retain(|column| column.sex_and_age().is_none_or(|(sex, _)| sex != "x"));
    export::share_text_table(app, "passamano-households.csv", &table, true).await;
}
