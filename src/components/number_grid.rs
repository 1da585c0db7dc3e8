//! Several small numbers side by side, each with a short name above: as many columns as fit.

use leptos::prelude::*;

/// The grid.
#[component]
pub fn NumberGrid(
    /// What is counted.
    #[prop(into)]
    legend: Signal<String>,
    /// The numbers.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="number-grid">
            <legend class="heavy">{legend}</legend>
            <div class="number-grid-cells">{children()}</div>
        </fieldset>
    }
}

/// One number with its name.
#[component]
pub fn NumberCell(
    /// Its name, as short as it can be: what is in the cell says the whole name to readers.
    #[prop(into)]
    label: Signal<String>,
    /// The number.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="number-cell">
            <span class="number-cell-label keep-ltr" aria-hidden="true">{label}</span>
            {children()}
        </div>
    }
}
