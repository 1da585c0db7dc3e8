//! Listening to a screen instead of reading it.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};

/// A round button that starts and stops a reading.
#[component]
pub fn ListenButton(
    /// What is read: "Listen to the question and the answers".
    #[prop(into)]
    label: Signal<String>,
    /// What a press does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Whether it plays now.
    #[prop(optional, into)]
    playing: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            class="listen-button"
            type="button"
            aria-pressed=move || playing.get().to_string()
            on:click=move |_| on_press.run(())
        >
            <Icon name="audio" size=IconSize::Huge />
            <span class="hidden-text">{label}</span>
        </button>
    }
}
