//! Watching the camera for codes of cards: by the browser's own detector where it has one, which
//! is faster and needs no download, and else by our worker.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use passamano_core::card::scanner::Seen;
use wasm_bindgen::{JsCast, JsValue};

use super::camera::Camera;
use super::screen::ScreenOn;
use super::{call_async, clock, codes, net, property, set, timer, window};

/// Between two looks, in milliseconds: quick enough for a hand, slow enough for a battery.
const PAUSE_MS: u32 = 120;
/// The kinds of codes that cards have; the first must be there.
const KINDS: [&str; 4] = ["qr_code", "ean_13", "code_128", "code_39"];
/// The longer side of a picture for the worker, in pixels.
const LONGEST: u32 = 800;

/// Starts what reads codes, so that it is there when the camera is. A browser's own detector needs
/// nothing.
pub fn get_ready() {
    if detector_class().is_none() {
        codes::get_ready();
    }
}

/// Watches until it is dropped, then turns the camera off. The screen stays on meanwhile.
pub struct Scanner {
    camera: Rc<Camera>,
    stopped: Rc<Cell<bool>>,
    _screen: ScreenOn,
}

impl Scanner {
    /// Calls `found` with each code that comes before the camera.
    pub fn start(camera: Camera, found: impl FnMut(String) + 'static) -> Self {
        let scanner =
            Self { camera: Rc::new(camera), stopped: Rc::default(), _screen: ScreenOn::keep() };
        let (camera, stopped) = (Rc::downgrade(&scanner.camera), Rc::clone(&scanner.stopped));
        let mut found = only_new(found);
        wasm_bindgen_futures::spawn_local(async move {
            let mut detector = detector().await;
            while !stopped.get() {
                if net::visible()
                    && let Some(camera) = camera.upgrade()
                    && let Some(text) = look(&camera, &mut detector).await
                    && !stopped.get()
                {
                    found(text);
                }
                timer::sleep(PAUSE_MS).await;
            }
        });
        scanner
    }

    /// The camera, for its light.
    pub fn camera(&self) -> Rc<Camera> {
        Rc::clone(&self.camera)
    }
}

impl Drop for Scanner {
    fn drop(&mut self) {
        self.stopped.set(true);
    }
}

fn only_new(mut found: impl FnMut(String)) -> impl FnMut(String) {
    let mut seen = Seen::default();
    move |text| {
        if seen.is_new(&text, clock::now().ms) {
            found(text);
        }
    }
}

async fn look(camera: &Camera, detector: &mut Option<JsValue>) -> Option<String> {
    if let Some(browser) = detector {
        match call_async(browser, "detect", &[camera.video().into()]).await {
            Some(found) => {
                let first = Array::from(&found).get(0);
                return property(&first, "rawValue")?.as_string();
            }
            // Android may offer a detector whose own download is missing. Before the first
            // picture it refuses too: then there is nothing for the worker either.
            None if camera.frame(LONGEST).is_some() => *detector = None,
            None => return None,
        }
    }
    codes::read(&camera.frame(LONGEST)?).await
}

fn detector_class() -> Option<Function> {
    property(window()?.as_ref(), "BarcodeDetector")?.dyn_into().ok()
}

/// The browser's own detector, if it reads QR codes, for these and what else of ours it reads.
async fn detector() -> Option<JsValue> {
    let class = detector_class()?;
    let can = Array::from(&call_async(&class, "getSupportedFormats", &[]).await?);
    let kinds = KINDS.into_iter().map(JsValue::from).filter(|kind| can.includes(kind, 0));
    let kinds: Array = kinds.collect();
    if !kinds.includes(&KINDS[0].into(), 0) {
        return None;
    }
    let options = Object::new();
    set(&options, "formats", kinds);
    Reflect::construct(&class, &Array::of1(&options)).ok()
}
