//! Kills browsers right after they said *Saved*, and counts what is lost. How, is in
//! `tests/e2e/src/bin/faults.rs`.

use anyhow::Result;

use crate::{build, jobs, shell, tools};

/// Builds the app, then kills: `cargo xtask faults [rounds] [seed]`.
pub fn faults() -> Result<()> {
    jobs::run(tools::for_browsers()?)?;
    build::build()?;
    let line = ["cargo", "run", "--quiet", "--locked", "--package", "passamano-e2e"];
    let mut command = shell::command(&[&line[..], &["--bin", "faults", "--"]].concat())?;
    command.args(std::env::args().skip(2));
    shell::run_command(command)
}
