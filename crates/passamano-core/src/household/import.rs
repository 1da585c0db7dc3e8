//! The list of households, from rows of cells to [`Household`] and [`HouseholdDetail`]. Nothing
//! is dropped in silence: every row that is left out, every value that is not understood and
//! every column that is not used is named in the [`Preview`]. Files are read in `import/csv.rs`,
//! headers in `import/columns.rs`, words in four languages in `import/words.rs`.

mod columns;
mod csv;
mod words;

use core::fmt;
use core::ops::Range;
use std::collections::HashMap;

use self::columns::Column;
use self::words::{List, Words};
use super::{Household, HouseholdDetail};
use crate::card;
use crate::pack::Pack;

#[cfg(test)]
pub(crate) use self::csv::rows_from_csv;
pub use self::csv::{Csv, Encoding, Notes};

/// The longest code, in characters.
const LONGEST_CODE: usize = 40;
/// The longest flag, in characters: it is read on every phone, so it is a word and no story.
const LONGEST_FLAG: usize = 24;
/// The most people in one cell.
const MOST_PEOPLE: u32 = 99;
/// How much of a cell a problem repeats, in characters.
const SHOWN: usize = 80;
/// The bracket that takes people whose age nobody wrote down: 18-59, neither child nor old.
const AGE_NOT_SAID: usize = 4;

/// Why nothing of a file can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing in it.
    Empty,
    /// A web page, perhaps a login page that was saved instead of the list.
    Html,
    /// A PDF.
    Pdf,
    /// A ZIP archive: an XLSX or ODS workbook that was only renamed.
    Zip,
    /// A workbook of Excel 97-2003.
    OldExcel,
    /// Not text: a picture or another kind of file.
    NotText,
    /// A quotation mark that opens in this row and never closes.
    OpenQuote {
        /// Counted from 1.
        row: usize,
    },
    /// No column holds the code; these are the headers.
    NoCodeColumn(Vec<String>),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the file is empty",
            Self::Html => "this is a web page, not a list",
            Self::Pdf => "this is a PDF, not a list",
            Self::Zip => "this is a workbook or an archive, not a CSV file",
            Self::OldExcel => "this is an old Excel workbook, not a CSV file",
            Self::NotText => "this is not a text file",
            Self::OpenQuote { row } => {
                return write!(f, "a quotation mark opens in row {row} and never closes");
            }
            Self::NoCodeColumn(_) => "no column holds the code of the card",
        })
    }
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowKind {
    /// The row has no code.
    MissingCode,
    /// The code stands in an earlier row too.
    DuplicateCode {
        /// Counted from 1, as in the file.
        first_row: usize,
    },
    /// The code is longer than 40 characters.
    CodeTooLong,
    /// A number was expected.
    NotANumber,
    /// A number of people below zero.
    NegativeNumber,
    /// More than 99 people in one cell.
    TooMany,
    /// A word that is on no list. It is kept in the desk's notes only.
    UnknownValue,
    /// It begins like a formula. It was taken as text.
    Formula,
    /// The total is not the sum of the brackets. The brackets were taken.
    TotalDiffers,
}

impl RowKind {
    /// The whole row is left out until the file is corrected. The others are warnings.
    pub fn leaves_out(&self) -> bool {
        !matches!(self, Self::UnknownValue | Self::Formula | Self::TotalDiffers)
    }
}

/// What is wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// Counted from 1, as in the file.
    pub row: usize,
    /// The header of the column.
    pub column: String,
    /// What is wrong.
    pub kind: RowKind,
    /// The cell, or its beginning.
    pub value: String,
}

/// What else there is to say about a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListNotes {
    /// Empty rows, which were passed over.
    pub blank_rows: usize,
    /// Households with a total only: everybody counts as 18-59, sex not said.
    pub total_only: usize,
    /// Households without any number of people.
    pub nobody: usize,
    /// The row under the headers was an HXL row.
    pub hxl: bool,
}

