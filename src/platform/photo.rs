//! The pixels of a photo that a person took or chose.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ImageBitmap, ImageData};

use super::{camera, window};

/// The photo, its longer side at most `longest` pixels. Nothing if it is no picture that this
/// browser can show.
pub async fn pixels(file: &File, longest: u32) -> Option<ImageData> {
    let decoding: Promise = window()?.create_image_bitmap_with_blob(file).ok()?;
    let photo: ImageBitmap = JsFuture::from(decoding).await.ok()?.dyn_into().ok()?;
    let canvas = camera::canvas()?;
    let pixels =
        camera::scaled(&canvas, photo.width(), photo.height(), longest, |context, w, h| {
            context.draw_image_with_image_bitmap_and_dw_and_dh(&photo, 0.0, 0.0, w, h)
        });
    photo.close();
    pixels
}
