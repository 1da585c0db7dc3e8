//! What a measuring program is asked, a line each, and what it answers: the figures of that step
//! as one line of JSON. It keeps its phone from one step to the next.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::str::FromStr;

use crate::Failure;

/// By this word on its command line a measuring program knows that it will be asked.
pub const ANSWER: &str = "--answer";

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A phone that has never been here opens the page.
    FirstUse,
    /// A phone is made that carries the large team.
    Fill(Carries),
    /// One hand-over on that phone.
    HandOver,
    /// That phone opens the app again, without signal.
    OpenAgain,
    /// The hub takes as many records as it can.
    Receipts,
}

/// What a phone carries when it is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carries {
    /// 10,000 records of another phone, among them a list of 5,000 households.
    Received,
    /// That list, and 10,000 hand-overs of its own, of which 300 are unsent.
    Full,
}

/// Figures by their names: milliseconds, bytes, or records a second.
pub type Figures = BTreeMap<String, f64>;

const STEPS: [(&str, Step); 6] = [
    ("first-use", Step::FirstUse),
    ("fill-received", Step::Fill(Carries::Received)),
    ("fill-full", Step::Fill(Carries::Full)),
    ("hand-over", Step::HandOver),
    ("open-again", Step::OpenAgain),
    ("receipts", Step::Receipts),
];

impl fmt::Display for Step {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        let name = STEPS.iter().find(|(_, step)| step == self).map(|(name, _)| *name);
        to.write_str(name.unwrap_or_default())
    }
}

impl FromStr for Step {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let step = STEPS.iter().find(|(name, _)| *name == text).map(|(_, step)| *step);
        step.ok_or_else(|| format!("there is no step {text}"))
    }
}

/// A measuring program that is asked.
pub struct Measurer {
    /// What it is called in the table.
    pub name: String,
    program: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Measurer {
    /// Starts a measuring program for the build of the app in this folder.
    pub fn start(name: &str, program: &Path, dist: &Path) -> Result<Self, Failure> {
        let mut child = Command::new(program)
            .arg(ANSWER)
            .env("PASSAMANO_DIST", dist)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| format!("{} does not start: {e}", program.display()))?;
        let (asks, answers) =
            child.stdin.take().zip(child.stdout.take()).ok_or("a program without pipes")?;
        let answers = BufReader::new(answers);
        Ok(Self { name: name.into(), program: child, asks, answers })
    }

    /// Lets it take one step.
    pub fn ask(&mut self, step: Step) -> Result<Figures, Failure> {
        writeln!(self.asks, "{step}")?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let answer: Result<Figures, String> = serde_json::from_str(&line)
            .map_err(|_| format!("{}: no answer to {step}", self.name))?;
        answer.map_err(|failure| format!("{}: {step}: {failure}", self.name).into())
    }
}

impl Drop for Measurer {
    fn drop(&mut self) {
        // Without questions it ends, and its browser with it; waiting for that is all.
        let _ = self.asks.write_all(b"end\n");
        let _ = self.program.wait();
    }
}
