//! Runs the stories: several at a time, each as a program of its own, the longest first. What the
//! stories are is in `tests/stories/main.rs`.
//!
//! `cargo test -p passamano-e2e -- [--at-once N] [--list] [words that a story's name must hold]`

use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::Path;
use std::pin::Pin;
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::{Engine, Failure, stage};

/// So many stories at a time: they wait for browsers more than they work.
const AT_ONCE: usize = 3;
/// So many of the slowest are named at the end.
const SLOWEST: usize = 10;
/// What the runner gives to the program that tells one story.
const TELL: &str = "--tell";

/// A story as it goes on.
pub type Telling = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// A story and the browsers that it is told in.
pub struct Story {
    /// The path of its function under `tests/stories/`.
    pub name: &'static str,
    /// Each one is a run of its own.
    pub engines: &'static [Engine],
    /// Begins it.
    pub tell: fn(Engine) -> Telling,
}

/// One story in one browser.
#[derive(Clone, Copy)]
struct Run {
    story: &'static Story,
    engine: Engine,
    alone: bool,
}

impl Run {
    fn title(self) -> String {
        format!("{} {:?}", self.story.name, self.engine)
    }
}

/// What the command line asks for.
#[derive(Default)]
struct Asked {
    at_once: Option<usize>,
    list: bool,
    tell: bool,
    words: Vec<String>,
}

/// Does what the command line says with these stories. Those that measure time are told `alone`,
/// when all others have ended.
pub fn main(stories: &'static [Story], alone: &'static [Story]) -> ExitCode {
    let asked = match Asked::read(std::env::args().skip(1)) {
        Ok(asked) => asked,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::FAILURE;
        }
    };
    let runs = |stories: &'static [Story], alone| {
        let one = move |story: &'static Story| {
            story.engines.iter().map(move |&engine| Run { story, engine, alone })
        };
        stories.iter().flat_map(one)
    };
    let all = runs(stories, false).chain(runs(alone, true));
    let chosen: Vec<Run> = all.filter(|run| asked.chooses(&run.title())).collect();
    let good = if asked.list {
        chosen.iter().for_each(|run| println!("{}", run.title()));
        true
    } else if asked.tell {
        chosen.first().is_some_and(|&run| tell(run))
    } else {
        run_all(chosen, asked.at_once.unwrap_or(AT_ONCE))
    };
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Asked {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut asked = Self::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--list" => asked.list = true,
                TELL => asked.tell = true,
                "--at-once" => {
                    let number = words.next().and_then(|word| word.parse().ok());
                    let number = number.filter(|number| *number > 0);
                    asked.at_once = Some(number.ok_or("--at-once takes a number from 1")?);
                }
                option if option.starts_with('-') => return Err(format!("unknown: {option}")),
                _ => asked.words.push(word),
            }
        }
        Ok(asked)
    }

    /// A story is told by its whole title; a person may name parts of it, in any case.
    fn chooses(&self, title: &str) -> bool {
        if self.tell {
            return self.words.first().is_some_and(|word| word == title);
        }
        let title = title.to_lowercase();
        self.words.iter().all(|word| title.contains(&word.to_lowercase()))
    }
}

fn tell(run: Run) -> bool {
    stage::tell(&run.title(), (run.story.tell)(run.engine)).is_ok()
}

/// How a run ended, and after how long.
struct End {
    run: Run,
    time: Duration,
    good: bool,
}

