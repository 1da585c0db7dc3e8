//! Builds the app into dist/. What trunk does is said in Trunk.toml and index.html;
//! what happens to the built files afterward is in the module `precache`.

use anyhow::Result;

use crate::{shell, tools};

/// Sets up the tools and builds the app, optimized, into dist/.
pub fn build() -> Result<()> {
    tools::for_build()?;
    // Offline, so that trunk takes our tools and downloads none of its own.
    let mut trunk = shell::command(&["trunk", "build", "--release", "--offline", "--locked"])?;
    // Trunk refuses the value 1, which some machines set to mean "no colors".
    trunk.env_remove("NO_COLOR");
    shell::run_command(trunk)
}
