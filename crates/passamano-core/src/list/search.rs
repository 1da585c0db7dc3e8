//! Where in a sheet a list begins: the row of headers is the one among the first rows under which
//! the most is understood. What a header means is said by those who read a list.

use super::rows::is_of_tags;
use super::{Line, Problem, Sheet};

/// So far down headers are looked for, in rows that hold something.
pub const LOOKED_AT: usize = 25;
/// HXL tags stand at most so many rows under the headers.
const TAGS_WITHIN: usize = 3;
/// How many examples a person sees of a column.
const EXAMPLES: usize = 3;

/// What the best row of headers gives. `read` tells of a row, with the filled row above it and the
/// HXL tags below, by their places in the sheet, how much is understood if the headers stand
/// there, and what. Where nothing is, the first row counts that is about as wide as the widest.
pub fn headers<L>(
    sheet: &Sheet,
    read: impl Fn(usize, Option<usize>, Option<usize>) -> (usize, L),
) -> Result<L, Problem> {
    let filled: Vec<usize> =
        filled(sheet).map(|(at, _)| at).take(LOOKED_AT + TAGS_WITHIN).collect();
    let most = filled.iter().map(|row| width(&sheet.rows[*row])).max().ok_or(Problem::Empty)?;
    let mut best: Option<(usize, L)> = None;
    for (nth, row) in filled.iter().copied().enumerate().take(LOOKED_AT) {
        if is_of_tags(&sheet.rows[row]) {
            continue;
        }
        let above = nth.checked_sub(1).map(|nth| filled[nth]);
        let tags = tags_below(sheet, &filled[nth + 1..]);
        let (score, found) = read(row, above, tags);
        if score > 0 && best.as_ref().is_none_or(|(other, _)| score > *other) {
            best = Some((score, found));
        }
    }
    if let Some((_, found)) = best {
        return Ok(found);
    }
    let wide = |row: &&usize| width(&sheet.rows[**row]) * 5 >= most * 3;
    let row = filled.iter().find(wide).copied().unwrap_or(filled[0]);
    Ok(read(row, None, is_of_tags(&sheet.rows[row]).then_some(row)).1)
}

/// The filled row above a row, and the HXL tags below it.
pub fn around(sheet: &Sheet, row: usize) -> (Option<usize>, Option<usize>) {
    let above = filled(sheet).map(|(at, _)| at).take_while(|at| *at < row).last();
    if is_of_tags(&sheet.rows[row]) {
        return (None, Some(row));
    }
    let below: Vec<usize> =
        filled(sheet).map(|(at, _)| at).filter(|at| *at > row).take(TAGS_WITHIN).collect();
    (above, tags_below(sheet, &below))
}

/// The rows in which headers may stand, with their places in the sheet.
pub fn first_rows(sheet: &Sheet) -> impl Iterator<Item = (usize, &Line)> {
    filled(sheet).take(LOOKED_AT)
}

fn filled(sheet: &Sheet) -> impl Iterator<Item = (usize, &Line)> {
    sheet.rows.iter().enumerate().filter(|(_, row)| !row.is_blank())
}

fn tags_below(sheet: &Sheet, below: &[usize]) -> Option<usize> {
    below.iter().copied().take(TAGS_WITHIN).find(|row| is_of_tags(&sheet.rows[*row]))
}

/// How many columns the sheet has.
pub fn columns(sheet: &Sheet) -> usize {
    sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default()
}

/// How many cells of a row hold something.
pub fn width(row: &Line) -> usize {
    (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty()).count()
}

/// The first values of each of so many columns, each once.
pub fn examples(rows: &[&Line], columns: usize) -> Vec<Vec<String>> {
    let of_column = |at: usize| {
        let mut examples: Vec<String> = vec![];
        for cell in rows.iter().map(|row| row.cell(at)) {
            if examples.len() < EXAMPLES
                && !cell.is_empty()
                && !examples.iter().any(|example| example == cell)
            {
                examples.push(cell.chars().take(30).collect());
            }
        }
        examples
    };
    (0..columns).map(of_column).collect()
}
