//! What a screen of handing out says while nothing may leave: why, who may decide, and for
//! somebody of the desk the exception with its reason. That nothing leaves is decided at each
//! save, in [`crate::actions::opening`].

use leptos::prelude::*;
use passamano_core::opening::{Exception, Shut};
use passamano_core::record::ActivityState;

use crate::actions::opening;
use crate::components::*;
use crate::i18n::{isolated, tr, tr_known, tr_with};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::reason::{Reason, ReasonChoice};
use crate::screen::save_or_cancel::SaveOrCancel;
use crate::screen::when::date;
use crate::state::App;

/// Why nothing may leave, or under which exception it does; nothing while the activity is open.
#[component]
pub fn ShutNotice() -> impl IntoView {
    let app = App::get();
    let shut = Memo::new(move |_| opening::shut(app));
    let exception = Memo::new(move |_| opening::exception(app));
    move || {
        match (shut.get(), exception.get()) {
        (None, _) => ().into_any(),
        (Some(_), Some(why)) => view! {
            <Callout kind=CalloutKind::Held icon="warning" live=Live::Status title=move || tr("shut.giving")>
                <p>{move || tr_with("shut.giving_words", &[("why", &why_words(why))])}</p>
                <Button small=true icon="close" label=move || tr("shut.giving_end") on_press=move || opening::end_exception(app)/>
            </Callout>
        }
        .into_any(),
        (Some(shut), None) => view! {
            <Callout kind=CalloutKind::Stop icon="clock" live=Live::Status title=move || title(app, shut)>
                <p>{move || tr(words_key(shut))}</p>
                <WhoMay/>
            </Callout>
            <Show when=move || shut != Shut::NoActivity && opening::may_decide(app)><GiveAnyway/></Show>
            <Show when=move || shut == Shut::NotYet && !opening::may_decide(app)><TheWord/></Show>
        }
        .into_any(),
    }
    }
}

/// Who may open and make an exception, for somebody who may not.
#[component]
pub fn WhoMay() -> impl IntoView {
    let app = App::get();
    let names = move || {
        let names = opening::who_may(app);
        let names: Vec<String> = names.iter().map(|name| isolated(name)).collect();
        match names.is_empty() {
            true => tr("shut.ask_nobody"),
            false => tr_with("shut.ask", &[("names", &names.join(&tr("handout.list_comma")))]),
        }
    };
    view! { <Show when=move || !opening::may_decide(app)><p>{names}</p></Show> }
}

/// The exception: a reason, and from then on this phone gives.
#[component]
fn GiveAnyway() -> impl IntoView {
    let app = App::get();
    let asking = RwSignal::new(false);
    let chosen = Callback::new(move |why| opening::allow(app, why));
    move || {
        match asking.get() {
        false => view! {
            <Button wide=true label=move || tr("shut.give_anyway") on_press=move || asking.set(true)/>
        }
        .into_any(),
        true => view! {
            <Why legend="shut.why" label="shut.give_from_now" chosen cancel=move || asking.set(false)/>
        }
        .into_any(),
    }
    }
}

