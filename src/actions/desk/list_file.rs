//! A list of households in a file: its columns found or chosen, read. How a file is opened is in
//! `table_file.rs`; saving is in `households.rs`.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::export::households;
use passamano_core::household::BRACKETS;
use passamano_core::household::import::{Column, Layout, Preview, Reading, Sex, is_header};
use passamano_core::list::{Encoding, Remembered, Workbook};
use web_sys::File;

use super::table_file::{self, Letters, Opened, Unread};
use crate::actions::export;
use crate::i18n::tr;
use crate::platform::clock;
use crate::platform::turns::Turns;
use crate::state::App;

/// So many rows are read between two looks at the clock: a small part of a turn, even on a slow
/// phone.
const PART_ROWS: usize = 100;
/// A list is gone through so often: the file, its rows, what to leave out.
const PASSES: u32 = 3;
/// Where decisions about columns are kept.
const KEPT: &str = "list-columns";

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
    laid_out(table_file::open(file, is_header, |of_file| so_far(of_file / PASSES)).await?)
}

/// Opens the same file with other letters.
pub async fn with_letters(
    letters: &Letters,
    encoding: Encoding,
    so_far: impl Fn(u32),
) -> Result<ListFile, Unread> {
    let so_far = |of_file| so_far(of_file / PASSES);
    laid_out(table_file::with_letters(letters, encoding, is_header, so_far).await?)
}

/// The same file, with the list on another sheet.
pub fn on_sheet(list: &ListFile, sheet: usize) -> ListFile {
    let layout = Layout::on_sheet(&list.book, sheet).unwrap_or_else(|_| list.layout.clone());
    recalled(ListFile { layout, ..list.clone() })
}

/// The same sheet, with the headers in the row that a person says, or without any. Columns that
/// were chosen for these headers before are taken as they were.
pub fn with_headers(list: &ListFile, row: Option<usize>) -> Option<ListFile> {
    let mut layout = Layout::with_headers(&list.book, list.layout.sheet, row).ok()?;
    let recalled = table_file::recall(KEPT, |kept| {
        // The row is said: it is not looked for.
        let kept = Remembered { by_hand: false, ..kept.clone() };
        layout.recall(&list.book, &kept)
    });
    keep(&layout);
    Some(ListFile { layout, recalled, ..list.clone() })
}

fn laid_out(opened: Opened) -> Result<ListFile, Unread> {
    let Opened { book, letters } = opened;
    let layout = Layout::guess(&book).map_err(Unread::List)?;
    Ok(recalled(ListFile { book, letters, layout, recalled: false }))
}

fn recalled(mut list: ListFile) -> ListFile {
    let book = list.book.clone();
    list.recalled = table_file::recall(KEPT, |kept| list.layout.recall(&book, kept));
    list
}

/// Keeps what a person decided about the columns, for the next file with the same headers. A list
/// without headers cannot be known again.
pub fn keep(layout: &Layout) {
    if layout.header.is_some() {
        table_file::keep(KEPT, layout.remember());
    }
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
    (pass * 100 + done * 100 / all.max(1)) as u32 / PASSES
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
