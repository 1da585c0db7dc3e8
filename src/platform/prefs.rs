//! Small preferences, and the canary that shows when the browser wiped the rest. Through
//! gloo-storage, because they may be lost: the browser writes them up to a minute late. Records
//! are in `storage`.
//!
//! gloo-storage panics where storage is blocked, so every access looks first whether it is not.
//! Where it is blocked, nothing is kept and every preference has its default.

use gloo_storage::{LocalStorage, Storage};
use passamano_core::id::MemberId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{page, random, window};

/// What should be in the database. When the database is empty and this is not, it was wiped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Canary {
    /// This install, by a name that means nothing elsewhere.
    pub install: String,
    /// The space that was joined.
    pub space: String,
    /// The highest number that this device gave to a record.
    pub seq: u64,
}

/// The language that was chosen, as a BCP 47 tag.
pub fn language() -> Option<String> {
    get("language")
}

/// Keeps the chosen language.
pub fn set_language(tag: &str) {
    put("language", &tag);
}

/// The theme that was chosen, `light` or `dark`; nothing follows the phone.
pub fn theme() -> Option<String> {
    get("theme")
}

/// Keeps the theme, or follows the phone again, and shows it.
pub fn set_theme(theme: Option<&str>) {
    match theme {
        Some(name) => put("theme", &name),
        None => drop("theme"),
    }
    page::show_theme(theme);
}

/// Scans make no sound and no vibration.
pub fn quiet() -> bool {
    get("quiet").unwrap_or(false)
}

/// Lets scans sound, or not.
pub fn set_quiet(on: bool) {
    put("quiet", &on);
}

/// The sample team is open instead of the real one.
pub fn practicing() -> bool {
    get("practice").unwrap_or(false)
}

/// Opens the sample team, or the real one, at the next start.
pub fn set_practicing(on: bool) {
    put("practice", &on);
}

/// What should be in the database.
pub fn canary() -> Option<Canary> {
    get("canary")
}

/// A space was joined: from now on its records should be in the database.
pub fn plant_canary(space: &str) {
    let install = MemberId(random::bytes()).to_string();
    put("canary", &Canary { install, space: space.to_owned(), seq: 0 });
}

/// A record was committed with this number.
pub fn feed_canary(seq: u64) {
    if let Some(canary) = canary()
        && canary.seq < seq
    {
        put("canary", &Canary { seq, ..canary });
    }
}

/// The space was left on purpose.
pub fn forget_canary() {
    drop("canary");
}

/// A preference of the caller's, or nothing where it is not kept or has another shape.
pub fn get<T: DeserializeOwned>(name: &str) -> Option<T> {
    reachable().then(|| LocalStorage::get(key(name)).ok())?
}

/// Keeps a preference, if the browser lets us.
pub fn put<T: Serialize>(name: &str, value: &T) {
    if reachable() {
        // A full or blocked storage costs a preference, and nothing else.
        let _ = LocalStorage::set(key(name), value);
    }
}

/// Forgets a preference.
pub fn drop(name: &str) {
    if reachable() {
        LocalStorage::delete(key(name));
    }
}

fn reachable() -> bool {
    window().is_some_and(|window| window.local_storage().is_ok_and(|storage| storage.is_some()))
}

fn key(name: &str) -> String {
    format!("passamano.{name}")
}
