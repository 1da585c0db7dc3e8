//! Workbooks of every kind as sheets of rows of cells, each cell as its sheet shows it and each
//! row with its number. Which row holds what is for those who read a list to find
//! out. No browser is here: the worker in `src/workers/sheets.rs` calls [`read`].

mod biff;
mod compound;
mod excel;
mod format;
mod hidden;
mod opendocument;
mod spreadsheet_ml;
mod xml;

use std::io::{Cursor, Read};

use passamano_core::list::{Line, Workbook};
use zip::ZipArchive;

/// More rows than this are no household list, and more than a phone should hold.
pub const MOST_ROWS: usize = 60_000;
/// No list has more columns. What stands farther off is a stray cell.
const MOST_COLUMNS: usize = 1_000;
/// No part of a workbook is larger once it is unpacked, in bytes.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It opens with a password only.
    Password,
    /// A binary workbook of Excel (`.xlsb`).
    Binary,
    /// A table of Numbers.
    Numbers,
    /// A document, a presentation or another archive.
    NotASheet,
    /// It is a workbook, and damaged.
    Damaged,
    /// Nothing stands in it.
    Empty,
    /// It has more than [`MOST_ROWS`] rows.
    TooManyRows,
}

impl Refusal {
    /// The code by which the worker answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Binary => "binary",
            Self::Numbers => "numbers",
            Self::NotASheet => "not_a_sheet",
            Self::Damaged => "damaged",
            Self::Empty => "empty",
            Self::TooManyRows => "too_many_rows",
        }
    }
}

/// Reads a workbook.
pub fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let book = if bytes.starts_with(b"PK") {
        archive(bytes)
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        excel::old(bytes)
    } else {
        flat(bytes)
    }?;
    let rows = book.sheets.iter().map(|sheet| sheet.rows.len()).max().unwrap_or_default();
    match rows {
        0 => Err(Refusal::Empty),
        rows if rows > MOST_ROWS => Err(Refusal::TooManyRows),
        _ => Ok(book),
    }
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn archive(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let names: Vec<String> =
        archive.file_names().filter_map(|name| Some(name.ok()?.to_ascii_lowercase())).collect();
    let has = |name: &str| names.iter().any(|own| own == name);
    if has("xl/workbook.bin") {
        Err(Refusal::Binary)
    } else if has("index/document.iwa") || has("index.zip") {
        Err(Refusal::Numbers)
    } else if has("content.xml") {
        let manifest = file(&mut archive, "META-INF/manifest.xml").unwrap_or_default();
        if manifest.contains("encryption-data") {
            return Err(Refusal::Password);
        }
        opendocument::read(&file(&mut archive, "content.xml").ok_or(Refusal::Damaged)?)
    } else if names.iter().any(|name| name.starts_with("xl/") || name.ends_with("workbook.xml")) {
        let book = excel::new(bytes)?;
        Ok(hidden::mark(book, &mut archive))
    } else {
        Err(Refusal::NotASheet)
    }
}

fn flat(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let text = String::from_utf8_lossy(bytes);
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        spreadsheet_ml::read(&text)
    } else if text.contains("urn:oasis:names:tc:opendocument:xmlns:office:1.0") {
        opendocument::read(&text)
    } else {
        Err(Refusal::NotASheet)
    }
}

/// A part of an archive as text.
fn file(archive: &mut Archive<'_>, name: &str) -> Option<String> {
    let mut bytes = vec![];
    let mut part = archive.by_name(name).ok()?.take(MOST_BYTES);
    part.read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Puts a cell into the last row if it has this number, else into a new one. Cells come row by row.
fn put(rows: &mut Vec<Line>, number: usize, column: usize, text: String) {
    if text.trim().is_empty() || column >= MOST_COLUMNS || rows.len() > MOST_ROWS {
        return;
    }
    if rows.last().is_none_or(|row| row.number != number) {
        rows.push(Line { number, ..Line::default() });
    }
    if let Some(row) = rows.last_mut() {
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        row.cells[column] = text;
    }
}
