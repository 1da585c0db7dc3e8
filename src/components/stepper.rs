//! A small number with one fewer and one more.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use super::icon::{Icon, IconSize};
use super::support::{Taken, classes, unique_id};

/// Minus, the number, plus. At a limit the button stays, and does nothing.
#[component]
pub fn Stepper(
    /// The number.
    value: RwSignal<u32>,
    /// What is counted, for readers.
    #[prop(into)]
    label: Signal<String>,
    /// "One fewer: …".
    #[prop(into)]
    fewer: Signal<String>,
    /// "One more: …".
    #[prop(into)]
    more: Signal<String>,
    /// The least it can be.
    #[prop(optional)]
    min: u32,
    /// The most it can be.
    #[prop(default = u32::MAX.into(), into)]
    max: Signal<u32>,
    /// Whether the number can be typed too.
    #[prop(optional)]
    field: bool,
    /// Id of the typed number, for a label of the page; where none is typed, of the button for one
    /// more, for links from an error box.
    #[prop(optional, into)]
    id: Option<String>,
    /// As narrow as two fingers, for several side by side.
    #[prop(optional)]
    narrow: bool,
) -> impl IntoView {
    let of_more = id.clone().filter(|_| !field);
    let button = |icon: &'static str, words: Signal<String>, up: bool| {
        let next = move |now: u32| match up {
            true => now.saturating_add(1).min(max.get()),
            false => now.saturating_sub(1).max(min),
        };
        let stuck = move || (next(value.get()) == value.get()).then_some("true");
        view! {
            <button
                class="stepper-button"
                type="button"
                id=of_more.clone().filter(|_| up)
                aria-disabled=stuck
                on:click=move |_| value.update(|now| *now = untrack(|| next(*now)))
            >
                <Icon name=icon size=IconSize::Fixed />
                <span class="hidden-text">{words}</span>
            </button>
        }
    };
    let number = if field {
        let id = id.unwrap_or_else(unique_id);
        let taken = Taken::new(true);
        let typed = move |event| {
            if let Some(number) = parse(&event_target_value(&event)) {
                value.set(number.clamp(min, max.get_untracked().max(min)));
            }
        };
        // What was not a number gives way to the number that is kept.
        let left = move |event| {
            event_target::<HtmlInputElement>(&event).set_value(&value.get_untracked().to_string());
        };
        view! {
            <input
                class="stepper-value stepper-field"
                id=id
                inputmode="numeric"
                autocomplete="off"
                aria-label=label
                prop:value=move || value.get().to_string()
                on:focus=move |event| taken.arrives(&event)
                on:click=move |event| taken.is_tapped(&event)
                on:input=typed
                on:change=left
            />
        }
        .into_any()
    } else {
        view! {
            <span class=move || classes("stepper-value", &[("stepper-zero", value.get() == 0)]) role="status">
                <span class="hidden-text">{label} " "</span>
                {value}
            </span>
        }
        .into_any()
    };
    view! {
        <span class=classes("stepper", &[("stepper-narrow", narrow)])>
            {button("minus", fewer, false)}
            {number}
            {button("plus", more, true)}
        </span>
    }
}

/// A whole number in the digits of any keyboard that we serve.
fn parse(text: &str) -> Option<u32> {
    const ZEROS: [char; 4] = ['0', '\u{660}', '\u{6f0}', '\u{9e6}'];
    let digit = |letter: char| {
        ZEROS
            .iter()
            .filter_map(|zero| u32::from(letter).checked_sub(u32::from(*zero)))
            .find(|value| *value < 10)
    };
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    text.chars().try_fold(0u32, |sum, letter| sum.checked_mul(10)?.checked_add(digit(letter)?))
}
