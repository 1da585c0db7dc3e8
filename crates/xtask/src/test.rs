//! Everything a change must pass, in the order in which a failure costs least time.
//! To add a stage, add a line to `STAGES`.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{build, shell, tidy, tools};

/// One thing that must pass.
enum Stage {
    /// A command whose output is shown.
    Show(&'static str, &'static [&'static str]),
    /// The tests of one package: one closing line, or everything when one fails.
    Tests(&'static str),
    /// Something this program does itself.
    Here(&'static str, fn() -> Result<()>),
}
use Stage::{Here, Show, Tests};

const STAGES: &[Stage] = &[
    Here("setup", setup),
    Show("format", &["cargo", "fmt", "--all", "--check"]),
    Here("tidy", tidy::tidy),
    Show(
        "clippy (native)",
        &[
            "cargo",
            "clippy",
            "--quiet",
            "--locked",
            "--all-targets",
            "--package=passamano-core",
            "--package=passamano-hub",
            "--package=xtask",
            "--package=passamano-e2e",
            "--",
            "--deny=warnings",
        ],
    ),
    Show(
        "clippy (WebAssembly)",
        &[
            "cargo",
            "clippy",
            "--quiet",
            "--locked",
            "--target=wasm32-unknown-unknown",
            "--package=passamano",
            "--",
            "--deny=warnings",
        ],
    ),
    Tests("passamano-core"),
    Tests("passamano-hub"),
    Tests("xtask"),
    Here("storage in a browser", web_tests),
    Here("build", build::build),
    Here("stories in browsers", stories),
];

/// Runs every stage, stops at the first failure, and says how long each took.
pub fn test() -> Result<()> {
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for stage in STAGES {
        let started = Instant::now();
        let name = stage.name();
        println!("── {name}");
        stage.run().with_context(|| format!("{name} did not pass"))?;
        times.push((name, started.elapsed()));
    }
    println!("\n── all passed");
    for (name, time) in &times {
        println!("{name:<24}{:>7.1} s", time.as_secs_f32());
    }
    let total: Duration = times.iter().map(|(_, time)| *time).sum();
    println!("{:<24}{:>7.1} s", "total", total.as_secs_f32());
    Ok(())
}

impl Stage {
    fn name(&self) -> &'static str {
        match self {
            Show(name, _) | Tests(name) | Here(name, _) => name,
        }
    }

    fn run(&self) -> Result<()> {
        match self {
            Show(_, line) => shell::run(line),
            Tests(package) => tests(package),
            Here(_, act) => act(),
        }
    }
}

fn setup() -> Result<()> {
    tools::for_build()?;
    tools::for_test()
}

fn tests(package: &str) -> Result<()> {
    closing_lines(shell::command(&["cargo", "test", "--locked", "--package", package])?)
}

/// The app's storage and browser wrappers, in headless Chromium with its real database.
fn web_tests() -> Result<()> {
    let target = "--target=wasm32-unknown-unknown";
    let mut command = shell::command(&[
        "cargo",
        "test",
        "--locked",
        target,
        "--package=passamano",
        "--test=web",
    ])?;
    let runner = tools::folder()?.join("bin/wasm-bindgen-test-runner");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    command.env("CHROMEDRIVER", "/usr/bin/chromedriver");
    closing_lines(command)
}

/// User stories with the built app and the real hub. One at a time: each opens several browsers.
fn stories() -> Result<()> {
    let line = ["cargo", "test", "--locked", "--package=passamano-e2e", "--", "--test-threads=1"];
    closing_lines(shell::command(&line)?)
}

/// Runs a test runner and prints its closing lines, or everything when a test fails.
fn closing_lines(mut command: Command) -> Result<()> {
    let output = command.output().context("the test runner could not start")?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        bail!("{}\n{text}", String::from_utf8_lossy(&output.stderr));
    }
    for line in text.lines().filter(|line| line.starts_with("test result: ")) {
        println!("{line}");
    }
    Ok(())
}
