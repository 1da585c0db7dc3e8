//! The app's program in its parts: what the first screen needs, and what `src/parts.rs` says is
//! fetched later. Which function goes where is found by wasm-split in the relocations that the
//! linker kept (see `build.rs`). In a full build each part is optimized for size.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::fingerprint;
use crate::build::How;
use crate::shell;
use crate::target::{self, text};

/// What the page must name; the other parts are named by the loader.
pub struct Parts {
    /// Starts the program.
    pub js: String,
    /// The first part of the program.
    pub wasm: String,
    /// Fetches the other parts when they are asked for.
    pub loader: String,
}

/// The name under which wasm-split writes the loader, and the program imports it.
const LOADER: &str = "__wasm_split.js";

/// What rustc lets every browser since 2022 do; wasm-split drops the list of it from the parts.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Splits the program that cargo has built, and puts its parts into the folder. All of them carry
/// one mark in their names, made from all their contents: they only fit each other.
pub fn make(folder: &Path, how: How) -> Result<Parts> {
    let whole = target::program(how.profile(), "passamano")?;
    let work = target::folder()?.join("parts").join(how.profile());
    let (split, bound) = (work.join("split"), work.join("bound"));
    let main = split.join("passamano.wasm");
    // Splitting takes longer than all the rest, and most changes are to texts and styles.
    let (made_of, now) = (work.join("made-of"), made_of(&whole)?);
    if fs::read_to_string(&made_of).ok().as_ref() != Some(&now) {
        if work.exists() {
            fs::remove_dir_all(&work)?;
        }
        cut(&whole, &split, &bound)?;
        if how == How::Full {
            optimize(&programs(&split, &bound, &main)?)?;
        }
        fs::write(&made_of, now)?;
    }
    let programs = programs(&split, &bound, &main)?;

    let (js, loader) = (bound.join("passamano.js"), split.join(LOADER));
    let mut all = [fs::read(&js)?, fs::read(&loader)?].concat();
    for (_, path) in &programs {
        all.extend(fs::read(path)?);
    }
    let mark = fingerprint(&all);
    let (js_name, loader_name) = (format!("passamano-{mark}.js"), format!("parts-{mark}.js"));
    let mut loader = fs::read_to_string(loader)?;
    loader = renamed(&loader, "./passamano.js", &format!("./{js_name}"))?;
    for (stem, path) in &programs {
        let name = format!("{}-{mark}.wasm", stem.trim_start_matches("split_"));
        fs::copy(path, folder.join(&name))?;
        if stem != "passamano" {
            loader = renamed(&loader, &format!("./{stem}.wasm"), &format!("./{name}"))?;
        }
    }
    let js = fs::read_to_string(js)?;
    // Only where it is fetched: inside the program the loader keeps the name that it was given.
    let from = |name: &str| format!("from \"./{name}\"");
    let js = renamed(&js, &from(LOADER), &from(&loader_name))?;
    fs::write(folder.join(&js_name), js)?;
    fs::write(folder.join(&loader_name), loader)?;
    Ok(Parts { js: js_name, wasm: format!("passamano-{mark}.wasm"), loader: loader_name })
}

/// What the parts are made of: the program and, by the list of them, the tools that make them.
fn made_of(whole: &Path) -> Result<String> {
    let tools = fs::read(shell::root().join("crates/xtask/src/tools.rs"))?;
    let locked = fs::read(shell::root().join("crates/xtask/tools/Cargo.lock"))?;
    Ok(fingerprint(&[fs::read(whole)?, tools, locked].concat()))
}

/// Cuts the program into its parts, and binds the first to JavaScript.
fn cut(whole: &Path, split: &Path, bound: &Path) -> Result<()> {
    let main = split.join("passamano.wasm");
    fs::create_dir_all(split)?;
    shell::run(&["wasm-split", &text(whole)?, &text(split)?, "passamano"])?;
    let bind = ["wasm-bindgen", "--target=web", "--no-typescript", "--no-demangle"];
    shell::run(
        &[&bind[..], &["--keep-lld-exports", "--out-dir", &text(bound)?, &text(&main)?]].concat(),
    )
}

/// Each part by its name: the first as it was bound, the others as they were split off.
fn programs(split: &Path, bound: &Path, main: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut programs = vec![("passamano".to_owned(), bound.join("passamano_bg.wasm"))];
    for entry in fs::read_dir(split)? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if path.extension().is_some_and(|kind| kind == "wasm") && path != main {
            programs.push((stem.to_owned(), path.clone()));
        }
    }
    ensure!(programs.len() > 1, "the program has no parts: see src/parts.rs and build.rs");
    programs.sort();
    Ok(programs)
}

fn optimize(programs: &[(String, PathBuf)]) -> Result<()> {
    for (_, path) in programs {
        let path = text(path)?;
        shell::run(&[&["wasm-opt", "-Oz", &path, "-o", &path][..], &FEATURES].concat())?;
    }
    Ok(())
}

fn renamed(script: &str, old: &str, new: &str) -> Result<String> {
    ensure!(script.contains(old), "{old} is named nowhere: not a loader as wasm-split 0.2 writes");
    Ok(script.replace(old, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_the_loader_does_not_hold_is_said() {
        assert_eq!(renamed("import './a.js'", "./a.js", "./b.js").unwrap(), "import './b.js'");
        assert!(renamed("import './a.js'", "./c.js", "./b.js").is_err());
    }
}
