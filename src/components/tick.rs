//! Checks to tick. The box follows the record, not the finger: it turns only when the caller's state does.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use super::chip::{Chip, ChipKind};
use super::support::unique_id;

/// A named group of ticks.
#[component]
pub fn Ticks(
    /// Name of the group.
    #[prop(into)]
    legend: Signal<String>,
    /// Whether the name is seen, or only heard.
    #[prop(default = true)]
    headed: bool,
    /// The ticks.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="ticks">
            <legend class=if headed { "heavy" } else { "hidden-text" }>{legend}</legend>
            {children()}
        </fieldset>
    }
}

/// One check: a real checkbox in a row that can be pressed anywhere.
#[component]
pub fn Tick(
    /// What is checked.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with what the person wants it to be.
    #[prop(into)]
    on_change: Callback<bool>,
    /// The word for "must", where it must be ticked.
    #[prop(optional, into)]
    must: Signal<Option<String>>,
    /// A small line below.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// Whether it holds up what comes next.
    #[prop(optional, into)]
    wrong: Signal<bool>,
    /// Id of the checkbox, for links from an error box.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let changed = move |event| {
        let input = event_target::<HtmlInputElement>(&event);
        let wanted = input.checked();
        input.set_checked(checked.get_untracked());
        on_change.run(wanted);
    };
    view! {
        <label class="tick" class:tick-on=checked class:tick-wrong=wrong>
            <input
                class="tick-input"
                type="checkbox"
                id=id.unwrap_or_else(unique_id)
                prop:checked=checked
                aria-invalid=move || wrong.get().then_some("true")
                on:change=changed
            />
            <span class="tick-words">
                {label}
                {move || note.get().map(|note| view! { <span class="tick-note">{note}</span> })}
            </span>
            {move || must.get().map(|must| view! { <Chip label=must kind=ChipKind::Must /> })}
        </label>
    }
}
