//! The list of households, from the sheets of a file to [`Household`] and [`HouseholdDetail`].
//! Nothing is dropped in silence: every row that is left out, every value that is not understood,
//! every column and sheet that is not used is named in the [`Preview`], and nobody who is counted
//! in the file is missing. In this file stands what comes out. How a file
//! becomes sheets of rows is in [`crate::list`]; `import/layout.rs` finds out where the list stands and what its columns hold,
//! `import/reading.rs` reads the rows, `import/words.rs` knows words in four languages.

mod ages;
mod columns;
mod headers;
mod layout;
mod members;
mod reading;
mod row;
mod rows;
mod unsaid;
mod words;

use core::ops::Range;

use super::{Household, HouseholdDetail};
use crate::card;
use crate::pack::Pack;

use self::columns::Names;
pub use self::columns::{Column, Sex};
pub use self::layout::{Field, Layout};
pub use self::reading::Reading;
pub use self::unsaid::Unsaid;
pub use crate::list::rows::Beside;
use crate::list::{self, OtherSheet};
use crate::list::{SHOWN, is_error, is_formula};

/// The longest code, in characters.
const LONGEST_CODE: usize = 40;
/// The longest flag, in characters: it is read on every phone, so it is a word and no story.
const LONGEST_FLAG: usize = 24;
/// The most people in one cell.
const MOST_PEOPLE: u32 = 99;
/// The bracket that takes people whose age nobody wrote down: 18-59, neither child nor old.
pub(super) const AGE_NOT_SAID: usize = 4;

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// A member of a household that the list does not hold.
    NoHousehold,
    /// A word that is on no list. It is kept in the desk's notes only.
    UnknownValue,
    /// It begins like a formula. It was taken as text.
    Formula,
    /// The total is smaller than the sum of the ages. The ages were taken.
    TotalDiffers,
    /// The total is larger than the sum of the ages. The rest counts as age not said.
    TotalLarger,
    /// More members stand in the list than the row counts. The members were taken.
    MoreMembers,
    /// An age or a day of birth that is none. The person counts as age not said.
    AgeNotRead,
}

impl RowKind {
    /// The whole row is left out until the file is corrected. The others are warnings.
    pub fn leaves_out(&self) -> bool {
        matches!(
            self,
            Self::MissingCode
                | Self::DuplicateCode { .. }
                | Self::CodeTooLong
                | Self::NotANumber
                | Self::NegativeNumber
                | Self::TooMany
                | Self::NoHousehold
        )
    }

    /// One sentence says it for all rows, whatever their cells hold.
    fn is_one_for_all(&self) -> bool {
        matches!(
            self,
            Self::TotalDiffers | Self::TotalLarger | Self::MoreMembers | Self::MissingCode
        )
    }
}

/// What is wrong in a row of households.
pub type RowProblem = list::RowProblem<RowKind>;

/// The same thing wrong in many rows of households.
pub type ProblemGroup = list::ProblemGroup<RowKind>;

/// What else there is to say about a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListNotes {
    /// Empty rows, which were passed over.
    pub blank_rows: usize,
    /// Households with a total only: everybody counts as 18-59, sex not said.
    pub total_only: usize,
    /// Households without any number of people.
    pub nobody: usize,
    /// Households whose people were counted from the rows of their members.
    pub by_member: usize,
    /// A row under the headers holds HXL tags.
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

/// A cell may be the header of a column of this list.
pub fn is_header(cell: &str) -> bool {
    Names::knows(cell)
}

/// The rows of a CSV file that holds such a list.
#[cfg(test)]
pub(crate) fn rows_from_csv(
    bytes: &[u8],
) -> Result<(Vec<Vec<String>>, list::Notes), list::Problem> {
    list::rows_from_csv(bytes, is_header)
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
    /// Rows that are no household, and why.
    pub beside: Vec<(usize, Beside)>,
    /// Rows that the sheet does not show. They were read like the others.
    pub hidden_rows: Vec<usize>,
    /// Headers of columns that the sheet does not show, or the letters of those without a header.
    /// They were read like the others.
    pub hidden_columns: Vec<String>,
    /// The other sheets that hold something.
    pub other_sheets: Vec<OtherSheet>,
    /// What else there is to say.
    pub notes: ListNotes,
    /// People without an age, and where their ages may be.
    pub unsaid: Unsaid,
}

impl Preview {
    /// How many rows are left out because of a problem.
    pub fn rows_left_out(&self) -> usize {
        let mut rows: Vec<(&str, usize)> = self
            .problems
            .iter()
            .filter(|problem| problem.kind.leaves_out())
            .map(|problem| (problem.sheet.as_str(), problem.row))
            .collect();
        rows.dedup();
        rows.len()
    }

    /// The problems, each said once for all rows that have it, in the order of their first rows.
    pub fn grouped(&self) -> Vec<ProblemGroup> {
        list::grouped(&self.problems, RowKind::is_one_for_all)
    }

    /// How many people all households have.
    pub fn people(&self) -> u32 {
        self.households.iter().map(|row| row.household.people.total()).sum()
    }

    /// Works out which items the kits of some of the households do not hold: what carries a
    /// declared allergen, as an ingredient or a trace, and what their diet forbids.
    pub fn leave_out(&mut self, pack: &Pack, some: Range<usize>) {
        for Row { household, detail, .. } in self.households.get_mut(some).into_iter().flatten() {
            household.leave_out = pack.leave_out(&detail.allergens, &detail.diet);
        }
    }
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
