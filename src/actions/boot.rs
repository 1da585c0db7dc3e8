//! Opening the app: the database, who we are, the world from its stored copy and the envelopes
//! after it, the counts, and the stored copy's upkeep. A stored copy that cannot be opened is
//! dropped and made anew from the envelopes: they are the truth.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use futures::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::envelope::{self, Header};
use passamano_core::projection::World;
use passamano_core::record::Record;

use crate::platform::{clock, page, prefs, tabs, vault};
use crate::state::{App, Identity};
use crate::storage::{Entry, Problem, Store};

/// The database of the real space.
pub const TEAM: &str = "passamano";
/// The database of the sample team.
pub const PRACTICE: &str = "passamano-try";

/// What the stored copy is sealed as.
const COPY: &[u8] = b"snapshot";

/// After so many new envelopes the copy is written again.
const SNAPSHOT_EVERY: u64 = 200;

thread_local! {
    // Every envelope up to this place of arrival is in the world of this tab.
    static UPTO: Cell<u64> = const { Cell::new(0) };
    // Envelopes after it that are in the world too: what this tab saved or received itself.
    static FOLDED: RefCell<BTreeSet<u64>> = const { RefCell::new(BTreeSet::new()) };
    static KEPT: Cell<u64> = const { Cell::new(0) };
}

/// Opens what this phone holds. Gives false where nobody joined a team yet.
pub async fn open(app: App) -> Result<bool, Problem> {
    let name = if prefs::practicing() { PRACTICE } else { TEAM };
    let store = Store::open(name).await?;
    let identity: Option<Identity> = store.key("identity").await?;
    app.store.set(Some(store.clone()));
    let Some(identity) = identity else {
        // The preferences remember a team that the database has lost: the browser wiped it.
        app.wiped.set(prefs::canary().is_some_and(|canary| canary.seq > 0));
        return Ok(false);
    };
    enter(app, store, identity).await?;
    Ok(true)
}

/// Makes an identity the one of this app and reads its records.
pub async fn enter(app: App, store: Store, identity: Identity) -> Result<(), Problem> {
    let (mut world, upto) = restored(&store, &identity).await;
    let upto = replay(&store, &identity, &mut world, upto).await?;
    // The first screen says at once what was received and what was not.
    let counts = counts(&store).await;
    UPTO.set(upto);
    FOLDED.with_borrow_mut(BTreeSet::clear);
    app.store.set(Some(store));
    app.world.set(world);
    show_counts(app, counts);
    app.identity.set(Some(Arc::new(identity)));
    keep_snapshot_soon(app);
    Ok(())
}

/// Makes the world anew from every envelope of this phone.
pub async fn rebuild(app: App) -> Result<(), Problem> {
    let (Some(store), Some(identity)) = (app.store.get_untracked(), app.identity.get_untracked())
    else {
        return Ok(());
    };
    let mut world = World::default();
    let upto = replay(&store, &identity, &mut world, 0).await?;
    UPTO.set(upto);
    KEPT.set(0);
    app.world.set(world);
    Ok(())
}

/// Folds envelopes that arrived from others and lie in storage.
pub fn fold_arrived(app: App, arrived: &[(u64, Vec<u8>)]) {
    let Some(identity) = app.identity.get_untracked() else { return };
    if arrived.is_empty() {
        return;
    }
    let new = || arrived.iter().filter(|(n, _)| is_new(*n));
    app.world.update(|world| new().for_each(|(_, bytes)| take(world, &identity, bytes)));
    keep_snapshot_soon(app);
    tabs::tell();
}

/// Whether an envelope is not yet in the world of this tab; the caller puts it there now. Between
/// storing and folding [`catch_up`] can come first, and a count would be counted twice.
pub fn is_new(n: u64) -> bool {
    n > UPTO.get() && FOLDED.with_borrow_mut(|folded| folded.insert(n))
}

/// Folds what other tabs have stored, in the order of arrival.
pub async fn catch_up(app: App) -> Result<(), Problem> {
    let (Some(store), Some(identity)) = (app.store.get_untracked(), app.identity.get_untracked())
    else {
        return Ok(());
    };
    let stored = store.envelopes_after(UPTO.get()).await?;
    let new: Vec<_> = FOLDED.with_borrow_mut(|folded| {
        stored.iter().filter(|(n, _)| !folded.remove(n) && *n > UPTO.get()).collect()
    });
    UPTO.set(stored.iter().map(|(n, _)| *n).fold(UPTO.get(), u64::max));
    if !new.is_empty() {
        app.world.update(|world| new.iter().for_each(|(_, bytes)| take(world, &identity, bytes)));
    }
    Ok(())
}

