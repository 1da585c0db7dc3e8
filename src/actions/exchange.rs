//! What a person may ask of the exchange with the endpoints: to try now, and to show what was
//! received. What is sent, and when, is [`crate::sync`]'s.

use leptos::prelude::*;

use super::{boot, team};
use crate::state::App;
pub use crate::storage::Entry;
use crate::sync::{self, Hooks};

/// Starts the exchange, and says what the app does when it brings something.
pub fn start(app: App) {
    let hooks = Hooks {
        arrived: boot::fold_arrived,
        counts: boot::refresh_counts_soon,
        enrol: |app, endpoint| Box::pin(async move { team::enrol(app, &endpoint).await }),
    };
    sync::start(app, hooks);
}

/// Tries to send and fetch at once.
pub fn try_now(app: App) {
    sync::try_now(app);
}

/// The newest own records that every endpoint holds, newest first.
pub async fn received_newest(app: App, most: u32) -> Vec<Entry> {
    let Some(store) = app.store.get_untracked() else { return vec![] };
    // The list only repeats what the count says: without it the screen is shorter, not wrong.
    store.received(most).await.map(|(_, entries)| entries).unwrap_or_default()
}
