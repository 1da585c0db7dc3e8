//! Workbooks from the field and from many programs, read as the worker reads them, and what the
//! import makes of each. The CSV files of the field are read in the tests of the core.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use passamano_core::household::import::{Layout, Preview, Reading};
use passamano_core::list::Workbook;
use passamano_core::pack::Pack;
use passamano_core::stock::import as stock;
use passamano_core::time::Day;
use passamano_sheets::{Refusal, read};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn field(name: &str) -> Workbook {
    let path = format!("{}/../passamano-core/tests/field/{name}", env!("CARGO_MANIFEST_DIR"));
    passamano_sheets::read(&std::fs::read(path).unwrap()).unwrap()
}

fn preview(book: &Workbook) -> (Layout, Preview) {
    let layout = Layout::guess(book).unwrap();
    let mut reading = Reading::open(book, layout.clone(), Day::from_ymd(2026, 11, 28).unwrap());
    while reading.left() > 0 {
        reading.read(100);
    }
    (layout, reading.done())
}

/// What a person would be told of a workbook.
fn told(book: &Workbook) -> String {
    let (layout, list) = preview(book);
    let code = layout.code().map(|at| layout.fields[at].header.clone()).unwrap_or_default();
    let mut parts = vec![format!("code {code}")];
    parts.extend(list.households.iter().map(|row| {
        let people = &row.household.people;
        let allergens = row.detail.allergens.join(" ");
        format!("{} {:?}{:?}{:?} {allergens}", row.household.code, people.f, people.m, people.x)
            .replace("[0, 0, 0, 0, 0, 0]", "-")
            .replace(", ", " ")
            .trim()
            .to_string()
    }));
    parts.extend(list.hidden_rows.iter().map(|row| format!("{row} hidden")));
    parts.extend(list.other_sheets.iter().map(|sheet| {
        format!("{} {}", sheet.name, if sheet.members { "members" } else { "not used" })
    }));
    parts.extend(list.problems.iter().map(|problem| format!("{} {:?}", problem.row, problem.kind)));
    parts.join("; ")
}

#[test]
fn every_workbook_of_the_field_is_read_as_it_is_shown() {
    for (name, expected) in [
        // F2: other ages, columns that are hidden, a row that is hidden and taken.
        (
            "f2_hidden_columns_code.xlsx",
            "code code; 7220000011 [0 0 3 0 1 0][0 1 2 0 0 0]-; 440001 [0 0 0 0 1 0][0 0 0 0 0 1]-; \
             7160000022 [0 1 0 0 1 0][0 1 0 0 1 0]-; 007160033 [1 0 0 0 1 0][0 0 0 0 1 0]-; \
             629001 [0 0 2 0 1 0][0 1 0 0 1 0]-; 5 hidden",
        ),
        // F8: one row for each person.
        (
            "f8_reliefbox.xlsx",
            "code code; 3700000611447 [0 0 0 0 1 0]--; 8710000392279 -[0 0 0 0 1 0]-",
        ),
        // R2: numbers and dates in their formats.
        (
            "r2_numeric_codes.xlsx",
            "code codice tessera; 000417 --[0 0 0 0 3 0]; 1234567890123456 --[0 0 0 0 3 0]; \
             000512 --[0 0 0 0 3 0]; 20 --[0 0 0 0 3 0]; 50% --[0 0 0 0 3 0]; 1-Mar --[0 0 0 0 3 0]",
        ),
        // R3: groups in headers, numbers of the machine, members on a sheet of their own.
        (
            "r3_kobo_repeat.xlsx",
            "code hh/card_code; K-101 [1 0 0 0 1 0][0 0 1 0 1 0]- milk peanuts; \
             K-102 [0 0 0 0 0 1]--; members members",
        ),
        // X5: ages that became dates.
        ("x5_age_headers_dates.xlsx", "code code; A-001 --[0 1 2 0 1 0]"),
    ] {
        assert_eq!(told(&field(name)), expected, "{name}");
    }
}

#[test]
fn a_sheet_hides_rows_and_columns_and_keeps_their_numbers() {
    let book = field("f2_hidden_columns_code.xlsx");
    let sheet = &book.sheets[0];
    let hidden: Vec<usize> =
        sheet.rows.iter().filter(|row| row.hidden).map(|row| row.number).collect();
    assert_eq!((hidden, sheet.hidden_columns.len()), (vec![5], 12));
    assert_eq!(sheet.rows[0].number, 1);
}

