//! People whose age a list does not say, or says in columns that nobody understood. They count as
//! 18-59; here they are counted once more, so that a person hears of it before anything is saved.

use std::collections::HashSet;

use super::layout::Layout;
use super::{Preview, number};
use crate::list::Sheet;

/// How many people of a list have no age, and where their ages may be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsaid {
    /// They count as 18-59.
    pub people: u32,
    /// How many of them are of households with nothing but a total.
    pub(super) of_totals: u32,
    /// Headers of columns that hold numbers of people, as it looks, and were not understood; the
    /// letters of those without a header.
    pub columns: Vec<String>,
}

impl Preview {
    /// People without an age that is said, and columns that may say it. Nothing where there is
    /// nothing to hear: a household with a total only is told of already.
    pub fn unsaid(&self) -> Option<(u32, &[String])> {
        let Unsaid { people, of_totals, columns } = &self.unsaid;
        let people = if columns.is_empty() { people - of_totals } else { *people };
        (people > 0).then_some((people, columns.as_slice()))
    }
}

/// Columns that are not used, whose headers say nothing that is known, and that hold nothing but
/// small numbers in the rows of households.
pub fn columns(layout: &Layout, sheet: &Sheet, preview: &Preview) -> Vec<String> {
    let beside: HashSet<usize> = preview.beside.iter().map(|(row, _)| *row).collect();
    let lines = &sheet.rows[layout.first_row().min(sheet.rows.len())..];
    let may_count = |at: usize| {
        let mut some = false;
        for line in lines.iter().filter(|line| !beside.contains(&line.number)) {
            match number(line.cell(at)) {
                Ok(people) => some |= people > 0,
                Err(_) if line.cell(at).is_empty() || line.cell(at) == "-" => {}
                Err(_) => return false,
            }
        }
        some
    };
    let unused = layout.fields.iter().enumerate().filter(|(_, field)| {
        field.column.is_none() && !field.understood && !field.header.starts_with('_')
    });
    unused.filter(|(at, _)| may_count(*at)).map(|(at, field)| field.name(at)).collect()
}
