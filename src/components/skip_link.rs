//! The first stop of the Tab key: past the bar, to the content.

use leptos::prelude::*;

/// A link that shows itself when it has the focus.
#[component]
pub fn SkipLink(
    /// "Skip to content".
    #[prop(into)]
    label: Signal<String>,
    /// Id of the element that it leads to; `main` without it.
    #[prop(default = "main".to_owned(), into)]
    target: String,
) -> impl IntoView {
    let id = target.clone();
    // The focus is moved by hand: the router would take the link for a change of page.
    let jump = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        super::support::focus(&id);
    };
    view! {
        <a class="skip-link" href=format!("#{target}") on:click=jump>
            {label}
        </a>
    }
}
