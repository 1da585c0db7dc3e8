//! The hub's data folder: one hub at a time, a key that only its owner can read. The envelopes
//! in it are the store's.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use passamano_core::seal::SecretKey;

use crate::hub::CannotStart;

const KEY: &str = "hub.key";
const DATABASE: &str = "hub.sqlite";
const LOCK: &str = "hub.lock";

/// A data folder that this process alone uses until it is dropped.
pub(crate) struct DataFolder {
    /// Signs receipts.
    pub key: SecretKey,
    /// Where the store lies.
    pub database: PathBuf,
    _lock: File,
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
        let key = match key_of(path)? {
            Some(key) => key,
            // Phones pinned the old key: a new one beside old envelopes would only confuse them.
            None if database.exists() => {
                return Err(CannotStart(format!(
                    "{KEY} is missing beside {DATABASE}: put it back from your backup"
                )));
            }
            None => make_key(path)?,
        };
        Ok(Self { key, database, _lock: lock })
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

fn make_key(path: &Path) -> Result<SecretKey, CannotStart> {
    let key: SecretKey = random()?;
    // Written whole under another name first: a crash leaves no half key.
    let draft = path.join("hub.key.new");
    let mut file = private().create(true).truncate(true).open(&draft)?;
    file.write_all(&key)?;
    file.sync_all()?;
    fs::rename(&draft, path.join(KEY))?;
    File::open(path)?.sync_all()?;
    Ok(key)
}

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], CannotStart> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|e| CannotStart(format!("the system gives no random bytes: {e}")))?;
    Ok(bytes)
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
