//! A few connections that only read, so that reading never waits for writing.

use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::StoreError;

const READERS: usize = 4;

/// Connections that nobody is using, and a bell for when one comes back.
pub(super) struct Readers {
    free: Mutex<Vec<Connection>>,
    back: Condvar,
}

impl Readers {
    pub fn open(path: &Path) -> rusqlite::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = |_| {
            let db = Connection::open_with_flags(path, flags)?;
            db.busy_timeout(Duration::from_secs(5))?;
            Ok(db)
        };
        let free = (0..READERS).map(open).collect::<rusqlite::Result<_>>()?;
        Ok(Self { free: Mutex::new(free), back: Condvar::new() })
    }

    /// Reads from one state of the database, whatever is written meanwhile.
    pub fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let mut lease = Lease { readers: self, db: Some(self.take()) };
        let Some(db) = &mut lease.db else { return Err(StoreError::Busy) };
        Ok(db.transaction().and_then(|snapshot| work(&snapshot))?)
    }

    fn take(&self) -> Connection {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(db) = free.pop() {
                return db;
            }
            free = self.back.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Gives the connection back however the work ends.
struct Lease<'a> {
    readers: &'a Readers,
    db: Option<Connection>,
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        let mut free = self.readers.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.extend(self.db.take());
        self.readers.back.notify_one();
    }
}
