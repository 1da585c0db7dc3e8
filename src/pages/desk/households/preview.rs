//! What an import would do: how many households, the first codes, which rows and sheets stay out
//! and why, what is not used.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::household::import::Preview;

use crate::components::*;
use crate::i18n::{isolated, tr, tr_count, tr_with};
use crate::screen::desk::list_parts::{aside, beside, counted};
use crate::state::App;

/// So many codes show whether they are read right.
const CODES: usize = 3;

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
    let aside = aside(
        &preview.hidden_rows,
        &preview.hidden_columns,
        &preview.other_sheets,
        notes.blank_rows,
        &preview.unknown_columns,
    );
    let (unsaid, of_ages) = preview.unsaid().unwrap_or_default();
    let of_ages: Vec<String> = of_ages.iter().map(|header| isolated(header)).collect();
    let of_ages = of_ages.join(", ");
    let alarming = left_out > 0 || good == 0 || people == 0 || !of_ages.is_empty();
    let (kind, icon) =
        if alarming { (CalloutKind::Held, "warning") } else { (CalloutKind::Plain, "check") };
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
                {counted("import.known", known as usize)}
                <li>{move || tr_count("import.consent", consent)}</li>
                {counted("import.left_out", left_out as usize)}
                {counted("import.by_member", notes.by_member)}
                {counted("import.total_only", notes.total_only)}
                {counted("import.age_not_said", unsaid as usize)}
                {(!of_ages.is_empty()).then(|| view! {
                    <li>{move || tr_with("import.age_columns", &[("columns", &of_ages)])}</li>
                })}
                {(people > 0).then(|| counted("import.nobody", notes.nobody))}
                {beside("import", &preview.beside)}
                {aside}
            </ul>
            <p>{move || tr("import.nothing_yet")}</p>
        </Callout>
    }
}
