//! The store in one SQLite file: opening it with its promises checked, and the queries.

use std::path::Path;
use std::time::Duration;

use passamano_core::api::{DeviceState, Own};
use passamano_core::id::{DeviceId, Digest, SpaceId};
use passamano_core::record::Audience;
use passamano_core::space::Role;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::readers::Readers;
use super::writer::{HOURLY, Writer, empty_log};
use super::{
    Admission, Ask, CONTENTS, Caller, Cursor, Enrolment, Founded, Kept, NewSpaces, Page, Sealed,
    Store, StoreError,
};
use crate::cannot_start::CannotStart;

/// Grows when the schema changes.
const VERSION: i64 = 2;
/// A page ends after so many bytes, so that one answer fits a weak link.
const PAGE_BYTES: usize = 1024 * 1024;
/// How many gaps are named for one device.
const GAPS: usize = 20;

/// A store in one SQLite file, with one writing thread and a few reading connections.
///
/// Dropping it leaves everything in the main file. The readers are dropped first: SQLite removes
/// its log only when the last connection that is closed may write.
pub struct Sqlite {
    readers: Readers,
    writer: Writer,
}

impl Sqlite {
    /// Makes the store of a new hub with this public key, or finishes making it after a crash.
    pub fn create(path: &Path, hub: &[u8; 32]) -> Result<Self, CannotStart> {
        let mut db = connect(path)?;
        if pragma::<i64>(&db, "user_version")? == 0 {
            make(&mut db, hub)
                .map_err(|e| CannotStart(format!("the store cannot be made: {e}")))?;
        }
        Self::begin(path, db, hub)
    }

    /// Opens the store of the hub with this public key. It does not open unless SQLite confirms
    /// that commits are written through to the disk, that the file is sound, and that it is this
    /// hub's.
    pub fn open(path: &Path, hub: &[u8; 32]) -> Result<Self, CannotStart> {
        Self::begin(path, connect(path)?, hub)
    }

    fn begin(path: &Path, db: Connection, hub: &[u8; 32]) -> Result<Self, CannotStart> {
        match pragma::<i64>(&db, "user_version")? {
            VERSION => {}
            0 => {
                return Err(CannotStart(
                    "the store holds nothing at all: put it back from your backup".into(),
                ));
            }
            _ => {
                return Err(CannotStart(
                    "the store was made by another version of the hub: start that version".into(),
                ));
            }
        }
        let of: [u8; 32] =
            db.query_row("SELECT key FROM hub", [], |row| row.get(0)).map_err(|e| {
                CannotStart(format!("the store is damaged, put it back from your backup: {e}"))
            })?;
        if of != *hub {
            return Err(CannotStart(
                "the key is of another hub than the store beside it: put both back from the same backup".into(),
            ));
        }
        empty_log(&db);
        // Readers come second: a reader alone cannot make the files that WAL needs.
        let readers = Readers::open(path).map_err(|e| cannot_open(path, &e))?;
        Ok(Self { readers, writer: Writer::start(db, HOURLY)? })
    }
}

fn connect(path: &Path) -> Result<Connection, CannotStart> {
    let db = Connection::open(path).map_err(|e| cannot_open(path, &e))?;
    prepare(&db)?;
    Ok(db)
}

fn cannot_open(path: &Path, error: &rusqlite::Error) -> CannotStart {
    CannotStart(format!("the store {} cannot be opened: {error}", path.display()))
}

fn make(db: &mut Connection, hub: &[u8; 32]) -> rusqlite::Result<()> {
    let all = db.transaction()?;
    all.execute_batch(include_str!("schema.sql"))?;
    all.execute("INSERT INTO hub VALUES (?1)", [hub])?;
    all.pragma_update(None, "user_version", VERSION)?;
    all.commit()
}

fn prepare(db: &Connection) -> Result<(), CannotStart> {
    let failed = |e: rusqlite::Error| CannotStart(format!("the store cannot be read: {e}"));
    db.busy_timeout(Duration::from_secs(5)).map_err(failed)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA temp_store = MEMORY;
         PRAGMA wal_autocheckpoint = 4000;",
    )
    .map_err(failed)?;
    // Builds of SQLite differ in what they silently ignore: what was asked for is read back.
    let mode: String = pragma(db, "journal_mode")?;
    let (synchronous, foreign_keys): (i64, i64) =
        (pragma(db, "synchronous")?, pragma(db, "foreign_keys")?);
    if (mode.as_str(), synchronous, foreign_keys) != ("wal", 2, 1) {
        return Err(CannotStart("this disk or SQLite does not keep its promises: write-ahead log, full sync and foreign keys are needed".into()));
    }
    let sound: String = pragma(db, "quick_check")?;
    if sound != "ok" {
        return Err(CannotStart(format!(
            "the store is damaged, put it back from your backup: {sound}"
        )));
    }
    Ok(())
}

