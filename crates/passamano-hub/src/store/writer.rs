//! The one thread that writes. Many small writers at once make SQLite slow and then fail; one
//! that joins what is waiting into a single commit is fast, and each job is still answered only
//! after that commit reached the disk.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::StoreError;

/// Jobs that may wait; beyond it the caller hears that the store is busy.
const QUEUE: usize = 256;
/// The most jobs in one commit.
const GROUP: usize = 64;
/// How long jobs are collected for one commit.
const WINDOW: Duration = Duration::from_millis(5);

type Job = Box<dyn FnOnce(&mut Transaction) -> Answer + Send>;
type Answer = Box<dyn FnOnce(&Result<(), StoreError>)>;

/// The way to the writing thread. Dropping it finishes what is queued and closes the database.
pub(super) struct Writer {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub fn start(db: Connection) -> std::io::Result<Self> {
        let (jobs, queue) = sync_channel(QUEUE);
        let thread =
            thread::Builder::new().name("writer".into()).spawn(move || write(db, &queue))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Does some work and returns when it is committed. An error in it undoes this work only.
    pub fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = sync_channel(1);
        let job: Job = Box::new(move |group| {
            let result = alone(group, work);
            Box::new(move |committed| {
                let _ = answer.send(committed.clone().and(result.map_err(StoreError::from)));
            })
        });
        let jobs = self.jobs.as_ref().ok_or(StoreError::Busy)?;
        jobs.try_send(job).map_err(|_| StoreError::Busy)?;
        answered.recv().unwrap_or_else(|_| Err(StoreError::Failed("no write could begin".into())))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write(mut db: Connection, queue: &Receiver<Job>) {
    while let Ok(first) = queue.recv() {
        let mut answers = Vec::new();
        let committed = group(&mut db, first, queue, &mut answers).map_err(StoreError::from);
        for answer in answers {
            answer(&committed);
        }
    }
}

/// Commits the first job together with those that are waiting. Nobody waits for later ones:
/// they gather by themselves while this commit is on its way to the disk.
fn group(
    db: &mut Connection,
    first: Job,
    queue: &Receiver<Job>,
    answers: &mut Vec<Answer>,
) -> rusqlite::Result<()> {
    let mut group = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let begun = Instant::now();
    let mut next = Some(first);
    while let Some(job) = next {
        answers.push(job(&mut group));
        let room = answers.len() < GROUP && begun.elapsed() < WINDOW;
        next = if room { queue.try_recv().ok() } else { None };
    }
    group.commit()
}

fn alone<T>(
    group: &mut Transaction,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let part = group.savepoint()?;
    let result = work(&part)?;
    part.commit()?;
    Ok(result)
}
