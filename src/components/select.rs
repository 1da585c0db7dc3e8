//! One of many answers, in the list of the device. For few answers there is `Choice`.

use leptos::prelude::*;

use super::choice::Opt;
use super::support::{classes, described_by, hint_and_error, unique_id};

/// A drop-down list with its label.
#[component]
pub fn Select(
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// Value of the chosen answer.
    value: RwSignal<String>,
    /// The answers, in order.
    #[prop(into)]
    options: Signal<Vec<Opt>>,
    /// A first line that chooses nothing: "Choose a reason".
    #[prop(optional, into)]
    empty: Signal<Option<String>>,
    /// How to choose.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Id of the list, for links from an error box.
    #[prop(optional, into)]
    id: Option<String>,
    /// 48 px high with a small label, for the desk.
    #[prop(optional)]
    compact: bool,
    /// Its label is only heard: its first line says what it is for. It is 48 px high.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let id = StoredValue::new(id.unwrap_or_else(unique_id));
    let described =
        move || described_by(&id.read_value(), hint.read().as_deref(), error.read().as_deref());
    // Each line knows whether it is chosen: a value set on the list before its lines exist would be lost.
    let line = move |option: Opt| {
        let own = option.value.clone();
        view! {
            <option value=option.value prop:selected=move || *value.read() == own>
                {option.label}
            </option>
        }
    };
    let all = move || {
        let first = empty.get().map(|label| Opt::new("", label));
        first.into_iter().chain(options.get()).map(line).collect_view()
    };
    let label_class = match (quiet, compact) {
        (true, _) => "hidden-text",
        (_, true) => "field-hint",
        _ => "field-label",
    };
    view! {
        <div class="field">
            <label class=label_class for=id.get_value()>
                {label}
            </label>
            {hint_and_error(id.get_value(), hint, error)}
            <select
                class=classes("select", &[("select-compact", compact || quiet)])
                id=id.get_value()
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                on:change=move |event| value.set(event_target_value(&event))
            >
                {all}
            </select>
        </div>
    }
}
