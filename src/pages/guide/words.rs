//! Which step comes next, for the guide's screens.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::pack::Phase;
use passamano_core::record::ActivityState;

use crate::state::App;

/// What comes next in the day's guides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// A step: its id, and its number in its guide.
    Step(String, usize),
    /// Everything before is done: go or no-go.
    Gate,
    /// Everything is done: close the day.
    Close,
    /// The day is closed and nothing is left.
    Nothing,
}

/// Where the activity stands. Tracked.
pub(super) fn state_of(app: App, activity: ActivityId) -> ActivityState {
    app.world.with(|world| world.state(activity).map_or(ActivityState::Planned, |fold| fold.fact))
}

/// The phase that the activity is in. Tracked.
pub(super) fn phase_of(app: App, activity: ActivityId) -> Phase {
    match state_of(app, activity) {
        ActivityState::Planned | ActivityState::Cancelled => Phase::Before,
        ActivityState::Open | ActivityState::Paused => Phase::During,
        ActivityState::Closed | ActivityState::Aborted | ActivityState::Later(_) => Phase::After,
    }
}

/// What comes next: the first open step of the phase that the activity is in, then what leads to
/// the next phase. Tracked.
pub(super) fn next_of(app: App, activity: ActivityId) -> Next {
    let Some(toolkit) = app.toolkit.get() else { return Next::Nothing };
    let now = phase_of(app, activity);
    let phases: &[Phase] = match now {
        Phase::During => &[Phase::During, Phase::After],
        Phase::After => &[Phase::After],
        _ => &[Phase::Before],
    };
    let standing = app.world.with(|world| world.standing(activity));
    let step = phases.iter().find_map(|phase| standing.next(&toolkit.pack, *phase));
    match step {
        Some((guide, step)) => {
            let number = guide.steps.iter().position(|s| s.id == step.id).map_or(1, |at| at + 1);
            Next::Step(step.id.clone(), number)
        }
        None if now == Phase::Before => Next::Gate,
        None if state_of(app, activity) < ActivityState::Closed => Next::Close,
        None => Next::Nothing,
    }
}
