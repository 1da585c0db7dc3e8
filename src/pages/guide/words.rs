//! Words that the guide's screens share: the pack's texts, who did something and when, and which
//! step comes next.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::pack::Phase;
use passamano_core::projection::Origin;
use passamano_core::record::ActivityState;

use crate::i18n::{tr, tr_with};
use crate::pages::when::date;
use crate::state::App;

/// Why a step was not done, by code: the record stays free of words about people.
pub(super) const REASONS: [&str; 7] =
    ["not_needed", "others_do_it", "no_people", "no_goods", "no_time", "weather", "other"];

/// A text of the pack in the active language. Tracked.
pub(crate) fn text(app: App, key: &str) -> String {
    app.toolkit
        .with(|toolkit| toolkit.as_ref().map(|t| t.texts.text(key).to_string()))
        .unwrap_or_default()
}

/// Who did something, and when: "9:31, by you". Tracked.
pub(crate) fn said(app: App, from: &Origin) -> String {
    let clock = from.at.clock();
    let today = app.now.with(|now| now.day()) == from.at.day();
    let time = if today { clock } else { format!("{} {clock}", date(from.at.day())) };
    let me = app.identity.with(|identity| identity.as_ref().map(|i| i.member));
    if me == Some(from.by) {
        return tr_with("guide.said_you", &[("time", &time)]);
    }
    let name = app.world.with(|world| world.name(from.by).map(str::to_string));
    tr_with(
        "guide.said",
        &[("time", &time), ("name", &name.unwrap_or_else(|| tr("guide.somebody")))],
    )
}

/// The words of a reason code; nothing for a code of another version. Tracked.
pub(crate) fn reason_words(code: &str) -> Option<String> {
    REASONS.contains(&code).then(|| tr(&format!("guide.reason.{code}")))
}

/// The key of a phase's word.
pub(super) fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::Before => "guide.before",
        Phase::During => "guide.during",
        Phase::After => "guide.after",
        Phase::Anytime | Phase::Later(_) => "guide.anytime",
    }
}

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
