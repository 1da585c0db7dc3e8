//! The camera with a frame for a card: opened by a tap, with its light, and a photo where there is
//! no camera. The camera itself is in `actions/scan.rs`: it may stay open from screen to screen.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::scan::{self, Eye, Sight};
use crate::components::{Button, Callout, CameraFrame, FileButton, Live};
use crate::i18n::tr;

/// A place to show a code to. The camera closes when the page goes.
#[component]
pub fn Scanner(
    /// Takes the text of each new code.
    #[prop(into)]
    on_text: Callback<String>,
) -> impl IntoView {
    view! { <EyeFrame eye=Eye::new(on_text) on_text/> }
}

/// The place of a camera that may be open already and stays so after this screen.
#[component]
pub fn EyeFrame(
    /// The camera.
    eye: Eye,
    /// Takes the text of a photo. Without it no photo can be taken here.
    #[prop(optional, into)]
    on_text: Option<Callback<String>>,
    /// Lower, above or under other content.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    // Beside the eye: a photo without a code closes no camera.
    let unread = RwSignal::new(false);
    Effect::new(move |_| {
        if eye.is_on()
            && let Some(place) = place.get()
        {
            eye.show_in(&place);
        }
    });
    let open = move || {
        unread.set(false);
        eye.open();
    };
    let photo = move |file: web_sys::File| {
        spawn_local(async move {
            let text = scan::read_photo(&file).await;
            let _ = unread.try_set(text.is_none());
            if let (Some(text), Some(on_text)) = (text, on_text) {
                on_text.run(text);
            }
        });
    };
    // A closed camera has no light to switch.
    let lamp = move || (eye.sight() == Sight::Open).then(|| tr("scanner.light"));
    let asleep = move || eye.sight() == Sight::Asleep;
    let words = move || {
        tr(match (asleep(), small) {
            (true, _) => "scanner.asleep",
            (_, true) => "scanner.next",
            (_, false) => "scanner.words",
        })
    };
    let start = move || tr(if asleep() { "scanner.wake" } else { "scanner.start" });
    view! {
        <CameraFrame
            words=words
            small=small
            torch_label=lamp
            torch=Signal::derive(move || eye.light())
            on_torch=move || eye.toggle_light()
            beside=move || on_text.map(|_| view! {
                <FileButton tool=true camera=true accept="image/*" icon="file" label=move || tr("scanner.photo") on_file=photo/>
            })
        >
            <div class="camera-frame-place" node_ref=place></div>
            <Show when=move || eye.sight() != Sight::Open>
                <Button
                    icon="scan"
                    label=start
                    busy=Signal::derive(move || eye.sight() == Sight::Opening)
                    on_press=open
                />
            </Show>
        </CameraFrame>
        <Show when=move || eye.sight() == Sight::Missing>
            <Callout icon="keyboard" live=Live::Status title=move || tr("scanner.none")/>
        </Show>
        <Show when=move || unread.get()>
            <Callout icon="scan" live=Live::Status title=move || tr("scanner.nothing")/>
        </Show>
    }
}
