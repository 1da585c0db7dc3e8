//! Jobs side by side, each as soon as those that it needs are done. What a job's programs print
//! goes to a file, and is shown when the job fails; meanwhile one line says what begins, what is
//! done, and after a while what still goes on.

use std::cell::RefCell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::shell;

/// After so long without news, the jobs that go on are named.
const NEWS: Duration = Duration::from_secs(30);

/// One piece of work.
pub struct Job {
    name: &'static str,
    /// How many seconds it takes from nothing on two cores, for the person who waits.
    about: u64,
    after: Vec<&'static str>,
    act: Box<dyn FnOnce() -> Result<()> + Send>,
}

impl Job {
    /// A job that takes about so many seconds.
    pub fn new(
        name: &'static str,
        about: u64,
        act: impl FnOnce() -> Result<()> + Send + 'static,
    ) -> Self {
        Self { name, about, after: Vec::new(), act: Box::new(act) }
    }

    /// It begins when these are done. A name that is not among the jobs counts as done: what is
    /// there already is no job.
    pub fn after(mut self, names: &[&'static str]) -> Self {
        self.after.extend(names);
        self
    }
}

/// How long each job took, in the order in which they ended.
pub type Times = Vec<(&'static str, Duration)>;

thread_local! {
    /// Where the programs of this thread's job write.
    static LOG: RefCell<Option<File>> = const { RefCell::new(None) };
}

/// Lets a program of a job write into the job's file. Outside of a job it writes to the terminal.
pub fn quiet(command: &mut Command) -> Result<()> {
    LOG.with_borrow(|log| {
        if let Some(log) = log {
            command.stdout(log.try_clone()?).stderr(log.try_clone()?);
        }
        Ok(())
    })
}

/// Runs all of them, and stops at the first that fails: those that have begun are waited for,
/// because half a tool is worse than none.
pub fn run(jobs: Vec<Job>) -> Result<Times> {
    let folder = shell::root().join("target/xtask");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let (mut waiting, mut running, mut times) = (jobs, Vec::new(), Times::new());
    let mut failure: Option<anyhow::Error> = None;
    let (tell, told) = channel();
    std::thread::scope(|scope| {
        loop {
            let names: Vec<&str> = waiting
                .iter()
                .map(|job| job.name)
                .chain(running.iter().map(|(name, _)| *name))
                .collect();
            let ready = waiting
                .extract_if(.., |job| {
                    failure.is_none() && !job.after.iter().any(|name| names.contains(name))
                })
                .collect::<Vec<_>>();
            for job in ready {
                begin(&job);
                running.push((job.name, Instant::now()));
                let (tell, log) = (tell.clone(), log_file(&folder, job.name));
                scope.spawn(move || {
                    let end = logged(&log, job.act);
                    // The other end is gone only when this function is.
                    let _ = tell.send((job.name, log, end));
                });
            }
            if running.is_empty() {
                break;
            }
            match told.recv_timeout(NEWS) {
                Ok((name, log, end)) => {
                    let Some(at) = running.iter().position(|(other, _)| *other == name) else {
                        continue;
                    };
                    let (_, begun) = running.remove(at);
                    times.push((name, begun.elapsed()));
                    match end {
                        Ok(()) => println!("  ✓ {name}, {:.0} s", begun.elapsed().as_secs_f32()),
                        // Told at once, so that whoever waits can begin to put it right.
                        Err(error) => {
                            println!("{}\n  ✗ {name}: {error:#}", said(&log));
                            failure.get_or_insert(error.context(format!("{name} did not pass")));
                        }
                    }
                }
                Err(RecvTimeoutError::Timeout) => still(&running),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    });
    if let Some(failure) = failure {
        return Err(failure);
    }
    if let Some(job) = waiting.first() {
        bail!("{} waits for a job that waits for it", job.name);
    }
    Ok(times)
}

fn begin(job: &Job) {
    let about = match job.about {
        0..10 => String::new(),
        seconds @ 10..100 => format!(", about {seconds} s"),
        seconds => format!(", about {} min", seconds.div_ceil(60)),
    };
    println!("  … {}{about}", job.name);
}

fn still(running: &[(&str, Instant)]) {
    let list: Vec<String> = running
        .iter()
        .map(|(name, begun)| format!("{name} {} s", begun.elapsed().as_secs()))
        .collect();
    println!("    still: {}", list.join(", "));
}

fn log_file(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{}.log", name.replace([' ', '/'], "-")))
}

fn logged(log: &Path, act: Box<dyn FnOnce() -> Result<()> + Send>) -> Result<()> {
    let file = File::create(log).with_context(|| log.display().to_string())?;
    LOG.set(Some(file));
    act()
}

fn said(log: &Path) -> String {
    fs::read_to_string(log).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    fn noting(notes: &Arc<Mutex<Vec<&'static str>>>, name: &'static str) -> Job {
        let notes = Arc::clone(notes);
        Job::new(name, 0, move || {
            notes.lock().unwrap().push(name);
            Ok(())
        })
    }

    #[test]
    fn a_job_waits_for_those_that_it_needs() {
        let notes = Arc::default();
        let jobs = vec![
            noting(&notes, "last").after(&["middle", "not a job"]),
            noting(&notes, "middle").after(&["first"]),
            noting(&notes, "first"),
        ];
        assert_eq!(run(jobs).unwrap().len(), 3);
        assert_eq!(*notes.lock().unwrap(), ["first", "middle", "last"]);
    }

    #[test]
    fn after_a_failure_nothing_begins() {
        let notes = Arc::default();
        let fails = Job::new("fails", 0, || bail!("no such luck"));
        let error = run(vec![fails, noting(&notes, "later").after(&["fails"])]).unwrap_err();
        assert!(format!("{error:#}").contains("fails did not pass: no such luck"));
        assert!(notes.lock().unwrap().is_empty());
    }

    #[test]
    fn a_circle_is_named() {
        let notes = Arc::default();
        let jobs =
            vec![noting(&notes, "egg").after(&["hen"]), noting(&notes, "hen").after(&["egg"])];
        assert!(run(jobs).unwrap_err().to_string().contains("waits for"));
    }
}
