//! Several small numbers side by side, each with its name above: as many columns as fit.

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
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// The number.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="number-cell">
            <span class="number-cell-label">{label}</span>
            {children()}
        </div>
    }
}