fn run_all(chosen: Vec<Run>, at_once: usize) -> bool {
    let (begun, total) = (Instant::now(), chosen.len());
    let (alone, beside): (Vec<Run>, Vec<Run>) = chosen.into_iter().partition(|run| run.alone);
    let ended = Mutex::new(Vec::new());
    run_some(beside, at_once, total, &ended);
    run_some(alone, 1, total, &ended);
    let mut ended = ended.into_inner().unwrap_or_else(PoisonError::into_inner);
    let failed: Vec<&End> = ended.iter().filter(|end| !end.good).collect();
    for end in &failed {
        let (title, folder) = (end.run.title(), stage::folder(&end.run.title()));
        let said = fs::read_to_string(folder.join(OUTPUT)).unwrap_or_default();
        println!("\n── {title}\n{said}\nWhat its browsers showed: {}", folder.display());
        println!("Alone: cargo xtask stories {title}");
    }
    let (passed, failed) = (total - failed.len(), failed.len());
    ended.sort_by_key(|end| std::cmp::Reverse(end.time));
    println!("\nThe slowest of {total}, {at_once} at a time:");
    ended.iter().take(SLOWEST).for_each(|end| println!("  {}", end.line()));
    println!(
        "All took {:.0} s.\n\nstories: {passed} passed, {failed} failed",
        begun.elapsed().as_secs_f32()
    );
    // A word that names no story must not look like a success.
    failed == 0 && total > 0
}

/// Runs these, so many at a time, and says how each ended.
fn run_some(runs: Vec<Run>, at_once: usize, total: usize, ended: &Mutex<Vec<End>>) {
    let waiting = Mutex::new(VecDeque::from(runs));
    std::thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                while let Some(run) = next() {
                    let end = End::of(run);
                    let mut ended = ended.lock().unwrap_or_else(PoisonError::into_inner);
                    println!("{:>3}/{total} {}", ended.len() + 1, end.line());
                    ended.push(end);
                }
            });
        }
    });
}

/// What a story and its hub wrote, in its folder.
const OUTPUT: &str = "output.txt";

impl End {
    fn of(run: Run) -> Self {
        let begun = Instant::now();
        let tell = || {
            told_in_a_program_of_its_own(run).unwrap_or_else(|failure| {
                eprintln!("{} could not be told: {failure}", run.title());
                false
            })
        };
        let mut good = tell();
        if !good && glib_stopped(&stage::folder(&run.title())) {
            println!("        once more: GLib stopped its browser  {}", run.title());
            good = tell();
        }
        Self { run, time: begun.elapsed(), good }
    }

    fn line(&self) -> String {
        let word = if self.good { "ok    " } else { "FAILED" };
        format!("{word} {:>6.1} s  {}", self.time.as_secs_f32(), self.run.title())
    }
}

/// One fault of the platform ends WebKit's pages on a busy machine, whatever they show: GLib 2.74
/// takes the `errno` of a signal that came meanwhile for an error of `getauxval`, and stops the
/// process. No other end of a browser is excused.
fn glib_stopped(folder: &Path) -> bool {
    let fault = |line: &str| {
        line.contains("GLib-ERROR") && line.contains("getauxval () failed: Interrupted system call")
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let mut logs = files.filter(|path| path.to_string_lossy().ends_with(stage::CONSOLE));
    logs.any(|log| String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).lines().any(fault))
}

fn told_in_a_program_of_its_own(run: Run) -> Result<bool, Failure> {
    let folder = stage::folder(&run.title());
    // Of an earlier run. There is none the first time.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let output = File::create(folder.join(OUTPUT))?;
    let mut program = Command::new(std::env::current_exe()?);
    program.args([TELL, &run.title()]).stdin(Stdio::null());
    let good = program.stdout(output.try_clone()?).stderr(output).status()?.success();
    if good {
        fs::remove_dir_all(&folder)?;
    }
    Ok(good)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_fault_of_glib_is_excused() -> Result<(), Failure> {
        let folder = tempfile::tempdir()?;
        let log = folder.path().join(format!("1-the-desk.{}", stage::CONSOLE));
        fs::write(&log, "(WebKitWebProcess:19): GLib-ERROR **: 12:13:12.213: out of memory")?;
        assert!(!glib_stopped(folder.path()));
        let fault = "getauxval () failed: Interrupted system call";
        fs::write(&log, format!("(WebKitWebProcess:19): GLib-ERROR **: 12:13:12.213: {fault}"))?;
        assert!(glib_stopped(folder.path()));
        Ok(())
    }
}
