//! A table as a workbook: the few parts that every spreadsheet needs (ECMA-376), each as text.
//! The caller puts them into one ZIP file. There is no formula anywhere: words are written as
//! words, so nothing in them is calculated.

use std::fmt::Write as _;

use super::{Cell, Table, joined, risky};
use crate::list::workbook::letters;
use crate::time::{Day, Moment};

/// How a sheet looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called, in somebody's words.
    pub name: String,
    /// Its first column stands at the right.
    pub rtl: bool,
}

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;

const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const OF_THE_BOOK: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// Formats 14 and 22 are the day, and the day with the time, as the reader's own language writes
/// them. The order is that of the constants below.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="9"/><color rgb="FF595959"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;

const HEADER: u8 = 1;
const TAG: u8 = 2;
const DAY: u8 = 3;
const MOMENT: u8 = 4;
/// Words that a spreadsheet would calculate if somebody wrote them anew.
const QUOTED: u8 = 5;

/// The 1st of January 1970, counted from the day before 1900 as spreadsheets do.
const EPOCH: i64 = 25_569;
/// The first day about which all spreadsheets agree: the 1st of March 1900.
const FIRST: i64 = 61;
const DAY_MS: i64 = 86_400_000;
/// A cell holds no more (in UTF-16, as Excel counts).
const MOST_SIGNS: usize = 32_767;
/// What Excel does not allow in the name of a sheet, and the most signs of it.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
const MOST_IN_NAME: usize = 31;

/// The parts of the workbook by their paths, in the order in which they stand in the file. Names
/// of columns are in the first row, HXL tags in the second.
pub fn workbook(table: &Table, sheet: &Sheet) -> Vec<(&'static str, String)> {
    let part = |body: &str| format!("{DECLARATION}\n{body}");
    let name: String =
        sheet.name.chars().filter(|c| !NOT_IN_NAMES.contains(c)).take(MOST_IN_NAME).collect();
    let name = if name.trim().is_empty() { "1".into() } else { escaped(name.trim()) };
    let book = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    vec![
        ("[Content_Types].xml", part(TYPES)),
        ("_rels/.rels", part(ROOT)),
        ("xl/workbook.xml", part(&book)),
        ("xl/_rels/workbook.xml.rels", part(OF_THE_BOOK)),
        ("xl/styles.xml", part(STYLES)),
        ("xl/worksheets/sheet1.xml", part(&cells(table, sheet.rtl))),
    ]
}