fn pragma<T: FromSql>(db: &Connection, name: &str) -> Result<T, CannotStart> {
    db.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
        .map_err(|e| CannotStart(format!("the store is damaged or no store at all: {e}")))
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Store for Sqlite {
    fn found(
        &self,
        space: SpaceId,
        org: [u8; 32],
        now_ms: i64,
        new: NewSpaces,
    ) -> Result<Founded, StoreError> {
        self.writer.run(move |db| {
            if let Some(has) = org_of(db, space)? {
                return Ok(if has == org { Founded::Theirs } else { Founded::Others });
            }
            let open = match new {
                NewSpaces::All => true,
                NewSpaces::First => {
                    let any = db.query_row("SELECT EXISTS (SELECT 1 FROM space)", [], |row| {
                        row.get::<_, bool>(0)
                    })?;
                    !any
                }
                NewSpaces::None => false,
            };
            if !open {
                return Ok(Founded::Closed);
            }
            db.prepare_cached("INSERT INTO space VALUES (?1, ?2, ?3)")?
                .execute(params![space.0, org, now_ms])?;
            Ok(Founded::Theirs)
        })
    }

    fn org(&self, space: SpaceId) -> Result<Option<[u8; 32]>, StoreError> {
        self.readers.read(|db| org_of(db, space))
    }

    fn enrol(&self, entry: Enrolment) -> Result<Admission, StoreError> {
        self.writer.run(move |db| enrol(db, &entry))
    }

    fn caller(&self, token: Digest) -> Result<Option<Caller>, StoreError> {
        self.readers.read(|db| {
            db.prepare_cached("SELECT space, device, role, seen_ms FROM device WHERE token = ?1")?
                .query_row([token.0], |row| {
                    Ok(Caller {
                        space: SpaceId(row.get(0)?),
                        device: DeviceId(row.get(1)?),
                        role: role_of(row.get(2)?),
                        seen_ms: row.get(3)?,
                    })
                })
                .optional()
        })
    }

    fn seen(&self, space: SpaceId, device: DeviceId, now_ms: i64) -> Result<(), StoreError> {
        self.writer.run(move |db| seen(db, space, device, now_ms))
    }

    fn keep(
        &self,
        space: SpaceId,
        by: DeviceId,
        now_ms: i64,
        sealed: Vec<Sealed>,
    ) -> Result<Vec<Kept>, StoreError> {
        self.writer.run(move |db| {
            seen(db, space, by, now_ms)?;
            sealed.iter().map(|one| keep(db, space, now_ms, one)).collect()
        })
    }

    fn page(&self, ask: Ask) -> Result<Page, StoreError> {
        self.readers.read(|db| page(db, ask))
    }

    fn own(&self, space: SpaceId, device: DeviceId) -> Result<Own, StoreError> {
        self.readers.read(|db| {
            db.prepare_cached(
                "SELECT COUNT(*), MAX(seq) FROM envelope WHERE space = ?1 AND device = ?2",
            )?
            .query_row(params![space.0, device.0], |row| own(row, 0))
        })
    }

    fn devices(&self, space: SpaceId) -> Result<Vec<DeviceState>, StoreError> {
        self.readers.read(|db| devices(db, space))
    }
}

fn org_of(db: &Connection, space: SpaceId) -> rusqlite::Result<Option<[u8; 32]>> {
    db.prepare_cached("SELECT org FROM space WHERE space = ?1")?
        .query_row([space.0], |row| row.get(0))
        .optional()
}

fn enrol(db: &Connection, entry: &Enrolment) -> rusqlite::Result<Admission> {
    let Enrolment { space, device, code, .. } = entry;
    let (used, before): (u32, bool) = db
        .prepare_cached("SELECT COUNT(*), COALESCE(MAX(device = ?3), 0) FROM grant_use WHERE space = ?1 AND code = ?2")?
        .query_row(params![space.0, code, device.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // A device whose answer was lost may ask again, even when the grant has ended since.
    if !before && entry.expires_ms < entry.now_ms {
        return Ok(Admission::Expired);
    }
    if !before && used >= u32::from(entry.uses) {
        return Ok(Admission::UsedUp);
    }
    db.prepare_cached("INSERT INTO grant_use VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
        .execute(params![space.0, code, device.0])?;
    db.prepare_cached(
        "INSERT INTO device (space, device, token, role, seen_ms) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET token = excluded.token, role = MAX(role, excluded.role), seen_ms = excluded.seen_ms",
    )?
    .execute(params![space.0, device.0, entry.token.0, role_number(entry.role), entry.now_ms])?;
    Ok(Admission::Admitted)
}

fn seen(db: &Connection, space: SpaceId, device: DeviceId, now_ms: i64) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE device SET seen_ms = ?3 WHERE space = ?1 AND device = ?2")?
        .execute(params![space.0, device.0, now_ms])?;
    Ok(())
}

fn keep(db: &Connection, space: SpaceId, now_ms: i64, one: &Sealed) -> rusqlite::Result<Kept> {
    let header = &one.header;
    let before = db
        .prepare_cached(
            "SELECT stored_ms FROM envelope WHERE space = ?1 AND record = ?2 AND digest = ?3",
        )?
        .query_row(params![space.0, header.record.0, one.digest.0], |row| row.get(0))
        .optional()?;
    if let Some(stored_ms) = before {
        return Ok(Kept::Held { stored_ms, again: true });
    }
    let others: u32 = db
        .prepare_cached(
            "SELECT COUNT(*) FROM (SELECT 1 FROM envelope WHERE space = ?1 AND record = ?2 LIMIT ?3)",
        )?
        .query_row(params![space.0, header.record.0, CONTENTS], |row| row.get(0))?;
    if others == CONTENTS {
        return Ok(Kept::Crowded);
    }
    db.prepare_cached(
        "INSERT INTO envelope (space, device, seq, record, digest, audience, clash, stored_ms, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        space.0,
        header.device.0,
        header.seq as i64,
        header.record.0,
        one.digest.0,
        header.audience == Audience::Desk,
        others > 0,
        now_ms,
        one.bytes,
    ])?;
    Ok(Kept::Held { stored_ms: now_ms, again: false })
}

fn page(db: &Connection, ask: Ask) -> rusqlite::Result<Page> {
    let place = |row: &Row| {
        let digest: [u8; 32] = row.get(1)?;
        let mut mark = [0; 8];
        mark.copy_from_slice(&digest[..8]);
        Ok(Cursor { n: row.get(0)?, mark })
    };
    let after = match ask.after {
        Some(cursor) => db
            .prepare_cached("SELECT n, digest FROM envelope WHERE n = ?1 AND space = ?2")?
            .query_row(params![cursor.n, ask.space.0], place)
            .optional()?
            .filter(|here| *here == cursor)
            .map_or(0, |here| here.n),
        None => 0,
    };
    let mut find = db.prepare_cached(
        "SELECT n, digest, bytes FROM envelope INDEXED BY envelope_order
         WHERE space = ?1 AND n > ?2 AND (?3 OR audience = 0) AND (?4 IS NULL OR device <> ?4) ORDER BY n",
    )?;
    let mut rows = find.query(params![ask.space.0, after, ask.desk, ask.without.map(|d| d.0)])?;
    let (mut page, mut size) = (Page::default(), 0);
    while let Some(row) = rows.next()? {
        if page.envelopes.len() == ask.limit || size >= PAGE_BYTES {
            page.more = true;
            return Ok(page);
        }
        let bytes: Vec<u8> = row.get(2)?;
        size += bytes.len();
        page.next = Some(place(row)?);
        page.envelopes.push(bytes);
    }
    // All was seen: the next question need not pass over what was left out of this one.
    page.next = db
        .prepare_cached("SELECT n, digest FROM envelope INDEXED BY envelope_order WHERE space = ?1 ORDER BY n DESC LIMIT 1")?
        .query_row([ask.space.0], place)
        .optional()?;
    Ok(page)
}

fn own(row: &Row, at: usize) -> rusqlite::Result<Own> {
    let (count, highest): (i64, Option<i64>) = (row.get(at)?, row.get(at + 1)?);
    Ok(Own { count: count as u64, highest: highest.unwrap_or(0) as u64 })
}

fn devices(db: &Connection, space: SpaceId) -> rusqlite::Result<Vec<DeviceState>> {
    let mut find = db.prepare_cached(
        "SELECT d.device, d.seen_ms, COUNT(e.n), MAX(e.seq), COUNT(DISTINCT e.seq)
         FROM device d LEFT JOIN envelope e ON e.space = d.space AND e.device = d.device
         WHERE d.space = ?1 GROUP BY d.device",
    )?;
    let mut rows = find.query([space.0])?;
    let mut devices = Vec::new();
    while let Some(row) = rows.next()? {
        let device = DeviceId(row.get(0)?);
        let own = own(row, 2)?;
        let whole = own.highest == row.get::<_, i64>(4)? as u64;
        let missing = if whole { vec![] } else { missing(db, space, device)? };
        devices.push(DeviceState { device, own, missing, seen_ms: row.get(1)? });
    }
    Ok(devices)
}

fn missing(db: &Connection, space: SpaceId, device: DeviceId) -> rusqlite::Result<Vec<u64>> {
    let mut find = db.prepare_cached(
        "SELECT DISTINCT seq FROM envelope WHERE space = ?1 AND device = ?2 ORDER BY seq",
    )?;
    let mut rows = find.query(params![space.0, device.0])?;
    let (mut missing, mut expected) = (Vec::new(), 1);
    while let Some(row) = rows.next()? {
        let seq = row.get::<_, i64>(0)? as u64;
        missing.extend((expected..seq).take(GAPS - missing.len()));
        if missing.len() == GAPS {
            break;
        }
        expected = seq.saturating_add(1);
    }
    Ok(missing)
}

fn role_number(role: Role) -> i64 {
    match role {
        Role::Later(_) => 0,
        Role::Volunteer => 1,
        Role::FocalPoint => 2,
        Role::Coordinator => 3,
    }
}

fn role_of(number: i64) -> Role {
    match number {
        3 => Role::Coordinator,
        2 => Role::FocalPoint,
        _ => Role::Volunteer,
    }
}