/// For a phone that has not heard that it is open: the word of who opened it.
#[component]
fn TheWord() -> impl IntoView {
    let app = App::get();
    let (typed, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let take = move || wrong.set(!opening::take_word(app, &typed.get_untracked()));
    view! {
        <form novalidate=true on:submit=move |event| { event.prevent_default(); take(); }>
            <Field
                id="opening-word"
                kind=FieldKind::Code
                label=move || tr("shut.word")
                hint=move || tr("shut.word_hint")
                value=typed
                error=move || wrong.get().then(|| tr("shut.word_wrong"))
                autocomplete="off"
            >
                <Button submit=true label=move || tr("shut.word_take")/>
            </Field>
        </form>
    }
}

/// Asks for the reason of an exception.
#[component]
pub fn Why(
    /// Key of the question.
    legend: &'static str,
    /// Key of the button that goes on.
    label: &'static str,
    /// Called with the reason.
    chosen: Callback<Exception>,
    /// Called when the person leaves it.
    #[prop(into)]
    cancel: Callback<()>,
    /// It is being saved.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let reason = Reason::new("why-shut");
    let options =
        move || Exception::CHOICES.map(|why| Opt::new(why.code(), why_words(why))).to_vec();
    let press = move || {
        if let Some(why) = reason.chosen().as_deref().and_then(Exception::from_code) {
            chosen.run(why);
        }
    };
    view! {
        <div class="stack">
            <ReasonChoice reason legend=move || tr(legend) options=options/>
            <SaveOrCancel label busy on_save=press on_cancel=cancel/>
        </div>
    }
}

/// A screen that hands out nothing now. What is allowed at any time stands below.
#[component]
pub fn ShutScreen(
    /// Key of the title.
    title: &'static str,
    /// Where *Back* leads.
    #[prop(default = Route::Home)]
    back: Route,
    /// What is allowed at any time, such as taking a loan back.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <Frame title=move || tr(title) back=back action=ViewFn::from(|| view! { <ShutAction/> })>
            <ShutNotice/>
            {children.map(|children| children())}
        </Frame>
    }
}

/// What leads on from a screen that hands out nothing.
#[component]
pub fn ShutAction() -> impl IntoView {
    let app = App::get();
    let shut = Memo::new(move |_| opening::shut(app));
    move || {
        let (key, icon, route) = match shut.get()? {
            Shut::NoActivity => ("handout.no_activity", "calendar", Route::Activities),
            Shut::NotYet | Shut::Paused => ("handout.open_first", "guide", Route::Gate),
            Shut::Closed => ("shut.what_next", "onward", Route::Home),
            Shut::Cancelled | Shut::Aborted | Shut::Later => {
                ("handout.choose_activity", "calendar", Route::Activities)
            }
        };
        Some(view! { <MainAction label=move || tr(key) icon=icon href=route.path()/> })
    }
}

/// Whether a form of handing out is kept back: until it opens, and never while somebody fills it
/// in, because what is typed would be lost. The save refuses then.
pub fn kept_back_at_first(app: App) -> Signal<bool> {
    let kept = RwSignal::new(untrack(|| opening::kept_back(app)).is_some());
    Effect::new(move |_| {
        if opening::kept_back(app).is_none() && kept.get_untracked() {
            kept.set(false);
        }
    });
    kept.into()
}

/// The words of a reason. Tracked.
pub fn why_words(why: Exception) -> String {
    tr_known("shut.reason", why.code())
}

/// When the day was closed. Tracked.
pub fn closed_words(app: App) -> String {
    let moved = app.activity().and_then(|activity| {
        app.world.with(|world| world.state(activity.id).map(|fold| (fold.fact, fold.from)))
    });
    match moved {
        Some((ActivityState::Closed, from)) if from.at.day() == app.now.get().day() => {
            tr_with("shut.closed_at", &[("time", &from.at.clock())])
        }
        Some((ActivityState::Closed, from)) => {
            let (day, time) = (date(from.at.day()), from.at.clock());
            tr_with("shut.closed_on", &[("day", &day), ("time", &time)])
        }
        _ => tr("activity.closed"),
    }
}

fn title(app: App, shut: Shut) -> String {
    match shut {
        Shut::NoActivity => tr("guide.no_activity"),
        Shut::NotYet => tr("handout.not_open"),
        Shut::Paused => tr("shut.paused"),
        Shut::Closed => closed_words(app),
        Shut::Cancelled => tr("shut.cancelled"),
        Shut::Aborted => tr("activity.aborted"),
        Shut::Later => tr("shut.later"),
    }
}

fn words_key(shut: Shut) -> &'static str {
    match shut {
        Shut::NoActivity => "shut.no_activity_words",
        Shut::NotYet => "handout.not_open_words",
        Shut::Paused => "shut.paused_words",
        Shut::Closed => "shut.closed_words",
        Shut::Cancelled | Shut::Aborted => "shut.stopped_words",
        Shut::Later => "shut.later_words",
    }
}
