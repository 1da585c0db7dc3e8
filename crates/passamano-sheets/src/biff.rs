//! The formats of the numbers in a workbook of Excel 97-2003 (BIFF): which code each cell is shown
//! by. The cells themselves come from calamine, which does not give the formats.

use std::collections::HashMap;

use crate::compound::{stream, u16_at, u32_at};
use crate::format;

/// Kinds of records.
mod kind {
    pub const BEGIN: u16 = 0x0809;
    pub const END: u16 = 0x000a;
    pub const SHEET: u16 = 0x0085;
    pub const FORMAT: u16 = 0x041e;
    pub const STYLE: u16 = 0x00e0;
    pub const NUMBER: u16 = 0x0203;
    pub const SHORT_NUMBER: u16 = 0x027e;
    pub const SHORT_NUMBERS: u16 = 0x00bd;
    pub const FORMULA: u16 = 0x0006;
}

/// The version that Excel 97-2003 writes. The one before it has letters of one byte.
const EXCEL_97: u16 = 0x0600;

/// The formats of all cells.
pub struct Formats {
    /// Of each style its code.
    codes: Vec<String>,
    /// Of each sheet the style of each number, by row and column.
    sheets: Vec<HashMap<(u16, u16), u16>>,
}

impl Formats {
    /// Reads them out of a file. Nothing when it cannot be done.
    pub fn read(file: &[u8]) -> Option<Self> {
        let book = stream(file, &["Workbook", "Book"])?;
        let (mut unicode, mut starts) = (false, vec![]);
        let (mut own, mut styles) = (HashMap::new(), vec![]);
        for (kind, data) in records(&book, 0) {
            match kind {
                kind::BEGIN => unicode = u16_at(data, 0)? == EXCEL_97,
                kind::SHEET => starts.push(u32_at(data, 0)? as usize),
                kind::FORMAT => {
                    own.insert(u16_at(data, 0)?, text(data.get(2..)?, unicode)?);
                }
                kind::STYLE => styles.push(u16_at(data, 2)?),
                kind::END => break,
                _ => {}
            }
        }
        let code = |format: u16| match format::built_in(u32::from(format)) {
            Some(code) => code.to_owned(),
            None => own.get(&format).cloned().unwrap_or_default(),
        };
        let codes = styles.into_iter().map(code).collect();
        let sheets = starts.into_iter().map(|start| sheet(&book, start));
        Some(Self { codes, sheets: sheets.collect::<Option<_>>()? })
    }

    /// The code by which a number is shown.
    pub fn of(&self, sheet: usize, row: usize, column: usize) -> Option<&str> {
        let cell = (row.try_into().ok()?, column.try_into().ok()?);
        let style = self.sheets.get(sheet)?.get(&cell)?;
        self.codes.get(usize::from(*style)).map(String::as_str)
    }
}

fn sheet(book: &[u8], start: usize) -> Option<HashMap<(u16, u16), u16>> {
    let (mut styles, mut depth) = (HashMap::new(), 0);
    for (kind, data) in records(book, start) {
        match kind {
            kind::BEGIN => depth += 1,
            kind::END if depth < 2 => break,
            kind::END => depth -= 1,
            // A chart within the sheet has numbers of its own.
            _ if depth != 1 => {}
            kind::NUMBER | kind::SHORT_NUMBER | kind::FORMULA => {
                styles.insert((u16_at(data, 0)?, u16_at(data, 2)?), u16_at(data, 4)?);
            }
            kind::SHORT_NUMBERS => {
                let (row, first) = (u16_at(data, 0)?, u16_at(data, 2)?);
                // At the end stands the number of the last column.
                let cells = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6);
                for (column, cell) in (first..=u16::MAX).zip(cells) {
                    styles.insert((row, column), u16_at(cell, 0)?);
                }
            }
            _ => {}
        }
    }
    Some(styles)
}

/// Each record's kind and what it holds.
fn records(book: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = book.get(start..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, data))
    })
}

fn text(data: &[u8], unicode: bool) -> Option<String> {
    if !unicode {
        let length = usize::from(*data.first()?);
        return Some(data.get(1..1 + length)?.iter().map(|byte| char::from(*byte)).collect());
    }
    let (length, wide) = (usize::from(u16_at(data, 0)?), data.get(2)? & 1 == 1);
    let letters = data.get(3..)?;
    if wide {
        let letters = letters.get(..2 * length)?.chunks_exact(2);
        let letters: Vec<u16> =
            letters.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        return Some(String::from_utf16_lossy(&letters));
    }
    Some(letters.get(..length)?.iter().map(|byte| char::from(*byte)).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    const FILE: &[u8] = include_bytes!("../tests/data/formats.xls");

    #[test]
    fn each_number_has_the_code_of_its_style() {
        let formats = Formats::read(FILE).unwrap();
        assert_eq!(formats.of(0, 1, 0), Some("00000"));
        assert_eq!(formats.of(0, 2, 4), Some("\"К\"000"));
        assert_eq!(formats.of(1, 1, 0), Some("K-00"));
        assert_eq!(formats.of(1, 2, 0), Some("General"));
        assert_eq!((formats.of(0, 0, 0), formats.of(2, 1, 0)), (None, None));
    }

    #[test]
    fn a_damaged_file_has_no_formats_and_does_no_harm() {
        for length in (0..FILE.len()).step_by(37) {
            let _ = Formats::read(&FILE[..length]);
        }
        let mut file = FILE.to_vec();
        for at in (0..file.len()).step_by(3) {
            for byte in [0, 0xff] {
                file[at] = byte;
                let _ = Formats::read(&file);
            }
            file[at] = FILE[at];
        }
        assert!(Formats::read(&FILE[..FILE.len() / 2]).is_none());
    }
}
