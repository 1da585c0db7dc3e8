//! What an import would do: how many households, the first codes, which rows and sheets stay out
//! and why, what is not used.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::household::import::{Beside, Preview};

use crate::components::*;
use crate::i18n::{isolated, tr, tr_count, tr_count_with, tr_with};
use crate::state::App;

/// So many codes show whether they are read right.
const CODES: usize = 3;
/// So many rows are named; of more the first.
const ROWS: usize = 8;

/// The preview.
#[component]
pub(super) fn PreviewCard(
    /// What was read.
    preview: Arc<Preview>,
) -> impl IntoView {
    let app = App::get();
    let good = preview.households.len() as u32;
    let left_out = preview.rows_left_out() as u32;
    let known = app.world.with_untracked(|world| {
        preview.households.iter().filter(|row| world.known(&row.household.code).is_some()).count()
            as u32
    });
    let people = preview.people();
    let consent = preview.households.iter().filter(|row| row.household.consent).count() as u32;
    let codes: Vec<String> =
        preview.households.iter().take(CODES).map(|row| row.household.code.clone()).collect();
    let notes = preview.notes;
    let unknown = preview.unknown_columns.join(", ");
    let alarming = left_out > 0 || good == 0 || people == 0;
    let (kind, icon) =
        if alarming { (CalloutKind::Held, "warning") } else { (CalloutKind::Plain, "check") };
    let count = move |key: &'static str, n: usize| {
        (n > 0).then(|| view! { <li>{move || tr_count(key, n as u32)}</li> })
    };
    let hidden = preview.hidden_rows.clone();
    let hidden = (!hidden.is_empty()).then(|| view! {
        <li>
            {move || tr_count_with("import.hidden_rows", hidden.len() as u32, &[("rows", &rows(&hidden))])}
        </li>
    });
    let columns = preview.hidden_columns.iter().map(|header| isolated(header)).collect::<Vec<_>>();
    let columns = (!columns.is_empty()).then(|| {
        view! {
            <li>{move || tr_with("import.hidden_columns", &[("columns", &columns.join(", "))])}</li>
        }
    });
    let sheets: Vec<(bool, String)> =
        preview.other_sheets.iter().map(|sheet| (sheet.members, sheet.name.clone())).collect();
    let sheet = |(members, name): (bool, String)| {
        let key = if members { "import.members_sheet" } else { "import.other_sheet" };
        view! { <li>{move || tr_with(key, &[("sheet", &isolated(&name))])}</li> }
    };
    view! {
        <Callout
            kind=kind
            icon=icon
            live=Live::Status
            title=move || tr_count("import.good", good)
        >
            <ul>
                {(good > 0).then(|| view! {
                    <li>
                        {move || {
                            let codes = codes.iter().map(|code| isolated(code)).collect::<Vec<_>>();
                            tr_with("import.codes", &[("codes", &codes.join(" · "))])
                        }}
                    </li>
                })}
                <li>
                    {move || if people == 0 && good > 0 {
                        tr("import.zero_people")
                    } else {
                        tr_count("import.people", people)
                    }}
                </li>
                {count("import.known", known as usize)}
                <li>{move || tr_count("import.consent", consent)}</li>
                {count("import.left_out", left_out as usize)}
                {count("import.by_member", notes.by_member)}
                {count("import.total_only", notes.total_only)}
                {(people > 0).then(|| count("import.nobody", notes.nobody))}
                {beside(&preview)}
                {hidden}
                {columns}
                {sheets.into_iter().map(sheet).collect_view()}
                {count("import.blank_rows", notes.blank_rows)}
                {(!unknown.is_empty()).then(|| view! {
                    <li>{move || tr_with("import.unknown_columns", &[("columns", &unknown)])}</li>
                })}
            </ul>
            <p>{move || tr("import.nothing_yet")}</p>
        </Callout>
    }
}

/// Rows that are no household, a line for each reason.
fn beside(preview: &Preview) -> impl IntoView + use<> {
    let reasons = [
        (Beside::Tags, "import.beside.tags"),
        (Beside::Headers, "import.beside.headers"),
        (Beside::Example, "import.beside.example"),
        (Beside::Types, "import.beside.types"),
        (Beside::Sum, "import.beside.sum"),
    ];
    let line = |(why, key): (Beside, &'static str)| {
        let own = preview.beside.iter().filter(|(_, own)| *own == why);
        let own: Vec<usize> = own.map(|(row, _)| *row).collect();
        (!own.is_empty()).then(|| {
            view! {
                <li>{move || tr_with(key, &[("rows", &rows(&own))])}</li>
            }
        })
    };
    reasons.map(line).collect_view()
}

/// Numbers of rows, as a person looks for them.
pub(super) fn rows(rows: &[usize]) -> String {
    let mut text = rows.iter().take(ROWS).map(usize::to_string).collect::<Vec<_>>().join(", ");
    if rows.len() > ROWS {
        text.push_str(", …");
    }
    text
}
