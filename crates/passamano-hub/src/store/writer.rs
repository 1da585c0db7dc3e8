//! The one thread that writes. Many small writers at once make SQLite slow and then fail; one
//! that joins what is waiting into a single commit is fast, and each job is still answered only
//! after that commit reached the disk. What a job asks of the database is not here.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
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
/// How often the log of a running hub is emptied into the main file.
pub(super) const HOURLY: Duration = Duration::from_secs(60 * 60);

type Job = Box<dyn FnOnce(&mut Transaction) -> Answer + Send>;
type Answer = Box<dyn FnOnce(&Result<(), StoreError>)>;

/// The way to the writing thread. Dropping it finishes what is queued and closes the database.
pub(super) struct Writer {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread, which empties the log each time after `every`, and when it ends.
    pub fn start(db: Connection, every: Duration) -> std::io::Result<Self> {
        let (jobs, queue) = sync_channel(QUEUE);
        let thread =
            thread::Builder::new().name("writer".into()).spawn(move || write(db, &queue, every))?;
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
                let _ = answer.send(committed.clone().and(result));
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

fn write(mut db: Connection, queue: &Receiver<Job>, every: Duration) {
    let mut due = Instant::now() + every;
    loop {
        match queue.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(first) => {
                let mut answers = Vec::new();
                let committed =
                    group(&mut db, first, queue, &mut answers).map_err(StoreError::from);
                for answer in answers {
                    answer(&committed);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if Instant::now() >= due {
            empty_log(&db);
            due = Instant::now() + every;
        }
    }
    empty_log(&db);
}

/// Moves everything from the write-ahead log into the main file. Until then the newest records
/// lie in the log alone: whoever copies the main file misses them, and one damaged bit in the log
/// drops all that follows. It is no reason to stop if it fails: the log stays and counts.
pub(super) fn empty_log(db: &Connection) {
    let blocked = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0));
    let why = match blocked {
        Ok(false) => return,
        Ok(true) => "another program is reading it".into(),
        Err(error) => error.to_string(),
    };
    eprintln!("the newest records stay in the log beside the store: {why}");
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

/// Work that fails or panics is undone alone, and the thread goes on for everybody else.
fn alone<T>(
    group: &mut Transaction,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> Result<T, StoreError> {
    let part = group.savepoint()?;
    // What a panic leaves half done is in the savepoint, which is dropped.
    let result =
        catch_unwind(AssertUnwindSafe(|| work(&part))).map_err(|_| StoreError::Broke)??;
    part.commit()?;
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_emptied_while_the_hub_runs() {
        let name = format!("passamano-writer-{}.sqlite", std::process::id());
        let file = std::env::temp_dir().join(name);
        let log = file.with_extension("sqlite-wal");
        let db = Connection::open(&file).unwrap();
        db.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER)").unwrap();
        let writer = Writer::start(db, Duration::from_millis(50)).unwrap();
        writer.run(|db| db.execute("INSERT INTO t VALUES (1)", [])).unwrap();
        let begun = Instant::now();
        while std::fs::metadata(&log).unwrap().len() > 0 {
            assert!(begun.elapsed() < Duration::from_secs(10), "the log was never emptied");
            thread::sleep(Duration::from_millis(10));
        }
        drop(writer);
        std::fs::remove_file(&file).unwrap();
    }

    #[test]
    fn work_that_panics_is_undone_alone() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE t (n INTEGER)").unwrap();
        let writer = Writer::start(db, HOURLY).unwrap();
        let broke = writer.run(|db| -> rusqlite::Result<()> {
            db.execute("INSERT INTO t VALUES (1)", [])?;
            panic!("a flaw");
        });
        assert_eq!(broke, Err(StoreError::Broke));
        writer.run(|db| db.execute("INSERT INTO t VALUES (2)", [])).unwrap();
        let sum = writer.run(|db| db.query_row("SELECT SUM(n) FROM t", [], |row| row.get(0)));
        assert_eq!(sum, Ok(2));
    }
}