/// Which parts of a household a row says: cells that are empty or absent, and words that were
/// not understood, say nothing and change nothing of what is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Says {
    /// How many people.
    pub people: bool,
    /// The language.
    pub language: bool,
    /// The needs, or that there are none.
    pub needs: bool,
    /// The diet, or that there is none.
    pub diet: bool,
    /// The allergens, or that there are none.
    pub allergens: bool,
    /// The flags, or that there are none.
    pub flags: bool,
    /// Consent, given or not.
    pub consent: bool,
    /// Whether somebody else may collect.
    pub proxy: bool,
    /// Words for the desk.
    pub notes: bool,
}

/// One household of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What every phone may know.
    pub household: Household,
    /// What only the desk may know.
    pub detail: HouseholdDetail,
    /// Which of it the list says.
    pub says: Says,
}

/// What an import would do, for a person to look at first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The households, in the order of the file.
    pub households: Vec<Row>,
    /// Rows and cells with a problem, in the order of the file.
    pub problems: Vec<RowProblem>,
    /// Headers of columns that are not used.
    pub unknown_columns: Vec<String>,
    /// What else there is to say.
    pub notes: ListNotes,
}

impl Preview {
    /// How many rows are left out because of a problem.
    pub fn rows_left_out(&self) -> usize {
        let mut rows: Vec<usize> = self
            .problems
            .iter()
            .filter(|problem| problem.kind.leaves_out())
            .map(|problem| problem.row)
            .collect();
        rows.dedup();
        rows.len()
    }

    /// Works out which items the kits of some of the households do not hold: what carries a
    /// declared allergen, as an ingredient or a trace, and what their diet forbids.
    pub fn leave_out(&mut self, pack: &Pack, some: Range<usize>) {
        for Row { household, detail, .. } in self.households.get_mut(some).into_iter().flatten() {
            household.leave_out = pack.leave_out(&detail.allergens, &detail.diet);
        }
    }
}

/// A list that is being read from rows of cells, some at a time.
pub struct Reading {
    headers: Vec<String>,
    columns: Vec<Option<Column>>,
    words: Words,
    /// The rows after the headers that are left.
    rows: std::vec::IntoIter<Vec<String>>,
    /// The row that was read last, counted from 1.
    row: usize,
    /// The rows of the codes.
    seen: HashMap<String, usize>,
    preview: Preview,
}

impl Reading {
    /// Finds the columns. The first row that is not empty holds the headers.
    pub fn open(rows: Vec<Vec<String>>) -> Result<Self, Problem> {
        let mut rows = rows.into_iter();
        let before = rows.as_slice().iter().take_while(|row| is_blank(row)).count();
        let headers = rows.nth(before).ok_or(Problem::Empty)?;
        let blank_rows = rows.as_slice().iter().take_while(|row| is_blank(row)).count();
        let hxl = rows.as_slice().get(blank_rows).filter(|row| columns::is_hxl(row)).cloned();
        let columns = columns::read(&headers, hxl.as_deref().unwrap_or_default());
        if !columns.contains(&Some(Column::Code)) {
            return Err(Problem::NoCodeColumn(
                headers.iter().map(|header| tidy(header).into()).collect(),
            ));
        }
        let mut row = before + 1;
        let mut notes = ListNotes { hxl: hxl.is_some(), ..ListNotes::default() };
        if notes.hxl {
            notes.blank_rows = blank_rows;
            row += blank_rows + 1;
            rows.nth(blank_rows);
        }
        let named = headers.iter().map(|header| tidy(header)).zip(&columns);
        let unknown_columns = named
            .filter(|(header, column)| column.is_none() && !header.is_empty())
            .map(|(header, _)| header.into())
            .collect();
        let preview = Preview { unknown_columns, notes, ..Preview::default() };
        let (words, seen) = (Words::new(), HashMap::new());
        Ok(Self { headers, columns, words, rows, row, seen, preview })
    }

    /// How many rows are left.
    pub fn left(&self) -> usize {
        self.rows.len()
    }

