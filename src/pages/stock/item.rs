//! One kit or item: the count by two people, what came or went, the sum, and its dates. One of the
//! three is filled in at a time, and the main action is always its own.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use passamano_core::id::ActivityId;
use passamano_core::stock::Spot;

use super::counting::{ANEW, CountCard, Form, MORE};
use super::draft;
use super::keep::{Confirm, KeepMove, KeepWhy};
use super::loans::Loans;
use super::move_form::MoveForm;
use super::moving::Moving;
use super::sum::Sum;
use crate::actions::{self, steps};
use crate::components::{Button, Callout, EmptyPlace};
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::form::FormHead;
use crate::screen::frame::Frame;
use crate::screen::goods::item_of;
use crate::screen::lots::Lots;
use crate::screen::names::name_of;
use crate::state::App;

/// What is done on the screen now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
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
    provide_context(steps::follow_to(doing, |doing| *doing == Doing::Sum));
    let (words, on_empty) = draft::keep(code, form, moving, doing);
    let sealed =
        move || code.with_value(|code| item_of(app, code)).is_some_and(|item| item.sealed_only());
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
            <FormHead form=words on_empty/>
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
