//! Everything a change must pass. What only waits runs beside what works: while the stories play
//! in browsers, the linters and the other tests use the processors, at a lower priority.
//! To add a stage, add a job to `checks` or `in_browsers`.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::build::{self, How};
use crate::jobs::{self, Job, Times};
use crate::{shell, stories, tidy, tools};

/// What runs on this machine and not in a browser. Named together in each command, because cargo
/// compiles a crate anew for each set of packages that wants other features of it.
pub const PACKAGES: [&str; 6] = [
    "--package=passamano-core",
    "--package=passamano-codes",
    "--package=passamano-hub",
    "--package=passamano-sheets",
    "--package=xtask",
    "--package=passamano-e2e",
];
const WASM: &str = "--target=wasm32-unknown-unknown";

/// Every program that is no part of the app: hub, tests, stories.
const NATIVE: &str = "hub and tests";
const FORMAT: &str = "format";
const TIDY: &str = "tidy";
const CLIPPY: &str = "clippy (native)";
const CLIPPY_APP: &str = "clippy (WebAssembly)";
const NATIVE_TESTS: &str = "tests of core, hub and xtask";
const WEB_TESTS: &str = "storage in a browser";

/// Runs every stage, stops at the first failure, and says how long each took. With `--quick` only
/// what takes no browser: the linters and the tests of core, hub and xtask.
pub fn test() -> Result<()> {
    let quick = match std::env::args().nth(2).as_deref() {
        None => false,
        Some("--quick") => true,
        Some(other) => bail!("`cargo xtask test` takes --quick, not {other}"),
    };
    let begun = Instant::now();
    let mut all = tools::linters();
    all.extend(checks());
    if quick {
        all.extend(tools::sources());
    } else {
        all.extend(tools::for_build(How::Full)?);
        all.extend(tools::for_browsers()?);
        all.extend(build::jobs(How::Full));
        all.extend(in_browsers());
    }
    let times = jobs::run(all)?;
    println!("\n── all passed");
    print(&times, begun.elapsed());
    Ok(())
}

/// What needs no browser.
fn checks() -> Vec<Job> {
    let cargo = [tools::FETCHED];
    let app = [tools::FETCHED, tools::TARGET, tools::CLIPPY];
    vec![
        Job::new(FORMAT, 2, || shell::run(&["cargo", "fmt", "--all", "--check"]))
            .after(&[tools::RUSTFMT]),
        Job::new(TIDY, 2, tidy::tidy).after(&cargo),
        Job::new(NATIVE, 150, || native("test", &["--no-run", "--all-targets"])).after(&cargo),
        Job::new(NATIVE_TESTS, 60, native_tests).after(&[NATIVE]),
        Job::new(CLIPPY, 40, || native("clippy", &["--all-targets", "--", "--deny=warnings"]))
            .after(&[NATIVE, tools::CLIPPY]),
        Job::new(CLIPPY_APP, 90, clippy_app).after(&app).after(&[NATIVE]),
    ]
}

/// What needs browsers, and for the stories the built app.
fn in_browsers() -> [Job; 2] {
    [
        Job::new(WEB_TESTS, 120, web_tests).after(&[NATIVE, tools::WASM_TOOLS, tools::BROWSERS]),
        Job::new(stories::STORIES, 300, || stories::tell(How::Full, &[])).after(&[
            NATIVE,
            build::APP,
            tools::BROWSERS,
            tools::GECKODRIVER,
            tools::AXE,
        ]),
    ]
}

/// A command of cargo for all that runs on this machine.
fn native(command: &str, options: &[&str]) -> Result<()> {
    shell::run(&[&shell::GENTLY[..], &["cargo", command, "--locked"], &PACKAGES, options].concat())
}

/// The same packages as when they were built: see [`PACKAGES`].
fn native_tests() -> Result<()> {
    let line = ["cargo", "test", "--locked"];
    let targets = ["--lib", "--bins", "--test=it"];
    closing_lines(shell::command(&[&shell::GENTLY[..], &line, &PACKAGES, &targets].concat())?)
}

fn clippy_app() -> Result<()> {
    let line = ["cargo", "clippy", "--quiet", "--locked", "--package=passamano", WASM];
    shell::run(&[&shell::GENTLY[..], &line, &["--", "--deny=warnings"]].concat())
}

/// The app's storage and browser wrappers, in headless Chromium with its real database. In the
/// quick profile: cargo would compile the other one anew too, because tests ask for more features.
fn web_tests() -> Result<()> {
    let quick = "--profile=quick";
    let line = ["cargo", "test", "--locked", "--package=passamano", "--test=web", quick, WASM];
    let mut command = shell::command(&[&shell::GENTLY[..], &line].concat())?;
    let runner = tools::folder()?.join("bin/wasm-bindgen-test-runner");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    command.env("CHROMEDRIVER", "/usr/bin/chromedriver");
    closing_lines(command)
}

/// Runs a test runner and prints its closing lines, or everything when a test fails.
fn closing_lines(mut command: Command) -> Result<()> {
    let output = command.output().context("the test runner could not start")?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        bail!("{}\n{text}", String::from_utf8_lossy(&output.stderr));
    }
    // Programs without tests have nothing to say.
    let told =
        |line: &&str| line.starts_with("test result: ") && !line.contains(" 0 passed; 0 failed");
    for line in text.lines().filter(told) {
        println!("{line}");
    }
    Ok(())
}

fn print(times: &Times, total: Duration) {
    for (name, time) in times {
        println!("{name:<32}{:>7.1} s", time.as_secs_f32());
    }
    println!("{:<32}{:>7.1} s", "from first to last", total.as_secs_f32());
}
