//! The decision at the gate: open, which is never greyed out, and no-go.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use passamano_core::guide::{Gate, GateResult};
use passamano_core::id::ActivityId;
use passamano_core::record::ActivityState;

use super::words::state_of;
use crate::actions;
use crate::components::{Button, ButtonKind, MainAction};
use crate::i18n::{tr, tr_count};
use crate::route::Route;
use crate::state::App;

/// Open, or go to what keeps it closed; and no-go.
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
    let decide = move |go: bool| {
        let gate = result.with_untracked(|r| Gate {
            go,
            open_checks: r.open_must.iter().chain(&r.open_other).cloned().collect(),
            risks: r.risks.iter().map(|risk| (risk.id.clone(), risk.mitigated)).collect(),
        });
        // Taken out first: the save may make this screen another activity's.
        let go_on = navigate.get_value();
        busy.set(true);
        spawn_local(async move {
            let saved = actions::guide::decide(app, activity, gate).await;
            busy.set(false);
            if go && saved.is_ok() {
                go_on(&Route::Home.path(), Default::default());
            }
        });
    };
    let press = move || match result
        .with_untracked(|r| r.open_must.iter().chain(&r.stop_risks).next().cloned())
    {
        Some(first) => {
            missing.set(true);
            actions::guide::look_at(&first);
        }
        None => decide(true),
    };
    let label = move || match result.with(|r| r.can_open) {
        true => tr("gate.open"),
        false => {
            tr_count("gate.go_to", result.with(|r| (r.open_must.len() + r.stop_risks.len()) as u32))
        }
    };
    let note = move || match result.with(|r| (r.can_open, r.open_other.len() as u32)) {
        (false, _) => Some(tr("gate.then_open")),
        (true, 0) => None,
        (true, n) => Some(tr_count("gate.open_other", n)),
    };
    let icon = move || if result.with(|r| r.can_open) { "check" } else { "onward" }.to_string();
    let is_open = Memo::new(move |_| state_of(app, activity) != ActivityState::Planned);
    let said_no = Memo::new(move |_| {
        app.world.with(|world| world.gate(activity).is_some_and(|gate| !gate.fact.go))
    });
    move || {
        match (is_open.get(), tally) {
        (true, false) => view! { <MainAction label=move || tr("gate.hand_out") icon="scan" href=Route::HandOut.path()/> }.into_any(),
        (true, true) => view! { <MainAction label=move || tr("tally.title") icon="plus" href=Route::Tally.path()/> }.into_any(),
        (false, _) => view! {
            <MainAction
                label=label
                busy_label=move || tr("common.saving")
                note=note
                icon=icon
                on_press=press
                busy=busy
            />
            <Show when=move || !said_no.get()>
                <Button kind=ButtonKind::StopLine wide=true label=move || tr("gate.no_go") on_press=move || decide(false) busy=busy/>
            </Show>
        }
        .into_any(),
    }
    }
}
