//! A question that opens when somebody needs it: closed, one line says what was answered.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};

/// One line that opens.
#[component]
pub fn FoldOut(
    /// What it asks about.
    #[prop(into)]
    label: Signal<String>,
    /// What was answered so far.
    #[prop(into)]
    answer: Signal<String>,
    /// Icon before it.
    #[prop(into)]
    icon: Signal<String>,
    /// The question.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="fold-out">
            <summary class="fold-out-line">
                <Icon name=icon />
                <span class="fold-out-label">{label}</span>
                <span class="fold-out-answer">{answer}</span>
                <Icon name="next" size=IconSize::Small class="fold-out-mark" />
            </summary>
            <div class="fold-out-body">{children()}</div>
        </details>
    }
}
