//! The window of the camera. It shows a picture that it is given; it starts no camera and reads no code.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};

const CORNERS: &str = "M6 36V20A14 14 0 0 1 20 6h16M164 6h16a14 14 0 0 1 14 14v16\
M194 114v16a14 14 0 0 1-14 14h-16M36 144H20a14 14 0 0 1-14-14v-16";
const DOTS: &str = "M70 45h18v18H70zM112 45h18v18h-18zM70 87h18v18H70zM112 87h6v6M130 99v6h-6\
M130 87v.01M100 45v10M100 68v8M76 76h10M112 76h18M100 90v15";

/// A frame to hold a card in, with words below.
#[component]
pub fn CameraFrame(
    /// What to do: "Hold the card in the frame".
    #[prop(into)]
    words: Signal<String>,
    /// A lower window, where something else comes first.
    #[prop(optional)]
    small: bool,
    /// Word of the light; no button without it.
    #[prop(optional, into)]
    torch_label: Signal<Option<String>>,
    /// Whether the light is on.
    #[prop(optional, into)]
    torch: Signal<bool>,
    /// What a press of the light does.
    #[prop(optional, into)]
    on_torch: Option<Callback<()>>,
    /// What stands beside the light, such as a way to take a photo.
    #[prop(optional, into)]
    beside: ViewFn,
    /// The `video`, with class `camera-frame-video`. Without it the frame shows what to hold into it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let live = children.is_some();
    let light = move |label: String| {
        view! {
            <button
                class="camera-frame-tool"
                type="button"
                aria-pressed=move || torch.get().to_string()
                on:click=move |_| {
                    if let Some(on_torch) = on_torch {
                        on_torch.run(());
                    }
                }
            >
                <Icon name="torch" size=IconSize::Small />
                {label}
            </button>
        }
    };
    view! {
        <div class="camera-frame" class:camera-frame-small=small>
            {children.map(|children| children())}
            <div class="camera-frame-tools">
                {beside.run()}
                {move || torch_label.get().map(light)}
            </div>
            <svg class="camera-frame-mark" viewBox="0 0 200 150" aria-hidden="true" focusable="false">
                <path d=CORNERS />
                {(!live).then(|| view! { <path class="camera-frame-dots" d=DOTS /> })}
            </svg>
            <p class="camera-frame-words">{words}</p>
        </div>
    }
}
