//! The camera in a `<video>`, its light, and single pictures from it. Finding codes in them is in
//! [`super::scan`].

use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, DomException, HtmlCanvasElement, HtmlVideoElement, ImageData,
    MediaStream, MediaStreamConstraints, MediaStreamTrack,
};

use super::{call_async, set, window};

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The person, or a rule of the phone, does not allow it.
    Denied,
    /// There is no camera, or the browser has no way to it.
    Missing,
    /// Another app uses it, or it does not start.
    Busy,
}

/// The camera, on until this is dropped.
pub struct Camera {
    stream: MediaStream,
    video: HtmlVideoElement,
    canvas: HtmlCanvasElement,
}

/// A new element that shows films, for [`Camera::open`].
pub fn new_video(class: &str) -> Option<HtmlVideoElement> {
    let video = window()?.document()?.create_element("video").ok()?;
    let video: HtmlVideoElement = video.dyn_into().ok()?;
    video.set_class_name(class);
    // Without these two an iPhone shows the film in full screen, or not at all.
    video.set_muted(true);
    let _ = video.set_attribute("playsinline", "");
    Some(video)
}

/// Puts the film into a place on the page. A film that moves stops, so it is told to go on.
pub fn place(video: &HtmlVideoElement, place: &web_sys::HtmlElement) {
    if video.parent_element().as_ref() == Some(place.unchecked_ref()) {
        return;
    }
    let _ = place.append_child(video);
    if video.src_object().is_some()
        && let Ok(playing) = video.play()
    {
        // Refused when it moves on before it plays: then it is told again there.
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(playing).await;
        });
    }
}

impl Camera {
    /// Turns on the camera at the back, or any, and shows it in `video`.
    pub async fn open(video: &HtmlVideoElement) -> Result<Self, Problem> {
        let devices = window().and_then(|window| window.navigator().media_devices().ok());
        let devices = devices.ok_or(Problem::Missing)?;
        let asked =
            devices.get_user_media_with_constraints(&wishes()).map_err(|_| Problem::Missing)?;
        let stream = JsFuture::from(asked).await.map_err(|error| problem(&error))?;
        let stream: MediaStream = stream.dyn_into().map_err(|_| Problem::Missing)?;
        let camera =
            Self { stream, video: video.clone(), canvas: canvas().ok_or(Problem::Missing)? };
        video.set_src_object(Some(&camera.stream));
        let playing = video.play().map_err(|_| Problem::Busy)?;
        JsFuture::from(playing).await.map_err(|_| Problem::Busy)?;
        Ok(camera)
    }

    /// Turns the light on or off. False where that is not possible.
    pub async fn set_torch(&self, on: bool) -> bool {
        let Some(track) = self.track() else { return false };
        let (wish, wishes) = (Object::new(), Object::new());
        set(&wish, "torch", on);
        set(&wishes, "advanced", Array::of1(&wish));
        call_async(&track, "applyConstraints", &[wishes.into()]).await.is_some()
    }

    /// The picture of this moment, its longer side at most `longest` pixels. Nothing before the
    /// first picture has arrived.
    pub fn frame(&self, longest: u32) -> Option<ImageData> {
        let video = &self.video;
        let (width, height) = (video.video_width(), video.video_height());
        scaled(&self.canvas, width, height, longest, |context, w, h| {
            context.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, w, h)
        })
    }

    /// Where the picture is shown.
    pub(super) fn video(&self) -> &HtmlVideoElement {
        &self.video
    }

    fn track(&self) -> Option<JsValue> {
        let track = self.stream.get_video_tracks().get(0);
        (!track.is_undefined()).then_some(track)
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.stream.get_tracks().iter() {
            track.unchecked_ref::<MediaStreamTrack>().stop();
        }
        self.video.set_src_object(None);
    }
}

/// The camera at the back, in a size that is enough for codes and small enough for old phones.
fn wishes() -> MediaStreamConstraints {
    let video = Object::new();
    for (name, value) in [
        ("facingMode", JsValue::from("environment")),
        ("width", JsValue::from(1280)),
        ("height", JsValue::from(720)),
    ] {
        let wish = Object::new();
        set(&wish, "ideal", value);
        set(&video, name, wish);
    }
    let wishes = MediaStreamConstraints::new();
    wishes.set_video(&video);
    wishes
}

/// A picture as pixels, drawn by `draw(context, width, height)`, with its longer side at most
/// `longest` pixels.
pub(super) fn scaled(
    canvas: &HtmlCanvasElement,
    width: u32,
    height: u32,
    longest: u32,
    draw: impl FnOnce(&CanvasRenderingContext2d, f64, f64) -> Result<(), JsValue>,
) -> Option<ImageData> {
    let scale = (f64::from(longest) / f64::from(width.max(height))).min(1.0);
    let side = |pixels: u32| (f64::from(pixels) * scale).round();
    let (width, height) = (side(width), side(height));
    if !(width >= 1.0 && height >= 1.0) {
        return None;
    }
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let options = Object::new();
    set(&options, "willReadFrequently", true);
    let context = canvas.get_context_with_context_options("2d", &options).ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    draw(&context, width, height).ok()?;
    context.get_image_data(0.0, 0.0, width, height).ok()
}

pub(super) fn canvas() -> Option<HtmlCanvasElement> {
    window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()
}

fn problem(error: &JsValue) -> Problem {
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("NotAllowedError" | "SecurityError") => Problem::Denied,
        Some("NotReadableError" | "AbortError") => Problem::Busy,
        _ => Problem::Missing,
    }
}