/// An archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Cells of the first sheet, row by row.
fn cells(book: &Workbook) -> Vec<(usize, Vec<&str>)> {
    let row = |row: &passamano_core::list::Line| row.number;
    book.sheets[0]
        .rows
        .iter()
        .map(|line| (row(line), line.cells.iter().map(String::as_str).collect()))
        .collect()
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
"#;

/// Written by xlwt 1.3.0, with the result of its one formula put in: two sheets of numbers in formats
/// of their own.
#[test]
fn the_numbers_of_an_old_workbook_are_read_as_they_are_shown() {
    let mut book = read(include_bytes!("../data/formats.xls")).unwrap();
    let rows = cells(&book);
    assert_eq!(rows[1].1, ["00123", "50%", "01/01/1987", "12,345", "000-007", "3"]);
    assert_eq!(rows[2].1, ["00417", "2.50", "5-Nov", "1234567890123456", "К012", "02"]);
    book.sheets.remove(0);
    assert_eq!(cells(&book), [(1, vec!["code"]), (2, vec!["K-05"]), (3, vec!["6"])]);
}

#[test]
fn tables_of_opendocument_are_read_whoever_wrote_them() {
    // Line breaks between tags (gnumeric, SheetJS), an empty number (pyexcel), a comment, what is
    // repeated, what is hidden, and a number with the zeros that are shown.
    let body = r#"<office:automatic-styles>
 <style:style style:name="ta9" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
 <table:table table:name="Famiglie" table:style-name="ta1">
  <table:table-column table:number-columns-repeated="2"/>
  <table:table-column table:visibility="collapse"/>
  <table:table-row>
   <table:table-cell office:value-type="string"><text:p>Codice</text:p></table:table-cell>
   <table:table-cell office:value-type="string">
    <text:p>Persone</text:p>
   </table:table-cell>
   <table:table-cell office:value-type="string"><text:p>Note</text:p></table:table-cell>
  </table:table-row>
  <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
  <table:table-row table:visibility="filter">
   <table:table-cell office:value-type="float" office:value="417"><text:p>000417</text:p></table:table-cell>
   <table:table-cell office:value-type="float" office:value="3"/>
   <table:table-cell office:value-type="string"><office:annotation><text:p>a comment</text:p></office:annotation><text:p>due<text:s text:c="2"/>righe &amp; pi&#249;</text:p><text:p>seconda</text:p></table:table-cell>
  </table:table-row>
  <table:table-row>
   <table:table-cell office:value-type="float" office:value="1234567890123456"><text:p>1.23456789012346E+015</text:p></table:table-cell>
   <table:table-cell office:value-type="float" office:value=""/>
  </table:table-row>
  <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
 </table:table>
 <table:table table:name="Nascosto" table:style-name="ta9"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document>"#;
    let flat = format!("{HEAD}{body}");
    let packed = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &flat),
    ]);
    for bytes in [flat.as_bytes(), packed.as_slice()] {
        let book = read(bytes).unwrap();
        assert_eq!(
            cells(&book),
            [
                (1, vec!["Codice", "Persone", "Note"]),
                (4, vec!["000417", "3", "due  righe & più\nseconda"]),
                (5, vec!["1234567890123456"]),
            ]
        );
        let sheet = &book.sheets[0];
        assert!(sheet.rows[1].hidden && !sheet.rows[2].hidden && !sheet.hidden);
        assert_eq!((&sheet.hidden_columns[..], book.sheets[1].hidden), (&[2][..], true));
    }
}

#[test]
fn the_xml_of_excel_2003_is_read() {
    let text = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="000000"/></Style></Styles>
<Worksheet ss:Name="Lista"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell><Data ss:Type="String">code</Data></Cell><Cell><Data ss:Type="String">people</Data></Cell></Row>
<Row ss:Index="5" ss:Hidden="1"><Cell ss:StyleID="s1"><Data ss:Type="Number">417</Data></Cell><Cell><Data ss:Type="Number">3</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="Number">2</Data></Cell><Cell><Data ss:Type="DateTime">2026-03-01T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"#;
    let book = read(text.as_bytes()).unwrap();
    assert_eq!(
        cells(&book),
        [(1, vec!["code", "people"]), (5, vec!["000417", "3"]), (6, vec!["", "2", "2026-03-01"])]
    );
    assert!(book.sheets[0].rows[1].hidden);
    assert_eq!(book.sheets[0].hidden_columns, [2]);
}

/// A small XLSX workbook with this data in its only sheet.
fn xlsx(data: &str) -> Vec<u8> {
    formatted_xlsx(data, &[])
}

/// The same, where the nth style has the nth of the formats that Excel knows by number.
fn formatted_xlsx(data: &str, formats: &[u32]) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let style = |id: &u32| format!("<xf numFmtId=\"{id}\" applyNumberFormat=\"1\"/>");
    let styles: String = formats.iter().map(style).collect();
    archive(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{space}\" xmlns:r=\"{links}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{links}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{links}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            &format!("<styleSheet xmlns=\"{space}\"><cellXfs>{styles}</cellXfs></styleSheet>"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet xmlns=\"{space}\"><sheetData>{data}</sheetData></worksheet>"),
        ),
    ])
}

