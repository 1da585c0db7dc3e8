//! What an import would do: how many households, which rows stay out and why, what is not used.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::household::import::Preview;

use super::problems::Problems;
use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with};
use crate::state::App;

/// The preview, with the button that adds.
#[component]
pub(super) fn PreviewCard(
    /// What was read.
    preview: Arc<Preview>,
    /// Adds it.
    #[prop(into)]
    on_add: Callback<()>,
    /// Puts it away.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let good = preview.households.len() as u32;
    let left_out = preview.rows_left_out() as u32;
    let known = app.world.with_untracked(|world| {
        preview
            .households
            .iter()
            .filter(|row| world.household(&row.household.code).is_some())
            .count() as u32
    });
    let people: u32 = preview.households.iter().map(|row| row.household.people.total()).sum();
    let consent = preview.households.iter().filter(|row| row.household.consent).count() as u32;
    let notes = preview.notes;
    let unknown = preview.unknown_columns.join(", ");
    let (kind, icon) = if left_out > 0 || good == 0 {
        (CalloutKind::Held, "warning")
    } else {
        (CalloutKind::Plain, "check")
    };
    let count = move |key: &'static str, n: usize| {
        (n > 0).then(|| view! { <li>{move || tr_count(key, n as u32)}</li> })
    };
    view! {
        <Callout
            kind=kind
            icon=icon
            live=Live::Status
            title=move || tr_count("import.good", good)
        >
            <ul>
                <li>{move || tr_count("import.people", people)}</li>
                {count("import.known", known as usize)}
                <li>{move || tr_count("import.consent", consent)}</li>
                {count("import.left_out", left_out as usize)}
                {count("import.total_only", notes.total_only)}
                {count("import.nobody", notes.nobody)}
                {count("import.blank_rows", notes.blank_rows)}
                {(!unknown.is_empty()).then(|| view! {
                    <li>{move || tr_with("import.unknown_columns", &[("columns", &unknown)])}</li>
                })}
            </ul>
            <p>{move || tr("import.nothing_yet")}</p>
        </Callout>
        <Problems problems=preview.problems.clone()/>
        <div class="row-wrap">
            {(good > 0).then(|| view! {
                <Button kind=ButtonKind::Brand icon="plus" label=move || tr_count("import.add", good) on_press=on_add/>
            })}
            <Button kind=ButtonKind::Quiet label=move || tr("import.leave") on_press=on_leave/>
        </div>
    }
}
