//! An invitation on its way in: caught from the address, kept in memory only, taken at a tap.
//! What it holds is read by the core; joining itself is in [`super::team`].

use leptos::prelude::*;
use passamano_core::space::{Hub, Invitation};

use super::recovery;
use super::team::{self, NewTeam};
use crate::platform::{page, prefs};
use crate::state::App;
use crate::storage::Problem;

thread_local! {
    // Never stored: it is a secret, and on an iPhone the browser's storage is not the app's.
    static PENDING: ArcRwSignal<Option<String>> = ArcRwSignal::new(None);
}

/// Takes an invitation out of the address, where it must not stay. True if there was one.
pub fn catch() -> bool {
    let fragment = page::fragment();
    if !fragment.starts_with("/join/") {
        return false;
    }
    page::forget_fragment();
    PENDING.with(|pending| pending.set(Some(format!("{}/#{fragment}", page::origin()))));
    true
}

/// The whole link that was caught and not taken yet. Tracked.
pub fn pending() -> Option<String> {
    PENDING.with(|pending| pending.get())
}

/// Joins the team of an invitation. The sample team ends.
pub async fn accept(app: App, invitation: &Invitation, name: String) -> Result<(), Problem> {
    leave_sample(app).await?;
    team::join(app, invitation, name).await?;
    PENDING.with(|pending| pending.set(None));
    Ok(())
}

/// The invitation that was caught, if it is to the team that this phone is in already and for the
/// same role. Tracked.
pub fn renewal(app: App) -> Option<Invitation> {
    let invitation = Invitation::parse(&pending()?, app.now.get().ms).ok()?;
    let same = app.identity.with(|identity| {
        identity.as_ref().is_some_and(|identity| identity.is_invited_again(&invitation))
    });
    same.then_some(invitation)
}

/// Takes the permission to enrol from a new invitation of the same team. Everything else stays.
pub async fn renew(app: App, invitation: &Invitation) -> Result<(), Problem> {
    team::renew_access(app, invitation).await?;
    PENDING.with(|pending| pending.set(None));
    Ok(())
}

/// Starts a team. The sample team ends.
pub async fn found(app: App, new: NewTeam) -> Result<(), Problem> {
    leave_sample(app).await?;
    team::found(app, new).await
}

/// Comes back into a team with its recovery file. Nothing where the text is no recovery file.
pub async fn recover(
    app: App,
    text: &str,
    name: String,
    hub: Option<Hub>,
) -> Option<Result<(), Problem>> {
    if let Err(problem) = leave_sample(app).await {
        return Some(Err(problem));
    }
    let outcome = team::recover(app, text, name, hub).await;
    if matches!(outcome, Some(Ok(()))) {
        // Who came back with the file has it.
        recovery::found(app);
    }
    outcome
}

/// The sample team makes room for a real one, without a new start of the app.
async fn leave_sample(app: App) -> Result<(), Problem> {
    if !app.identity.with_untracked(|identity| identity.as_ref().is_some_and(|i| i.practice)) {
        return Ok(());
    }
    let store = app.store.get_untracked();
    app.identity.set(None);
    app.store.set(None);
    app.chosen.set(None);
    if let Some(store) = store {
        store.destroy().await?;
    }
    prefs::set_practicing(false);
    Ok(())
}
