//! What several components need and no page does: ids, joined class names, texts that point at a control.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::web_sys;

use crate::platform::timer;

/// So long a button may be busy before it says so: a word that comes and goes at once tells
/// nothing, and drawing it delays what was asked for.
const LATE_MS: u32 = 150;

thread_local! {
    static NEXT_ID: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of this page has, for labels that point at their control.
pub fn unique_id() -> String {
    NEXT_ID.with(|next| {
        next.set(next.get() + 1);
        format!("part-{}", next.get())
    })
}

/// The class names whose condition holds, joined by spaces. The first is always there.
pub fn classes(first: &str, others: &[(&str, bool)]) -> String {
    let mut all = first.to_owned();
    for (name, wanted) in others {
        if *wanted {
            all.push(' ');
            all.push_str(name);
        }
    }
    all
}

/// What a button says: its label, or that it is busy, once that lasts.
pub fn spoken(
    label: Signal<String>,
    busy: Signal<bool>,
    busy_label: Option<Signal<String>>,
) -> Signal<String> {
    let Some(busy_label) = busy_label else { return label };
    let late = RwSignal::new(false);
    let timer = StoredValue::new_local(None);
    Effect::new(move |_| {
        if late.get_untracked() {
            late.set(false);
        }
        timer.set_value(busy.get().then(|| timer::once(LATE_MS, move || late.set(true))));
    });
    Signal::derive(move || if late.get() { busy_label.get() } else { label.get() })
}

/// How often a value has changed since it was first shown, with the value. Zero means not yet.
pub fn changes(value: Signal<usize>) -> Memo<(usize, u32)> {
    Memo::new(move |before: Option<&(usize, u32)>| {
        let now = value.get();
        match before {
            None => (now, 0),
            Some(&(old, times)) if old == now => (old, times),
            Some(&(_, times)) => (now, times + 1),
        }
    })
}

/// Selects what stands in a number's field when somebody comes to it, so that what is typed takes
/// its place: 36 typed into a field with 38 was 3638. The tap that brought the focus sets a caret
/// after that, and only that tap: a later one is somebody who wants to be there.
#[derive(Clone, Copy)]
pub struct Taken {
    numeric: bool,
    fresh: StoredValue<bool>,
}

impl Taken {
    /// For one field; does nothing where no number is typed.
    pub fn new(numeric: bool) -> Self {
        Self { numeric, fresh: StoredValue::new(false) }
    }

    /// The field has the focus now.
    pub fn arrives(self, event: &web_sys::FocusEvent) {
        if self.numeric {
            self.fresh.set_value(true);
            event_target::<web_sys::HtmlInputElement>(event).select();
        }
    }

    /// The field was tapped.
    pub fn is_tapped(self, event: &web_sys::MouseEvent) {
        if self.fresh.get_value() {
            self.fresh.set_value(false);
            event_target::<web_sys::HtmlInputElement>(event).select();
        }
    }
}

/// The ids of the hint and the error of a control, for `aria-describedby`.
pub fn described_by(id: &str, hint: Option<&str>, error: Option<&str>) -> Option<String> {
    let parts: Vec<String> = [(hint, "hint"), (error, "error")]
        .iter()
        .filter(|(text, _)| text.is_some())
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Hint and error of a control, as paragraphs with the ids of [`described_by`].
pub fn hint_and_error(
    id: String,
    hint: Signal<Option<String>>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    view! {
        {move || {
            hint.get().map(|text| view! { <p class="field-hint" id=hint_id.clone()>{text}</p> })
        }}
        {move || {
            error.get().map(|text| view! { <p class="field-error" id=error_id.clone()>{text}</p> })
        }}
    }
}

/// Moves the focus to the element with this id, which must be able to take it.
pub fn focus(id: &str) {
    use leptos::wasm_bindgen::JsCast;

    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|e| e.dyn_into::<leptos::web_sys::HtmlElement>().ok()) {
        // A refused focus leaves the page as it was; there is nothing to tell.
        let _ = element.focus();
    }
}
