//! A file as a list, before anybody knows what of: its sheets, the letters and separators of a text
//! file, where the headers stand, rows that are none of the list, and the problems of its rows. What
//! columns mean and what rows become is in [`crate::household::import`] and
//! [`crate::stock::import`]; workbooks are opened in the crate `passamano-sheets`.

mod csv;
mod encoding;
pub(crate) mod rows;
pub(crate) mod search;
pub(crate) mod words;
pub(crate) mod workbook;

use core::fmt;
use core::hash::Hash;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

#[cfg(test)]
pub(crate) use self::csv::rows_from_csv;
pub use self::csv::{Csv, Known, Notes};
pub use self::encoding::Encoding;
pub use self::rows::Beside;
pub use self::search::first_rows;
pub use self::workbook::{Line, Sheet, Workbook, name_of_column};
use crate::card;

/// How much of a cell a problem repeats, in characters.
pub(crate) const SHOWN: usize = 80;

/// Why nothing of a file can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing in it.
    Empty,
    /// A web page, perhaps a login page that was saved instead of the list.
    Html,
    /// A PDF.
    Pdf,
    /// A ZIP archive: an XLSX or ODS workbook.
    Zip,
    /// A workbook of Excel 97-2003, or one with a password.
    OldExcel,
    /// A workbook in XML without an archive around it: of OpenDocument, or of Excel 2003.
    Xml,
    /// Not text: a picture or another kind of file.
    NotText,
    /// A quotation mark that opens in this row and never closes.
    OpenQuote {
        /// Counted from 1.
        row: usize,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the file is empty",
            Self::Html => "this is a web page, not a list",
            Self::Pdf => "this is a PDF, not a list",
            Self::Zip => "this is a workbook or an archive, not a CSV file",
            Self::OldExcel => "this is an old Excel workbook, not a CSV file",
            Self::Xml => "this is a workbook in XML, not a CSV file",
            Self::NotText => "this is not a text file",
            Self::OpenQuote { row } => {
                return write!(f, "a quotation mark opens in row {row} and never closes");
            }
        })
    }
}

/// What is wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem<K> {
    /// The sheet, if it is another than that of the list.
    pub sheet: String,
    /// As the sheet numbers it, from 1.
    pub row: usize,
    /// The header of the column.
    pub column: String,
    /// What is wrong.
    pub kind: K,
    /// The cell, or its beginning.
    pub value: String,
}

/// The same thing wrong in many rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemGroup<K> {
    /// The first of them.
    pub first: RowProblem<K>,
    /// All rows, in the order of the file.
    pub rows: Vec<usize>,
}

/// The problems, each said once for all rows that have it, in the order of their first rows. Where
/// one sentence says it whatever the cells hold, the cells may differ.
pub(crate) fn grouped<K: Clone + Eq + Hash>(
    problems: &[RowProblem<K>],
    is_one_for_all: impl Fn(&K) -> bool,
) -> Vec<ProblemGroup<K>> {
    let mut groups: Vec<ProblemGroup<K>> = vec![];
    let mut known = HashMap::new();
    for problem in problems {
        let value = if is_one_for_all(&problem.kind) { "" } else { problem.value.as_str() };
        let key = (&problem.sheet, &problem.column, &problem.kind, value);
        let at = *known.entry(key).or_insert_with(|| {
            groups.push(ProblemGroup { first: problem.clone(), rows: vec![] });
            groups.len() - 1
        });
        groups[at].rows.push(problem.row);
    }
    groups
}

/// Another sheet of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherSheet {
    /// Where it stands in the file, counted from 0.
    pub at: usize,
    /// Its name.
    pub name: String,
    /// How many of its rows hold something.
    pub rows: usize,
    /// Its members were counted.
    pub members: bool,
}

/// What a person decided about the columns of a file, for the next one with the same headers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// The headers.
    pub headers: Vec<String>,
    /// The key of what each holds; empty for nothing.
    pub columns: Vec<String>,
    /// The person also said in which row the headers stand.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub by_hand: bool,
}

/// A cell without the blanks and invisible marks around it, and without the apostrophe that our
/// own export puts before what a spreadsheet would take for a formula.
pub(crate) fn tidy(cell: &str) -> &str {
    let cell =
        cell.trim_matches(|c: char| c.is_whitespace() || c.is_control() || card::is_invisible(c));
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// A spreadsheet would calculate this; a number or a telephone number is no formula, an arrow of
/// a template neither.
pub(crate) fn is_formula(cell: &str) -> bool {
    let rest = cell.trim_start_matches(['+', '-']);
    let numeric = rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,-/()".contains(c));
    cell.starts_with(FORMULA) && !numeric
}

/// What a formula without a result leaves: `#N/A`, in Italian `#N/D`, in LibreOffice `Err:502`.
pub(crate) fn is_error(cell: &str) -> bool {
    const ERRORS: &str = "#N/A|#N/D|#N/V|#REF!|#RIF!|#VALUE!|#VALORE!|#VALEUR!|#DIV/0!|#NAME?|#NOME?|#NOM?|#NUM!|#NOMBRE!|#NULL!|#NULLO!|#NUL!|#SPILL!|#CALC!|#GETTING_DATA";
    ERRORS.split('|').any(|error| error.eq_ignore_ascii_case(cell))
        || cell.strip_prefix("Err:").is_some_and(|code| code.bytes().all(|b| b.is_ascii_digit()))
}
