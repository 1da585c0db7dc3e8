//! A file as it is looked at: sheets of rows of cells, each cell as the sheet shows it, each row
//! with the number that a person sees beside it. Who makes one from bytes is elsewhere: CSV in
//! `csv.rs`, workbooks in the crate `passamano-sheets`.

use serde::{Deserialize, Serialize};

use super::csv::Csv;
use super::{Problem, tidy};

/// All sheets of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// In the order of the file.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What its tab says; empty for a CSV file.
    #[serde(default)]
    pub name: String,
    /// The tab is not shown.
    #[serde(default)]
    pub hidden: bool,
    /// Its rows, in order; empty ones may be missing.
    pub rows: Vec<Line>,
    /// Columns that are not shown, counted from 0.
    #[serde(default)]
    pub hidden_columns: Vec<usize>,
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// As the sheet numbers it, from 1.
    #[serde(rename = "n")]
    pub number: usize,
    /// The row is not shown.
    #[serde(rename = "h", default, skip_serializing_if = "core::ops::Not::not")]
    pub hidden: bool,
    /// Its cells, from the first column on.
    #[serde(rename = "c")]
    pub cells: Vec<String>,
}

impl Workbook {
    /// The single sheet of a CSV file, once it is read.
    pub fn from_csv(csv: Csv) -> Result<Self, Problem> {
        Ok(Self::of_rows(csv.rows()?))
    }

    /// A single sheet of rows that follow each other.
    pub fn of_rows(rows: Vec<Vec<String>>) -> Self {
        let rows = rows
            .into_iter()
            .zip(1..)
            .map(|(cells, number)| Line { number, hidden: false, cells })
            .collect();
        Self { sheets: vec![Sheet { rows, ..Sheet::default() }] }
    }
}

impl Line {
    /// A cell without blanks around it; empty where the row has none.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map(|cell| tidy(cell)).unwrap_or_default()
    }

    /// Nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| tidy(cell).is_empty())
    }
}

impl Sheet {
    /// The columns that are not shown and hold something: their headers, or the letters of those
    /// without. Of each column `fields` has the header, and whether there are values under it.
    pub(crate) fn hidden<'a>(&self, fields: impl Iterator<Item = (&'a str, bool)>) -> Vec<String> {
        let hidden = fields.enumerate().filter(|(at, (header, filled))| {
            self.hidden_columns.contains(at) && (*filled || !header.is_empty())
        });
        hidden.map(|(at, (header, _))| name_of_column(header, at)).collect()
    }
}

/// The header of the column at `at`, or its letters where it has none.
pub fn name_of_column(header: &str, at: usize) -> String {
    if header.is_empty() { letters(at) } else { header.to_string() }
}

/// The letters of a column: A, Z, AA.
pub fn letters(at: usize) -> String {
    let last = char::from(b'A' + (at % 26) as u8);
    match at / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}