/// Listens to other tabs: what they store is folded here too, and sent by the tab that sends.
pub fn listen_to_tabs(app: App) {
    tabs::on_told(move || {
        spawn_local(async move {
            // A tab that cannot read now reads at the next word or at its next start.
            let _ = catch_up(app).await;
            refresh_counts(app).await;
            crate::sync::wake(app);
        });
    });
}

/// Reads the counts again, and nothing waits for it: *Saved* must not.
pub fn refresh_counts_soon(app: App) {
    spawn_local(refresh_counts(app));
}

/// Reads again which records wait for a receipt.
pub async fn refresh_counts(app: App) {
    let Some(store) = app.store.get_untracked() else { return };
    show_counts(app, counts(&store).await);
}

/// What waits for a receipt, and how many have one; nothing where that cannot be read.
async fn counts(store: &Store) -> (Option<Vec<Entry>>, Option<u32>) {
    let (unsent, received) = join(store.unsent(), store.received(0)).await;
    (unsent.ok(), received.ok().map(|(count, _)| count))
}

fn show_counts(app: App, (unsent, received): (Option<Vec<Entry>>, Option<u32>)) {
    if let Some(unsent) = unsent {
        app.unsent.set(unsent);
    }
    if let Some(received) = received {
        app.received.set(received);
    }
}

/// Writes the stored copy again when enough is new. It only saves time: nothing waits for it.
pub fn keep_snapshot_soon(app: App) {
    spawn_local(async move {
        let (Some(store), Some(identity)) =
            (app.store.get_untracked(), app.identity.get_untracked())
        else {
            return;
        };
        if catch_up(app).await.is_err() {
            return;
        }
        let upto = UPTO.get();
        if upto < KEPT.get() + SNAPSHOT_EVERY {
            return;
        }
        KEPT.set(upto);
        let Some(copy) = app.world.with_untracked(|world| world.to_stored(upto)) else { return };
        if let Some(sealed) = vault::lock(&identity.copy_key(), COPY, &copy).await {
            // A copy that could not be kept costs time at the next start, and nothing else.
            let _ = store.set_snapshot(&sealed).await;
        }
    });
}

async fn restored(store: &Store, identity: &Identity) -> (World, u64) {
    let read = async {
        let sealed = store.snapshot().await.ok()??;
        let copy = vault::unlock(&identity.copy_key(), COPY, &sealed).await?;
        World::from_stored(&copy)
    };
    match read.await {
        Some((world, upto)) => {
            KEPT.set(upto);
            (world, upto)
        }
        None => (World::default(), 0),
    }
}

async fn replay(
    store: &Store,
    identity: &Identity,
    world: &mut World,
    after: u64,
) -> Result<u64, Problem> {
    let mut upto = after;
    for (n, bytes) in store.envelopes_after(after).await? {
        take(world, identity, &bytes);
        upto = upto.max(n);
    }
    Ok(upto)
}

fn take(world: &mut World, identity: &Identity, bytes: &[u8]) {
    match opened(identity, bytes) {
        Ok((header, record)) => {
            world.fold(&header, record, identity.space, &identity.org_key());
        }
        // It stays in storage, and *Sent and unsent* says so.
        Err(envelope::Problem::Unreadable(_)) => {
            if let Ok(header) = envelope::header(bytes) {
                world.unread.insert(header.record);
            }
        }
        // What is not for us stays in storage and out of the world.
        Err(_) => {}
    }
}

fn opened(identity: &Identity, bytes: &[u8]) -> Result<(Header, Record), envelope::Problem> {
    envelope::open(bytes, identity.space, &identity.keys())
}

/// Starts the app anew.
pub fn reload() {
    page::reload();
}

/// The minute that the screens show.
pub fn keep_clock(app: App) {
    crate::platform::timer::every(20_000, move || {
        let now = clock::now();
        if app.now.with_untracked(|old| {
            old.minute_of_day() != now.minute_of_day() || old.day() != now.day()
        }) {
            app.now.set(now);
        }
    });
}
