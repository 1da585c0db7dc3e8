//! Any of several answers, each a row as high as a thumb.

use leptos::prelude::*;

use super::choice::{Frame, Opt, row_id, words};
use super::support::{classes, unique_id};

/// A group of checkboxes.
#[component]
pub fn MultiChoice(
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// Values of the chosen answers, in the order of the options.
    value: RwSignal<Vec<String>>,
    /// The answers, in order.
    #[prop(into)]
    options: Signal<Vec<Opt>>,
    /// How to answer.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Id of the first checkbox, for links from an error box.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = StoredValue::new(id.unwrap_or_else(unique_id));
    let toggle = move |own: &String| {
        let was = value.get_untracked();
        let chosen = |option: &Opt| was.contains(&option.value) != (option.value == *own);
        let now = options.get_untracked().into_iter().filter(chosen);
        value.set(now.map(|option| option.value).collect());
    };
    let row = move |(place, option): (usize, Opt)| {
        let own = StoredValue::new(option.value);
        let chosen = Memo::new(move |_| value.read().contains(&*own.read_value()));
        view! {
            <label class=move || classes("tick", &[("tick-on", chosen.get())])>
                <input
                    class="tick-input"
                    type="checkbox"
                    id=row_id(&id.read_value(), place)
                    prop:checked=chosen
                    on:change=move |_| toggle(&own.read_value())
                />
                {words(option.label, option.note)}
            </label>
        }
    };
    let group = Frame { id, legend, hint, error, single: false };
    group.around(move || options.get().into_iter().enumerate().map(row).collect_view())
}
