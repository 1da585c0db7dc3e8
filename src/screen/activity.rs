//! The words of an activity: its hours, its state, the phase it is in.

use leptos::prelude::*;
use passamano_core::pack::Phase;
use passamano_core::record::{Activity, ActivityState};
use passamano_core::time::clock;

use crate::i18n::{tr, tr_known};

/// From when to when: `9:30–13:00`, and that it ends on the next day.
pub fn hours(activity: &Activity) -> impl IntoView + use<> {
    let over_midnight = activity.over_midnight();
    let hours = format!("{}–{}", clock(activity.opens), clock(activity.closes));
    view! {
        <span class="keep-ltr number">{hours}</span>
        {over_midnight.then(|| view! { " "<span>{move || tr("plan.next_day")}</span> })}
    }
}

/// An activity state's word. Tracked.
pub fn state_word(state: ActivityState) -> String {
    tr_known("activity", state.code())
}

/// The key of a phase's word.
pub fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::Before => "guide.before",
        Phase::During => "guide.during",
        Phase::After => "guide.after",
        Phase::Anytime | Phase::Later(_) => "guide.anytime",
    }
}
