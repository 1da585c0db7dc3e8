//! A way in: a large card with a picture, a name and one line.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::press::Press;

/// One of a few large ways on, as on the first screen.
#[component]
pub fn Offer(
    /// Its name, verb first.
    #[prop(into)]
    name: Signal<String>,
    /// Its icon.
    #[prop(into)]
    icon: Signal<String>,
    /// One line on what it means.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// Whether it is the one that we suggest.
    #[prop(optional)]
    first: bool,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
    /// What a press does, where it leads nowhere.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let (class, icon_class) = match first {
        true => ("offer offer-first moves", "offer-icon offer-icon-first"),
        false => ("offer moves", "offer-icon"),
    };
    view! {
        <Press class href on_press>
            <span class=icon_class>
                <Icon name=icon size=IconSize::Large />
            </span>
            <span class="offer-words">
                <span class="offer-name">{name}</span>
                {move || note.get()}
            </span>
        </Press>
    }
}
