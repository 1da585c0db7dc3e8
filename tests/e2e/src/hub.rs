//! The real hub, with the built app, on a port that stays the same when it is stopped and
//! started again.

use std::net::SocketAddr;
use std::path::PathBuf;

use passamano_core::envelope;
use passamano_core::id::{RecordId, SpaceId};
use passamano_hub::store::sqlite::Sqlite;
use passamano_hub::store::{Ask, Store};
use passamano_hub::{Found, Hub, Settings};
use tempfile::TempDir;

use crate::ports::free_port;
use crate::{Failure, dist};

/// The file of its data that has the records.
const STORE: &str = "hub.sqlite";

/// A hub of a story.
pub struct TestHub {
    data: TempDir,
    dist: PathBuf,
    addr: SocketAddr,
    running: Option<Hub>,
}

impl TestHub {
    /// Starts a hub with an empty store and the build that the stories try.
    pub fn start() -> Result<Self, Failure> {
        Self::serving(dist())
    }

    /// Starts a hub with an empty store and the app in this folder.
    pub fn serving(dist: PathBuf) -> Result<Self, Failure> {
        let addr = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        let mut hub = Self { data: tempfile::tempdir()?, dist, addr, running: None };
        hub.resume()?;
        Ok(hub)
    }

    /// Where it listens, except while it is stopped.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The address that browsers use. `localhost`, because only there a page without TLS may
    /// have a service worker.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.addr.port())
    }

    /// Stops it: no signal for anybody.
    pub fn stop(&mut self) {
        if let Some(hub) = self.running.take() {
            hub.stop();
        }
    }

    /// The ids of all records that it holds, as often as it holds them.
    pub fn records(&self, space: SpaceId) -> Result<Vec<RecordId>, Failure> {
        let store = Sqlite::open(&self.data.path().join(STORE), &self.key()?)?;
        let mut ask = Ask { space, after: None, limit: 500, desk: true, without: None };
        let mut records = Vec::new();
        loop {
            let page = store.page(ask).map_err(|e| e.to_string())?;
            for bytes in &page.envelopes {
                records.push(envelope::header(bytes).map_err(|e| e.to_string())?.record);
            }
            ask.after = page.next;
            if !page.more {
                return Ok(records);
            }
        }
    }

    /// Starts it again with what it held.
    pub fn resume(&mut self) -> Result<(), Failure> {
        if !self.dist.join("index.html").exists() {
            return Err("dist/ is missing: run `cargo xtask build` first".into());
        }
        let hub = Hub::start(Settings {
            listen: self.addr,
            data: self.data.path().to_path_buf(),
            dist: Some(self.dist.clone()),
            name: "Casa Rossa".into(),
            // As most hubs run: a story has one team.
            found: Found::First,
        })
        .map_err(|e| e.0)?;
        self.running = Some(hub);
        Ok(())
    }

    /// It is put back as it was on its first day: with its key and an empty database.
    pub fn forget(&mut self) -> Result<(), Failure> {
        self.stop();
        let store = self.data.path().join(STORE);
        std::fs::remove_file(&store)?;
        for left_over in ["-wal", "-shm"] {
            // SQLite removes these itself when it is closed in peace.
            let _ = std::fs::remove_file(self.data.path().join(format!("{STORE}{left_over}")));
        }
        drop(Sqlite::create(&store, &self.key()?)?);
        self.resume()
    }

    /// Its public key.
    fn key(&self) -> Result<[u8; 32], Failure> {
        let about = Hub::about(self.data.path(), "").map_err(|e| e.0)?;
        about.key.try_into().map_err(|_| "a key has 32 bytes".into())
    }
}
