//! What a person may ask of the exchange with the endpoints: to try now, to show what was
//! received, and what of each phone is missing. What is sent, and when, is [`crate::sync`]'s.

use std::collections::BTreeMap;

use leptos::prelude::*;
use passamano_core::endpoint::hub;
use passamano_core::id::{DeviceId, RecordId};
use passamano_core::space::Endpoint;

use super::{boot, say, team};
use crate::i18n::tr_with;
use crate::platform::{clock, fetch};
use crate::state::App;
pub use crate::storage::Entry;
use crate::sync::{self, Hooks};

thread_local! {
    static FORGOT: ArcRwSignal<Option<String>> = ArcRwSignal::new(None);
}

/// The name of an endpoint that had lost records since the app was opened. Tracked.
pub fn forgot() -> Option<String> {
    FORGOT.with(|forgot| forgot.get())
}

/// Starts the exchange, and says what the app does when it brings something.
pub fn start(app: App) {
    let hooks = Hooks {
        arrived: boot::fold_arrived,
        counts: boot::refresh_counts_soon,
        forgot: |app, name| {
            FORGOT.with(|forgot| forgot.set(Some(name.into())));
            say(app, tr_with("link.forgot", &[("name", name)]));
        },
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

/// Whether some endpoint holds each of these records. What cannot be read counts as not received.
pub async fn are_received(app: App, records: &[RecordId]) -> bool {
    let Some(store) = app.store.get_untracked() else { return false };
    store.are_received(records).await.unwrap_or(false)
}

/// What the hubs hold of one phone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// When it last spoke to a hub, Unix milliseconds by the hub's clock.
    pub seen_ms: i64,
    /// Records that a hub holds.
    pub records: u64,
    /// Records before its newest one that no hub holds.
    pub missing: u64,
}

/// What the hubs hold of each phone, for the desk. Nothing where no hub answers.
pub async fn phones(app: App) -> Option<BTreeMap<DeviceId, Held>> {
    let identity = app.identity.get_untracked()?;
    let mut phones: Option<BTreeMap<DeviceId, Held>> = None;
    for endpoint in sync::endpoints(app) {
        let Endpoint::Hub(hub) = endpoint else { continue };
        let token = identity.tokens.get(&hub.url).cloned();
        let device = identity.device_id();
        let account = hub::Account { hub, space: identity.space, device, token };
        let request = hub::devices(&account);
        let answer = fetch::send(&request).await;
        let Ok(told) = hub::read_devices(&request, &answer, clock::now().ms) else { continue };
        let known = phones.get_or_insert_default();
        for state in told.devices {
            let missing = state.own.highest.saturating_sub(state.own.count);
            let here = Held {
                seen_ms: state.seen_ms,
                records: state.own.count,
                // Two contents under one number count twice: then the list of gaps says more.
                missing: missing.max(state.missing.len() as u64),
            };
            let held = known.entry(state.device).or_insert(here);
            held.seen_ms = held.seen_ms.max(here.seen_ms);
            held.records = held.records.max(here.records);
            held.missing = held.missing.min(here.missing);
        }
    }
    phones
}
