//! The tools that are not part of the project, each at the version that was tried.
//! Cargo's and npm's go to a cache folder outside of the checkout, browsers come from Debian;
//! what is there already is left alone. Nothing else in the project installs anything.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::jobs::Job;
use crate::shell;

const TRUNK_VERSION: &str = "0.21.14";
const WASM_SPLIT: &str = "0.2.4";
const GECKODRIVER_VERSION: &str = "0.37.1";
const NPM: [(&str, &str); 2] = [("binaryen", "132.0.0"), ("axe-core", "4.14.1")];

/// A Debian package and the file that shows it is there.
const DEBIAN: [(&str, &str); 8] = [
    ("chromium", "/usr/bin/chromium"),
    ("chromium-driver", "/usr/bin/chromedriver"),
    ("firefox-esr", "/usr/bin/firefox-esr"),
    ("webkit2gtk-driver", "/usr/bin/WebKitWebDriver"),
    ("xvfb", "/usr/bin/Xvfb"),
    ("xauth", "/usr/bin/xauth"),
    ("python3", "/usr/bin/python3"),
    ("fonts-noto-core", "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"),
];

// Jobs, by the names that others wait for.
/// The WebAssembly target of Rust.
pub const TARGET: &str = "the WebAssembly target";
/// The sources of all crates.
pub const FETCHED: &str = "fetching the crates";
/// Puts page, styles and programs together.
pub const TRUNK: &str = "trunk";
/// Cuts the program into its parts.
pub const SPLIT: &str = "wasm_split_cli_support";
/// Writes what lies between the program and JavaScript.
pub const BINDGEN: &str = "wasm-bindgen-cli";
/// The optimizer of programs, and the rules of accessibility.
pub const NPM_TOOLS: &str = "binaryen and axe-core";
/// Writes the code as it should look.
pub const RUSTFMT: &str = "rustfmt";
/// Reads the code for what it could do better.
pub const CLIPPY: &str = "clippy";
/// Drives Firefox.
pub const GECKODRIVER: &str = "geckodriver";
/// What Debian brings.
pub const BROWSERS: &str = "browsers from Debian";

/// Where the tools are kept: `~/.cache/passamano/tools`.
pub fn folder() -> Result<PathBuf> {
    let cache = match std::env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()) {
        Some(cache) => PathBuf::from(cache),
        None => PathBuf::from(std::env::var_os("HOME").context("HOME is not set")?).join(".cache"),
    };
    Ok(cache.join("passamano/tools"))
}

/// What everything is compiled from.
pub fn sources() -> Vec<Job> {
    let mut jobs = vec![Job::new(FETCHED, 10, || shell::run(&["cargo", "fetch", "--locked"]))];
    if !has_target() {
        jobs.push(Job::new(TARGET, 20, || {
            shell::run(&["rustup", "target", "add", "wasm32-unknown-unknown"])
        }));
    }
    jobs
}

/// What is still missing to build the app.
pub fn for_build() -> Result<Vec<Job>> {
    let mut jobs = sources();
    // None of them has to fetch anything: without TLS they are built in half the time.
    let plain = &["--no-default-features"];
    let split = &["--locked", "--features=build-binary"];
    let locked = &["--locked", "--no-default-features"];
    // Its own lock file does not resolve any more, so it takes the newest that fit.
    jobs.extend(cargo_tool(BINDGEN, &wasm_bindgen_version()?, Works::Hard, plain, 100)?);
    jobs.extend(cargo_tool(SPLIT, WASM_SPLIT, Works::Hard, split, 60)?);
    jobs.extend(cargo_tool(TRUNK, TRUNK_VERSION, Works::Little, locked, 200)?);
    jobs.extend(npm_tools()?);
    Ok(jobs)
}

/// What is still missing to check the form of the code.
pub fn linters() -> Vec<Job> {
    [(RUSTFMT, "cargo-fmt"), (CLIPPY, "cargo-clippy")]
        .into_iter()
        .filter(|(_, program)| shell::output(&[program, "--version"]).is_none())
        .map(|(part, _)| {
            Job::new(part, 10, move || shell::run(&["rustup", "component", "add", part]))
        })
        .collect()
}

