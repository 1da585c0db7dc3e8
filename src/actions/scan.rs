//! Reading codes: from the camera while it is on, or from one photo. What a code means is the
//! caller's.

use leptos::prelude::*;
use web_sys::{File, HtmlVideoElement};

pub use crate::platform::camera::{Camera, Problem};
use crate::platform::{codes, photo, scan};

/// The open camera; dropping it closes it.
pub type Watching = scan::Scanner;

/// The longer side of a photo in which codes are looked for, in pixels.
const PHOTO_SIDE: u32 = 1_600;

/// Watches the camera in `video` until what it gives is dropped.
pub async fn watch(video: &HtmlVideoElement, found: Callback<String>) -> Result<Watching, Problem> {
    let camera = Camera::open(video).await?;
    Ok(scan::Scanner::start(camera, move |text| found.run(text)))
}

/// The text of a code in a photo.
pub async fn read_photo(file: &File) -> Option<String> {
    codes::read(&photo::pixels(file, PHOTO_SIDE).await?).await
}
