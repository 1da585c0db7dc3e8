//! Workbooks from the field and from many programs, read as the worker reads them, and what the
//! import makes of each.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use passamano_core::household::import::{Layout, Preview, Reading, Workbook};
use passamano_core::time::Day;

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

#[test]
fn probe() {
    for name in [
        "f2_hidden_columns_code.xlsx",
        "f8_reliefbox.xlsx",
        "r2_numeric_codes.xlsx",
        "r3_kobo_repeat.xlsx",
        "x5_age_headers_dates.xlsx",
    ] {
        let (layout, p) = preview(&field(name));
        println!("== {name} header {} tags {:?}", layout.header, layout.tags);
        for f in &layout.fields {
            println!("   {:?} {:?} {:?}", f.header, f.column, f.examples);
        }
        for r in &p.households {
            println!(
                "   {} {:?} = {} {:?} {:?} ask {}",
                r.household.code,
                r.household.people,
                r.household.people.total(),
                r.detail.allergens,
                r.detail.diet,
                r.household.ask
            );
        }
        println!(
            "   {:?} {:?} {:?} {:?} {:?}",
            p.beside, p.notes, p.unknown_columns, p.hidden_rows, p.other_sheets
        );
        for x in &p.problems {
            println!("   {x:?}");
        }
    }
}
