//! Languages, each in its own script and direction. Their names are never translated.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::support::classes;

/// A named grid of languages.
#[component]
pub fn Languages(
    /// Name of the group: "Language".
    #[prop(into)]
    label: Signal<String>,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="languages" role="group" aria-label=label>
            {children()}
        </div>
    }
}

/// One language.
#[component]
pub fn LanguageButton(
    /// Its name in itself.
    #[prop(into)]
    name: String,
    /// Its tag, as in `lang`.
    #[prop(into)]
    lang: String,
    /// Its direction: `ltr` or `rtl`.
    #[prop(into)]
    dir: String,
    /// What a press does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Whether the screen speaks it now.
    #[prop(optional, into)]
    current: Signal<bool>,
    /// 48 px high, for a row.
    #[prop(optional)]
    small: bool,
    /// Whether a press also plays the name.
    #[prop(optional)]
    listen: bool,
) -> impl IntoView {
    view! {
        <button
            class=classes("language-button moves", &[("language-button-small", small)])
            type="button"
            lang=lang
            dir=dir
            aria-current=move || current.get().then_some("true")
            on:click=move |_| on_press.run(())
        >
            {name}
            {listen.then(|| view! { <Icon name="audio" size=IconSize::Small /> })}
        </button>
    }
}
