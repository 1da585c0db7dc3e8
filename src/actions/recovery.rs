//! The recovery file: handing it to the person, and asking for it until it is kept and once a
//! month afterwards. When to ask is the core's rule; what this device knows of it is a
//! preference, and what the team knows is in its settings.

use leptos::prelude::*;
use passamano_core::space::{AskFor, ask_for_recovery};
use serde::{Deserialize, Serialize};

use super::{desk, team};
use crate::platform::{clock, prefs, share};
use crate::state::App;

/// The file of a team was kept here, or found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    space: String,
    at_ms: i64,
}

const PREFERENCE: &str = "recovery";

thread_local! {
    static KEPT: ArcRwSignal<Option<Kept>> = ArcRwSignal::new(prefs::get(PREFERENCE));
}

/// What to ask the person about the recovery file: nobody is asked who does not hold the team's
/// secrets. Tracked.
pub fn asked(app: App) -> Option<AskFor> {
    let space = app.identity.with(|identity| {
        let holds = identity.as_ref().filter(|i| !i.practice && i.founding.is_some());
        holds.map(|identity| identity.space.to_string())
    })?;
    let kept = KEPT.with(|kept| kept.get()).filter(|kept| kept.space == space);
    let team = app.world.with(|world| world.settings.as_ref()?.recovery_kept_ms);
    ask_for_recovery(kept.map(|kept| kept.at_ms), team, app.now.get().ms)
}

/// Gives the recovery file to the person. False where it was not taken.
pub async fn save(app: App) -> bool {
    let Some((name, text)) = team::recovery_file(app) else { return false };
    let outcome = share::file(&name, "application/json", text.as_bytes()).await;
    let taken = matches!(outcome, share::Shared::Shared | share::Shared::Kept);
    if taken {
        found(app);
        tell_team(app).await;
    }
    taken
}

/// The file is where the person can find it.
pub fn found(app: App) {
    let Some(space) = app.identity.with_untracked(|i| i.as_ref().map(|i| i.space.to_string()))
    else {
        return;
    };
    let kept = Kept { space, at_ms: clock::now().ms };
    prefs::put(PREFERENCE, &kept);
    KEPT.with(|signal| signal.set(Some(kept)));
}

/// Says once to the other coordinators that the file is kept, so that they are not asked for it.
async fn tell_team(app: App) {
    // Before the settings arrive, a version of one's own would compete with them.
    let Some(mut settings) = app.world.with_untracked(|world| world.settings.clone()) else {
        return;
    };
    if !untrack(|| desk::may_sign(app)) || settings.recovery_kept_ms.is_some() {
        return;
    }
    settings.recovery_kept_ms = Some(clock::now().ms);
    settings.version += 1;
    // On failure the notice says so; the others are asked for the file, which harms nobody.
    let _ = team::publish(app, settings).await;
}
