//! A brotli copy beside each file that gains from one (`app.wasm.br`), so that the hub sends the
//! smallest form without doing this work on every request.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;

/// File types that are text or code; pictures are compressed already.
const TYPES: [&str; 8] = ["html", "js", "css", "wasm", "json", "svg", "webmanifest", "txt"];

/// Bytes of all files, as they are and as they are sent.
#[derive(Default)]
pub struct Sizes {
    pub plain: usize,
    pub compressed: usize,
}

/// Compresses everything in the folder.
pub fn all(folder: &Path) -> Result<Sizes> {
    let mut sizes = Sizes::default();
    let params = BrotliEncoderParams { quality: 11, ..Default::default() };
    for name in super::names(folder, folder)? {
        let path = folder.join(&name);
        let content = fs::read(&path)?;
        let mut smaller = content.len();
        if name.rsplit_once('.').is_some_and(|(_, kind)| TYPES.contains(&kind)) {
            let mut compressed = Vec::new();
            brotli::BrotliCompress(&mut content.as_slice(), &mut compressed, &params)
                .with_context(|| format!("{name} could not be compressed"))?;
            if compressed.len() < content.len() {
                smaller = compressed.len();
                fs::write(folder.join(format!("{name}.br")), compressed)?;
            }
        }
        sizes.plain += content.len();
        sizes.compressed += smaller;
    }
    Ok(sizes)
}
