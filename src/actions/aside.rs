//! What was set aside: what contradicts a record of this phone, what is no record of this team,
//! and what this version cannot read. All of it is kept. It can be tried again, because a later
//! version may read it.

use leptos::prelude::*;
use passamano_core::envelope;

use super::boot;
use crate::state::{App, Identity};
use crate::storage::{Aside, Problem, Store};

/// One thing that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Why, as a code.
    pub reason: String,
    /// When it came, Unix milliseconds by the phone's clock.
    pub at_ms: i64,
    /// What it is, as far as it can be read: the kind of a record.
    pub kind: Option<&'static str>,
    /// It is among the records now.
    pub taken: bool,
}

/// What came of trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// Taken in, or read where it lay.
    pub taken: u32,
    /// As before.
    pub left: u32,
}

/// Everything that was set aside, latest first.
pub async fn all(app: App) -> Vec<Kept> {
    let (Some(store), Some(identity)) = (app.store.get_untracked(), app.identity.get_untracked())
    else {
        return vec![];
    };
    let mut kept = vec![];
    for aside in store.aside().await.unwrap_or_default() {
        let taken = among(&store, &aside.bytes).await == Some(true);
        let record = envelope::open(&aside.bytes, identity.space, &identity.keys());
        let kind = record.ok().map(|(_, record)| record.fact.kind());
        kept.push(Kept { reason: aside.reason, at_ms: aside.at_ms, kind, taken });
    }
    kept.sort_by_key(|kept| core::cmp::Reverse(kept.at_ms));
    kept
}

/// Takes in what can be taken in now, and reads every envelope of this phone again.
pub async fn try_again(app: App) -> Result<Tried, Problem> {
    let store = app.store.get_untracked().ok_or(Problem::Gone)?;
    let identity = app.identity.get_untracked().ok_or(Problem::Gone)?;
    let unread = || app.world.with_untracked(|world| world.not_understood());
    let before = unread();
    let (mut good, mut left) = (vec![], 0);
    for Aside { bytes, .. } in store.aside().await? {
        match among(&store, &bytes).await {
            Some(true) => {}
            None if fits(&identity, &bytes) => good.push(bytes),
            _ => left += 1,
        }
    }
    boot::fold_arrived(app, &store.absorb(good.clone(), None).await?);
    boot::rebuild(app).await?;
    let after = unread();
    let taken = good.len() as u32 + before.saturating_sub(after);
    Ok(Tried { taken, left: left + after })
}

/// Whether these bytes are a record of this phone; nothing where it has none of that name.
async fn among(store: &Store, bytes: &[u8]) -> Option<bool> {
    let header = envelope::header(bytes).ok()?;
    let known = store.envelope_of(header.record).await.ok()??;
    Some(known == bytes)
}

fn fits(identity: &Identity, bytes: &[u8]) -> bool {
    envelope::check(bytes).is_ok_and(|header| header.space == identity.space)
}
