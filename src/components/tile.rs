//! Large second ways on, side by side.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::press::Press;
use super::support::classes;

/// A named group of tiles.
#[component]
pub fn Tiles(
    /// Name of the navigation: "Other actions".
    #[prop(into)]
    label: Signal<String>,
    /// The tiles.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="tiles" aria-label=label>
            {children()}
        </nav>
    }
}

/// One tile: an icon and a word.
#[component]
pub fn Tile(
    /// Its word.
    #[prop(into)]
    label: Signal<String>,
    /// Its icon.
    #[prop(into)]
    icon: Signal<String>,
    /// A small line below the word.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// Over the whole row.
    #[prop(optional)]
    wide: bool,
    /// In the color of stopping.
    #[prop(optional)]
    stop: bool,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
    /// What a press does, where it leads nowhere.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let class = classes("tile moves", &[("tile-wide", wide), ("tile-stop", stop)]);
    view! {
        <Press class href on_press>
            <Icon
                name=icon
                size=IconSize::Large
                class=if stop { "tile-stop-icon" } else { "tile-icon" }
            />
            <span class="tile-words">
                {label}
                {move || note.get().map(|note| view! { <span class="tile-note">{note}</span> })}
            </span>
        </Press>
    }
}
