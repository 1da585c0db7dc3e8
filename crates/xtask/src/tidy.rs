//! What the compiler and clippy cannot see: who uses whom, circles, translations that miss a key,
//! what nobody uses, style sheets outside of their layer, pages that no story looks at, files that
//! have grown too long. Each finding is one plain line: the file, what is wrong, what to do.

mod addresses;
mod circles;
mod layers;
mod sizes;
mod source;
mod style;
mod translations;
mod unused;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::shell;

/// Checks everything and lists all findings.
pub fn tidy() -> Result<()> {
    let project = Project { root: shell::root() };
    let mut findings = Findings::default();
    addresses::check(&project, &mut findings)?;
    circles::check(&project, &mut findings)?;
    layers::check(&project, &mut findings)?;
    sizes::check(&project, &mut findings)?;
    style::check(&project, &mut findings)?;
    translations::check(&project, &mut findings)?;
    unused::check(&project, &mut findings)?;
    words::check(&project, &mut findings)?;
    if findings.0.is_empty() {
        println!("tidy: nothing to do");
        return Ok(());
    }
    findings.0.sort();
    bail!("{}\n{} to put right", findings.0.join("\n"), findings.0.len())
}

/// One line for each thing to put right.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    fn add(&mut self, file: &str, what: impl AsRef<str>, todo: &str) {
        self.0.push(format!("{file}: {}: {todo}", what.as_ref()));
    }
}

/// The files of the project. Paths are from the root, with `/`.
struct Project {
    root: PathBuf,
}

impl Project {
    fn read(&self, file: &str) -> Result<String> {
        fs::read_to_string(self.root.join(file)).with_context(|| file.to_owned())
    }

    /// All files under a folder with this ending, sorted; none when there is no such folder.
    fn files(&self, folder: &str, ending: &str) -> Result<Vec<String>> {
        let mut found = Vec::new();
        collect(&self.root, &self.root.join(folder), ending, &mut found)?;
        found.sort();
        Ok(found)
    }
}

fn collect(root: &Path, folder: &Path, ending: &str, found: &mut Vec<String>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, ending, found)?;
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path.strip_prefix(root)?.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
