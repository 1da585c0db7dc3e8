//! The decision at the gate: open, which is never greyed out, and no-go; and a pause, once it is
//! open. Everybody ticks and everybody may pause; who opens is said by the core.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use passamano_core::guide::{Gate, GateResult};
use passamano_core::id::ActivityId;
use passamano_core::record::ActivityState;

use super::words::state_of;
use crate::actions::{self, opening};
use crate::components::{Button, ButtonKind, MainAction};
use crate::i18n::{tr, tr_count};
use crate::route::Route;
use crate::screen::shut::ShutAction;
use crate::state::App;

/// What was decided, with what was open then.
fn decision(result: &GateResult, go: bool) -> Gate {
    Gate {
        go,
        open_checks: result.open_must.iter().chain(&result.open_other).cloned().collect(),
        risks: result.risks.iter().map(|risk| (risk.id.clone(), risk.mitigated)).collect(),
    }
}

/// Open, or go to what keeps it closed.
#[component]
pub(super) fn Decision(
    /// The activity.
    activity: ActivityId,
    /// Its kits are counted without a list.
    tally: bool,
    /// The gate now.
    result: Memo<GateResult>,
    /// Set when somebody tapped while something was open.
    missing: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let may_decide = Memo::new(move |_| opening::may_decide(app));
    let open = move || {
        let gate = result.with_untracked(|result| decision(result, true));
        // Taken out first: the save may make this screen another activity's.
        let go_on = navigate.get_value();
        busy.set(true);
        spawn_local(async move {
            let saved = actions::guide::decide(app, activity, gate).await;
            busy.set(false);
            if saved.is_ok() {
                go_on(&Route::Home.path(), Default::default());
            }
        });
    };
    let first_missing =
        move || result.with_untracked(|r| r.open_must.iter().chain(&r.stop_risks).next().cloned());
    let press = move || match first_missing() {
        Some(first) => {
            missing.set(true);
            actions::guide::look_at(&first);
        }
        None => open(),
    };
    let label = move || match result.with(|r| r.can_open) {
        true => tr("gate.open"),
        false => {
            tr_count("gate.go_to", result.with(|r| (r.open_must.len() + r.stop_risks.len()) as u32))
        }
    };
    let note = move || match (
        result.with(|r| (r.can_open, r.open_other.len() as u32)),
        may_decide.get(),
    ) {
        ((false, _), true) => Some(tr("gate.then_open")),
        ((false, _), false) => Some(tr("gate.then_asked")),
        ((true, 0), _) => None,
        ((true, n), _) => Some(tr_count("gate.open_other", n)),
    };
    let icon = move || if result.with(|r| r.can_open) { "check" } else { "onward" }.to_string();
    let state = Memo::new(move |_| state_of(app, activity));
    // Somebody who may not open has done what there is to do.
    let waits = Memo::new(move |_| !may_decide.get() && result.with(|r| r.can_open));
    move || {
        match (state.get(), tally) {
        (ActivityState::Planned, _) if waits.get() => view! {
            <MainAction label=move || tr("common.to_today") note=move || tr("gate.ask_to_open") icon="onward" href=Route::Home.path()/>
        }
        .into_any(),
        (ActivityState::Planned, _) => view! {
            <MainAction
                label=label
                busy_label=move || tr("common.saving")
                note=note
                icon=icon
                on_press=press
                busy=busy
            />
        }
        .into_any(),
        (ActivityState::Open, false) => view! { <MainAction label=move || tr("gate.hand_out") icon="scan" href=Route::HandOut.path()/> }.into_any(),
        (ActivityState::Open, true) => view! { <MainAction label=move || tr("tally.title") icon="plus" href=Route::Tally.path()/> }.into_any(),
        (ActivityState::Paused, _) => view! { <GoOn activity/> }.into_any(),
        _ => view! { <ShutAction/> }.into_any(),
    }
    }
}

/// No-go: it stays planned, and everybody sees it.
#[component]
pub(super) fn NoGo(
    /// The activity.
    activity: ActivityId,
    /// The gate now.
    result: Memo<GateResult>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let said = app.world.with(|world| world.gate(activity).is_some_and(|gate| !gate.fact.go));
        !said && opening::may_decide(app) && state_of(app, activity) == ActivityState::Planned
    });
    let say_no = move || {
        let gate = result.with_untracked(|result| decision(result, false));
        busy.set(true);
        spawn_local(async move {
            // A failure says so in the notice, and nothing is decided.
            let _ = actions::guide::decide(app, activity, gate).await;
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Show when=move || shown.get()>
            <Button kind=ButtonKind::StopLine wide=true label=move || tr("gate.no_go") on_press=say_no busy=busy/>
        </Show>
    }
}

/// Stops handing out for a while, on every phone.
#[component]
pub(super) fn Pause(
    /// The activity.
    activity: ActivityId,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let is_open = Memo::new(move |_| state_of(app, activity) == ActivityState::Open);
    let pause = move || {
        busy.set(true);
        spawn_local(async move {
            // A failure says so in the notice, and it stays open.
            let _ = actions::guide::pause(app, activity).await;
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Show when=move || is_open.get()>
            <Button kind=ButtonKind::StopLine wide=true icon="stop" label=move || tr("gate.pause") on_press=pause busy=busy/>
        </Show>
    }
}

/// Goes on after a pause, for who may open.
#[component]
fn GoOn(
    /// The activity.
    activity: ActivityId,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let go_on = move || {
        busy.set(true);
        spawn_local(async move {
            // A failure says so in the notice, and it stays paused.
            let _ = actions::guide::go_on(app, activity).await;
            let _ = busy.try_set(false);
        });
    };
    move || {
        match opening::may_decide(app) {
        true => view! {
            <MainAction label=move || tr("gate.go_on") busy_label=move || tr("common.saving") icon="check" on_press=go_on busy=busy/>
        }
        .into_any(),
        false => view! {
            <MainAction label=move || tr("common.to_today") note=move || tr("gate.ask_to_go_on") icon="onward" href=Route::Home.path()/>
        }
        .into_any(),
    }
    }
}
