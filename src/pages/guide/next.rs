//! Where an activity stands, and what comes next in its guides, for the guide's screens.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::projection::Next;
use passamano_core::record::ActivityState;

use crate::state::App;

/// Where the activity stands. Tracked.
pub(super) fn state_of(app: App, activity: ActivityId) -> ActivityState {
    app.world.with(|world| world.state(activity).map_or(ActivityState::Planned, |fold| fold.fact))
}

/// What comes next; nothing while the pack is not here. Tracked.
pub(super) fn next_of(app: App, activity: ActivityId) -> Next {
    let Some(toolkit) = app.toolkit.get() else { return Next::Nothing };
    app.world.with(|world| world.ahead(&toolkit.pack, activity))
}
