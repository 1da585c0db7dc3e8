//! The last step of a build, on the files that trunk has made: splits the program into its parts,
//! puts the packs together, joins the style sheets, checks the page and the web manifest, writes the list of all files into
//! the service worker, and puts a compressed copy beside each file for the hub to serve.

mod compress;
mod packs;
mod page;
mod parts;
mod webmanifest;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use data_encoding::{BASE64, HEXLOWER};
use serde_json::json;
use sha2::{Digest, Sha384};

use crate::build::How;

/// What the service worker does not keep: itself, and what only crawlers and stores look at.
const NOT_KEPT: [&str; 3] = ["sw.js", "robots.txt", "screenshots/"];

/// Finishes the build in this folder.
pub fn finish(folder: &Path, how: How) -> Result<()> {
    packs::finish(folder)?;
    page::finish(folder, how)?;
    webmanifest::finish(folder)?;
    quiet_worker_loaders(folder)?;
    let files = files(folder)?;
    let version = fill_service_worker(folder, &files)?;
    let sizes = compress::all(folder, how)?;
    println!(
        "Version {version}: {} files, {} kB, {} kB over the wire.",
        files.len(),
        sizes.plain / 1000,
        sizes.compressed / 1000
    );
    Ok(())
}

/// Trunk's loaders start a worker in the way of an older wasm-bindgen, which warns about it.
fn quiet_worker_loaders(folder: &Path) -> Result<()> {
    for name in names(folder, folder)?.iter().filter(|name| name.ends_with("_loader.js")) {
        let path = folder.join(name);
        let loader = fs::read_to_string(&path)?;
        let (head, address) = loader
            .split_once("wasm_bindgen(\"")
            .and_then(|(head, rest)| Some((head, rest.strip_suffix("\");")?)))
            .with_context(|| format!("{name}: not a loader as trunk 0.21 writes them"))?;
        fs::write(path, format!("{head}wasm_bindgen({{module_or_path:\"{address}\"}});"))?;
    }
    Ok(())
}

/// One file as the service worker knows it.
struct File {
    /// From the root of the site; the page itself is `/`.
    url: String,
    /// As in an `integrity` attribute.
    sha384: String,
    bytes: usize,
}

fn files(folder: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for name in names(folder, folder)? {
        if NOT_KEPT.iter().any(|skipped| name.starts_with(skipped)) {
            continue;
        }
        ensure!(
            name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte)),
            "{name}: the name is not the same in an address: use letters, digits, `.`, `_`, `-`"
        );
        let content = fs::read(folder.join(&name))?;
        let url = if name == "index.html" { "/".to_owned() } else { format!("/{name}") };
        files.push(File { url, sha384: integrity(&content), bytes: content.len() });
    }
    Ok(files)
}

/// Every file under `folder`, by its path from `base`, sorted.
fn names(folder: &Path, base: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            names.extend(self::names(&path, base)?);
        } else {
            names.push(path.strip_prefix(base)?.to_string_lossy().replace('\\', "/"));
        }
    }
    names.sort();
    Ok(names)
}

fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", BASE64.encode(&Sha384::digest(content)))
}

/// Sixteen hexadecimal digits, by which the hub knows a name that never changes its content.
pub fn fingerprint(content: &[u8]) -> String {
    HEXLOWER.encode(Sha384::digest(content).get(..8).unwrap_or_default())
}

/// Writes version and list into sw.js. The version covers the worker's own text too, so that two
/// different workers never share a cache.
fn fill_service_worker(folder: &Path, files: &[File]) -> Result<String> {
    let path = folder.join("sw.js");
    let template = fs::read_to_string(&path).context("sw.js")?;
    let lines: Vec<String> = files
        .iter()
        .map(|File { url, sha384, bytes }| {
            format!("  {}", json!({ "url": url, "sha384": sha384, "bytes": bytes }))
        })
        .collect();
    let list = format!("[\n{},\n]", lines.join(",\n"));
    let version = fingerprint(format!("{template}{list}").as_bytes());
    let filled = replace_once(
        &template,
        "const VERSION = 'unbuilt';",
        &format!("const VERSION = '{version}';"),
    )?;
    let filled = replace_once(&filled, "const FILES = [];", &format!("const FILES = {list};"))?;
    fs::write(&path, filled)?;
    Ok(version)
}

fn replace_once(text: &str, old: &str, new: &str) -> Result<String> {
    ensure!(text.matches(old).count() == 1, "sw.js: must hold the line `{old}` once");
    Ok(text.replace(old, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_placeholder_is_said() {
        let error = replace_once("const FILES = [1];", "const FILES = [];", "").unwrap_err();
        assert!(error.to_string().contains("const FILES = [];"));
    }

    #[test]
    fn integrity_is_as_in_html() {
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(integrity(b""), empty);
    }
}
