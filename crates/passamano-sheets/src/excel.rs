//! Workbooks of Excel, by calamine: XLSX cell by cell with the format of each, so that a number
//! is read as it is shown and a stray cell far off costs nothing; XLS with the formats that are read
//! beside it (see `biff.rs`), because calamine does not give them.

use std::io::Cursor;

use calamine::{
    Data, DataRef, Reader, SheetType, SheetVisible, Style, Xls, XlsError, Xlsx, XlsxError,
    open_workbook_from_rs,
};
use passamano_core::list::{Sheet, Workbook};

use crate::biff::Formats;
use crate::{Refusal, format, put};

/// Days between the two ways in which Excel counts them.
const FROM_1904: f64 = 1_462.0;

/// An XLSX workbook.
pub fn new(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut xlsx: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
            XlsxError::Password => Refusal::Password,
            _ => Refusal::Damaged,
        })?;
    let sheets = xlsx.sheets_metadata().to_vec();
    let from_1904 = xlsx.has_1904_epoch();
    let mut book = Workbook::default();
    for sheet in sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut rows = vec![];
        let mut cells = match xlsx.worksheet_cells_reader(&sheet.name) {
            Ok(cells) => cells,
            // A sheet of charts that says it is one of cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(_) => return Err(Refusal::Damaged),
        };
        while let Some((cell, style)) =
            cells.next_cell_with_style_id().map_err(|_| Refusal::Damaged)?
        {
            let (row, column) = cell.get_position();
            let code = code_of(cells.styles().get(style));
            let text = shown(cell.get_value(), &code, from_1904);
            put(&mut rows, row as usize + 1, column as usize, text);
        }
        book.sheets.push(Sheet { name: sheet.name, hidden, rows, ..Sheet::default() });
    }
    Ok(book)
}

fn code_of(style: Option<&Style>) -> String {
    let Some(number) = style.and_then(|style| style.number_format.as_ref()) else {
        return String::new();
    };
    let built_in = number.format_id.and_then(format::built_in);
    built_in.map_or_else(|| number.format_code.clone(), String::from)
}

fn shown(cell: &DataRef<'_>, code: &str, from_1904: bool) -> String {
    match cell {
        DataRef::Int(number) => format::show(*number as f64, code),
        DataRef::Float(number) => format::show(*number, code),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(date) => {
            let days = if from_1904 { FROM_1904 } else { 0.0 };
            format::show(date.as_f64() + days, code)
        }
        DataRef::DateTimeIso(text) => without_midnight(text),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A workbook of Excel 97-2003, or what a password makes of any.
pub fn old(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|letter| [letter, 0]).collect();
    if bytes.windows(locked.len()).any(|part| part == locked) {
        return Err(Refusal::Password);
    }
    let mut xls: Xls<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
            XlsError::Password => Refusal::Password,
            _ => Refusal::Damaged,
        })?;
    let sheets = xls.sheets_metadata().to_vec();
    let from_1904 = xls.has_1904_epoch();
    let formats = Formats::read(bytes);
    let mut book = Workbook::default();
    for (at, sheet) in sheets.into_iter().enumerate() {
        let Ok(range) = xls.worksheet_range(&sheet.name) else { continue };
        let (first, left) = range.start().unwrap_or_default();
        let mut rows = vec![];
        for (row, cells) in range.rows().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (first as usize + row, left as usize + column);
                let code = formats.as_ref().and_then(|formats| formats.of(at, row, column));
                put(&mut rows, row + 1, column, old_text(cell, code, from_1904));
            }
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        book.sheets.push(Sheet { name: sheet.name, hidden, rows, ..Sheet::default() });
    }
    Ok(book)
}

fn old_text(cell: &Data, code: Option<&str>, from_1904: bool) -> String {
    let days = if from_1904 { FROM_1904 } else { 0.0 };
    match (cell, code) {
        (Data::Int(number), Some(code)) => return format::show(*number as f64, code),
        (Data::Float(number), Some(code)) => return format::show(*number, code),
        (Data::DateTime(date), Some(code)) if !date.is_duration() => {
            return format::show(date.as_f64() + days, code);
        }
        _ => {}
    }
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => format::plain(*number),
        Data::String(text) => text.clone(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(date) if date.is_duration() => format::plain(date.as_f64()),
        Data::DateTime(date) => {
            let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
            let time = format!("{hour:02}:{minute:02}");
            let day = format!("{year:04}-{month:02}-{day:02}");
            match (date.as_f64() < 1.0, hour, minute) {
                (true, ..) => time,
                (_, 0, 0) => day,
                _ => format!("{day} {time}"),
            }
        }
        Data::DateTimeIso(text) => without_midnight(text),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

fn without_midnight(text: &str) -> String {
    text.strip_suffix("T00:00:00").unwrap_or(text).replace('T', " ")
}
