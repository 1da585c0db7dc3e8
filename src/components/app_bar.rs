//! The bar of a team screen: title, one line of context and, at the end, the count of unsent records.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::logo::Logo;
use super::press::Press;

/// The bar. Its heading can take the focus, so that a reader starts there after a change of page.
#[component]
pub fn AppBar(
    /// Title of the screen, its only `h1`.
    #[prop(into)]
    title: Signal<String>,
    /// One line of context.
    #[prop(optional, into)]
    sub: Signal<Option<String>>,
    /// Whether the mark stands before the title, as on Today.
    #[prop(optional)]
    mark: bool,
    /// A held pill, or bar buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="app-bar">
            {mark.then(|| view! { <Logo class="app-bar-mark" /> })}
            <h1 class="app-bar-title" id="page-title" tabindex="-1">
                {title}
                {move || sub.get().map(|sub| view! { <span class="app-bar-sub">{sub}</span> })}
            </h1>
            {children.map(|children| children())}
        </header>
    }
}

/// A quiet button of a bar: an icon, and its word drawn or only read.
#[component]
pub fn AppBarButton(
    /// Its word.
    #[prop(into)]
    label: Signal<String>,
    /// Its icon.
    #[prop(into)]
    icon: Signal<String>,
    /// Whether the word is drawn too.
    #[prop(optional)]
    show_label: bool,
    /// Whether the icon stands after the word.
    #[prop(optional)]
    icon_last: bool,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
    /// What a press does, where it leads nowhere.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let glyph = move || view! { <Icon name=icon size=IconSize::Normal /> };
    view! {
        <Press class="app-bar-button" href on_press>
            {(!icon_last).then(glyph)}
            <span class=if show_label { "" } else { "hidden-text" }>{label}</span>
            {icon_last.then(glyph)}
        </Press>
    }
}
