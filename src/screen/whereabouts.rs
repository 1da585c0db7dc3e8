//! Where something is that was just saved: on this phone only, or an endpoint vouches for it. It
//! follows the receipts as long as the screen stands.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::RecordId;

use crate::actions::exchange;
use crate::i18n::{tr, tr_with};
use crate::state::App;

/// One sentence for it. It outlives its screen: one that is drawn anew in the moment of saving asks
/// it once more after everything that the screen owned is gone.
pub fn whereabouts(app: App, records: Signal<Vec<RecordId>>) -> ArcSignal<String> {
    let received = ArcRwSignal::new(false);
    let found = received.clone();
    Effect::new(move |_| {
        // Read anew whenever a receipt or a save has changed the list.
        app.unsent.track();
        let Some(records) = records.try_get() else { return };
        let found = found.clone();
        spawn_local(async move {
            found.set(!records.is_empty() && exchange::are_received(app, &records).await);
        });
    });
    ArcSignal::derive(move || {
        if !app.has_endpoint() {
            return tr("saved.only_here");
        }
        let key = if received.get() { "saved.received" } else { "saved.soon" };
        tr_with(key, &[("name", &app.endpoint_name())])
    })
}
