//! What comes after a day was closed, on *Today*: tell how it went, count what is left, send what
//! is only here, and the next activity.

use leptos::prelude::*;
use passamano_core::record::Activity;
use passamano_core::stock::State;

use crate::components::{Button, Card, Line, Lines, MainAction};
use crate::i18n::{isolated, tr, tr_count, tr_with};
use crate::route::Route;
use crate::screen::shut::closed_words;
use crate::screen::when::date;
use crate::state::App;

/// What is left of the day.
#[derive(Debug, Clone, Default, PartialEq)]
struct Left {
    /// Kits of the plan that nobody counted, by code.
    uncounted: Vec<String>,
    /// Records that are on this phone only.
    held: u32,
    /// The next activity.
    next: Option<Activity>,
}

/// Tracked.
fn left(app: App, activity: &Activity) -> Left {
    let uncounted = app.world.with(|world| {
        let open = |code: &&String| world.ledger(activity.id, code).state == State::NotCounted;
        activity.kits.iter().filter(open).cloned().collect()
    });
    let held = if app.has_endpoint() { app.held() as u32 } else { 0 };
    Left { uncounted, held, next: app.following(activity.id) }
}

/// The card of what comes next.
#[component]
pub fn AfterClosing(
    /// The activity that is closed.
    activity: Activity,
) -> impl IntoView {
    let app = App::get();
    let left = Memo::new(move |_| left(app, &activity));
    let count = move || match left.with(|left| left.uncounted.len() as u32) {
        0 => tr("after.counted"),
        n => tr_count("after.to_count", n),
    };
    let send = move || match (left.with(|left| left.held), app.has_endpoint()) {
        (_, false) => tr("after.only_here"),
        (0, true) => tr("after.sent"),
        (n, true) => tr_count("after.to_send", n),
    };
    view! {
        <Card title=move || tr("after.title") icon="onward">
            <p>{move || closed_words(app)}</p>
            <Lines>
                <Line icon="team" words=move || tr("close.debrief") href=Route::Close.path()/>
                <Line icon="stock" words=move || tr("after.count") note=count href=Route::Stock.path()/>
                <Line icon="share" words=move || tr("after.send") note=send href=Route::Sent.path()/>
            </Lines>
            {move || match left.with(|left| left.next.clone()) {
                Some(next) => view! { <NextActivity next/> }.into_any(),
                None => view! { <p class="small soft">{move || tr("after.no_next")}</p> }.into_any(),
            }}
            <Button small=true icon="undo" label=move || tr("after.to_closed") href=Route::Close.path()/>
        </Card>
    }
}

/// Makes the next activity the one that this phone works on.
#[component]
fn NextActivity(
    /// The next activity.
    next: Activity,
) -> impl IntoView {
    let app = App::get();
    let (id, title, day) = (next.id, isolated(&next.title), date(next.day));
    let label = move || tr_with("after.next", &[("title", &title), ("day", &day)]);
    view! { <Button wide=true icon="calendar" label=label on_press=move || app.chosen.set(Some(id))/> }
}

/// The main action of *Today* once the day is closed: the first thing that is left.
#[component]
pub fn AfterAction(
    /// The activity that is closed.
    activity: Activity,
) -> impl IntoView {
    let app = App::get();
    let left = Memo::new(move |_| left(app, &activity));
    move || {
        let Left { uncounted, held, .. } = left.get();
        match (uncounted.first(), held) {
            (Some(code), _) => view! {
                <MainAction
                    label=move || tr("after.count")
                    note=move || tr_count("after.to_count", left.with(|left| left.uncounted.len() as u32))
                    icon="stock"
                    href=Route::StockItem(code.clone()).path()
                />
            }
            .into_any(),
            (None, n) if n > 0 => view! {
                <MainAction label=move || tr("after.send") note=move || tr_count("after.to_send", n) icon="share" href=Route::Sent.path()/>
            }
            .into_any(),
            _ => view! { <MainAction label=move || tr("close.debrief") icon="team" href=Route::Close.path()/> }.into_any(),
        }
    }
}
