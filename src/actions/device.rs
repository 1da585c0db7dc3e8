//! This phone and this browser: installing, keeping, theme, files that a person chose, new
//! versions. No record is written here.

use leptos::prelude::*;

use crate::platform::{files, install, page, persist, prefs, share};
use crate::state::App;

/// How this browser puts the app on the home screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstallWay {
    /// It is there, or the browser is putting it there.
    Installed,
    /// The browser has an offer, for one tap.
    Offered,
    /// By the share menu of an iPhone or iPad. The installed app starts empty there.
    Ios,
    /// By the browser's menu, if at all.
    Menu,
}

/// The largest file that is read, bytes: more would not fit into a small phone's memory.
const LARGEST_FILE: u32 = 64 * 1024 * 1024;

thread_local! {
    // Listens once, for as long as the app lives: the browser makes its offer when it likes.
    static WAY: ArcRwSignal<InstallWay> = {
        let way = ArcRwSignal::new(look());
        let changed = way.clone();
        install::on_change(move || {
            changed.set(if install::is_offered() { InstallWay::Offered } else { InstallWay::Installed });
        });
        way
    };
}

fn look() -> InstallWay {
    if install::is_standalone() {
        InstallWay::Installed
    } else if install::is_ios_safari() {
        InstallWay::Ios
    } else {
        InstallWay::Menu
    }
}

/// How this browser installs the app. Tracked.
pub fn install_way() -> InstallWay {
    WAY.with(|way| way.get())
}

/// Takes the browser's offer to install, at a tap.
pub async fn install() {
    if install::prompt().await != Some(true) {
        // The offer is used up; the browser makes another one when it likes.
        WAY.with(|way| way.set(look()));
    }
}

/// What this phone says about itself. Nothing where the browser does not say it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ThisPhone {
    /// The browser keeps the records until a person deletes them.
    pub kept: Option<bool>,
    /// Room that is left for the app, megabytes.
    pub free_mb: Option<u32>,
    /// Envelopes on this phone, own and others'.
    pub records: u32,
}

/// Asks what this phone says about itself.
pub async fn this_phone(app: App) -> ThisPhone {
    let records = match app.store.get_untracked() {
        Some(store) => store.last_arrival().await.unwrap_or_default(),
        None => 0,
    };
    let room = persist::estimate().await;
    ThisPhone {
        kept: persist::persisted().await,
        free_mb: room.map(|room| ((room.quota - room.used).max(0.0) / 1e6) as u32),
        records: u32::try_from(records).unwrap_or(u32::MAX),
    }
}

/// Asks the browser to keep the records until a person deletes them, and gives its answer.
pub async fn keep() -> Option<bool> {
    persist::persist().await
}

/// The theme: `device`, `light`, `dark` or `sun`.
pub fn theme() -> String {
    prefs::theme().unwrap_or_else(|| "device".into())
}

/// Shows a theme and keeps the choice.
pub fn set_theme(theme: &str) {
    prefs::set_theme((theme != "device").then_some(theme));
}

/// Whether the card about installing was put away on this phone.
pub fn install_put_away() -> bool {
    prefs::get("install-later").unwrap_or(false)
}

/// Puts the card about installing away.
pub fn put_install_away() {
    prefs::put("install-later", &true);
}

/// Opens the app anew: at each start the browser looks for a new version, if it has signal.
pub fn look_for_update() {
    page::reload();
}

/// The bytes of a file that a person chose. Nothing where the phone does not give it.
pub async fn bytes_of(file: web_sys::File) -> Option<Vec<u8>> {
    files::read(&file, LARGEST_FILE).await.ok()
}

/// Puts a text where it can be pasted. False where the browser does not let us.
pub async fn copy(text: String) -> bool {
    share::copy(&text).await
}

/// Where the app came from: its hub, if a hub serves it.
pub fn address() -> String {
    page::origin()
}
