//! Choosing a file. It hands the file on and keeps nothing.

use leptos::prelude::*;
use web_sys::{File, HtmlInputElement};

use super::icon::Icon;

/// A button that opens the chooser of the device, or its camera.
#[component]
pub fn FileButton(
    /// Its words, verb first.
    #[prop(into)]
    label: Signal<String>,
    /// Called with each chosen file.
    #[prop(into)]
    on_file: Callback<File>,
    /// Kinds of file, as in the `accept` attribute.
    #[prop(optional, into)]
    accept: Option<String>,
    /// Icon before the words; `file` without it.
    #[prop(default = "file".into(), into)]
    icon: Signal<String>,
    /// Whether a phone opens its back camera at once.
    #[prop(optional)]
    camera: bool,
    /// A small one, inside of the camera's frame.
    #[prop(optional)]
    tool: bool,
) -> impl IntoView {
    let chosen = move |event: leptos::ev::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            on_file.run(file);
        }
        // Without this the same file could not be chosen again after a mistake.
        input.set_value("");
    };
    view! {
        <label class=if tool { "camera-frame-tool file-button" } else { "button file-button" }>
            <Icon name=icon />
            <span>{label}</span>
            <input
                class="file-button-input"
                type="file"
                accept=accept
                capture=camera.then_some("environment")
                on:change=chosen
            />
        </label>
    }
}
