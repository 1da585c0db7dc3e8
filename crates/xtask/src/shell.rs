//! Runs other programs from the project's root, with our tools found first.
//! What is run, and why, is said by the callers.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{jobs, tools};

/// Before a command whose end nobody waits for yet: browsers in stories, whose people wait, come
/// first, and so does the app, whose last crate keeps only one processor busy.
pub const GENTLY: [&str; 3] = ["nice", "-n", "10"];

/// The folder that holds the workspace's Cargo.toml: of the checkout in which cargo was asked, also
/// where its target folder was copied from another.
pub fn root() -> PathBuf {
    let asked = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = asked.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    let here = here.as_path();
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// A command that starts in the project's root and finds our tools before the machine's own.
pub fn command(line: &[&str]) -> Result<Command> {
    let (program, arguments) = line.split_first().context("an empty command line")?;
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root()).env("PATH", path()?);
    Ok(command)
}

/// Runs a command with its output shown, or kept by its job; a failure names the command.
pub fn run(line: &[&str]) -> Result<()> {
    run_command(command(line)?)
}

/// Like [`run`], for a command that needs more than arguments.
pub fn run_command(mut command: Command) -> Result<()> {
    jobs::quiet(&mut command)?;
    run_loudly(command)
}

/// Like [`run_command`], with its output shown also from inside a job.
pub fn run_loudly(mut command: Command) -> Result<()> {
    let name = display(&command);
    let status = command.status().with_context(|| format!("`{name}` could not start"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// What a command prints, or `None` when it is missing or fails.
pub fn output(line: &[&str]) -> Option<String> {
    let output = command(line).ok()?.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program of this name is on the path.
pub fn has(program: &str) -> bool {
    path().is_ok_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// A command as one would type it.
pub fn display(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    let words: Vec<_> =
        [command.get_program().to_string_lossy()].into_iter().chain(arguments).collect();
    words.join(" ")
}

fn path() -> Result<OsString> {
    let tools = tools::folder()?;
    let ours = [tools.join("bin"), tools.join("npm/node_modules/.bin")];
    let machine = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(ours.into_iter().chain(env::split_paths(&machine)))?)
}
