//! Counting without a list: one button from edge to edge for each kind of thing.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::support::{changes, classes};

/// The column of counters; they share the height of the screen.
#[component]
pub fn Counters(
    /// The counters.
    children: Children,
) -> impl IntoView {
    view! { <div class="counters">{children()}</div> }
}

/// One counter. A reader hears the new count after each press.
#[component]
pub fn Counter(
    /// What is counted.
    #[prop(into)]
    name: Signal<String>,
    /// Its icon.
    #[prop(into)]
    icon: Signal<String>,
    /// How many so far.
    #[prop(into)]
    count: Signal<usize>,
    /// "Add 1".
    #[prop(into)]
    add: Signal<String>,
    /// What a press does.
    #[prop(into)]
    on_add: Callback<()>,
    /// What is left.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// Whether little is left.
    #[prop(optional, into)]
    low: Signal<bool>,
) -> impl IntoView {
    let changed = changes(count);
    let announced = move || match changed.get() {
        (_, 0) => String::new(),
        (count, _) => format!("{}: {count}", name.get()),
    };
    let note_view = move || {
        note.get().map(|note| {
            let low = low.get();
            view! {
                <span class=classes("counter-note", &[("counter-note-low", low)])>
                    {low.then(|| view! { <Icon name="warning" size=IconSize::Small /> })}
                    {note}
                </span>
            }
        })
    };
    view! {
        <div class="counter" class:counter-low=low>
            <button class="counter-add moves" type="button" on:click=move |_| on_add.run(())>
                <span class="counter-body">
                    <span class="counter-name">
                        <Icon name=icon />
                        <span class="counter-words">{name}</span>
                    </span>
                    <span class="counter-value">{count}</span>
                    {note_view}
                </span>
                <span class="counter-plus">
                    <Icon name="plus" size=IconSize::Huge />
                    <span>{add}</span>
                </span>
            </button>
            <span class="hidden-text" role="status">
                {announced}
            </span>
        </div>
    }
}
