//! *Step done*, which is never greyed out: it says what is missing and leads there. Once the step
//! is done, the next one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::guide::StepState;
use passamano_core::id::ActivityId;
use passamano_core::pack::Step;
use passamano_core::projection::Next;

use super::next::next_of;
use crate::actions;
use crate::components::MainAction;
use crate::i18n::{tr, tr_count};
use crate::route::Route;
use crate::screen::names::text;
use crate::state::App;

/// *Step done*, or what comes after it.
#[component]
pub(super) fn StepAction(
    /// The activity.
    activity: ActivityId,
    /// The step.
    step: Step,
    /// Set when somebody tapped while a must-check was open.
    missing: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let step = StoredValue::new(step);
    let standing = Memo::new(move |_| {
        let standing = app.world.with(|world| world.standing(activity));
        step.with_value(|step| {
            let open: Vec<_> = standing.open_checks(step).into_iter().map(str::to_string).collect();
            (standing.state(step) == StepState::Done, open)
        })
    });
    let press = move || match standing.with_untracked(|(_, open)| open.first().cloned()) {
        Some(first) => {
            missing.set(true);
            actions::guide::look_at(&first);
        }
        None => {
            busy.set(true);
            spawn_local(async move {
                // A failure says so in the notice, and the step stays to do.
                let id = step.with_value(|step| step.id.clone());
                let done = actions::guide::mark(app, activity, &id, StepState::Done, None).await;
                if done.is_ok() {
                    actions::say(app, tr("guide.state_done"));
                }
                busy.set(false);
            });
        }
    };
    let open = move || match standing.with(|(_, open)| open.len() as u32) {
        0 => None,
        n => Some(tr_count("guide.checks_open", n)),
    };
    let done = Memo::new(move |_| standing.with(|(done, _)| *done));
    move || {
        match done.get() {
        false => view! {
            <MainAction
                label=move || tr("guide.step_done")
                busy_label=move || tr("common.saving")
                note=open
                icon="check"
                on_press=press
                busy=busy
            />
        }.into_any(),
        true => match next_of(app, activity) {
            Next::Step(id, _) => {
                let title = format!("{id}.title");
                view! {
                    <MainAction
                        label=move || tr("guide.next_step")
                        note=move || text(app, &title)
                        icon="onward"
                        href=Route::Step(id.clone()).path()
                    />
                }
                .into_any()
            }
            _ => view! {
                <MainAction label=move || tr("guide.back_to_guide") icon="guide" href=Route::Guide.path()/>
            }
            .into_any(),
        },
    }
    }
}
