//! The stage for user stories: a real hub that serves the built app, and real browsers as
//! phones. What a person does on a phone is in [`phone`]; the stories are in `tests/`.
//!
//! Every wait is for something that a person would see; a story that waits longer than
//! [`PATIENCE`] fails and prints what the screen said.

pub mod axe;
pub mod bench;
pub mod cdp;
pub mod driver;
pub mod hub;
pub mod kept;
pub mod phone;
pub mod team;
pub mod tour;
pub mod webhook;

use std::time::Duration;

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

/// A free port of this machine.
pub fn free_port() -> Result<u16, Failure> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The repository's folder.
pub fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
