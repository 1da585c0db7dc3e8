//! The hub's data folder: one hub at a time, a key that only its owner can read, and the code
//! that opens a space, where one is asked for. The envelopes in it are the store's.
//!
//! A new key lies in a draft until the store is there and names the key; only then it gets its
//! name. So a key without a database was never left by a crash: the database was lost, and a hub
//! that starts empty would let its phones believe that nothing was ever held.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use data_encoding::BASE32_NOPAD;
use passamano_core::seal::SecretKey;

use crate::cannot_start::CannotStart;
use crate::chance::random;

const KEY: &str = "hub.key";
const DATABASE: &str = "hub.sqlite";
/// What SQLite keeps beside the database.
const LOG: &str = "hub.sqlite-wal";
const LOCK: &str = "hub.lock";
/// The key of a folder whose first database is being made.
const DRAFT: &str = "hub.key.new";
const FOUNDING_CODE: &str = "founding.code";

/// A data folder that this process alone uses until it is dropped.
pub(crate) struct DataFolder {
    /// Signs receipts.
    pub key: SecretKey,
    /// Where the store lies.
    pub database: PathBuf,
    /// The store has yet to be made, or to be finished: then [`DataFolder::settle`] is due.
    pub new: bool,
    path: PathBuf,
    lock: File,
}

impl DataFolder {
    /// Opens or makes a folder.
    pub fn open(path: &Path) -> Result<Self, CannotStart> {
        make_folder(path).map_err(|e| {
            CannotStart(format!("the data folder {} cannot be made: {e}", path.display()))
        })?;
        let lock = private().create(true).truncate(false).open(path.join(LOCK))?;
        lock.try_lock().map_err(|e| match e {
            TryLockError::WouldBlock => {
                CannotStart(format!("another hub is using the data folder {}", path.display()))
            }
            TryLockError::Error(e) => CannotStart(format!("the data folder cannot be locked: {e}")),
        })?;
        let database = path.join(DATABASE);
        let known = key_of(path)?;
        let new = known.is_none();
        let key = match (known, fs::read(path.join(DRAFT)).ok().and_then(|b| b.try_into().ok())) {
            // An empty file is none: SQLite would take it for a new database and drop its log.
            (Some(_), _) if fs::metadata(&database).map_or(0, |file| file.len()) == 0 => {
                return Err(CannotStart(format!(
                    "{DATABASE} is missing or empty beside {KEY}: put it back from your backup"
                )));
            }
            (Some(key), _) => key,
            // A crash fell into the first start: the same key goes on.
            (None, Some(draft)) => draft,
            // Phones pinned the old key: a new one beside old envelopes would only confuse them.
            (None, None) if database.exists() || path.join(LOG).exists() => {
                return Err(CannotStart(format!(
                    "{KEY} is missing beside {DATABASE}: put it back from your backup"
                )));
            }
            (None, None) => make_draft(path)?,
        };
        Ok(Self { key, database, new, path: path.into(), lock })
    }

    /// The founding code, made if there is none. Sixteen letters and digits that are not mixed
    /// up when they are read out.
    pub fn founding_code(&self) -> Result<String, CannotStart> {
        if let Some(code) = founding_code_of(&self.path)? {
            return Ok(code);
        }
        let code = BASE32_NOPAD.encode(&random::<10>()?);
        let draft = self.path.join("founding.code.new");
        let mut file = private().create(true).truncate(true).open(&draft)?;
        writeln!(file, "{code}")?;
        file.sync_all()?;
        fs::rename(draft, self.path.join(FOUNDING_CODE))?;
        Ok(code)
    }

    /// Gives a new key its name, now that the store is there.
    pub fn settle(&self) -> io::Result<()> {
        if self.new {
            let folder = File::open(&self.path)?;
            // The database's own name first: the key's name promises it.
            folder.sync_all()?;
            fs::rename(self.path.join(DRAFT), self.path.join(KEY))?;
            folder.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for DataFolder {
    fn drop(&mut self) {
        // Closing the file is not enough: a program that is being started at this moment holds a
        // copy of it, and with it the lock.
        let _ = self.lock.unlock();
    }
}

/// The key of a folder, if a hub was ever started there.
pub(crate) fn key_of(path: &Path) -> Result<Option<SecretKey>, CannotStart> {
    match fs::read(path.join(KEY)) {
        Ok(bytes) => match bytes.try_into() {
            Ok(key) => Ok(Some(key)),
            Err(_) => Err(CannotStart(format!("{KEY} is damaged: put it back from your backup"))),
        },
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(CannotStart(format!("{KEY} cannot be read: {e}"))),
    }
}

fn make_draft(path: &Path) -> Result<SecretKey, CannotStart> {
    let key: SecretKey = random()?;
    let mut file = private().create(true).truncate(true).open(path.join(DRAFT))?;
    file.write_all(&key)?;
    // Before the database: a database that names a half key could never be opened again.
    file.sync_all()?;
    File::open(path)?.sync_all()?;
    Ok(key)
}

/// The founding code of a folder, if one was ever made.
pub(crate) fn founding_code_of(path: &Path) -> Result<Option<String>, CannotStart> {
    match fs::read_to_string(path.join(FOUNDING_CODE)) {
        // An empty code would let in everybody who sends none.
        Ok(text) if text.trim().is_empty() => {
            Err(CannotStart(format!("{FOUNDING_CODE} is empty: delete it, and a new one is made")))
        }
        Ok(text) => Ok(Some(text.trim().into())),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(CannotStart(format!("{FOUNDING_CODE} cannot be read: {e}"))),
    }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_free_at_once_whoever_still_holds_its_lock_file() {
        let path = std::env::temp_dir().join(format!("passamano-folder-{}", std::process::id()));
        let folder = DataFolder::open(&path).unwrap();
        let copy = folder.lock.try_clone().unwrap();
        assert!(DataFolder::open(&path).is_err());
        drop(folder);
        assert!(DataFolder::open(&path).is_ok());
        drop(copy);
        fs::remove_dir_all(&path).unwrap();
    }
}
