//! Checks that the whole team shares: each shows who ticked it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::ActivityId;
use passamano_core::pack::Check;

use crate::actions;
use crate::components::*;
use crate::i18n::tr;
use crate::screen::names::text;
use crate::screen::said::said;
use crate::state::App;

/// A group of checks to tick.
#[component]
pub(super) fn Checks(
    /// The activity.
    activity: ActivityId,
    /// The checks, in order.
    checks: Vec<Check>,
    /// Name of the group.
    #[prop(into)]
    legend: Signal<String>,
    /// Must-checks that are open are marked as what is missing.
    #[prop(into)]
    missing: Signal<bool>,
    /// The name stands above the group; where something else names it already, only a reader
    /// hears it.
    #[prop(default = true)]
    headed: bool,
    /// Called when somebody here has ticked a must-check and it is saved.
    #[prop(optional)]
    on_must: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <Ticks legend=legend headed=headed>
            {checks.into_iter().map(|check| view! { <CheckRow activity check missing on_must/> }).collect_view()}
        </Ticks>
    }
}

/// One check.
#[component]
fn CheckRow(
    /// The activity.
    activity: ActivityId,
    /// The check.
    check: Check,
    /// See [`Checks`].
    missing: Signal<bool>,
    /// See [`Checks`].
    on_must: Option<Callback<()>>,
) -> impl IntoView {
    let app = App::get();
    let Check { id, mandatory } = check;
    let key = StoredValue::new(id.clone());
    let tick = Memo::new(move |_| {
        key.with_value(|key| {
            app.world.with(|world| world.ticks(activity, key).first().map(|from| **from))
        })
    });
    let change = move |on: bool| {
        spawn_local(async move {
            let checks = vec![key.get_value()];
            // A failure says so in the notice, and the box stays as it was.
            let saved = match on {
                true => actions::guide::tick(app, activity, checks).await,
                false => actions::guide::untick(app, activity, &checks).await,
            };
            if let Some(on_must) = on_must.filter(|_| on && mandatory && saved.is_ok()) {
                on_must.run(());
            }
        });
    };
    view! {
        <Tick
            label=move || key.with_value(|key| text(app, key))
            checked=move || tick.get().is_some()
            on_change=change
            must=move || (mandatory && tick.get().is_none()).then(|| tr("common.must"))
            note=move || tick.get().map(|from| said(app, &from))
            wrong=move || missing.get() && mandatory && tick.get().is_none()
            id=id
        />
    }
}
