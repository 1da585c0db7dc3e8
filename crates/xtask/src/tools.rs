//! The tools that are not part of the project, each at the version that was tried.
//! Cargo's and npm's go to a cache folder outside of the checkout, browsers come from Debian;
//! what is there already is left alone. Nothing else in the project installs anything.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::build::How;
use crate::jobs::Job;
use crate::precache::fingerprint;
use crate::{shell, target};

/// A Debian package and the file that shows it is there.
const DEBIAN: [(&str, &str); 7] = [
    ("chromium", "/usr/bin/chromium"),
    ("chromium-driver", "/usr/bin/chromedriver"),
    ("firefox-esr", "/usr/bin/firefox-esr"),
    ("webkit2gtk-driver", "/usr/bin/WebKitWebDriver"),
    ("xvfb", "/usr/bin/Xvfb"),
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
/// Cut the program into its parts, and write what lies between it and JavaScript.
pub const WASM_TOOLS: &str = "wasm-bindgen and wasm-split";
/// Optimizes programs.
pub const BINARYEN: &str = "binaryen";
/// Knows the rules of accessibility.
pub const AXE: &str = "axe-core";
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
pub fn for_build(how: How) -> Result<Vec<Job>> {
    let mut jobs = sources();
    jobs.extend(wasm_tools()?);
    if how == How::Full {
        jobs.extend(cargo_tool(&TRUNK_TOOL, "0.21.14")?);
        jobs.extend(npm_tool(BINARYEN, "132.0.0")?);
    }
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
    let gecko = cargo_tool(&GECKODRIVER_TOOL, "0.37.1")?;
    Ok([debian_packages()?, gecko, npm_tool(AXE, "4.14.1")?].into_iter().flatten().collect())
}

fn has_target() -> bool {
    shell::output(&["rustc", "--print=sysroot"]).is_some_and(|sysroot| {
        Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir()
    })
}

/// The tools of `crates/xtask/tools`, by the names of their programs there and where they are used.
const WASM_PROGRAMS: [(&str, &str); 3] =
    [("bind", "wasm-bindgen"), ("test", "wasm-bindgen-test-runner"), ("split", "wasm-split")];

/// Builds the tools of `crates/xtask/tools`, where this machine has none of just these sources.
fn wasm_tools() -> Result<Option<Job>> {
    let source = shell::root().join("crates/xtask/tools");
    let mut content = Vec::new();
    for file in
        ["Cargo.toml", "Cargo.lock", "src/bin/bind.rs", "src/bin/test.rs", "src/bin/split.rs"]
    {
        content.extend(fs::read(source.join(file)).with_context(|| file.to_owned())?);
    }
    let (bin, building) = (prepared("bin")?, prepared("")?.join("building"));
    let (made_of, now) = (bin.join("wasm-tools.made-of"), fingerprint(&content));
    if fs::read_to_string(&made_of).ok().as_ref() == Some(&now) {
        return Ok(None);
    }
    Ok(Some(Job::new(WASM_TOOLS, 150, move || {
        let build = ["cargo", "build", "--release", "--locked", "--target-dir"];
        let mut build =
            shell::command(&[&shell::GENTLY[..], &build, &[&target::text(&building)?]].concat())?;
        build.current_dir(&source);
        shell::run_command(build)?;
        for (made, used) in WASM_PROGRAMS {
            // Put in place by a rename, so that nobody finds half of it.
            let beside = bin.join(format!("{used}.new"));
            fs::copy(building.join("release").join(made), &beside)?;
            fs::rename(beside, bin.join(used))?;
        }
        fs::remove_dir_all(&building)?;
        Ok(fs::write(made_of, now)?)
    })))
}

/// A tool that cargo builds from its package. The packages' own release settings take several
/// times as long and gain us nothing: none of them works hard.
struct Tool {
    package: &'static str,
    options: &'static [&'static str],
    about: u64,
}

/// It fetches nothing here, so it needs no TLS.
const TRUNK_TOOL: Tool =
    Tool { package: TRUNK, options: &["--locked", "--no-default-features"], about: 200 };
const GECKODRIVER_TOOL: Tool = Tool { package: GECKODRIVER, options: &["--locked"], about: 60 };

fn cargo_tool(tool: &'static Tool, version: &str) -> Result<Option<Job>> {
    let folder = prepared("")?;
    let root = folder.to_string_lossy();
    let installed = shell::output(&["cargo", "install", "--list", "--root", &root]);
    let ours = format!("{} v{version}:", tool.package);
    if installed.is_some_and(|list| list.lines().any(|line| line == ours)) {
        return Ok(None);
    }
    let version = version.to_owned();
    Ok(Some(Job::new(tool.package, tool.about, move || {
        let line = ["cargo", "install", tool.package, "--version", &version, "--force"];
        let mut install = shell::command(&[&shell::GENTLY[..], &line].concat())?;
        install
            .args(tool.options)
            .arg("--root")
            .arg(&folder)
            .current_dir(&folder)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        shell::run_command(install)
    })))
}

fn npm_tool(name: &'static str, version: &str) -> Result<Option<Job>> {
    let folder = prepared("npm")?;
    if npm_version(&folder, name).as_deref() == Some(version) {
        return Ok(None);
    }
    if !shell::has("npm") {
        bail!("npm is missing: install Node.js 20 or newer, then try again.");
    }
    let package = format!("{name}@{version}");
    let job = Job::new(name, 10, move || {
        let mut install =
            shell::command(&["npm", "install", "--no-audit", "--no-fund", "--save-exact"])?;
        install.arg("--prefix").arg(&folder).arg(package);
        shell::run_command(install)
    });
    // Both write down in one file what there is.
    Ok(Some(if name == AXE { job.after(&[BINARYEN]) } else { job }))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The version of a package in a lock file.
    fn version(lock: &str, package: &str) -> String {
        let text = fs::read_to_string(shell::root().join(lock)).unwrap();
        let name = format!("name = \"{package}\"\n");
        let entry = text.split("[[package]]").find(|entry| entry.contains(&name)).unwrap();
        entry.split('"').nth(3).unwrap().to_owned()
    }

    #[test]
    fn the_tool_is_of_the_very_version_that_the_app_is_compiled_with() {
        let tools = version("crates/xtask/tools/Cargo.lock", "wasm-bindgen-cli");
        assert_eq!(tools, version("Cargo.lock", "wasm-bindgen"));
    }
}
