//! Serves the built app and a hub of its own on this machine, for trying and for developing.

use anyhow::Result;

use crate::{build, shell};

const ADDRESS: &str = "127.0.0.1:8080";

/// Builds everything, then serves until it is stopped.
pub fn run() -> Result<()> {
    build::build()?;
    shell::run(&["cargo", "build", "--package", "passamano-hub"])?;
    println!("\nPassamano is at http://localhost:8080 (Ctrl+C stops it).\n");
    let hub = ["cargo", "run", "--quiet", "--package", "passamano-hub", "--", "serve"];
    let options = ["--listen", ADDRESS, "--data", "target/hub-data", "--dist", "dist"];
    shell::run(&[&hub[..], &options[..]].concat())
}
