//! Three quiet links under the main action, in the same order on every team screen.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icon::{Icon, IconSize};

/// Back, Feedback, Something happened: leaving, listening and stopping are one tap away everywhere.
#[component]
pub fn Rail(
    /// Name of the navigation: "Always here".
    #[prop(into)]
    label: Signal<String>,
    /// Where Back leads, in a word: "Today", "Guide", "Back".
    #[prop(into)]
    back: Signal<String>,
    /// Address of Back.
    #[prop(into)]
    back_href: String,
    /// Goes one step back within the screen, and says whether there was one: then Back leads
    /// nowhere else.
    step_back: Callback<(), bool>,
    /// Word for feedback.
    #[prop(into)]
    feedback: Signal<String>,
    /// Address of feedback.
    #[prop(into)]
    feedback_href: String,
    /// Words for "Something happened".
    #[prop(into)]
    happened: Signal<String>,
    /// Address of the report of an incident.
    #[prop(into)]
    happened_href: String,
) -> impl IntoView {
    let words = |icon: &'static str, words: Signal<String>| {
        view! {
            <Icon name=icon size=IconSize::Small/>
            <span class="rail-words">{words}</span>
        }
    };
    let press = move |event: MouseEvent| {
        if step_back.run(()) {
            event.prevent_default();
        }
    };
    view! {
        <nav class="rail" aria-label=label>
            <a class="rail-item" href=back_href on:click=press>{words("back", back)}</a>
            <a class="rail-item" href=feedback_href>{words("feedback", feedback)}</a>
            <a class="rail-item rail-item-stop" href=happened_href>{words("warning", happened)}</a>
        </nav>
    }
}
