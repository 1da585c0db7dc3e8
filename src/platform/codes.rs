//! Codes of cards: reading them in a picture and drawing QR codes, both by the codes worker.

use js_sys::{Object, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::ImageData;

use super::worker::Helper;
use super::{property, set};

pub use super::worker::Fault;

/// Light modules around a code, so that readers find it.
const QUIET: u32 = 4;

thread_local! {
    static WORKER: Helper = Helper::new("/codes-worker_loader.js");
}

/// A QR code as a square of modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Modules along one side, without the light border.
    pub size: u32,
    /// Row by row, true is dark.
    pub modules: Vec<bool>,
}

impl Code {
    /// Modules along one side, with the light border.
    pub fn side(&self) -> u32 {
        self.size + 2 * QUIET
    }

    /// The dark modules as an SVG path with one unit for each module, light border included.
    pub fn path(&self) -> String {
        let rows = self.modules.chunks(self.size.max(1) as usize);
        let dark = rows.zip(QUIET..).flat_map(|(row, y)| {
            let row = row.iter().zip(QUIET..);
            row.filter(|(dark, _)| **dark).map(move |(_, x)| format!("M{x} {y}h1v1h-1z"))
        });
        dark.collect()
    }
}

/// Starts the worker before there is anything to read.
pub fn get_ready() {
    WORKER.with(Helper::get_ready);
}

/// The text of a code in a picture, or nothing when there is none that can be read.
pub async fn read(image: &ImageData) -> Option<String> {
    let message = Object::new();
    set(&message, "op", "read");
    // Taken as it is: through Rust the picture would be copied twice.
    set(&message, "data", property(image, "data")?);
    set(&message, "width", image.width());
    set(&message, "height", image.height());
    let answer = WORKER.with(Clone::clone).call(&message).await.ok()?;
    property(&answer, "text")?.as_string()
}

/// A code with this text, that can lose an eighth of itself and still be read.
pub async fn draw(text: &str) -> Result<Code, Fault> {
    let message = Object::new();
    set(&message, "op", "draw");
    set(&message, "text", text);
    let answer = WORKER.with(Clone::clone).call(&message).await?;
    let size = property(&answer, "size").and_then(|size| size.as_f64()).ok_or(Fault::Crashed)?;
    let modules = property(&answer, "modules").ok_or(Fault::Crashed)?;
    let modules: Uint8Array = modules.dyn_into().map_err(|_| Fault::Crashed)?;
    let modules = modules.to_vec().into_iter().map(|module| module != 0).collect();
    Ok(Code { size: size as u32, modules })
}
