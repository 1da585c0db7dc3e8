//! The screen that closes the day, after asking once. It never refuses: it leads to what is open, and closing with
//! things open is a second button that leaves its reason in the log.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use passamano_core::id::ActivityId;
use passamano_core::record::{Activity, ActivityState};

use super::debrief::DebriefCard;
use super::open::{Clashes, Counts, Missing, Open, StepsLeft, open_things};
use super::summary::Summary;
use crate::actions::{self, steps};
use crate::components::{Button, Callout, EmptyPlace, Live, MainAction};
use crate::i18n::{tr, tr_count};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::said::said;
use crate::screen::shut::{WhoMay, Why, closed_words};
use crate::state::App;

/// Closes the activity that the phone works on.
#[component]
pub fn ClosePage() -> impl IntoView {
    let app = App::get();
    let activity = Memo::new(move |_| app.activity());
    move || {
        match activity.get() {
        Some(activity) => view! { <CloseScreen activity/> }.into_any(),
        None => view! {
            <Frame
                title=move || tr("close.title")
                back_word="common.today"
                action=ViewFn::from(|| view! {
                    <MainAction label=move || tr("guide.choose_activity") icon="calendar" href=Route::Activities.path()/>
                })
            >
                <EmptyPlace icon="check" title=move || tr("guide.no_activity") note=move || tr("close.no_activity_note")/>
            </Frame>
        }
        .into_any(),
    }
    }
}

/// The parts of closing, in the order of work.
#[component]
fn CloseScreen(
    /// The activity.
    activity: Activity,
) -> impl IntoView {
    let app = App::get();
    let id = activity.id;
    let title = activity.title.clone();
    let plan = activity.clone();
    let open = Memo::new(move |_| open_things(app, &plan));
    // Whoever comes back after closing comes to tell how it went.
    let closed = untrack(|| {
        app.world.with(|world| world.state(id).is_some_and(|s| s.fact == ActivityState::Closed))
    });
    view! {
        <Frame
            title=move || tr("close.title")
            sub=title
            back_word="common.today"
            action=ViewFn::from(move || view! { <CloseAction activity=id open/> })
        >
            <div class="stack-wide no-print">
                <Closed activity=id/>
                {closed.then(|| view! { <DebriefCard activity=id/> })}
                <StepsLeft activity=id open/>
            </div>
            <Counts activity=activity.clone()/>
            <Clashes activity=id/>
            {(!closed).then(|| view! { <div class="stack-wide no-print"><DebriefCard activity=id/></div> })}
            <Summary activity/>
        </Frame>
    }
}

/// That the day is closed, by whom, and the way to open it again for who may.
#[component]
fn Closed(
    /// The activity.
    activity: ActivityId,
) -> impl IntoView {
    let app = App::get();
    let closed = Memo::new(move |_| {
        let state = app.world.with(|world| world.state(activity).cloned());
        state.filter(|state| state.fact == ActivityState::Closed).map(|state| state.from)
    });
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    steps::follow(asking);
    let again = Callback::new(move |why| {
        busy.set(true);
        spawn_local(async move {
            // A failure says so in the notice, and the day stays closed.
            let _ = actions::guide::reopen(app, activity, why).await;
            let _ = busy.try_set(false);
            let _ = asking.try_set(false);
        });
    });
    let reopen = move || {
        match (actions::opening::may_decide(app), asking.get()) {
        (false, _) => view! { <p>{move || tr("close.who_reopens")}</p><WhoMay/> }.into_any(),
        (true, false) => view! {
            <Button icon="undo" label=move || tr("close.open_again") on_press=move || asking.set(true)/>
        }
        .into_any(),
        (true, true) => view! {
            <Why legend="shut.why_again" label="close.open_again" chosen=again cancel=move || asking.set(false) busy/>
        }
        .into_any(),
    }
    };
    move || {
        closed.get().map(|from| {
            view! {
                <Callout icon="check" title=move || closed_words(app) live=Live::Status>
                    <p>{move || said(app, &from)}</p>
                    {reopen}
                </Callout>
            }
        })
    }
}

/// Leads to the first open thing, or closes the day.
#[component]
fn CloseAction(
    /// The activity.
    activity: ActivityId,
    /// What is open.
    open: Memo<Open>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let state =
        Memo::new(move |_| app.world.with(|world| world.state(activity).map(|state| state.fact)));
    let over = move || state.get() >= Some(ActivityState::Closed);
    // The reason that closing would get, while it is asked whether to close.
    let asking = RwSignal::new(None::<Option<&'static str>>);
    steps::follow(asking);
    let close = move |reason: Option<&'static str>| {
        // Taken out first: the save may make this screen another activity's.
        let go_on = navigate.get_value();
        busy.set(true);
        spawn_local(async move {
            let saved = actions::guide::close(app, activity, reason).await;
            busy.set(false);
            if saved.is_ok() {
                go_on(&Route::Home.path(), Default::default());
            }
        });
    };
    move || {
        if let (false, Some(reason)) = (over(), asking.get()) {
            return view! {
                <p class="heavy" role="alert">{move || tr("close.sure")}</p>
                <MainAction
                    label=move || tr("close.yes")
                    busy_label=move || tr("common.saving")
                    icon="check"
                    on_press=move || close(reason)
                    busy=busy
                />
                <Button wide=true label=move || tr("common.cancel") on_press=move || asking.set(None)/>
            }
            .into_any();
        }
        match (over(), open.with(|open| open.missing.first().cloned())) {
        (true, _) => view! { <MainAction label=move || tr("common.to_today") icon="check" href=Route::Home.path()/> }.into_any(),
        (false, None) => view! {
            <MainAction label=move || tr("close.close") icon="check" on_press=move || asking.set(Some(None))/>
        }.into_any(),
        (false, Some(first)) => {
            let n = open.with(|open| open.missing.len() as u32);
            let route = match &first {
                Missing::Step(id) => Route::Step(id.clone()),
                Missing::Count(code) => Route::StockItem(code.clone()),
            };
            view! {
                <MainAction
                    label=move || tr_count("close.things_open", n)
                    note=move || first.name(app)
                    icon="onward"
                    href=route.path()
                />
                <Button
                    wide=true
                    label=move || tr("close.close_open")
                    on_press=move || asking.set(Some(Some("things_open")))
                />
            }
            .into_any()
        }
    }
    }
}
