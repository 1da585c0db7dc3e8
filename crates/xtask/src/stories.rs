//! Runs the user stories in browsers. What they are, and how several run at a time, is in
//! `tests/e2e`.

use anyhow::Result;

use crate::build::{self, How};
use crate::jobs;
use crate::test::PACKAGES;
use crate::{shell, tools};

/// The job in which all of them run.
pub const STORIES: &str = "stories in browsers";

/// Builds what the stories need, then runs those whose names hold all these words. With `--quick`
/// they try a build that is soon made, not the one that people get:
/// `cargo xtask stories [--quick] [words]`.
pub fn stories() -> Result<()> {
    let mut words: Vec<String> = std::env::args().skip(2).collect();
    let how = if words.iter().any(|word| word == "--quick") { How::Quick } else { How::Full };
    words.retain(|word| word != "--quick");
    let mut all = tools::for_build(how)?;
    all.extend(tools::for_browsers()?);
    all.extend(build::jobs(how));
    jobs::run(all)?;
    tell(how, &words)
}

/// Runs stories on what was built. What they say is shown as it comes.
pub fn tell(how: How, words: &[String]) -> Result<()> {
    let line = ["cargo", "test", "--quiet", "--locked"];
    let mut command = shell::command(&[&line[..], &PACKAGES, &["--test=stories", "--"]].concat())?;
    command.args(words).env("PASSAMANO_DIST", shell::root().join(how.folder()));
    shell::run_loudly(command)
}
