//! The guide of the day: before, during and after as cords of steps, and what comes next.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::pack::Phase as When;
use passamano_core::projection::{Next, phase_of};

use super::guide_cord::GuideCord;
use super::next::{next_of, state_of};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::activity::phase_key;
use crate::screen::frame::Frame;
use crate::screen::names::{text, title_of_pack};
use crate::screen::said::said;
use crate::state::App;

/// The guide of the activity that the phone works on.
#[component]
pub fn GuidePage() -> impl IntoView {
    let app = App::get();
    let activity = Memo::new(move |_| app.activity().map(|activity| activity.id));
    let version =
        move || app.toolkit.with(|toolkit| toolkit.as_ref().map(|t| t.pack.version.clone()));
    let sub = move || {
        let (title, version) = (title_of_pack(app), version()?);
        Some(tr_with("guide.sub", &[("title", &title), ("version", &version)]))
    };
    view! {
        <Frame
            title=move || tr("guide.title")
            sub=sub
            back_word="common.today"
            action=ViewFn::from(move || view! { <NextAction activity/> })
        >
            {move || match activity.get() {
                Some(activity) => {
                    let now = untrack(|| phase_of(state_of(app, activity)));
                    [When::Before, When::During, When::After]
                        .map(|phase| view! { <PhaseBlock activity phase open=phase == now/> })
                        .collect_view()
                        .into_any()
                }
                None => view! {
                    <EmptyPlace icon="guide" title=move || tr("guide.no_activity") note=move || tr("guide.no_activity_note")/>
                }
                .into_any(),
            }}
            <Button label=move || tr("guide.all") icon="guide" href=Route::Guides.path()/>
        </Frame>
    }
}

/// What to do next, as the main action.
#[component]
fn NextAction(
    /// The activity, if there is one.
    activity: Memo<Option<ActivityId>>,
) -> impl IntoView {
    let app = App::get();
    let next = Memo::new(move |_| activity.get().map(|id| next_of(app, id)));
    move || {
        match next.get() {
        None => view! {
            <MainAction label=move || tr("guide.choose_activity") icon="calendar" href=Route::Activities.path()/>
        }
        .into_any(),
        Some(Next::Step(id, number)) => {
            let title = format!("{id}.title");
            view! {
                <MainAction
                    label=move || tr_with("guide.open_step", &[("n", &number.to_string())])
                    note=move || text(app, &title)
                    icon="onward"
                    href=Route::Step(id.clone()).path()
                />
            }
            .into_any()
        }
        Some(Next::Gate) => view! {
            <MainAction label=move || tr("gate.title") note=move || tr("guide.gate_note") icon="onward" href=Route::Gate.path()/>
        }
        .into_any(),
        Some(Next::Close) => view! {
            <MainAction label=move || tr("close.title") note=move || tr("guide.close_note") icon="onward" href=Route::Close.path()/>
        }
        .into_any(),
        Some(Next::Nothing) => view! {
            <MainAction label=move || tr("guide.see_day") icon="onward" href=Route::Close.path()/>
        }
        .into_any(),
    }
    }
}

/// One phase with the cords of its guides.
#[component]
fn PhaseBlock(
    /// The activity.
    activity: ActivityId,
    /// The phase.
    phase: When,
    /// It is the one that the team is in.
    open: bool,
) -> impl IntoView {
    let app = App::get();
    let progress = Memo::new(move |_| {
        let toolkit = app.toolkit.get()?;
        Some(app.world.with(|world| world.standing(activity).phase(&toolkit.pack, phase)))
    });
    let guides = Memo::new(move |_| match app.toolkit.get() {
        Some(toolkit) => toolkit.pack.day_guides(phase).cloned().collect::<Vec<_>>(),
        None => vec![],
    });
    let count = move || {
        let progress = progress.get()?;
        let (n, all) = (progress.done.to_string(), progress.total.to_string());
        Some(tr_with("guide.done_of", &[("n", &n), ("all", &all)]))
    };
    let note = move || match phase {
        When::Before => {
            let gate =
                app.world.with(|world| world.gate(activity).map(|fold| (fold.from, fold.fact.go)));
            gate.map(|(from, go)| {
                let key = if go { "gate.was_opened" } else { "gate.was_no_go" };
                tr_with(key, &[("who", &said(app, &from))])
            })
        }
        _ => None,
    };
    view! {
        <Phase
            name=move || tr(phase_key(phase))
            count=count
            done=move || progress.get().is_some_and(|p| p.total > 0 && p.finished())
            open=open
        >
            <div class="stack-wide">
                {move || note().map(|note| view! { <p class="small soft">{note}</p> })}
                {move || {
                    let guides = guides.get();
                    let several = guides.len() > 1;
                    guides.into_iter().map(|guide| view! { <GuideCord activity guide headed=several/> }).collect_view()
                }}
            </div>
        </Phase>
    }
}
