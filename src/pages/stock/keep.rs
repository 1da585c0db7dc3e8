//! The main action of each thing that is done on the screen of one kit or item: keep the count,
//! keep what came or went, keep the reason of a difference.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use leptos_router::hooks::use_navigate;
use passamano_core::id::ActivityId;
use passamano_core::stock::State;

use super::counting::{Form, lacks_words};
use super::draft;
use super::item::Doing;
use super::move_form::MoveForm;
use crate::actions;
use crate::components::MainAction;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::state::App;

/// Keeps the count, or says what is missing and leads there.
#[component]
pub(super) fn Confirm(
    /// The activity.
    activity: ActivityId,
    /// Code of the kit or item.
    code: StoredValue<String>,
    /// What is typed.
    form: Form,
    /// What is done next.
    doing: RwSignal<Doing>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let press = move || {
        let Some(counting) = form.read(app, activity, code.get_value()) else { return };
        busy.set(true);
        let go_on = navigate.get_value();
        spawn_local(async move {
            let saved = actions::stock::count(app, activity, counting).await;
            // What the record changed on this screen is drawn before the screen goes.
            tick().await;
            busy.set(false);
            if saved.is_ok() {
                draft::forget(app);
            }
            match saved {
                // The list says what is to be counted next.
                Ok(State::Balanced) => {
                    actions::say(app, tr("stock.saved_matches"));
                    go_on(&Route::Stock.path(), Default::default());
                }
                Ok(_) => {
                    actions::say(app, tr("saved.here"));
                    form.clear();
                    doing.set(Doing::Sum);
                }
                // The notice says so, and what was typed stays.
                Err(_) => {}
            }
        });
    };
    let label = move || match form.number() {
        Some(n) => tr_with("stock.confirm", &[("n", &n.to_string())]),
        None => tr("stock.confirm_count"),
    };
    view! {
        <MainAction
            label=label
            busy_label=move || tr("common.saving")
            note=move || lacks_words(form)
            icon="check"
            on_press=press
            busy=busy
        />
    }
}

/// Keeps what came or went.
#[component]
pub(super) fn KeepMove(
    /// The activity.
    activity: ActivityId,
    /// Code of the kit or item.
    code: StoredValue<String>,
    /// What is typed.
    moving: MoveForm,
    /// What is done next.
    doing: RwSignal<Doing>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let press = move || {
        let Some(movement) = moving.read(code.get_value()) else { return };
        busy.set(true);
        spawn_local(async move {
            let saved = actions::stock::move_goods(app, activity, movement).await;
            // What the record changed on this screen is drawn before the screen goes.
            tick().await;
            busy.set(false);
            if saved.is_ok() {
                actions::say(app, tr("saved.here"));
                draft::forget(app);
                moving.clear();
                doing.set(Doing::Count);
            }
        });
    };
    view! {
        <MainAction
            label=move || tr("common.save")
            busy_label=move || tr("common.saving")
            note=move || moving.words()
            icon="check"
            on_press=press
            busy=busy
        />
    }
}

/// Keeps the reason of a difference, or goes back to the list.
#[component]
pub(super) fn KeepWhy(
    /// The activity.
    activity: ActivityId,
    /// Code of the kit or item.
    code: StoredValue<String>,
    /// The reason that is chosen.
    why: RwSignal<String>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let press = move || {
        let (chosen, go_on) = (why.get_untracked(), navigate.get_value());
        if chosen.is_empty() {
            return go_on(&Route::Stock.path(), Default::default());
        }
        busy.set(true);
        spawn_local(async move {
            let saved = actions::stock::explain(app, activity, code.get_value(), chosen).await;
            busy.set(false);
            if saved.is_ok() {
                actions::say(app, tr("saved.here"));
                go_on(&Route::Stock.path(), Default::default());
            }
        });
    };
    view! {
        <MainAction
            label=move || tr(if why.read().is_empty() { "stock.to_list" } else { "stock.keep_why" })
            busy_label=move || tr("common.saving")
            icon="next"
            on_press=press
            busy=busy
        />
    }
}
