//! The way from an activity to the step of its guide that comes next.

use leptos::prelude::*;

use super::icon::Icon;

/// A link that names the next step.
#[component]
pub fn NextStep(
    /// Number of the step in its guide.
    #[prop(into)]
    number: Signal<String>,
    /// Which guide, and how far: "Guide, during: step 2 of 9".
    #[prop(into)]
    note: Signal<String>,
    /// Title of the step.
    #[prop(into)]
    title: Signal<String>,
    /// Address of the step.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    view! {
        <a class="next-step" href=href>
            <span class="next-step-number" aria-hidden="true">
                {number}
            </span>
            <span class="next-step-words">
                <span class="next-step-note">{note}</span>
                <span class="next-step-title">{title}</span>
            </span>
            <Icon name="next" />
        </a>
    }
}
