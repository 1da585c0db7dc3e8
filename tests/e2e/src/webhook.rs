//! The example receiver of the webhook, run with Python as its readers would run it. It can be
//! stopped and started again with what it kept, and the line to it can lose answers: then it has
//! a record, and the phone does not know.

use std::collections::BTreeSet;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, copy, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::ports::free_port;
use crate::{Failure, PATIENCE, root};

/// The header that carries the secret.
pub const HEADER: &str = "X-Casa-Rossa";
/// What only the team and its receiver know.
pub const SECRET: &str = "quattro mele rosse";

/// A receiver of a story, with the line to it.
pub struct TestWebhook {
    folder: TempDir,
    /// Where the line begins: the address that phones use.
    public: SocketAddr,
    receiver: SocketAddr,
    running: Option<(Child, JoinHandle<()>)>,
    to_lose: Arc<AtomicU32>,
}

/// One entry that the receiver keeps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The device that sealed it.
    pub device: String,
    /// That device's own count.
    pub seq: u64,
    /// The record's id.
    pub id: String,
    /// The kind of its fact where it came in plain; nothing where it is sealed.
    pub kind: Option<String>,
}

impl TestWebhook {
    /// Starts a receiver that keeps nothing yet.
    pub async fn start() -> Result<Self, Failure> {
        let local = |port| SocketAddr::from(([127, 0, 0, 1], port));
        let mut hook = Self {
            folder: tempfile::tempdir()?,
            public: local(free_port()?),
            receiver: local(free_port()?),
            running: None,
            to_lose: Arc::default(),
        };
        hook.resume().await?;
        Ok(hook)
    }

    /// The address that the desk types.
    pub fn url(&self) -> String {
        format!("http://localhost:{}/records", self.public.port())
    }

    /// Ends the receiver as a loss of power would: nobody answers.
    pub fn stop(&mut self) {
        if let Some((mut receiver, line)) = self.running.take() {
            line.abort();
            // One that ended before is no fault.
            let _ = receiver.kill();
            let _ = receiver.wait();
        }
    }

    /// Starts it again with what it kept.
    pub async fn resume(&mut self) -> Result<(), Failure> {
        let script = root().join("crates/passamano-hub/webhook_receiver.py");
        let mut command = Command::new("python3");
        command.arg(script).arg(self.receiver.port().to_string()).arg(self.file()).arg(HEADER);
        let receiver = command.env("PASSAMANO_SECRET", SECRET).spawn()?;
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect(self.receiver).await.is_err() {
            if Instant::now() > until {
                return Err("the example receiver does not listen".into());
            }
            tokio::task::yield_now().await;
        }
        let line = lay(TcpListener::bind(self.public).await?, self.receiver, self.to_lose.clone());
        self.running = Some((receiver, tokio::spawn(line)));
        Ok(())
    }

    /// The answers to the next `n` posts get lost.
    pub fn loses_answers(&self, n: u32) {
        self.to_lose.store(n, Ordering::SeqCst);
    }

    /// How many of those answers are still to get lost.
    pub fn answers_to_lose(&self) -> u32 {
        self.to_lose.load(Ordering::SeqCst)
    }

    /// Everything that the receiver wrote down, as text.
    pub fn text(&self) -> Result<String, Failure> {
        Ok(std::fs::read_to_string(self.file())?)
    }

    /// What the receiver keeps, line by line.
    pub fn entries(&self) -> Result<Vec<Entry>, Failure> {
        self.text()?.lines().filter(|line| !line.is_empty()).map(entry).collect()
    }

    /// Checks that of each device exactly the records from 1 to its last one are kept, each once.
    /// `lasts` has the number of the last record of each device, in any order.
    pub fn holds_each_once(&self, lasts: &[u64]) -> Result<(), Failure> {
        let entries = self.entries()?;
        let ids: BTreeSet<_> = entries.iter().map(|entry| &entry.id).collect();
        if ids.len() != entries.len() {
            let twice = entries.len() - ids.len();
            return Err(format!("{twice} of {} lines say a record again", entries.len()).into());
        }
        let devices: BTreeSet<_> = entries.iter().map(|entry| &entry.device).collect();
        let mut found = Vec::new();
        for device in devices {
            let mut seqs: Vec<u64> =
                entries.iter().filter(|e| e.device == *device).map(|e| e.seq).collect();
            seqs.sort_unstable();
            let last = seqs.last().copied().unwrap_or_default();
            if !seqs.iter().copied().eq(1..=last) {
                return Err(format!("of one device came only the records {seqs:?}").into());
            }
            found.push(last);
        }
        let mut wanted = lasts.to_vec();
        found.sort_unstable();
        wanted.sort_unstable();
        if found != wanted {
            return Err(
                format!("the devices wrote {wanted:?} records, and {found:?} are here").into()
            );
        }
        Ok(())
    }

    fn file(&self) -> impl AsRef<Path> + AsRef<std::ffi::OsStr> {
        self.folder.path().join("records.jsonl")
    }
}

impl Drop for TestWebhook {
    fn drop(&mut self) {
        self.stop();
    }
}

fn entry(line: &str) -> Result<Entry, Failure> {
    let line: Value = serde_json::from_str(line)?;
    let text = |value: &Value| value.as_str().map(str::to_string);
    Ok(Entry {
        device: text(&line["device"]).ok_or("an entry names its device")?,
        seq: line["seq"].as_u64().ok_or("an entry has a number")?,
        id: text(&line["id"]).ok_or("an entry has an id")?,
        kind: text(&line["record"]["fact"]["kind"]),
    })
}

/// Carries each connection to the receiver and back.
async fn lay(listener: TcpListener, receiver: SocketAddr, to_lose: Arc<AtomicU32>) {
    while let Ok((phone, _)) = listener.accept().await {
        let to_lose = to_lose.clone();
        // A connection that breaks is the phone's to notice.
        tokio::spawn(async move { carry(phone, receiver, &to_lose).await });
    }
}

async fn carry(mut phone: TcpStream, receiver: SocketAddr, to_lose: &AtomicU32) -> io::Result<()> {
    let mut receiver = TcpStream::connect(receiver).await?;
    let mut method = [0; 4];
    let is_post = phone.peek(&mut method).await? == 4 && &method == b"POST";
    let less = |n: u32| n.checked_sub(1);
    let loses = is_post && to_lose.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok();
    if !loses {
        copy_bidirectional(&mut phone, &mut receiver).await?;
        return Ok(());
    }
    let (mut said, _) = phone.split();
    let (mut answer, mut question) = receiver.split();
    let mut lost = Vec::new();
    // The records are kept before the answer begins; the phone hears nothing of it.
    tokio::select! {
        carried = copy(&mut said, &mut question) => carried.map(|_| ()),
        answered = answer.read_to_end(&mut lost) => answered.map(|_| ()),
    }
}