/// What is still missing to play stories: three browser engines with their drivers.
pub fn for_browsers() -> Result<Vec<Job>> {
    let gecko = cargo_tool(GECKODRIVER, GECKODRIVER_VERSION, Works::Little, &["--locked"], 60)?;
    Ok(debian_packages()?.into_iter().chain(gecko).collect())
}

fn has_target() -> bool {
    shell::output(&["rustc", "--print=sysroot"]).is_some_and(|sysroot| {
        Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir()
    })
}

/// The command line tool must be of the very version that the app was compiled with.
fn wasm_bindgen_version() -> Result<String> {
    let lock = fs::read_to_string(shell::root().join("Cargo.lock")).context("Cargo.lock")?;
    lock.split("[[package]]")
        .find(|package| package.contains("name = \"wasm-bindgen\"\n"))
        .and_then(|package| package.split("version = \"").nth(1)?.split('"').next())
        .map(str::to_owned)
        .context("Cargo.lock names no wasm-bindgen")
}

/// What a tool does in each build, beside what building the tool takes.
enum Works {
    Hard,
    Little,
}

fn cargo_tool(
    package: &'static str,
    version: &str,
    works: Works,
    options: &'static [&'static str],
    about: u64,
) -> Result<Option<Job>> {
    let folder = prepared("")?;
    let root = folder.to_string_lossy();
    let installed = shell::output(&["cargo", "install", "--list", "--root", &root]);
    let ours = format!("{package} v{version}:");
    if installed.is_some_and(|list| list.lines().any(|line| line == ours)) {
        return Ok(None);
    }
    let version = version.to_owned();
    Ok(Some(Job::new(package, about, move || {
        let mut install =
            shell::command(&["cargo", "install", package, "--version", &version, "--force"])?;
        // The packages' own release settings take several times as long and gain us nothing.
        let optimized = match works {
            Works::Hard => "1",
            Works::Little => "0",
        };
        install
            .args(options)
            .arg("--root")
            .arg(&folder)
            .current_dir(&folder)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", optimized);
        shell::run_command(install)
    })))
}

fn npm_tools() -> Result<Option<Job>> {
    let folder = prepared("npm")?;
    let missing: Vec<String> = NPM
        .iter()
        .filter(|(name, version)| npm_version(&folder, name).as_deref() != Some(*version))
        .map(|(name, version)| format!("{name}@{version}"))
        .collect();
    if missing.is_empty() {
        return Ok(None);
    }
    if !shell::has("npm") {
        bail!("npm is missing: install Node.js 20 or newer, then try again.");
    }
    Ok(Some(Job::new(NPM_TOOLS, 10, move || {
        let mut install =
            shell::command(&["npm", "install", "--no-audit", "--no-fund", "--save-exact"])?;
        install.arg("--prefix").arg(&folder).args(&missing);
        shell::run_command(install)
    })))
}

fn npm_version(folder: &Path, name: &str) -> Option<String> {
    let text =
        fs::read_to_string(folder.join("node_modules").join(name).join("package.json")).ok()?;
    let package: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(package["version"].as_str()?.to_owned())
}

fn debian_packages() -> Result<Option<Job>> {
    let missing: Vec<&str> = DEBIAN
        .iter()
        .filter(|(_, proof)| !Path::new(proof).exists())
        .map(|(package, _)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(None);
    }
    let by_hand = format!("Install these Debian packages, then try again: {}.", missing.join(" "));
    let am_root = shell::output(&["id", "-u"]).is_some_and(|id| id.trim() == "0");
    if !shell::has("apt-get") || !(am_root || shell::has("sudo")) {
        bail!("{by_hand}");
    }
    Ok(Some(Job::new(BROWSERS, 90, move || {
        let apt = |arguments: &[&str]| -> Result<()> {
            let mut line = if am_root { vec![] } else { vec!["sudo"] };
            line.extend(["apt-get", "-qq"]);
            line.extend(arguments);
            let mut apt: Command = shell::command(&line)?;
            apt.env("DEBIAN_FRONTEND", "noninteractive");
            shell::run_command(apt)
        };
        apt(&["update"]).with_context(|| by_hand.clone())?;
        apt(&[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat())
            .context(by_hand)
    })))
}

fn prepared(part: &str) -> Result<PathBuf> {
    let folder = folder()?.join(part);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}
