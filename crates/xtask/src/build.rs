//! Builds the app. What trunk does is said in Trunk.toml and index.html; what happens to the built
//! files afterward is in the module `precache`.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::jobs::{self, Job};
use crate::{layout, precache, shell, target, tools};

/// How the app is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// As people get it: as small as it can be.
    Full,
    /// Soon, for whoever changes it: large, and slower on a phone.
    Quick,
}

/// What cargo makes: the app and its workers.
pub const PROGRAMS: &str = "the app's programs";
/// The app, whole, in its folder.
pub const APP: &str = "the app";

impl How {
    /// Its name in Cargo.toml.
    pub fn profile(self) -> &'static str {
        match self {
            Self::Full => "release",
            Self::Quick => "quick",
        }
    }

    /// Where the built app goes, from the project's root.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Full => "dist",
            Self::Quick => "target/quick-dist",
        }
    }
}

/// Sets up the tools and builds the app, optimized, into dist/.
pub fn build() -> Result<()> {
    let mut all = tools::for_build(How::Full)?;
    all.extend(jobs(How::Full));
    jobs::run(all)?;
    Ok(())
}

/// The jobs by which the app is built, after those that [`tools::for_build`] gives.
pub fn jobs(how: How) -> [Job; 2] {
    let (cargo, layout) = match how {
        How::Full => (200, 40),
        How::Quick => (120, 15),
    };
    let tools = [tools::TRUNK, tools::WASM_TOOLS, tools::BINARYEN];
    [
        Job::new(PROGRAMS, cargo, move || programs(how)).after(&[tools::FETCHED, tools::TARGET]),
        Job::new(APP, layout, move || app(how)).after(&[PROGRAMS]).after(&tools),
    ]
}

/// All three at once: trunk asks for one after the other, and then finds them done. In trunk's own
/// words: with others cargo would choose other features, and compile everything anew.
fn programs(how: How) -> Result<()> {
    let target = "--target=wasm32-unknown-unknown";
    let bins = ["--bin=passamano", "--bin=codes-worker", "--bin=sheets-worker"];
    let line = ["cargo", "build", "--locked", "--offline", target, "--profile", how.profile()];
    shell::run(&[&line[..], &bins].concat())
}

/// Lays everything out, finishes it, and only then puts it where it is served from.
fn app(how: How) -> Result<()> {
    let staged = shell::root().join("target/staged").join(how.profile());
    match how {
        How::Full => trunk(&staged)?,
        How::Quick => layout::lay_out(&staged, how.profile())?,
    }
    precache::finish(&staged, how)?;
    let folder = shell::root().join(how.folder());
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::rename(staged, folder)?;
    Ok(())
}

fn trunk(folder: &Path) -> Result<()> {
    // Offline, so that trunk takes our tools and downloads none of its own.
    let line = ["trunk", "build", "--release", "--offline", "--locked", "--dist"];
    let mut trunk = shell::command(&[&line[..], &[&target::text(folder)?]].concat())?;
    // Trunk refuses the value 1, which some machines set to mean "no colors".
    trunk.env_remove("NO_COLOR");
    shell::run_command(trunk)
}
