//! A brotli copy beside each file that gains from one (`app.wasm.br`), so that the hub sends the
//! smallest form without doing this work on every request.

use std::fs;
use std::num::NonZero;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, bail};
use brotli::enc::BrotliEncoderParams;

use crate::build::How;

/// File types that are text or code; pictures are compressed already.
const TYPES: [&str; 8] = ["html", "js", "css", "wasm", "json", "svg", "webmanifest", "txt"];

/// Bytes of all files, as they are and as they are sent.
#[derive(Default)]
pub struct Sizes {
    pub plain: usize,
    pub compressed: usize,
}

/// Compresses everything in the folder, on all processors.
pub fn all(folder: &Path, how: How) -> Result<Sizes> {
    // Large files first, so that none is begun last.
    let mut files = Vec::new();
    for name in super::names(folder, folder)? {
        files.push((fs::metadata(folder.join(&name))?.len(), name));
    }
    files.sort();
    let (waiting, sizes) = (Mutex::new(files), Mutex::new(Sizes::default()));
    let work = || -> Result<()> {
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
        while let Some((_, name)) = next() {
            let (plain, compressed) = one(folder, &name, how)?;
            let mut sizes = sizes.lock().unwrap_or_else(PoisonError::into_inner);
            sizes.plain += plain;
            sizes.compressed += compressed;
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let mut ends = workers.into_iter().map(|worker| worker.join());
        ends.try_for_each(|end| end.unwrap_or_else(|_| bail!("compressing panicked")))
    })?;
    Ok(sizes.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Gives the file's size, and its size as it is sent.
fn one(folder: &Path, name: &str, how: How) -> Result<(usize, usize)> {
    let content = fs::read(folder.join(name))?;
    let is_text = name.rsplit_once('.').is_some_and(|(_, kind)| TYPES.contains(&kind));
    if !is_text {
        return Ok((content.len(), content.len()));
    }
    let quality = match how {
        How::Full => 11,
        How::Quick => 1,
    };
    let params = BrotliEncoderParams { quality, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut content.as_slice(), &mut compressed, &params)
        .with_context(|| format!("{name} could not be compressed"))?;
    if compressed.len() >= content.len() {
        return Ok((content.len(), content.len()));
    }
    fs::write(folder.join(format!("{name}.br")), &compressed)?;
    Ok((content.len(), compressed.len()))
}