fn cells(table: &Table, rtl: bool) -> String {
    let mut xml = String::from(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0""#,
    );
    if rtl {
        xml.push_str(r#" rightToLeft="1""#);
    }
    // Names and tags stay in sight.
    xml.push_str(r#"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#);
    for at in 0..table.columns.len() {
        let n = at + 1;
        let width = width(table, at);
        // Writing into a text cannot fail.
        let _ = write!(xml, r#"<col min="{n}" max="{n}" width="{width}" customWidth="1"/>"#);
    }
    xml.push_str("</cols><sheetData>");
    let heads = table.columns.iter().map(|column| (text(&column.name), HEADER));
    row(&mut xml, 1, heads);
    row(&mut xml, 2, table.columns.iter().map(|column| (text(&column.hxl), TAG)));
    for (at, cells) in table.rows.iter().enumerate() {
        row(&mut xml, at + 3, cells.iter().map(value));
    }
    xml.push_str("</sheetData></worksheet>");
    xml
}

/// What stands in a cell.
enum Value {
    Nothing,
    Number(String),
    Text(String),
}

fn row(xml: &mut String, n: usize, cells: impl Iterator<Item = (Value, u8)>) {
    let _ = write!(xml, r#"<row r="{n}">"#);
    for (at, (value, style)) in cells.enumerate() {
        let letters = letters(at);
        let _ = match value {
            Value::Nothing => Ok(()),
            Value::Number(number) => {
                write!(xml, r#"<c r="{letters}{n}" s="{style}"><v>{number}</v></c>"#)
            }
            Value::Text(text) => write!(
                xml,
                r#"<c r="{letters}{n}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#
            ),
        };
    }
    xml.push_str("</row>");
}

fn value(cell: &Cell) -> (Value, u8) {
    match cell {
        Cell::Empty => (Value::Nothing, 0),
        Cell::Number(number) => (Value::Number(number.to_string()), 0),
        Cell::Codes(_, codes) => (text(&joined(codes)), 0),
        Cell::Text(words) if words.is_empty() => (Value::Nothing, 0),
        Cell::Text(words) => (text(words), if risky(words) { QUOTED } else { 0 }),
        Cell::Day(day) => match serial(*day) {
            Some(serial) => (Value::Number(serial.to_string()), DAY),
            None => (text(&day.to_string()), 0),
        },
        Cell::At(at) => moment(*at),
    }
}

fn moment(at: Moment) -> (Value, u8) {
    let Some(day) = serial(at.day()) else { return (text(&at.to_string()), 0) };
    let local = at.ms.saturating_add(i64::from(at.offset) * 60_000);
    // In hundred-thousandths of a day, which is finer than a second; no rounding of floats.
    let part = local.rem_euclid(DAY_MS) * 100_000 / DAY_MS;
    (Value::Number(format!("{day}.{part:05}")), MOMENT)
}

fn serial(day: Day) -> Option<i64> {
    let serial = i64::from(day.0) + EPOCH;
    (serial >= FIRST).then_some(serial)
}

fn text(words: &str) -> Value {
    let mut left = MOST_SIGNS;
    let fits = |c: &char| {
        let room = left >= c.len_utf16();
        left = left.saturating_sub(c.len_utf16());
        room
    };
    let words: String = words.chars().take_while(fits).collect();
    Value::Text(escaped(&words))
}

/// Words as they stand in XML. What XML cannot hold is left out, and what a spreadsheet would take
/// for a sign written by its number (`_x0041_`) is kept from that.
fn escaped(words: &str) -> String {
    let mut xml = String::with_capacity(words.len());
    for (at, c) in words.char_indices() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\r' => xml.push_str("&#13;"),
            '_' if is_by_number(&words[at..]) => xml.push_str("_x005F_"),
            '\t' | '\n' => xml.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => xml.push(c),
        }
    }
    xml
}

fn is_by_number(words: &str) -> bool {
    let bytes = words.as_bytes();
    bytes.len() >= 7
        && bytes.starts_with(b"_x")
        && bytes.get(6) == Some(&b'_')
        && bytes.get(2..6).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
}

/// About as many signs as the longest of the first rows has, within reason.
fn width(table: &Table, at: usize) -> usize {
    let signs = |row: &Vec<Cell>| match row.get(at) {
        Some(Cell::Text(words)) => words.chars().count(),
        Some(Cell::Codes(_, codes)) => joined(codes).chars().count(),
        Some(Cell::At(_)) => 16,
        Some(Cell::Day(_)) => 10,
        _ => 0,
    };
    let longest = table.rows.iter().take(200).map(signs).max().unwrap_or(0);
    // A long header goes on in a second line.
    let header = table.columns.get(at).map_or(0, |column| column.name.chars().count());
    longest.max(header.min(14)).clamp(7, 40) + 2
}

#[cfg(test)]
mod tests {
    use super::super::Column;
    use super::*;

    fn sheet_of(rows: Vec<Vec<Cell>>, rtl: bool) -> String {
        let column = |name: &str| Column { name: name.into(), hxl: format!("#x_{name}") };
        let table = Table { columns: vec![column("a"), column("b")], rows };
        let sheet = Sheet { name: "Consegne: [1/2]".into(), rtl };
        let parts = workbook(&table, &sheet);
        assert!(parts[2].1.contains(r#"<sheet name="Consegne 12""#), "{}", parts[2].1);
        assert!(parts.iter().all(|(_, xml)| xml.starts_with(DECLARATION)));
        parts[5].1.clone()
    }

    #[test]
    fn numbers_are_numbers_and_days_are_days() {
        let at = Moment { ms: 1_795_822_200_000, offset: 60 };
        let day = Day::from_ymd(2026, 11, 28).unwrap();
        let xml = sheet_of(
            vec![vec![Cell::Number(-3), Cell::Day(day)], vec![Cell::Empty, Cell::At(at)]],
            false,
        );
        assert!(
            xml.contains(
                r#"<row r="3"><c r="A3" s="0"><v>-3</v></c><c r="B3" s="3"><v>46354</v></c></row>"#
            ),
            "{xml}"
        );
        // Half past midnight.
        assert!(
            xml.contains(r#"<row r="4"><c r="B4" s="4"><v>46354.02083</v></c></row>"#),
            "{xml}"
        );
        assert!(
            xml.contains(
                r#"<row r="2"><c r="A2" s="2" t="inlineStr"><is><t xml:space="preserve">#x_a</t>"#
            ),
            "{xml}"
        );
        let old = sheet_of(vec![vec![Cell::Day(Day(-40_000)), Cell::Empty]], true);
        assert!(old.contains("inlineStr\"><is><t xml:space=\"preserve\">1860-"), "{old}");
        assert!(old.contains("rightToLeft"));
    }

    #[test]
    fn words_stay_words_whatever_is_in_them() {
        for (words, written) in [
            ("=1+1", "=1+1"),
            ("@now", "@now"),
            ("a<b & \"c\"", "a&lt;b &amp; &quot;c&quot;"),
            ("due\nrighe\u{0}\u{b}", "due\nrighe"),
            ("_x0041_", "_x005F_x0041_"),
            ("_x_ è 🙂", "_x_ è 🙂"),
        ] {
            let xml = sheet_of(vec![vec![words.into(), Cell::Empty]], false);
            let cell = format!(r#"t="inlineStr"><is><t xml:space="preserve">{written}</t></is>"#);
            assert!(xml.contains(&cell), "{xml}");
            assert_eq!(xml.contains(r#"s="5""#), risky(words), "{words}");
            assert!(!xml.contains("<f"), "{xml}");
        }
        let long = sheet_of(vec![vec!["🙂".repeat(40_000).as_str().into(), Cell::Empty]], false);
        assert_eq!(long.matches('🙂').count(), MOST_SIGNS / 2);
    }

    #[test]
    fn columns_have_their_letters() {
        assert_eq!(
            [0, 25, 26, 51, 52, 701, 702].map(letters),
            ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
        );
    }
}
