//! One kit or item: its book, the count by two people, what came or went, and its dates.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use passamano_core::id::ActivityId;

use super::counting::{CountCard, Form, gap_words};
use super::loans::Loans;
use super::lots::Lots;
use super::moving::Moving;
use super::words::{item_of, name_of, sealed_only};
use crate::actions;
use crate::components::{Button, Callout, EmptyPlace, MainAction};
use crate::i18n::{tr, tr_with};
use crate::pages::Frame;
use crate::route::Route;
use crate::state::App;

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
    let book = move || code.with_value(|code| app.world.with(|world| world.ledger(activity, code)));
    // The first count says what was here at the start, so it differs from nothing.
    let expected = Memo::new(move |_| {
        let book = book();
        (book.opening > 0 || book.counted.is_some() || book.received > 0).then_some(book.expected)
    });
    let form = Form::new(untrack(|| expected.get()).unwrap_or(0));
    // The number follows the book until somebody changes it.
    Effect::new(move |before: Option<i64>| {
        let now = expected.get().unwrap_or(0);
        if before == Some(form.counted.get_untracked().into()) {
            form.counted.set(u32::try_from(now).unwrap_or(0));
        }
        now
    });
    let moving = RwSignal::new(false);
    let sealed =
        move || code.with_value(|code| item_of(app, code)).is_some_and(|item| sealed_only(&item));
    view! {
        <Frame
            title=move || code.with_value(|code| name_of(app, code))
            sub=move || tr("stock.item_sub")
            back=Route::Stock
            back_word="stock.title"
            action=ViewFn::from(move || view! { <Confirm activity code form expected/> })
        >
            <Show when=sealed>
                <Callout icon="medicine" title=move || tr("stock.sealed_title")>
                    <p>{move || tr("stock.sealed_words")}</p>
                </Callout>
            </Show>
            <CountCard activity code form expected/>
            <UndoLast activity code/>
            <Loans code/>
            <Lots activity code/>
            {move || match moving.get() {
                true => view! { <Moving activity code open=moving/> }.into_any(),
                false => view! {
                    <Button icon="stock" label=move || tr("stock.moved") on_press=move || moving.set(true)/>
                }
                .into_any(),
            }}
        </Frame>
    }
}

/// Keeps the count, or says that a second person is missing and leads there.
#[component]
fn Confirm(
    /// The activity.
    activity: ActivityId,
    /// Code of the kit or item.
    code: StoredValue<String>,
    /// What is typed.
    form: Form,
    /// What there should be.
    expected: Memo<Option<i64>>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let press = move || match form.read(app, code.get_value()) {
        Err(_) => {
            form.alone.set(true);
            actions::guide::look_at("counted-with");
        }
        Ok(counting) => {
            busy.set(true);
            // The list says what is to be counted next.
            let go_on = navigate.get_value();
            spawn_local(async move {
                let saved = actions::stock::count(app, activity, counting).await;
                busy.set(false);
                if saved.is_ok() {
                    actions::say(app, tr("saved.here"));
                    go_on(&Route::Stock.path(), Default::default());
                }
            });
        }
    };
    let label = move || tr_with("stock.confirm", &[("n", &form.counted.get().to_string())]);
    let note = move || match form.with.read().is_empty() {
        true => Some(tr("stock.alone")),
        false => {
            gap_words(expected.get().map_or(0, |expected| i64::from(form.counted.get()) - expected))
        }
    };
    view! {
        <MainAction
            label=label
            busy_label=move || tr("common.saving")
            note=note
            icon="check"
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
