//! A link in the flow of a page, high enough for a thumb.

use leptos::prelude::*;

/// An underlined link with a 48 px target.
#[component]
pub fn TextLink(
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// In the small size of text.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <a class="text-link" class:small=small href=href>
            {label}
        </a>
    }
}
