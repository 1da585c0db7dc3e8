//! Three quiet links under the main action, in the same order on every team screen.

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
    let item = |class: &'static str, icon: &'static str, words: Signal<String>, href: String| {
        view! {
            <a class=class href=href>
                <Icon name=icon size=IconSize::Small />
                <span class="rail-words">{words}</span>
            </a>
        }
    };
    view! {
        <nav class="rail" aria-label=label>
            {item("rail-item", "back", back, back_href)}
            {item("rail-item", "feedback", feedback, feedback_href)}
            {item("rail-item rail-item-stop", "warning", happened, happened_href)}
        </nav>
    }
}
