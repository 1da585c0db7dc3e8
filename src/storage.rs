//! What this phone keeps: sealed envelopes, what is still to be sent, keys, drafts. The only part
//! of the app that names IndexedDB, and it opens no envelope: sealing and reading are the caller's.
//!
//! Why not a crate for the database: those with futures either know no durability or, when the
//! browser refuses to commit for want of space, report an abort without its reason. What is
//! needed here is small, in [`request`]. Every operation is one transaction, given to
//! [`Store::run`] as a closure that awaits nothing but this transaction's own answers, because a
//! transaction ends at the first wait for anything else.
//!
//! Object stores, version 1 (in [`schema`]):
//!
//! ```text
//! envelopes  n, counted up in order of arrival -> {record, own, bytes}; unique index on record
//! unsent     record id -> {seq, entry}   entry: JSON of Entry; an index on seq
//! receipts   record id -> {seq, entry}   the same, once every endpoint holds it
//! set_aside  digest -> {bytes, reason, at}
//! meta       "seq", "cursor ENDPOINT", "snapshot"
//! keys       name -> JSON
//! drafts     name -> bytes, sealed by the caller
//! ```

mod absorb;
mod address;
mod commit;
mod entry;
mod outbox;
mod problem;
mod read;
mod request;
mod schema;
mod small;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Once;

use futures::future::join;
use web_sys::IdbDatabase;

pub use entry::{Aside, Entry, Saved};
pub use problem::Problem;
use request::{Access, Tx};
use schema::Connection;

use crate::platform::page;

/// The database of one space on this phone. Cheap to clone; clones share the connection.
#[derive(Clone)]
pub struct Store {
    name: Rc<str>,
    /// Empty after the browser closed it: the next operation opens it again.
    connection: Rc<RefCell<Option<Connection>>>,
}

/// An envelope with its place in the order of arrival on this phone.
pub type Arrived = (u64, Vec<u8>);

impl Store {
    /// Opens the database `name`, and makes it if there is none.
    pub async fn open(name: &str) -> Result<Self, Problem> {
        // WebKit freezes a page that it puts by in the middle of a transaction, and that blocks
        // the same stores for the next page: the app would not start again.
        static LISTENS: Once = Once::new();
        LISTENS.call_once(|| page::on_put_by(request::abort_all));
        let store = Self { name: name.into(), connection: Rc::default() };
        store.keep(schema::open(name, true).await?);
        Ok(store)
    }

    /// Throws away the whole database. Other clones of this store can do nothing any more.
    pub async fn destroy(self) -> Result<(), Problem> {
        self.connection.take();
        schema::delete(&self.name).await
    }

    /// Does `work` in one transaction and returns when that is durable.
    async fn run<T>(
        &self,
        stores: &[&str],
        access: Access,
        work: impl AsyncFn(&Tx) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.attempt(async || {
            let (tx, value) = begun(&self.database().await?, stores, access, &work).await?;
            if access != Access::Read {
                tx.finish().await?;
            }
            Ok(value)
        })
        .await
    }

    /// Does `work` in one transaction, reads it back with `check` in the next, and returns what
    /// that gives when both are done. The second is asked for before the first has ended, and the
    /// browser starts it then: a save is the slowest thing that a person waits for.
    async fn run_and_check<W, T>(
        &self,
        stores: &[&str],
        work: impl AsyncFn(&Tx) -> Result<W, Problem>,
        check: impl AsyncFn(&Tx, W) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.attempt(async || {
            let database = self.database().await?;
            let (tx, written) = begun(&database, stores, Access::Strict, &work).await?;
            let reading = Tx::begin(&database, stores, Access::Read)?;
            let (ended, checked) = join(tx.finish(), check(&reading, written)).await;
            ended.and(checked)
        })
        .await
    }

    /// If the browser has lost the connection, opens it again and does `work` once more: it must
    /// bear that. A connection that does not answer is not used again.
    async fn attempt<T>(&self, work: impl AsyncFn() -> Result<T, Problem>) -> Result<T, Problem> {
        match work().await {
            Err(Problem::Gone) => {
                self.connection.take();
                work().await
            }
            Err(Problem::Timeout) => {
                self.connection.take();
                Err(Problem::Timeout)
            }
            result => result,
        }
    }

    async fn database(&self) -> Result<IdbDatabase, Problem> {
        let open = |connection: &Option<Connection>| connection.as_ref().map(Connection::database);
        if let Some(database) = open(&self.connection.borrow()) {
            return Ok(database);
        }
        // A database that has vanished under a running app is not made again: its sequence
        // would start anew under the same device key.
        Ok(self.keep(schema::open(&self.name, false).await?))
    }

    /// Keeps a new connection, until the browser closes it or another tab needs it closed.
    fn keep(&self, connection: Connection) -> IdbDatabase {
        let database = connection.database();
        let slot = Rc::downgrade(&self.connection);
        let this = database.clone();
        let connection = connection.on_end(move || {
            let Some(slot) = slot.upgrade() else { return };
            let is_this = slot.borrow().as_ref().is_some_and(|kept| kept.database() == this);
            if is_this {
                // Closes it. The browser lets the closure that runs now end before it is freed.
                slot.take();
            }
        });
        self.connection.replace(Some(connection));
        database
    }
}

/// A transaction with everything in it that `work` asks for, or nothing at all.
async fn begun<T>(
    database: &IdbDatabase,
    stores: &[&str],
    access: Access,
    work: &impl AsyncFn(&Tx) -> Result<T, Problem>,
) -> Result<(Tx, T), Problem> {
    let tx = Tx::begin(database, stores, access)?;
    match work(&tx).await {
        Ok(value) => Ok((tx, value)),
        Err(problem) => {
            tx.abort().await;
            Err(problem)
        }
    }
}
