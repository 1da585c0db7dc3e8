//! In which row of the sheet the headers stand: as it was found, and as a person who looks at the
//! list knows better. A list may have none.

use leptos::prelude::*;
use passamano_core::list::{Line, first_rows};

use super::import::Import;
use crate::components::*;
use crate::i18n::{isolated, tr, tr_with};

/// So many cells show which row is meant.
const CELLS: usize = 3;
/// What a cell shows at most, in characters.
const LONGEST: usize = 24;
/// The choice of a list without headers.
const NONE: &str = "none";

/// The choice, for the sheet that is open.
pub(super) fn heading(import: Import) -> impl IntoView {
    let file = import.file.get_untracked()?;
    let sheet = file.book.sheets.get(file.layout.sheet)?;
    let rows: Vec<(String, usize, String)> =
        first_rows(sheet).map(|(at, row)| (at.to_string(), row.number, cells(row))).collect();
    let before = file.layout.header.map_or(NONE.to_string(), |row| row.to_string());
    let value = RwSignal::new(before.clone());
    Effect::new(move || {
        let now = value.get();
        if now != before && !now.is_empty() {
            import.with_headers(now.parse().ok());
        }
    });
    let options = move || {
        let row = |(at, number, cells): &(String, usize, String)| {
            let words = [("n", number.to_string()), ("cells", cells.clone())];
            let words = words.each_ref().map(|(name, value)| (*name, value.as_str()));
            Opt::new(at.clone(), tr_with("import.heading_row", &words))
        };
        let none = Opt::new(NONE, tr("import.heading_none"));
        rows.iter().map(row).chain([none]).collect::<Vec<_>>()
    };
    Some(view! {
        <Select
            label=move || tr("import.heading")
            value
            options=Signal::derive(options)
            hint=move || Some(tr("import.heading_hint"))
            compact=true
        />
    })
}

/// The first cells of a row that hold something.
fn cells(row: &Line) -> String {
    let filled = (0..row.cells.len()).map(|at| row.cell(at)).filter(|cell| !cell.is_empty());
    let short = |cell: &str| isolated(&cell.chars().take(LONGEST).collect::<String>());
    filled.take(CELLS).map(short).collect::<Vec<_>>().join(" · ")
}
