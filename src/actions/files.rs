//! Records by file: what is unsent, or everything, sealed as it lies on this phone; and reading
//! such a file on another phone of the same space. A file is a copy: it changes no count.

use leptos::prelude::*;
use passamano_core::endpoint::file;
use passamano_core::envelope;

use super::boot;
use crate::platform::{clock, share};
use crate::state::App;
use crate::storage::Problem;

/// Which records go into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Own records that some endpoint has not received.
    Unsent,
    /// Every envelope of this phone.
    Everything,
}

/// Shares the file, or downloads it where the phone cannot share. Gives how many records are
/// in it.
pub async fn save_file(app: App, which: Which) -> Result<usize, Problem> {
    let store = app.store.get_untracked().ok_or(Problem::Gone)?;
    let envelopes = match which {
        Which::Everything => store.everything().await?,
        Which::Unsent => {
            let records: Vec<_> = store.unsent().await?.iter().map(|entry| entry.record).collect();
            store.envelopes_of(&records).await?
        }
    };
    let count = envelopes.len();
    share::file(
        &file::name(clock::now().day()),
        "application/octet-stream",
        &file::write(&envelopes),
    )
    .await;
    Ok(count)
}

/// What came of reading a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Records that were new here.
    pub new: usize,
    /// Envelopes that were no good or of another space.
    pub bad: usize,
    /// The file was damaged, and these were rescued.
    pub damaged: bool,
}

/// Why a file was not taken.
#[derive(Debug)]
pub enum NotTaken {
    /// The file is not one of ours, or of this space.
    File(file::Problem),
    /// It could not be stored.
    Storage(Problem),
}

/// Takes the records of a file in. They are handed on to the endpoints from here too, so that
/// a phone that never meets its hub again loses nothing.
pub async fn read_file(app: App, bytes: &[u8]) -> Result<Taken, NotTaken> {
    let gone = || NotTaken::Storage(Problem::Gone);
    let store = app.store.get_untracked().ok_or_else(gone)?;
    let identity = app.identity.get_untracked().ok_or_else(gone)?;
    let contents = file::read(bytes, identity.space).map_err(NotTaken::File)?;
    let all = contents.envelopes.len();
    let good: Vec<_> =
        contents.envelopes.into_iter().filter(|bytes| envelope::check(bytes).is_ok()).collect();
    let bad = all - good.len() + contents.others;
    let endpoints = crate::sync::endpoint_keys(app);
    let arrived = store.absorb_and_hand_on(good, &endpoints).await.map_err(NotTaken::Storage)?;
    boot::fold_arrived(app, &arrived);
    boot::refresh_counts(app).await;
    // Settings may have come too, with other endpoints than before.
    crate::sync::renew(app).await;
    crate::sync::wake(app);
    Ok(Taken { new: arrived.len(), bad, damaged: !contents.whole })
}
