//! Where cargo has put the programs of the app.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell;

/// The folder into which cargo builds.
pub fn folder() -> Result<PathBuf> {
    let line = ["cargo", "metadata", "--no-deps", "--format-version=1", "--offline"];
    let answer = shell::output(&line).context("`cargo metadata` failed")?;
    let metadata: serde_json::Value = serde_json::from_str(&answer)?;
    let folder = metadata["target_directory"].as_str().context("cargo names no target folder")?;
    Ok(folder.into())
}

/// A program of the app as cargo has built it in this profile.
pub fn program(profile: &str, name: &str) -> Result<PathBuf> {
    let folder = folder()?.join("wasm32-unknown-unknown").join(profile);
    Ok(folder.join(format!("{name}.wasm")))
}

/// A path as a word of a command line.
pub fn text(path: &Path) -> Result<String> {
    path.to_str().map(str::to_owned).context("the target folder's name is not Unicode")
}
