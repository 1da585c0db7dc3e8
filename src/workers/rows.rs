//! Reading the rows of a spreadsheet file, without a browser.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, open_workbook_auto_from_rs};

/// More rows than this are no household list, and more than a phone should hold.
const MOST_ROWS: usize = 60_000;

/// The rows of the first sheet that holds something, without rows that are empty.
///
/// Refused as `not_a_sheet`, `empty` or `too_many_rows`.
pub fn rows(bytes: Vec<u8>) -> Result<Vec<Vec<String>>, &'static str> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| "not_a_sheet")?;
    let sheets = book.sheet_names();
    let filled = sheets.iter().find_map(|name| {
        let range = book.worksheet_range(name).ok()?;
        let rows = range.rows().map(|row| row.iter().map(text).collect::<Vec<_>>());
        let rows = rows.filter(|row| row.iter().any(|cell| !cell.is_empty()));
        let rows: Vec<_> = rows.take(MOST_ROWS + 1).collect();
        (!rows.is_empty()).then_some(rows)
    });
    let rows = filled.ok_or("empty")?;
    if rows.len() > MOST_ROWS { Err("too_many_rows") } else { Ok(rows) }
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(date) => date_text(*date),
        Data::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        Data::DurationIso(text) => text.clone(),
        // `#N/A` and its like: a formula without a result.
        Data::Error(_) | Data::Empty => String::new(),
    }
}

fn date_text(date: ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, hour, minute, _, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { day } else { format!("{day} {hour:02}:{minute:02}") }
}
