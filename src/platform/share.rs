//! Giving a file or a text to another app, or keeping it on the phone.

use js_sys::{Array, Object, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DomException, HtmlAnchorElement, Url};

use super::{call, call_async, navigator, set, timer, window};

/// What became of a file or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The person gave it to an app. Whether that kept it, nobody says.
    Shared,
    /// It went to the downloads or the clipboard.
    Kept,
    /// The person closed the list of apps.
    Canceled,
    /// The browser can do neither.
    Failed,
}

/// A download's address must live until the browser has read it, which nothing reports.
const ADDRESS_MS: u32 = 60_000;

/// Offers a file to the phone's apps, or downloads it where that is not possible.
pub async fn file(name: &str, mime: &str, bytes: &[u8]) -> Shared {
    let data = Object::new();
    if let Some(file) = new_file(name, mime, bytes) {
        set(&data, "files", Array::of1(&file));
        if may_share(&data)
            && let Some(outcome) = share(&data).await
        {
            return outcome;
        }
    }
    download(name, mime, bytes)
}

/// Offers a text to the phone's apps, or copies it where that is not possible.
pub async fn text(text: &str) -> Shared {
    let data = Object::new();
    set(&data, "text", text);
    match share(&data).await {
        Some(outcome) => outcome,
        None if copy(text).await => Shared::Kept,
        None => Shared::Failed,
    }
}

/// Puts a file into the downloads.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Shared {
    let start = || {
        let options = BlobPropertyBag::new();
        options.set_type(mime);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        let link = window()?.document()?.create_element("a").ok()?;
        let link: HtmlAnchorElement = link.dyn_into().ok()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        wasm_bindgen_futures::spawn_local(async move {
            timer::sleep(ADDRESS_MS).await;
            let _ = Url::revoke_object_url(&address);
        });
        Some(())
    };
    start().map_or(Shared::Failed, |()| Shared::Kept)
}

/// Copies a text. False where the browser does not let us.
pub async fn copy(text: &str) -> bool {
    match navigator("clipboard") {
        Some(clipboard) => call_async(&clipboard, "writeText", &[text.into()]).await.is_some(),
        None => false,
    }
}

fn may_share(data: &Object) -> bool {
    window()
        .and_then(|window| call(window.navigator().as_ref(), "canShare", &[data.into()]))
        .is_some_and(|answer| answer.is_truthy())
}

/// Opens the list of apps. Nothing where there is none, or it does not take this.
async fn share(data: &Object) -> Option<Shared> {
    let promise = call(window()?.navigator().as_ref(), "share", &[data.into()])?;
    match JsFuture::from(promise.dyn_into::<Promise>().ok()?).await {
        Ok(_) => Some(Shared::Shared),
        Err(error) => is_abort(&error).then_some(Shared::Canceled),
    }
}

fn is_abort(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "AbortError")
}

fn new_file(name: &str, mime: &str, bytes: &[u8]) -> Option<JsValue> {
    let options = web_sys::FilePropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let file = web_sys::File::new_with_u8_array_sequence_and_options(&parts, name, &options);
    file.ok().map(Into::into)
}
