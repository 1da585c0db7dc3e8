//! Members of households on a sheet of their own: counted, and their allergies, diets and needs
//! taken to their household. Sheets that hold something else are named.

use std::collections::HashMap;

use super::layout::Layout;
use super::reading::Reading;
use super::row::Reader;
use super::{OtherSheet, RowKind, rows};
use crate::card;
use crate::list::{Sheet, Workbook};

/// Reads the other sheets of a file after its list.
pub fn read(reading: &mut Reading<'_>, book: &Workbook) {
    for (at, sheet) in book.sheets.iter().enumerate() {
        let filled = sheet.rows.iter().filter(|line| !line.is_blank()).count();
        if at == reading.layout.sheet || filled == 0 {
            continue;
        }
        let layout = Layout::on_sheet(book, at).ok();
        let members = layout.is_some_and(|layout| members_of(reading, sheet, &layout));
        let name = sheet.name.clone();
        reading.preview.other_sheets.push(OtherSheet { at, name, rows: filled, members });
    }
}

/// Reads a sheet if it is one of members.
fn members_of(reading: &mut Reading<'_>, sheet: &Sheet, layout: &Layout) -> bool {
    let lines = &sheet.rows[layout.first_row().min(sheet.rows.len())..];
    let by_index: HashMap<&str, usize> = reading
        .found
        .iter()
        .enumerate()
        .filter(|(_, found)| !found.index.is_empty())
        .map(|(at, found)| (found.index.as_str(), at))
        .collect();
    let whose: Vec<Option<usize>> = match (layout.parent(), layout.code()) {
        (Some(parent), _) if !by_index.is_empty() => {
            lines.iter().map(|line| by_index.get(line.cell(parent)).copied()).collect()
        }
        (_, Some(code)) if !layout.has(|column| column.counts()) => lines
            .iter()
            .map(|line| reading.by_code.get(&card::normalize(line.cell(code))).copied())
            .collect(),
        _ => return false,
    };
    let theirs = whose.iter().flatten().count();
    let filled = lines.iter().filter(|line| !line.is_blank()).count();
    if theirs * 2 < filled || theirs == 0 {
        return false;
    }
    for (line, whose) in lines.iter().zip(whose) {
        if line.is_blank() || rows::is_of_tags(line) || rows::repeats_headers(layout, line, sheet) {
            continue;
        }
        let mut reader = Reader::read(&sheet.name, layout, &reading.tools, line, true);
        if whose.is_none() {
            let at = layout.parent().or(layout.code()).unwrap_or_default();
            let cell = line.cell(at).to_string();
            reader.problem(at, RowKind::NoHousehold, &cell);
        }
        let out = reader.is_out();
        let Reader { found, mut problems, .. } = reader;
        reading.preview.problems.append(&mut problems);
        if let (Some(whose), false) = (whose, out) {
            reading.found[whose].join(found);
        }
    }
    true
}
