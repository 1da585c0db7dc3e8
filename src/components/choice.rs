//! One of several answers, each a row as high as a thumb.

use leptos::prelude::*;

use super::support::{classes, described_by, hint_and_error, unique_id};

/// An answer to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opt {
    /// What is kept.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A small line below.
    pub note: Option<String>,
}

impl Opt {
    /// An answer without a note.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), note: None }
    }
}

/// A group of radio buttons.
#[component]
pub fn Choice(
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// Value of the chosen answer; empty where none is chosen.
    value: RwSignal<String>,
    /// The answers, in order.
    #[prop(into)]
    options: Signal<Vec<Opt>>,
    /// How to answer.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Value of an answer that turned out wrong, as in a quiz.
    #[prop(optional, into)]
    wrong: Signal<Option<String>>,
    /// Id of the first radio button, for links from an error box.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = StoredValue::new(id.unwrap_or_else(unique_id));
    let row = move |(place, option): (usize, Opt)| {
        let own = StoredValue::new(option.value);
        let chosen = Memo::new(move |_| *value.read() == *own.read_value());
        let is_wrong = Memo::new(move |_| wrong.read().as_ref() == Some(&*own.read_value()));
        view! {
            <label class=move || {
                classes(
                    "tick",
                    &[("tick-on", chosen.get()), ("tick-wrong", is_wrong.get())],
                )
            }>
                <input
                    class="tick-input tick-round"
                    type="radio"
                    name=id.get_value()
                    id=row_id(&id.read_value(), place)
                    prop:checked=chosen
                    on:change=move |_| value.set(own.get_value())
                />
                {words(option.label, option.note)}
            </label>
        }
    };
    let group = Frame { id, legend, hint, error, single: true };
    group.around(move || options.get().into_iter().enumerate().map(row).collect_view())
}

/// What stands around the rows of a group: the question, how to answer, what is wrong.
pub(super) struct Frame {
    /// Id of the group's first control.
    pub id: StoredValue<String>,
    /// The question.
    pub legend: Signal<String>,
    /// How to answer.
    pub hint: Signal<Option<String>>,
    /// What is wrong.
    pub error: Signal<Option<String>>,
    /// Only one answer can be chosen.
    pub single: bool,
}

impl Frame {
    /// Puts the rows into the frame. Only a group of radio buttons can be invalid as a whole.
    pub(super) fn around(self, rows: impl IntoView) -> impl IntoView {
        let Self { id, legend, hint, error, single } = self;
        let described =
            move || described_by(&id.read_value(), hint.read().as_deref(), error.read().as_deref());
        view! {
            <fieldset
                class="choice"
                role=single.then_some("radiogroup")
                aria-describedby=described
                aria-invalid=move || error.get().filter(|_| single).map(|_| "true")
            >
                <legend class="choice-legend">{legend}</legend>
                {hint_and_error(id.get_value(), hint, error)}
                {rows}
            </fieldset>
        }
    }
}

/// Id of the control in one row: the first has the id of the group, so that a link can lead to it.
pub(super) fn row_id(group: &str, place: usize) -> String {
    match place {
        0 => group.to_owned(),
        _ => format!("{group}-{place}"),
    }
}

/// The words of one row.
pub(super) fn words(label: String, note: Option<String>) -> impl IntoView {
    view! {
        <span class="tick-words">
            {label} {note.map(|note| view! { <span class="tick-note">{note}</span> })}
        </span>
    }
}
