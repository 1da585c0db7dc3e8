//! The stage for user stories: a real hub that serves the built app, and real browsers as
//! phones. What a person does on a phone is in [`phone`]; the stories are in `tests/`.
//!
//! Every wait is for something that a person would see; a story that waits longer than
//! [`PATIENCE`] fails and prints what the screen said.

pub mod axe;
pub mod bench;
pub mod boxes;
pub mod cdp;
pub mod driver;
pub mod film;
pub mod hub;
pub mod kept;
pub mod phone;
pub mod ports;
pub mod runner;
pub mod stage;
pub mod team;
pub mod tour;
pub mod webhook;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long a person in a story waits for something to appear.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Why a story failed.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The browsers that play phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Debian's Chromium.
    Chromium,
    /// Debian's Firefox ESR.
    Firefox,
    /// WebKitGTK's MiniBrowser: the nearest thing to an iPhone that runs here.
    WebKit,
}

impl Engine {
    /// All three.
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];
}

/// The repository's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The build of the app that the stories try: `dist/`, or the folder that `PASSAMANO_DIST` names.
pub fn dist() -> PathBuf {
    std::env::var_os("PASSAMANO_DIST").map_or(root().join("dist"), PathBuf::from)
}

/// Where `cargo xtask` installs what the stories need; nothing where no home is known.
pub fn tools() -> Option<PathBuf> {
    let home = || std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(home)?;
    Some(cache.join("passamano/tools"))
}

/// This machine's clock, in Unix milliseconds.
pub fn now_ms() -> Result<i64, Failure> {
    Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?)
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
