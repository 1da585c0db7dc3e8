//! Measures app and hub against their budgets. What is measured, and how, is in
//! `tests/e2e/src/bin/bench.rs`.

use anyhow::Result;

use crate::{build, shell, tools};

/// Builds the app, then prints each budget beside what was measured.
pub fn bench() -> Result<()> {
    tools::for_test()?;
    build::build()?;
    let line = ["cargo", "run", "--quiet", "--locked", "--package", "passamano-e2e"];
    shell::run(&[&line[..], &["--bin", "bench"]].concat())
}
