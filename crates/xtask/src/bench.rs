//! Measures app and hub against their budgets, and against another revision. What is measured,
//! and how, is in `tests/e2e/src/bench`.

mod decoders;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{build, jobs, shell, tools};

/// The measuring program, from the root of a revision.
const PROGRAM: &str = "target/debug/bench";
/// A revision whose measuring program can be asked step by step has this file.
const STEPS: &str = "tests/e2e/src/bench/steps.rs";

/// Builds the app, then prints each budget beside what was measured:
/// `cargo xtask bench [--phone full|received] [--against REV]`; with `--decoders` only the table of
/// the readers of codes, with `--paths [--against REV]` what a newcomer's paths take.
pub fn bench() -> Result<()> {
    let mut words: Vec<String> = std::env::args().skip(2).collect();
    if words.iter().any(|word| word == "--decoders") {
        return decoders::table();
    }
    let paths = words.iter().any(|word| word == "--paths");
    let other = match words.iter().position(|word| word == "--against") {
        None => None,
        Some(at) => {
            let words: Vec<String> = words.drain(at..).take(2).collect();
            let revision = words.get(1).context("--against needs a revision")?;
            Some(Other::build(revision)?)
        }
    };
    jobs::run(tools::for_browsers()?)?;
    build::build()?;
    let mut command = Command::new(measuring_program(&shell::root())?);
    command.args(words);
    if let Some(Other { name, program, dist }) = other {
        command.arg("--against").arg(name).arg(program).arg(dist);
    }
    shell::run_loudly(command)?;
    if paths { Ok(()) } else { decoders::table() }
}

/// Another revision, built.
struct Other {
    name: String,
    program: PathBuf,
    dist: PathBuf,
}

impl Other {
    /// Builds it as its own `cargo xtask build` does, in a worktree of its own.
    fn build(revision: &str) -> Result<Self> {
        let commit = format!("{revision}^{{commit}}");
        let name = shell::output(&["git", "rev-parse", "--verify", "--short=7", &commit])
            .with_context(|| format!("git knows no revision {revision}"))?;
        let name = name.trim().to_owned();
        let tree = shell::root().join("target/against").join(&name);
        if !tree.exists() {
            let path = tree.to_str().context("the folder's name is not Unicode")?;
            shell::run(&["git", "worktree", "prune"])?;
            shell::run(&["git", "worktree", "add", "--detach", path, &name])?;
        }
        println!("Building {name} in {}", tree.display());
        let mut build = shell::command(&["cargo", "xtask", "build"])?;
        build.current_dir(&tree);
        shell::run_command(build)?;
        let dist = tree.join("dist");
        if !dist.join("index.html").exists() {
            bail!("{name} built no app");
        }
        let program = if tree.join(STEPS).exists() {
            measuring_program(&tree)?
        } else {
            println!(
                "{name} cannot be asked step by step: its app is measured by this program, with this hub."
            );
            shell::root().join(PROGRAM)
        };
        Ok(Self { name, program, dist })
    }
}

/// Builds the measuring program of the revision that lies here.
fn measuring_program(tree: &Path) -> Result<PathBuf> {
    let line = ["cargo", "build", "--quiet", "--locked", "--package=passamano-e2e", "--bin=bench"];
    let mut build = shell::command(&line)?;
    build.current_dir(tree);
    shell::run_command(build)?;
    Ok(tree.join(PROGRAM))
}
