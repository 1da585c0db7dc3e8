//! One guide as a cord of steps: how far each is, who did it, why it was left out.

use leptos::prelude::*;
use passamano_core::guide::StepState as Stands;
use passamano_core::id::ActivityId;
use passamano_core::pack::{Guide, Step};
use passamano_core::projection::Next;

use super::next::next_of;
use crate::components::{Cord, CordStep, StepState};
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::names::{reason_words, text};
use crate::screen::said::said;
use crate::state::App;

/// The steps of one guide, with how far each is.
#[component]
pub(super) fn GuideCord(
    /// The activity.
    activity: ActivityId,
    /// The guide.
    guide: Guide,
    /// It shows its title.
    headed: bool,
) -> impl IntoView {
    let app = App::get();
    let title = format!("{}.title", guide.id);
    let steps = move || {
        let next = next_of(app, activity);
        let standing = app.world.with(|world| world.standing(activity));
        let knot = |(at, step): (usize, &Step)| {
            let state = standing.state(step);
            let mark = app.world.with(|world| world.step(activity, &step.id).cloned());
            let reason = mark.as_ref().and_then(|mark| mark.fact.1.clone());
            let who = mark.filter(|_| state != Stands::Todo).map(|mark| said(app, &mark.from));
            let now = matches!(&next, Next::Step(id, _) if *id == step.id);
            let (state, words) = match state {
                Stands::Done => (StepState::Done, tr("guide.state_done")),
                Stands::Skipped => (StepState::Skipped, tr("guide.state_skipped")),
                Stands::Blocked => (StepState::Blocked, tr("guide.state_blocked")),
                Stands::Todo | Stands::Later(_) if now => (StepState::Now, tr("guide.state_now")),
                Stands::Todo | Stands::Later(_) => (StepState::Todo, String::new()),
            };
            let why = reason.as_deref().and_then(reason_words);
            let here = (state == StepState::Now).then(|| tr("guide.here"));
            let note = match (who, why) {
                (Some(who), Some(why)) => Some(format!("{words} {why}. {who}")),
                (Some(who), None) => Some(who),
                _ => here,
            };
            let open = matches!(state, StepState::Now | StepState::Todo | StepState::Blocked);
            CordStep {
                number: (at + 1).to_string(),
                title: text(app, &format!("{}.title", step.id)),
                note,
                state,
                state_words: words,
                must: (step.mandatory && open).then(|| tr("common.must")),
                href: Some(Route::Step(step.id.clone()).path()),
            }
        };
        guide.steps.iter().enumerate().map(knot).collect::<Vec<_>>()
    };
    view! {
        <div class="stack">
            <Show when=move || headed>
                {
                    let title = title.clone();
                    view! { <h2 class="heavy">{move || text(app, &title)}</h2> }
                }
            </Show>
            <Cord steps=Signal::derive(steps)/>
        </div>
    }
}
