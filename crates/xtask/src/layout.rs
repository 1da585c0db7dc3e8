//! Lays a quick build out as trunk lays out a full one, from the same tags in index.html: so
//! nobody who changes the app waits for trunk, which takes longer to build than all the rest.
//! Only what index.html uses is read: style sheets, a folder to copy, the app and its workers.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::html::{attribute, tags};
use crate::{shell, target};

/// Puts page, styles, files and workers into this folder, in place of what was there. The app
/// itself comes in parts: see `precache`.
pub fn lay_out(folder: &Path, profile: &str) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let root = shell::root();
    let source = fs::read_to_string(root.join("index.html")).context("index.html")?;
    let mut page = source.clone();
    for tag in tags(&source, "<link data-trunk") {
        let named = |name| attribute(tag, name).with_context(|| format!("{tag} has no {name}"));
        let instead = match (named("rel")?, attribute(tag, "data-type")) {
            ("css", _) => {
                let href = named("href")?;
                let name = href.replace('/', "-");
                fs::copy(root.join(href), folder.join(&name)).context(href.to_owned())?;
                format!(r#"<link rel="stylesheet" href="/{name}">"#)
            }
            ("copy-dir", _) => {
                copy_folder(&root.join(named("href")?), folder)?;
                String::new()
            }
            ("rust", Some("worker")) => {
                worker(folder, named("data-bin")?, profile)?;
                String::new()
            }
            ("rust", None) => {
                let name = named("data-bin")?;
                format!(
                    r#"<script defer src="/boot.js" data-js="/{name}.js" data-wasm="/{name}.wasm"></script>"#
                )
            }
            _ => bail!("{tag}: a quick build does not know this"),
        };
        page = page.replace(tag, &instead);
    }
    fs::write(folder.join("index.html"), page)?;
    Ok(())
}

/// Binds a worker to JavaScript, with the script that starts it.
fn worker(folder: &Path, name: &str, profile: &str) -> Result<()> {
    let program = target::program(profile, name)?;
    let line = ["wasm-bindgen", "--target=no-modules", "--no-typescript", "--out-dir"];
    shell::run(&[&line[..], &[&target::text(folder)?, &target::text(&program)?]].concat())?;
    let loader = format!(r#"importScripts("/{name}.js");wasm_bindgen("/{name}_bg.wasm");"#);
    fs::write(folder.join(format!("{name}_loader.js")), loader)?;
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
