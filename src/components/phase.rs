//! A part of a guide that opens and closes: before, during, after.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};

/// A disclosure with a name and a count.
#[component]
pub fn Phase(
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
    /// How much of it is done, in words.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
    /// Whether all of it is done.
    #[prop(optional, into)]
    done: Signal<bool>,
    /// Whether it is open at first.
    #[prop(optional)]
    open: bool,
    /// Id of its head.
    #[prop(optional, into)]
    id: Option<String>,
    /// What it holds, such as a cord.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="phase" open=open>
            <summary class="phase-head" id=id>
                {move || done.get().then(|| view! { <Icon name="check" /> })}
                <span class="phase-name">{name}</span>
                {move || count.get().map(|count| view! { <span class="phase-count">{count}</span> })}
                <Icon name="down" size=IconSize::Small class="phase-turn" />
            </summary>
            {children()}
        </details>
    }
}