    /// Reads so many rows more.
    pub fn read(&mut self, most: usize) {
        for cells in self.rows.by_ref().take(most) {
            self.row += 1;
            if is_blank(&cells) {
                self.preview.notes.blank_rows += 1;
                continue;
            }
            let mut reader = Reader {
                row: self.row,
                headers: &self.headers,
                words: &self.words,
                found: Found::default(),
                problems: vec![],
            };
            for (at, (cell, column)) in cells.iter().zip(&self.columns).enumerate() {
                if let Some(column) = column {
                    reader.cell(at, cell, *column);
                }
            }
            reader.code(&self.columns, &mut self.seen);
            reader.finish(&mut self.preview);
        }
    }

    /// What was read.
    pub fn done(self) -> Preview {
        self.preview
    }
}

fn is_blank(row: &[String]) -> bool {
    row.iter().all(|cell| tidy(cell).is_empty())
}

/// What a row gave so far.
#[derive(Default)]
struct Found {
    household: Household,
    detail: HouseholdDetail,
    says: Says,
    total: Option<(usize, u16)>,
}

struct Reader<'a> {
    row: usize,
    headers: &'a [String],
    words: &'a Words,
    found: Found,
    problems: Vec<RowProblem>,
}

impl Reader<'_> {
    fn problem(&mut self, at: usize, kind: RowKind, value: &str) {
        let column =
            self.headers.get(at).map(|header| tidy(header).to_string()).unwrap_or_default();
        let value = value.chars().take(SHOWN).collect();
        self.problems.push(RowProblem { row: self.row, column, kind, value });
    }

    fn cell(&mut self, at: usize, cell: &str, column: Column) {
        let cell = tidy(cell);
        if cell.is_empty() || cell == "-" {
            return;
        }
        if is_formula(cell) {
            self.problem(at, RowKind::Formula, cell);
        }
        match column {
            Column::Code => self.found.household.code = card::shown(cell),
            Column::People => {
                if let Some(total) = self.number(at, cell) {
                    self.found.says.people = true;
                    self.found.total = Some((at, total));
                }
            }
            Column::Cell(sex, bracket) => {
                let number = self.number(at, cell).unwrap_or_default();
                self.found.says.people = true;
                let people = &mut self.found.household.people;
                let cell =
                    &mut [&mut people.f, &mut people.m, &mut people.x][sex as usize][bracket];
                *cell = cell.saturating_add(number);
            }
            Column::Needs => {
                if let Some(codes) = self.list(at, cell, List::Needs) {
                    (self.found.detail.needs, self.found.says.needs) = (codes, true);
                }
            }
            Column::Diet => {
                if let Some(codes) = self.list(at, cell, List::Diet) {
                    (self.found.detail.diet, self.found.says.diet) = (codes, true);
                }
            }
            Column::Allergens => {
                if let Some(codes) = self.list(at, cell, List::Allergens) {
                    (self.found.detail.allergens, self.found.says.allergens) = (codes, true);
                }
            }
            Column::Flags => {
                if let Some(codes) = self.list(at, cell, List::Flags) {
                    (self.found.household.flags, self.found.says.flags) = (codes, true);
                }
            }
            Column::Language => match self.words.language(cell) {
                Some(language) => {
                    self.found.household.language = Some(language);
                    self.found.says.language = true;
                }
                None => self.unknown(at, cell),
            },
            Column::Consent => {
                if let Some(yes) = self.yes(at, cell) {
                    (self.found.household.consent, self.found.says.consent) = (yes, true);
                }
            }
            Column::Proxy => {
                if let Some(yes) = self.yes(at, cell) {
                    (self.found.household.proxy, self.found.says.proxy) = (yes, true);
                }
            }
            Column::Notes => {
                self.note(cell);
                self.found.says.notes = true;
            }
        }
    }

    fn number(&mut self, at: usize, cell: &str) -> Option<u16> {
        let number = number(cell);
        if let Err(kind) = &number {
            self.problem(at, kind.clone(), cell);
        }
        number.ok()
    }

    fn yes(&mut self, at: usize, cell: &str) -> Option<bool> {
        let yes = self.words.yes(cell);
        if yes.is_none() {
            self.unknown(at, cell);
        }
        yes
    }

    /// The codes of a list, or nothing where no word of it was understood.
    fn list(&mut self, at: usize, cell: &str, list: List) -> Option<Vec<String>> {
        let (mut codes, mut understood) = (vec![], false);
        let words = self.words;
        for (word, code) in words.parts(list, cell) {
            match code {
                Some(code) if code.chars().count() <= LONGEST_FLAG => {
                    understood = true;
                    if !code.is_empty() && !codes.contains(&code) {
                        codes.push(code);
                    }
                }
                _ => {
                    self.found.detail.unclear |= matches!(list, List::Diet | List::Allergens);
                    self.unknown(at, word);
                }
            }
        }
        understood.then_some(codes)
    }

    fn unknown(&mut self, at: usize, value: &str) {
        self.problem(at, RowKind::UnknownValue, value);
        let header = self.headers.get(at).map(|header| tidy(header)).unwrap_or_default();
        self.note(&format!("{header}: {value}"));
    }

    fn note(&mut self, text: &str) {
        let notes = &mut self.found.detail.notes;
        if !notes.is_empty() {
            notes.push('\n');
        }
        notes.push_str(text);
    }

    /// The code is there, short enough, and no other row has it.
    fn code(&mut self, columns: &[Option<Column>], seen: &mut HashMap<String, usize>) {
        let at =
            columns.iter().position(|column| *column == Some(Column::Code)).unwrap_or_default();
        let code = self.found.household.code.clone();
        let key = card::normalize(&code);
        if key.is_empty() {
            self.problem(at, RowKind::MissingCode, &code);
        } else if code.chars().count() > LONGEST_CODE {
            self.problem(at, RowKind::CodeTooLong, &code);
        } else if let Some(first_row) = seen.get(&key).copied() {
            self.problem(at, RowKind::DuplicateCode { first_row }, &code);
        } else {
            seen.insert(key, self.row);
        }
    }

    fn finish(mut self, preview: &mut Preview) {
        let sum = self.found.household.people.total();
        let total = self.found.total.filter(|(_, total)| *total > 0);
        match total {
            Some((_, total)) if sum == 0 => self.found.household.people.x[AGE_NOT_SAID] = total,
            Some((at, total)) if u32::from(total) != sum => {
                self.problem(at, RowKind::TotalDiffers, &total.to_string());
            }
            _ => {}
        }
        if !self.problems.iter().any(|problem| problem.kind.leaves_out()) {
            preview.notes.total_only += usize::from(sum == 0 && total.is_some());
            preview.notes.nobody += usize::from(sum == 0 && total.is_none());
            let Found { mut household, mut detail, says, .. } = self.found;
            detail.code.clone_from(&household.code);
            household.show(&detail);
            preview.households.push(Row { household, detail, says });
        }
        preview.problems.append(&mut self.problems);
    }
}

