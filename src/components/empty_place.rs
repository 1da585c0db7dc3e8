//! A place with nothing in it yet: what will be here, when, one thing to do now.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};

/// A card in place of an empty list.
#[component]
pub fn EmptyPlace(
    /// Icon of what will be here.
    #[prop(into)]
    icon: Signal<String>,
    /// What is not here: "No activity today".
    #[prop(into)]
    title: Signal<String>,
    /// What comes, and when.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// One thing to do now, such as a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="card card-centre">
            <Icon name=icon size=IconSize::Huge />
            <p class="heavy">{title}</p>
            {move || note.get().map(|note| view! { <p>{note}</p> })}
            {children.map(|children| children())}
        </div>
    }
}
