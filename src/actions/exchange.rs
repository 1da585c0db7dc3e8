//! What a person may ask of the exchange with the endpoints: to try now, and to show what was
//! received. What is sent, and when, is [`crate::sync`]'s.

use leptos::prelude::*;

use crate::state::App;
pub use crate::storage::Entry;

/// Tries to send and fetch at once.
pub fn try_now(app: App) {
    crate::sync::try_now(app);
}

/// The newest own records that every endpoint holds, newest first.
pub async fn received_newest(app: App, most: u32) -> Vec<Entry> {
    let Some(store) = app.store.get_untracked() else { return vec![] };
    // The list only repeats what the count says: without it the screen is shorter, not wrong.
    store.received(most).await.map(|(_, entries)| entries).unwrap_or_default()
}
