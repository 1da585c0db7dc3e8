//! The bar of a recipient screen: no team, no count, no data of others.

use leptos::prelude::*;

/// A bar of quiet buttons.
#[component]
pub fn GuestBar(
    /// Bar buttons with their words, perhaps "1 of 3" between them.
    children: Children,
) -> impl IntoView {
    view! { <header class="guest-bar">{children()}</header> }
}
