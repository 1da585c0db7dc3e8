//! Rows of a list that are no household: tags, headers once more, examples, what type a column
//! has, sums. They are named to the person and left out.

use super::columns::Column;
use super::layout::Layout;
use super::number;
use super::words::fold;
use crate::list::rows::{self, is_arrow, is_example, is_type};
pub use crate::list::rows::{Beside, is_of_tags};
use crate::list::{Line, Sheet};

/// A word of a sum stands for the code, or anywhere in a row without a code.
pub fn says_sum(layout: &Layout, row: &Line) -> bool {
    let code = layout.code().map(|at| row.cell(at)).unwrap_or_default();
    let anywhere = || (0..row.cells.len()).any(|at| rows::says_sum(row.cell(at)));
    // `Totale nuclei`, `Tot. famiglie`: only where the code should be, for a note may begin so too.
    rows::says_sum(code) || rows::begins_with_sum(code) || (code.is_empty() && anywhere())
}

/// Why one of the rows before the first household is none.
pub fn beside(layout: &Layout, row: &Line, sheet: &Sheet) -> Option<Beside> {
    if is_of_tags(row) {
        return Some(Beside::Tags);
    }
    if repeats_headers(layout, row, sheet) {
        return Some(Beside::Headers);
    }
    let code = layout.code().map(|at| row.cell(at)).unwrap_or_default();
    let arrow = || (0..row.cells.len()).any(|at| is_arrow(row.cell(at)));
    // Nowhere else: somebody may be called Example.
    let marked = || {
        let noted = |(at, field): (usize, &super::Field)| {
            matches!(field.column, Some(Column::Notes | Column::Code))
                && is_example(&fold(row.cell(at)))
        };
        layout.fields.iter().enumerate().any(noted)
    };
    let code = fold(code);
    let begins = code.split(' ').next().is_some_and(is_example);
    if begins || ((arrow() || marked()) && !says_types(layout, row)) {
        return Some(Beside::Example);
    }
    says_types(layout, row).then_some(Beside::Types)
}

/// The headers themselves, further down: a list that was printed page by page.
pub fn repeats_headers(layout: &Layout, row: &Line, sheet: &Sheet) -> bool {
    layout.header.is_some_and(|header| rows::repeats(row, &sheet.rows[header]))
}

/// Words stand where numbers of people should, or a type stands where the code should.
fn says_types(layout: &Layout, row: &Line) -> bool {
    let code = layout.code().map(|at| row.cell(at)).unwrap_or_default();
    let has_digit = code.chars().any(char::is_numeric);
    let mut counts = layout
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.column.is_some_and(Column::counts))
        .map(|(at, _)| row.cell(at))
        .filter(|cell| !cell.is_empty())
        .peekable();
    let words = counts.peek().is_some() && counts.all(|cell| number(cell).is_err());
    let typed = fold(code);
    !has_digit && (words || is_type(&typed))
}