/// A cell without the blanks and invisible marks around it, and without the apostrophe that our
/// own export puts before what a spreadsheet would take for a formula.
fn tidy(cell: &str) -> &str {
    let cell =
        cell.trim_matches(|c: char| c.is_whitespace() || c.is_control() || card::is_invisible(c));
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// A spreadsheet would calculate this; a number or a telephone number is no formula.
fn is_formula(cell: &str) -> bool {
    let rest = cell.trim_start_matches(['+', '-']);
    let numeric = rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,-/()".contains(c));
    cell.starts_with(FORMULA) && !numeric
}

/// So many people, in digits of any script; a spreadsheet's `2.0` is 2.
fn number(cell: &str) -> Result<u16, RowKind> {
    let plain: String = cell
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| card::plain_digit(c).unwrap_or(c))
        .collect();
    let whole = match plain.split_once(['.', ',', '٫']) {
        Some((whole, zeros)) if !whole.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        Some(_) => return Err(RowKind::NotANumber),
        None => &plain,
    };
    let digits = whole.trim_start_matches(['-', '\u{2212}']);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(RowKind::NotANumber);
    }
    match digits.parse::<u32>() {
        Ok(0) => Ok(0),
        _ if digits.len() < whole.len() => Err(RowKind::NegativeNumber),
        Ok(number @ ..=MOST_PEOPLE) => Ok(number as u16),
        _ => Err(RowKind::TooMany),
    }
}

#[cfg(test)]
mod tests;
