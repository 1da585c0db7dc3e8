//! The built app in memory: every file with its type, its tag and a compressed form. How it is
//! served is in `http/app.rs`.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use passamano_core::seal;

use crate::cannot_start::CannotStart;

/// Good, and quick enough for a start; a build that wants more puts `.br` files beside its own.
const QUALITY: u32 = 9;
/// A start that takes longer says what it is doing.
const SLOW: Duration = Duration::from_secs(2);

/// One file of the app.
pub(crate) struct File {
    pub bytes: Bytes,
    /// If it is smaller that way.
    pub brotli: Option<Bytes>,
    pub mime: &'static str,
    pub cache: &'static str,
    pub etag: String,
    pub etag_brotli: String,
}

/// All files of the app, by their path from the root.
pub(crate) struct Dist {
    files: HashMap<String, File>,
    index: File,
}

impl Dist {
    /// Reads a folder.
    pub fn load(folder: &Path) -> Result<Self, CannotStart> {
        let mut found = Vec::new();
        list(folder, "", &mut found).map_err(|e| {
            CannotStart(format!("the app in {} cannot be read: {e}", folder.display()))
        })?;
        let (begun, total) = (Instant::now(), found.len());
        let mut said = false;
        let mut files = HashMap::new();
        // A path that ends in `.br` is another file's compressed form.
        for path in found.iter().filter(|path| {
            !(path.ends_with(".br") && found.contains(&path[..path.len() - 3].into()))
        }) {
            if !said && begun.elapsed() > SLOW {
                said = true;
                eprintln!("compressing the app: {} of {total} files done", files.len());
            }
            files.insert(path.clone(), File::load(folder, path)?);
        }
        let index = files.remove("/index.html").ok_or_else(|| {
            CannotStart(format!("{} holds no index.html: build the app first", folder.display()))
        })?;
        Ok(Self { files, index })
    }

    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        match path {
            "/" | "/index.html" => Some(&self.index),
            _ => self.files.get(path),
        }
    }

    /// The page that every page of the app starts from.
    pub fn index(&self) -> &File {
        &self.index
    }
}

fn list(folder: &Path, under: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{under}/{name}");
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

impl File {
    fn load(folder: &Path, path: &str) -> Result<Self, CannotStart> {
        let bytes = fs::read(folder.join(&path[1..]))?;
        let (mime, text) = kind(path);
        let brotli = if text {
            let made = fs::read(folder.join(format!("{}.br", &path[1..]))).ok();
            let small = match made.filter(|made| unpacks_to(made, &bytes)) {
                Some(made) => made,
                None => compress(&bytes)?,
            };
            (small.len() < bytes.len()).then(|| small.into())
        } else {
            None
        };
        let hash = seal::digest(&bytes).to_string();
        let cache = if hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
        Ok(Self {
            bytes: bytes.into(),
            brotli,
            mime,
            cache,
            etag: format!("\"{}\"", &hash[..22]),
            etag_brotli: format!("\"{}.br\"", &hash[..22]),
        })
    }
}

/// A compressed file of an older build must not be served in place of the new one.
fn unpacks_to(small: &[u8], bytes: &[u8]) -> bool {
    let mut out = Vec::new();
    let most = bytes.len() as u64 + 1;
    brotli::Decompressor::new(small, 4096).take(most).read_to_end(&mut out).is_ok() && out == bytes
}

fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut small = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: QUALITY as i32, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut small, &params)?;
    Ok(small)
}

/// The name holds a hash of the content, as 16 hexadecimal digits: it never changes.
fn hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The type of a file, and whether it is worth compressing.
fn kind(path: &str) -> (&'static str, bool) {
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => ("text/html; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true),
        "wasm" => ("application/wasm", true),
        "json" | "map" => ("application/json", true),
        "webmanifest" => ("application/manifest+json", true),
        "svg" => ("image/svg+xml", true),
        "txt" | "md" => ("text/plain; charset=utf-8", true),
        "ico" => ("image/x-icon", true),
        "png" => ("image/png", false),
        "jpg" | "jpeg" => ("image/jpeg", false),
        "webp" => ("image/webp", false),
        "avif" => ("image/avif", false),
        "woff2" => ("font/woff2", false),
        "mp3" => ("audio/mpeg", false),
        "m4a" => ("audio/mp4", false),
        "ogg" | "opus" => ("audio/ogg", false),
        "webm" => ("video/webm", false),
        "mp4" => ("video/mp4", false),
        "pdf" => ("application/pdf", false),
        _ => ("application/octet-stream", false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_hash_is_kept_for_ever() {
        assert!(hashed("/passamano-1f2e3d4c5b6a7980_bg.wasm"));
        assert!(hashed("/a/tokens-1f2e3d4c5b6a7980.css"));
        assert!(!hashed("/sw.js"));
        assert!(!hashed("/1f2e3d4c5b6a7980/sw.js"));
        assert!(!hashed("/icons/icon-512.png"));
    }
}
