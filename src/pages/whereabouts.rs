//! Where something is that was just saved: on this phone only, or an endpoint vouches for it. It
//! follows the receipts as long as the screen stands.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::RecordId;

use crate::actions::exchange;
use crate::i18n::{tr, tr_with};
use crate::state::App;

/// Whether every one of these records is held by some endpoint. Follows the receipts.
fn received(app: App, records: Signal<Vec<RecordId>>) -> Signal<bool> {
    let held = RwSignal::new(false);
    Effect::new(move |_| {
        // Read anew whenever a receipt or a save has changed the list.
        app.unsent.track();
        // An effect that was already on its way runs once more after its screen is gone.
        let Some(records) = records.try_get() else { return };
        spawn_local(async move {
            let is = !records.is_empty() && exchange::are_received(app, &records).await;
            // The screen may be gone by now.
            let _ = held.try_set(is);
        });
    });
    held.into()
}

/// One sentence for it.
pub(in crate::pages) fn whereabouts(app: App, records: Signal<Vec<RecordId>>) -> Signal<String> {
    let received = received(app, records);
    Signal::derive(move || {
        if !app.has_endpoint() {
            return tr("saved.only_here");
        }
        let key = if received.try_get() == Some(true) { "saved.received" } else { "saved.soon" };
        tr_with(key, &[("name", &app.endpoint_name())])
    })
}
