//! Today: the activity, the next step of its guide, where the records are, and one tap to
//! everything that a day needs.

mod after;

use leptos::prelude::*;
use passamano_core::projection::phases_ahead;
use passamano_core::record::{Activity, ActivityState};

use self::after::{AfterAction, AfterClosing};
use crate::actions::arrival;
use crate::components::*;
use crate::i18n::{tr, tr_count_with, tr_with};
use crate::route::Route;
use crate::screen::activity::{hours, phase_key, state_word};
use crate::screen::chain::SentChain;
use crate::screen::install::InstallHint;
use crate::screen::notices::{Notices, UpdateReady};
use crate::screen::practice::Practice;
use crate::screen::recovery::RecoveryAsk;
use crate::screen::when::date;
use crate::state::App;

/// The first screen of somebody in a team.
#[component]
pub fn TodayPage() -> impl IntoView {
    let app = App::get();
    arrival::at(Signal::derive(|| tr("common.today")));
    let activity = Memo::new(move |_| app.activity());
    let closed = Memo::new(move |_| {
        let activity = activity.get()?;
        let state = app.world.with(|world| world.state(activity.id).map(|fold| fold.fact));
        (state == Some(ActivityState::Closed)).then_some(activity)
    });
    let tally = move || activity.with(|a| a.as_ref().is_some_and(|a| a.tally));
    view! {
        <SkipLink label=move || tr("common.skip")/>
        <div class="screen">
            <AppBar mark=true title=move || tr("common.today") sub=move || app.space_name()>
                <AppBarButton label=move || tr("more.language") icon="language" href=Route::More.path()/>
                <AppBarButton label=move || tr("common.more") icon="more" href=Route::More.path()/>
            </AppBar>
            <main class="screen-main" id="main" tabindex="-1">
                <UpdateReady/>
                <Practice/>
                {move || match activity.get() {
                    Some(activity) => view! { <Now activity/> }.into_any(),
                    None => view! { <Nothing/> }.into_any(),
                }}
                {move || closed.get().map(|activity| view! { <AfterClosing activity/> })}
                <SentChain/>
                <Tiles label=move || tr("today.tiles")>
                    <Tile label=move || tr("common.feedback") icon="feedback" href=Route::Feedback.path()/>
                    <Tile label=move || tr("answers.title") icon="help" href=Route::Answers.path()/>
                    <Tile label=move || tr("today.stock") icon="stock" href=Route::Stock.path()/>
                    <Tile label=move || tr("today.close") icon="check" href=Route::Close.path()/>
                    <Tile label=move || tr("today.remark") icon="pen" href=Route::Remark.path()/>
                    <Tile label=move || tr("common.happened") icon="warning" stop=true wide=true href=Route::Happened.path()/>
                    <Show when=move || app.opens_desk()>
                        <Tile label=move || tr("today.desk") icon="chart" wide=true href=Route::Desk.path()/>
                    </Show>
                </Tiles>
                <RecoveryAsk/>
                <InstallHint/>
            </main>
            <Dock label=move || tr("common.next_action") news=|| view! { <Notices/> }>
              {move || match closed.get() {
                Some(activity) => view! { <AfterAction activity/> }.into_any(),
                None => view! {
                <Show
                    when=tally
                    fallback=|| view! {
                        <MainAction label=move || tr("today.hand_out") note=move || tr("today.hand_out_note") icon="scan" href=Route::HandOut.path()/>
                    }
                >
                    <MainAction label=move || tr("today.count") note=move || tr("today.count_note") icon="plus" href=Route::Tally.path()/>
                </Show>
                }.into_any(),
              }}
            </Dock>
        </div>
    }
}

/// The card of the activity that the phone works on.
#[component]
fn Now(
    /// The activity.
    activity: Activity,
) -> impl IntoView {
    let app = App::get();
    let id = activity.id;
    let state = Memo::new(move |_| {
        app.world.with(|w| w.state(id).map_or(ActivityState::Planned, |s| s.fact))
    });
    let served = Memo::new(move |_| app.world.with(|w| w.served(id)));
    let hours = hours(&activity);
    let (day, plan) = (activity.day, activity.clone());
    let is_today = move || plan.day_of(app.now.get()) == day;
    let all = if activity.expected == 0 { None } else { Some(activity.expected) };
    view! {
        <Card
            now=true
            title=activity.title.clone()
            end=ViewFn::from(|| view! { <TextLink small=true label=move || tr("today.all") href=Route::Activities.path()/> })
        >
            <div class="row-wrap">
                <Chip kind=ChipKind::Now label=move || state_word(state.get())/>
                <Show when=move || !is_today()><Chip kind=ChipKind::Outline label=date(day)/></Show>
            </div>
            <Facts>
                <Fact icon="clock">{hours}</Fact>
                <Fact icon="map-pin">{activity.place.clone()}</Fact>
                <Fact icon="household">
                    {move || match all {
                        Some(all) => tr_count_with("today.served_of", served.get(), &[("all", &all.to_string())]),
                        None => tr_with("today.served", &[("n", &served.get().to_string())]),
                    }}
                </Fact>
            </Facts>
            <Next id/>
        </Card>
    }
}

/// The next open step of the guide.
#[component]
fn Next(
    /// The activity.
    id: passamano_core::id::ActivityId,
) -> impl IntoView {
    let app = App::get();
    let next = move || {
        let toolkit = app.toolkit.get()?;
        let standing = app.world.with(|w| w.standing(id));
        let state = app.world.with(|w| w.state(id).map_or(ActivityState::Planned, |s| s.fact));
        phases_ahead(state).iter().copied().find_map(|phase| {
            let (_, step) = standing.next(&toolkit.pack, phase)?;
            let progress = standing.phase(&toolkit.pack, phase);
            let title = toolkit.texts.text(&format!("{}.title", step.id)).to_string();
            Some((
                phase,
                progress.done + progress.skipped + 1,
                progress.total,
                title,
                step.id.clone(),
            ))
        })
    };
    move || {
        next().map(|(phase, number, total, title, step)| {
            let places = [("n", number.to_string()), ("all", total.to_string())];
            let note = move || {
                let [(a, n), (b, all)] = &places;
                format!("{} · {}", tr(phase_key(phase)), tr_with("guide.step_of", &[(a, n), (b, all)]))
            };
            view! { <NextStep number=number.to_string() note=note title href=Route::Step(step).path()/> }
        })
    }
}

/// No activity is planned.
#[component]
fn Nothing() -> impl IntoView {
    let app = App::get();
    view! {
        <EmptyPlace icon="calendar" title=move || tr("today.none") note=move || tr("today.none_note")>
            <Show when=move || app.opens_desk()>
                <Button label=move || tr("today.plan") wide=true href=Route::DeskActivities.path()/>
            </Show>
        </EmptyPlace>
    }
}
