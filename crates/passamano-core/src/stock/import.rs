//! A stock list from a file: item, lot, date, quantity, a row for each. As with households nothing
//! is dropped in silence: every row that stays out and every column that is not used is named, and
//! what can be read in two ways is refused. A date is read as a date that is typed by hand; a lot
//! has one date. In this file stands what comes out; how a file becomes rows is in
//! [`crate::list`]. `import/layout.rs` finds the columns, `import/goods.rs` the items,
//! `import/number.rs` and `import/unit.rs` how many, `import/dates.rs` the dates of a column,
//! `import/reading.rs` reads the rows.

mod columns;
mod dates;
mod goods;
mod layout;
mod number;
mod reading;
mod unit;

pub use self::columns::{Column, is_header};
pub use self::goods::{Goods, key as name_key};
pub use self::layout::{Field, Layout};
pub use self::reading::{Chosen, read};

use super::{DateKind, Movement};
use crate::list::{self, Beside, OtherSheet};
use crate::time::Day;

/// The most rows that are read: more is no list of what stands on shelves, and each becomes a
/// record.
pub const MOST_ROWS: usize = 1_000;
/// The longest name of a lot, in characters, as where it is typed.
const LONGEST_LOT: usize = 40;
/// The most pieces in one row: more is a barcode or a price in the wrong column.
const MOST_PIECES: f64 = 999_999.0;

/// What is wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A number, a lot or a date without an item.
    MissingItem,
    /// A name that is no item's and no kit's.
    UnknownItem,
    /// The code is one item's, the name another's.
    TwoItems,
    /// The row has a lot or a date, and no quantity.
    MissingQty,
    /// A number was expected.
    NotANumber,
    /// A quantity below zero.
    Negative,
    /// The number can be read in two ways: 1.200 is 1200 or 1 and a fifth.
    UnclearNumber,
    /// No whole number of pieces.
    NotWhole,
    /// More than 999,999.
    TooMany,
    /// Cartons, or another unit from which the number of pieces does not follow.
    UnclearUnit,
    /// The name of the lot is longer than 40 characters.
    LotTooLong,
    /// Only a part of a date.
    HalfDate,
    /// The date can be read in two ways.
    UnclearDate,
    /// There is no such day.
    NoSuchDate,
    /// A date that hardly stands on a pack that somebody holds.
    OddDate,
    /// One row has a use-by date and another, best-before date.
    TwoDates,
    /// Another row has the same lot with another date.
    LotDiffers {
        /// Counted from 1, as in the file.
        other_row: usize,
    },
    /// The lot is known with another date.
    LotKnown {
        /// The date that is known.
        known: (DateKind, Day),
    },
    /// A formula without a result.
    CellError,
    /// It says *as above*, and no row of goods stands there.
    NothingAbove,
    /// A bag that the pharmacy sealed: only how many is taken, never lot or date.
    Sealed,
    /// Another row says exactly the same. Both count.
    Twin {
        /// Counted from 1, as in the file.
        first_row: usize,
    },
}

impl RowKind {
    /// The whole row is left out until the file is corrected. The others are warnings.
    pub fn leaves_out(&self) -> bool {
        !matches!(self, Self::Sealed | Self::Twin { .. })
    }
}

/// What is wrong in a row of goods.
pub type RowProblem = list::RowProblem<RowKind>;

/// The same thing wrong in many rows of goods.
pub type ProblemGroup = list::ProblemGroup<RowKind>;

/// Goods that would come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// As the sheet numbers it, from 1.
    pub row: usize,
    /// What would be written down.
    pub movement: Movement,
    /// Exactly this was written down before: the same list twice would make goods of nothing.
    pub here: bool,
}

/// A name that the pack does not have, with its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// As it stands in the file.
    pub name: String,
    /// Where.
    pub rows: Vec<usize>,
    /// What a person said that it is.
    pub code: Option<String>,
}

/// What an import would do, for a person to look at first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The goods, in the order of the file.
    pub coming: Vec<Coming>,
    /// Rows and cells with a problem, in the order of the file.
    pub problems: Vec<RowProblem>,
    /// Names of which a person says what they are, or said it.
    pub asked: Vec<Asked>,
    /// Headers of columns that are not used.
    pub unknown_columns: Vec<String>,
    /// Rows that are no goods, and why.
    pub beside: Vec<(usize, Beside)>,
    /// Rows without a quantity, a lot or a date, or with 0: nothing comes in.
    pub not_filled: Vec<usize>,
    /// Rows that the sheet does not show. They were read like the others.
    pub hidden_rows: Vec<usize>,
    /// Headers of columns that the sheet does not show, or the letters of those without a header.
    /// They were read like the others.
    pub hidden_columns: Vec<String>,
    /// Rows of a lot without a name: they were taken for the goods of the row above, as cells say
    /// it that are joined over several rows.
    pub carried: Vec<usize>,
    /// Rows in which a ditto mark or a word says *as above*: the cell above stands for it.
    pub as_above: Vec<usize>,
    /// The other sheets that hold something.
    pub other_sheets: Vec<OtherSheet>,
    /// Empty rows, which were passed over.
    pub blank_rows: usize,
}

impl Preview {
    /// How many rows are left out because of a problem.
    pub fn rows_left_out(&self) -> usize {
        let out = self.problems.iter().filter(|problem| problem.kind.leaves_out());
        let mut rows: Vec<usize> = out.map(|problem| problem.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows.len()
    }

    /// The problems, each said once for all rows that have it. Names that are not known are asked
    /// about elsewhere.
    pub fn grouped(&self) -> Vec<ProblemGroup> {
        let mut groups = list::grouped(&self.problems, |kind| {
            matches!(kind, RowKind::MissingItem | RowKind::MissingQty | RowKind::Sealed)
        });
        groups.retain(|group| group.first.kind != RowKind::UnknownItem);
        groups
    }

    /// What would be written down: with what is here already, or without.
    pub fn movements(&self, again: bool) -> Vec<Movement> {
        let wanted = self.coming.iter().filter(|coming| again || !coming.here);
        wanted.map(|coming| coming.movement.clone()).collect()
    }
}

#[cfg(test)]
mod tests;
