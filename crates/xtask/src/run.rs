//! Serves the app and a hub of its own on this machine, for trying and for developing.

use anyhow::Result;

use crate::build::{self, How};
use crate::jobs::{self, Job};
use crate::{shell, tools};

const ADDRESS: &str = "127.0.0.1:8080";

/// Builds everything, quickly, then serves until it is stopped.
pub fn run() -> Result<()> {
    println!("Building the app, its hub, and the first time its tools:");
    let mut all = tools::for_build(How::Quick)?;
    all.extend(build::jobs(How::Quick));
    let hub = ["cargo", "build", "--locked", "--package", "passamano-hub"];
    let hub = [&shell::GENTLY[..], &hub].concat();
    all.push(Job::new("the hub", 90, move || shell::run(&hub)).after(&[tools::FETCHED]));
    jobs::run(all)?;
    println!("\nPassamano is at http://localhost:8080 (Ctrl+C stops it).\n");
    let hub = ["cargo", "run", "--quiet", "--package", "passamano-hub", "--", "serve"];
    // Whoever develops starts many teams.
    let options = ["--found", "open", "--listen", ADDRESS, "--data", "target/hub-data", "--dist"];
    shell::run(&[&hub[..], &options, &[How::Quick.folder()]].concat())
}
