//! A step that is not done: skipped, where it may be, or blocked. Both need a reason.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::guide::StepState;
use passamano_core::id::ActivityId;
use passamano_core::pack::Step;

use crate::actions::{self, steps};
use crate::components::{Button, Card, Choice, Opt};
use crate::i18n::tr;
use crate::screen::names::REASONS;
use crate::screen::save_or_cancel::SaveOrCancel;
use crate::state::App;

/// The two ways around a step, and the question why.
#[component]
pub(super) fn NotNow(
    /// The activity.
    activity: ActivityId,
    /// The step.
    step: Step,
) -> impl IntoView {
    let app = App::get();
    let Step { id, mandatory, .. } = step;
    let id = StoredValue::new(id);
    let asking = RwSignal::new(None::<StepState>);
    steps::follow(asking);
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let marked = Memo::new(move |_| {
        id.with_value(|id| app.world.with(|world| world.step(activity, id).is_some()))
    });
    let ask = move |state| {
        reason.set(String::new());
        wrong.set(false);
        asking.set(Some(state));
    };
    let keep = move || {
        let (Some(state), code) = (asking.get_untracked(), reason.get_untracked()) else { return };
        if code.is_empty() {
            wrong.set(true);
            return actions::guide::look_at("not-now");
        }
        busy.set(true);
        spawn_local(async move {
            let saved =
                actions::guide::mark(app, activity, &id.get_value(), state, Some(code)).await;
            busy.set(false);
            if saved.is_ok() {
                asking.set(None);
                let skipped = state == StepState::Skipped;
                let said = if skipped { "guide.state_skipped" } else { "guide.state_blocked" };
                actions::say(app, tr(said));
            }
        });
    };
    let options =
        move || REASONS.map(|code| Opt::new(code, tr(&format!("guide.reason.{code}")))).to_vec();
    let form = move || {
        let title =
            if asking.get() == Some(StepState::Skipped) { "guide.skip" } else { "guide.block" };
        view! {
            <Card title=move || tr(title)>
                <Choice
                    id="not-now"
                    legend=move || tr("guide.why_not")
                    value=reason
                    options=options
                    error=move || (wrong.get() && reason.read().is_empty()).then(|| tr("guide.choose_reason"))
                />
                <SaveOrCancel busy on_save=keep on_cancel=move || asking.set(None)/>
            </Card>
        }
    };
    let ways = move || {
        view! {
            <div class="row-wrap">
                {(!mandatory).then(|| view! {
                    <Button small=true label=move || tr("guide.skip") on_press=move || ask(StepState::Skipped)/>
                })}
                <Button small=true icon="lock" label=move || tr("guide.block") on_press=move || ask(StepState::Blocked)/>
            </div>
        }
    };
    move || match (marked.get(), asking.read().is_some()) {
        (true, _) => ().into_any(),
        (false, true) => form().into_any(),
        (false, false) => ways().into_any(),
    }
}
