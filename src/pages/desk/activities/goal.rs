//! The long-term goal, in one sentence.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::{desk, feedback};
use crate::components::{Button, Card, Field, FieldKind};
use crate::i18n::tr;
use crate::screen::form::{Form, FormHead};
use crate::state::App;

/// Under this name a half-written goal is kept.
const DRAFT: &str = "goal";

/// The goal, to read and to write anew.
#[component]
pub(super) fn GoalCard() -> impl IntoView {
    let app = App::get();
    let stands = Memo::new(move |_| {
        app.world.with(|world| world.goals().next().map(|goal| goal.statement.clone()))
    });
    let text = RwSignal::new(untrack(|| stands.get()).unwrap_or_default());
    let form = Form::new();
    let busy = form.busy;
    let begun = StoredValue::new(untrack(|| text.get()));
    // Over a goal that somebody has set since, it would take that back unseen.
    let belongs = move |(over, _): &(String, String)| begun.with_value(|begun| begun == over);
    let read = move || (begun.get_value(), text.get());
    let on_empty = form.keep_for(DRAFT, belongs, read, move |(_, typed)| text.set(typed));
    let changed = move || text.with(|text| text.trim() != stands.get().unwrap_or_default().trim());
    Effect::new(move |_| app.typing.set(changed()));
    on_cleanup(move || app.typing.set(false));
    let keep = move || {
        let statement = text.get_untracked().trim().to_string();
        if statement.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            // On failure the notice says so, and what was typed stays.
            if desk::set_goal(app, statement.clone()).await.is_ok() {
                let _ = begun.try_update_value(|begun| *begun = statement);
                form.begin_anew();
                feedback::drop_draft(app, DRAFT).await;
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Card title=move || tr("plan.goal_title") icon="map-pin">
            <FormHead form on_empty/>
            <Field
                kind=FieldKind::Area
                label=move || tr("plan.goal")
                hint=move || tr("plan.goal_hint")
                value=text
                max_length=300
            />
            <Show when=changed>
                <Button label=move || tr("plan.save_goal") busy_label=move || tr("common.saving") on_press=keep busy=busy/>
            </Show>
        </Card>
    }
}
