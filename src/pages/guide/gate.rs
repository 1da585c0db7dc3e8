//! Go or no-go: what is checked before a distribution opens, by section, and what was decided. The
//! decision itself is in `gate_decision.rs`.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::guide::{GateResult, evaluate};
use passamano_core::id::ActivityId;
use passamano_core::pack::{GateList, Section};
use passamano_core::record::{Activity, ActivityState};

use super::checks::Checks;
use super::gate_decision::Decision;
use super::gate_risks::{Risks, Watch};
use super::words::{said, state_of, text};
use crate::actions;
use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with};
use crate::pages::Frame;
use crate::route::Route;
use crate::state::App;

/// The gate of the activity that the phone works on.
#[component]
pub fn GatePage() -> impl IntoView {
    let app = App::get();
    let activity = Memo::new(move |_| app.activity());
    let list = Memo::new(move |_| app.toolkit.get().map(|toolkit| toolkit.pack.gate.clone()));
    move || {
        match (activity.get(), list.get()) {
        (Some(activity), Some(list)) => view! { <GateScreen activity list/> }.into_any(),
        _ => view! {
            <Frame
                title=move || tr("gate.title")
                back=Route::Guide
                back_word="guide.title"
                action=ViewFn::from(|| view! {
                    <MainAction label=move || tr("guide.choose_activity") icon="calendar" href=Route::Activities.path()/>
                })
            >
                <EmptyPlace icon="guide" title=move || tr("guide.no_activity") note=move || tr("gate.no_activity_note")/>
            </Frame>
        }
        .into_any(),
    }
    }
}

/// The checks, the risks and the decision.
#[component]
fn GateScreen(
    /// The activity.
    activity: Activity,
    /// What is checked.
    list: GateList,
) -> impl IntoView {
    let app = App::get();
    let Activity { id, title, tally, .. } = activity;
    let missing = RwSignal::new(false);
    let whole = list.clone();
    let result = Memo::new(move |_| {
        let ticked = app.world.with(|world| world.standing(id).ticked);
        evaluate(&whole, &ticked, &BTreeMap::new())
    });
    let sections = list.sections.clone();
    let checks = list.sections.into_iter().map(move |section| {
        let Section { id: name, checks } = section;
        let legend = move || {
            let now = result
                .with(|r| r.sections.iter().find(|s| s.id == name).map(|s| (s.done, s.total)));
            let (done, total) = now.unwrap_or_default();
            let (title, done, total) =
                (text(app, &format!("gate.{name}.title")), done.to_string(), total.to_string());
            tr_with("gate.section", &[("title", &title), ("n", &done), ("all", &total)])
        };
        view! { <Checks activity=id checks legend=legend missing/> }
    });
    view! {
        <Frame
            title=move || tr("gate.title")
            sub=title
            back=Route::Guide
            back_word="guide.title"
            action=ViewFn::from(move || view! { <Decision activity=id tally result missing/> })
        >
            <Verdict activity=id result/>
            <Lines card=true>
                {sections.into_iter().enumerate().map(|(at, section)| view! {
                    <Line words=move || text(app, &format!("gate.{}.title", section.id))>
                        <span class="small soft number">
                            {move || result.with(|r| r.sections.get(at).map(|s| {
                                tr_with("common.of", &[("a", &s.done.to_string()), ("b", &s.total.to_string())])
                            }))}
                        </span>
                    </Line>
                }).collect_view()}
            </Lines>
            {checks.collect_view()}
            <Risks activity=id risks=list.risks.clone() result missing/>
            <Watch risks=list.risks/>
        </Frame>
    }
}

/// What the gate says now, and what was decided.
#[component]
fn Verdict(
    /// The activity.
    activity: ActivityId,
    /// The gate now.
    result: Memo<GateResult>,
) -> impl IntoView {
    let app = App::get();
    let decided = Memo::new(move |_| app.world.with(|world| world.gate(activity).cloned()));
    let moved = Memo::new(move |_| {
        app.world.with(|world| {
            world.state(activity).filter(|s| s.fact == ActivityState::Open).map(|s| s.from.record)
        })
    });
    let take_back = move || {
        let gate = decided.get_untracked().map(|fold| fold.from.record);
        let records = gate
            .into_iter()
            .chain(moved.get_untracked())
            .map(|record| (record, Some(activity)))
            .collect();
        spawn_local(async move {
            // A failure says so in the notice.
            let _ = actions::undo(app, records).await;
        });
    };
    let planned = Memo::new(move |_| state_of(app, activity) == ActivityState::Planned);
    let open = move || {
        let (must, other, risks) = result.with(|r| {
            (r.open_must.len() as u32, r.open_other.len() as u32, r.stop_risks.len() as u32)
        });
        let risks = ("gate.open_risks", if planned.get() { risks } else { 0 });
        [("gate.open_must", must), risks, ("gate.open_other", other)]
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(key, n)| view! { <li class="bullet">{tr_count(key, n)}</li> })
            .collect_view()
    };
    let verdict = Memo::new(move |_| result.with(|r| (r.can_open, r.open_other.is_empty())));
    view! {
        {move || {
            let (kind, icon, key) = match (planned.get(), verdict.get()) {
                // Once people are served, what is open is to be mended and keeps nothing closed.
                (false, _) => (CalloutKind::Held, "check", "gate.is_open"),
                (true, (false, _)) => (CalloutKind::Stop, "stop", "gate.cannot"),
                (true, (true, false)) => (CalloutKind::Held, "warning", "gate.conditions"),
                (true, (true, true)) => (CalloutKind::Plain, "check", "gate.pass"),
            };
            view! {
                <Callout kind=kind icon=icon live=Live::Status title=move || tr(key)>
                    <ul class="bullets">{open}</ul>
                </Callout>
            }
        }}
        {move || decided.get().map(|fold| {
            let key = if fold.fact.go { "gate.was_opened" } else { "gate.was_no_go" };
            let from = fold.from;
            view! {
                <Callout icon="team" title=move || tr_with(key, &[("who", &said(app, &from))]) live=Live::Status>
                    <Button small=true icon="undo" label=move || tr("common.undo") on_press=take_back/>
                </Callout>
            }
        })}
    }
}
