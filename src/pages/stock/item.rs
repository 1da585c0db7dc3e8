//! One kit or item: the count by two people, what came or went, the sum, and its dates. One of the
//! three is filled in at a time, and the main action is always its own.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use passamano_core::id::ActivityId;
use passamano_core::stock::{Spot, State};

use super::counting::{ANEW, CountCard, Form, MORE, lacks_words};
use super::loans::Loans;
use super::lots::Lots;
use super::moving::{MoveForm, Moving};
use super::sum::Sum;
use super::words::{item_of, name_of, sealed_only};
use crate::actions;
use crate::components::{Button, Callout, EmptyPlace, MainAction};
use crate::i18n::{tr, tr_with};
use crate::pages::Frame;
use crate::route::Route;
use crate::state::App;

/// What is done on the screen now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// Counting.
    Count,
    /// Writing down what came or went.
    Move,
    /// Looking at the sum.
    Sum,
}

/// The kit or item that the address names.
#[component]
pub fn StockItemPage() -> impl IntoView {
    let app = App::get();
    let params = use_params_map();
    let place = Memo::new(move |_| {
        let code = params.read().get("code")?;
        let known = app.toolkit.with(|t| {
            t.as_ref().map(|t| t.pack.kit(&code).is_some() || t.pack.item(&code).is_some())
        });
        Some((app.activity()?.id, code)).filter(|_| known != Some(false))
    });
    move || {
        match place.get() {
        Some((activity, code)) => view! { <ItemScreen activity code/> }.into_any(),
        None => view! {
            <Frame title=move || tr("stock.title") back=Route::Stock back_word="stock.title">
                <EmptyPlace icon="stock" title=move || tr("stock.no_item") note=move || tr("stock.no_item_note")/>
            </Frame>
        }
        .into_any(),
    }
    }
}

/// One kit or item in one activity.
#[component]
fn ItemScreen(
    /// The activity.
    activity: ActivityId,
    /// Its code.
    code: String,
) -> impl IntoView {
    let app = App::get();
    let code = StoredValue::new(code);
    let spots: Memo<Vec<Spot>> = Memo::new(move |_| {
        code.with_value(|code| app.world.with(|world| world.round(activity, code).spots))
    });
    let form = Form::new(Memo::new(move |_| !spots.read().is_empty()));
    if untrack(move || moved_since(app, activity, code)) {
        form.how.set(ANEW.into());
    }
    let moving = MoveForm::new(app, code);
    let why = RwSignal::new(String::new());
    let doing = RwSignal::new(Doing::Count);
    let sealed =
        move || code.with_value(|code| item_of(app, code)).is_some_and(|item| sealed_only(&item));
    let count = move |how: &'static str| {
        form.how.set(how.into());
        doing.set(Doing::Count);
    };
    let to = move |next: Doing| move || doing.set(next);
    view! {
        <Frame
            title=move || code.with_value(|code| name_of(app, code))
            sub=move || tr("stock.item_sub")
            back=Route::Stock
            back_word="stock.title"
            action=ViewFn::from(move || match doing.get() {
                Doing::Count => view! { <Confirm activity code form doing/> }.into_any(),
                Doing::Move => view! { <KeepMove activity code moving doing/> }.into_any(),
                Doing::Sum => view! { <KeepWhy activity code why/> }.into_any(),
            })
        >
            <Show when=sealed>
                <Callout icon="medicine" title=move || tr("stock.sealed_title")>
                    <p>{move || tr("stock.sealed_words")}</p>
                </Callout>
            </Show>
            {move || match doing.get() {
                Doing::Count => view! {
                    <CountCard form spots/>
                    <UndoLast activity code/>
                    <Loans code/>
                    <Lots activity code/>
                    <Button icon="stock" label=move || tr("stock.moved") on_press=to(Doing::Move)/>
                    <Show when=move || !spots.read().is_empty()>
                        <Button label=move || tr("stock.see_sum") on_press=to(Doing::Sum)/>
                    </Show>
                }
                .into_any(),
                Doing::Move => view! {
                    <Moving form=moving/>
                    <Button label=move || tr("common.cancel") on_press=to(Doing::Count)/>
                    <Lots activity code/>
                }
                .into_any(),
                Doing::Sum => view! {
                    <Sum activity code spots why/>
                    <Button icon="stock" label=move || tr("stock.one_more_place") on_press=move || count(MORE)/>
                    <Button label=move || tr("stock.count_again") on_press=move || count(ANEW)/>
                    <UndoLast activity code/>
                    <Lots activity code/>
                }
                .into_any(),
            }}
        </Frame>
    }
}

/// Something came or went since the last count: then the next one is of everything, most likely.
/// With nothing in between it may as well be one more place, and the screen asks.
fn moved_since(app: App, activity: ActivityId, code: StoredValue<String>) -> bool {
    code.with_value(|code| {
        app.world.with(|world| {
            let ledger = world.ledger(activity, code);
            ledger.counted.is_some_and(|counted| counted.expected != ledger.expected)
        })
    })
}

/// Keeps the count, or says what is missing and leads there.
#[component]
fn Confirm(
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
            busy.set(false);
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
fn KeepMove(
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
        let Some(movement) = moving.read(app, activity, code.get_value()) else { return };
        busy.set(true);
        spawn_local(async move {
            let saved = actions::stock::move_goods(app, activity, movement).await;
            busy.set(false);
            if saved.is_ok() {
                actions::say(app, tr("saved.here"));
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
fn KeepWhy(
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

/// Takes this phone's last entry about the code back.
#[component]
fn UndoLast(
    /// The activity.
    activity: ActivityId,
    /// Code of the kit or item.
    code: StoredValue<String>,
) -> impl IntoView {
    let app = App::get();
    let last =
        Memo::new(move |_| code.with_value(|code| actions::stock::last_entry(app, activity, code)));
    let undo = move || {
        let records =
            last.get_untracked().into_iter().map(|record| (record, Some(activity))).collect();
        spawn_local(async move {
            // A failure says so in the notice, and the entry stays.
            let _ = actions::undo(app, records).await;
        });
    };
    view! {
        <Show when=move || !last.read().is_empty()>
            <Button small=true icon="undo" label=move || tr("stock.undo_last") on_press=undo/>
        </Show>
    }
}
