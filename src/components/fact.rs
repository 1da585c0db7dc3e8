//! Short facts with an icon: when, where, with whom.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};

/// A list of facts.
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <ul class="facts">{children()}</ul> }
}

/// One fact.
#[component]
pub fn Fact(
    /// Icon before it.
    #[prop(into)]
    icon: Signal<String>,
    /// Its words. Wrap names in `bdi` and times in `keep-ltr`.
    children: Children,
) -> impl IntoView {
    view! {
        <li class="fact">
            <Icon name=icon size=IconSize::Small class="fact-icon" />
            <span class="fill">{children()}</span>
        </li>
    }
}
