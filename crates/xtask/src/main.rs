//! `cargo xtask <command>`: everything that is done to the project, on one machine or another.
//! This file knows the commands; what each does is in the module of its name.

mod bench;
mod build;
mod faults;
mod html;
mod jobs;
mod layout;
mod precache;
mod run;
mod shell;
mod stories;
mod target;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};

/// A command's name, what it is for, and what it does.
type Command = (&'static str, &'static str, fn() -> Result<()>);

const COMMANDS: &[Command] = &[
    ("run", "build, then serve app and hub on this machine", run::run),
    ("build", "build the app into dist/", build::build),
    ("test", "everything a change must pass; with --quick what needs no browser", test::test),
    ("stories", "user stories in browsers [--quick] [words of a name]", stories::stories),
    ("bench", "measure against budgets [--phone full|received] [--against REV]", bench::bench),
    ("faults", "kill browsers after Saved, count what is lost [rounds] [seed]", faults::faults),
    ("tidy", "who uses whom, translations, file sizes", tidy::tidy),
];

fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    let asked = std::env::args().nth(1).unwrap_or_default();
    if let Some((_, _, act)) = COMMANDS.iter().find(|(name, ..)| *name == asked) {
        return act();
    }
    let list: String =
        COMMANDS.iter().map(|(name, purpose, _)| format!("\n  {name:<10}{purpose}")).collect();
    bail!("cargo xtask <command>, where command is one of{list}")
}
