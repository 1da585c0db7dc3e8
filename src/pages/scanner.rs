//! The camera with a frame for a card: opened by a tap, closed when the page goes, with its
//! light, and a photo where there is no camera.

use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::scan;
use crate::components::{Button, Callout, CameraFrame, FileButton, Live};
use crate::i18n::tr;

/// What the camera is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Eye {
    Closed,
    Opening,
    Open,
    Missing,
}

/// A place to show a code to.
#[component]
pub fn Scanner(
    /// Takes the text of each new code.
    #[prop(into)]
    on_text: Callback<String>,
    /// Lower, under other content.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let video = NodeRef::<Video>::new();
    let eye = RwSignal::new(Eye::Closed);
    // Beside the eye: a photo without a code closes no camera.
    let unread = RwSignal::new(false);
    let light = RwSignal::new(false);
    let watching = RwSignal::new_local(None);
    let open = move || {
        eye.set(Eye::Opening);
        unread.set(false);
    };
    // The element for the picture is made for an opened eye only: it is a costly one, and this
    // place stands on every screen of a hand-over.
    Effect::new(move |_| {
        let Some(video) = video.get() else { return };
        spawn_local(async move {
            match scan::watch(&video, on_text).await {
                // The page may have gone while the camera was starting: then it closes again.
                Ok(scanner) => {
                    if watching.try_set(Some(scanner)).is_none() {
                        eye.set(Eye::Open);
                    }
                }
                Err(_) => eye.set(Eye::Missing),
            }
        });
    });
    on_cleanup(move || watching.set(None));
    let toggle = move || {
        let camera = watching.with_untracked(|scanner| scanner.as_ref().map(scan_camera));
        let Some(camera) = camera else { return };
        spawn_local(async move {
            let on = !light.get_untracked();
            if camera.set_torch(on).await {
                light.set(on);
            }
        });
    };
    let photo = move |file: web_sys::File| {
        spawn_local(async move {
            let text = scan::read_photo(&file).await;
            unread.set(text.is_none());
            if let Some(text) = text {
                on_text.run(text);
            }
        });
    };
    // A closed camera has no light to switch.
    let lamp = move || (eye.get() == Eye::Open).then(|| tr("scanner.light"));
    let words = move || tr(if small { "scanner.next" } else { "scanner.words" });
    view! {
        <CameraFrame words=words small=small torch_label=lamp torch=light on_torch=toggle>
            <Show when=move || matches!(eye.get(), Eye::Opening | Eye::Open)>
                <video class="camera-frame-video" node_ref=video muted=true playsinline=true></video>
            </Show>
            <Show when=move || eye.get() != Eye::Open>
                <Button
                    icon="scan"
                    label=move || tr("scanner.start")
                    busy=Signal::derive(move || eye.get() == Eye::Opening)
                    on_press=open
                />
            </Show>
        </CameraFrame>
        <Show when=move || eye.get() == Eye::Missing>
            <Callout icon="keyboard" live=Live::Status title=move || tr("scanner.none")/>
        </Show>
        <Show when=move || unread.get()>
            <Callout icon="scan" live=Live::Status title=move || tr("scanner.nothing")/>
        </Show>
        <Show when=move || !small>
            <FileButton camera=true accept="image/*" icon="file" label=move || tr("scanner.photo") on_file=photo/>
        </Show>
    }
}

/// The camera of a scanner, for its light.
fn scan_camera(scanner: &scan::Watching) -> std::rc::Rc<scan::Camera> {
    scanner.camera()
}