#[test]
fn a_stray_cell_far_off_costs_nothing_and_errors_are_seen() {
    let book = read(&xlsx(
        "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#N/A</v></c><c r=\"B2\" t=\"b\"><v>1</v></c></row>\
         <row r=\"1048576\"><c r=\"B1048576\"><v>7</v></c><c r=\"XFD1048576\"><v>1</v></c></row>",
    ))
    .unwrap();
    assert_eq!(cells(&book), [(2, vec!["#N/A", "true"]), (1_048_576, vec!["", "7"])]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let locked: Vec<u8> = [0xd0, 0xcf, 0x11, 0xe0]
        .into_iter()
        .chain("EncryptedPackage".bytes().flat_map(|letter| [letter, 0]))
        .collect();
    let manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    for (bytes, refusal) in [
        (locked, Refusal::Password),
        (
            archive(&[("content.xml", "\u{1}"), ("META-INF/manifest.xml", manifest)]),
            Refusal::Password,
        ),
        (archive(&[("xl/workbook.bin", "")]), Refusal::Binary),
        (archive(&[("Index/Document.iwa", "")]), Refusal::Numbers),
        (archive(&[("word/document.xml", "<w/>")]), Refusal::NotASheet),
        (archive(&[("xl/workbook.xml", "<workbook")]), Refusal::Damaged),
        (archive(&[("content.xml", "<a><b")]), Refusal::Damaged),
        (archive(&[("content.xml", "<a/>")]), Refusal::Empty),
        (b"PK\x03\x04 cut off".to_vec(), Refusal::Damaged),
        (b"\xd0\xcf\x11\xe0 cut off".to_vec(), Refusal::Damaged),
        (b"<?xml version='1.0'?><rss/>".to_vec(), Refusal::NotASheet),
        (xlsx(""), Refusal::Empty),
    ] {
        assert_eq!(read(&bytes).err(), Some(refusal), "{}", String::from_utf8_lossy(&bytes));
    }
    let many: String = (1..=passamano_sheets::MOST_ROWS + 1)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>"))
        .collect();
    assert_eq!(read(&xlsx(&many)).err(), Some(Refusal::TooManyRows));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_refused_or_read_without_a_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_document_is_refused_or_read_without_a_panic(
        body in "(<table:table>|<table:table-row table:number-rows-repeated=\"3\">|<table:table-cell>|<text:p>|x|</text:p>|</table:table-cell>|</table:table-row>|</table:table>){0,20}"
    ) {
        let _ = read(format!("{HEAD}{body}").as_bytes());
    }
}

#[test]
fn a_stock_list_in_a_workbook_has_dates_and_numbers_as_its_sheet_shows_them() {
    let text = |cell: &str, text: &str| {
        format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let number = |cell: &str, style: u32, value: u32| {
        format!("<c r=\"{cell}\" s=\"{style}\"><v>{value}</v></c>")
    };
    // General, a short date, month and year, thousands with a comma.
    let rows = [
        [text("A1", "Codice"), text("B1", "Scadenza"), text("C1", "Quantità")],
        [text("A2", "F001"), number("B2", 1, 46_538), number("C2", 3, 1_200)],
        [text("A3", "F001"), number("B3", 2, 46_508), number("C3", 3, 800)],
        [text("A4", "F001"), number("B4", 0, 46_538), number("C4", 0, 7)],
    ];
    let row = |(n, cells): (usize, &[String; 3])| {
        format!("<row r=\"{}\">{}</row>", n + 1, cells.concat())
    };
    let data: String = rows.iter().enumerate().map(row).collect();
    let book = read(&formatted_xlsx(&data, &[0, 14, 17, 3])).unwrap();
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/packs/food-medicines/pack.json");
    let pack = Pack::from_json(&std::fs::read_to_string(pack).unwrap()).unwrap();
    let today = Day::from_ymd(2026, 11, 28).unwrap();
    let layout = stock::Layout::guess(&book, today).unwrap();
    let goods = stock::Goods::new(&pack, &[]);
    let list = stock::read(&book, &layout, &goods, &stock::Chosen::new(), &[], today);
    let came: Vec<_> = list
        .movements(false)
        .into_iter()
        .map(|moved| (moved.qty, moved.date.map(|(_, day)| day.to_string()).unwrap_or_default()))
        .collect();
    let date = "2027-05-31".to_string();
    assert_eq!(came, [(1_200, date.clone()), (800, date.clone()), (7, date)]);
    assert_eq!(list.problems, []);
}
