//! Go or no-go: what is checked before a distribution opens, by section, and what was decided. The
//! decision itself is in `gate_decision.rs`.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::guide::{GateResult, evaluate};
use passamano_core::id::ActivityId;
use passamano_core::pack::{Check, GateList, Section};
use passamano_core::record::{Activity, ActivityState};

use super::checks::Checks;
use super::gate_decision::{Decision, NoGo, Pause};
use super::gate_onward::Onward;
use super::gate_risks::{Risks, Watch};
use super::words::state_of;
use crate::actions;
use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with, unbroken};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::names::text;
use crate::screen::said::said;
use crate::screen::shut::{WhoMay, closed_words};
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
    let onward = Onward::new();
    let whole = list.clone();
    let result = Memo::new(move |_| {
        let ticked = app.world.with(|world| world.standing(id).ticked);
        evaluate(&whole, &ticked, &BTreeMap::new())
    });
    // What is missing first. The order is made once: a row must not move under a thumb.
    let mut sections = list.sections;
    let open_must = move |section: &Section| {
        result.with_untracked(|r| {
            section.checks.iter().filter(|check| r.open_must.contains(&check.id)).count()
        })
    };
    sections.sort_by_key(|section| open_must(section) == 0);
    let sections = sections.into_iter().enumerate().map(move |(at, section)| {
        let open = at == 0 && open_must(&section) > 0;
        view! { <Part activity=id section result missing open onward/> }
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
            <NoGo activity=id result/>
            <div>
                {sections.collect_view()}
                <Risks activity=id risks=list.risks.clone() result missing onward/>
                <Watch risks=list.risks/>
            </div>
            <p class="hidden-text" role="status">{move || onward.said()}</p>
        </Frame>
    }
}

/// One section: a row that opens, with what is still missing in it.
#[component]
fn Part(
    /// The activity.
    activity: ActivityId,
    /// The section.
    section: Section,
    /// The gate now.
    result: Memo<GateResult>,
    /// See [`Checks`].
    missing: RwSignal<bool>,
    /// It is open at first.
    open: bool,
    /// What opens when nothing is missing here.
    onward: Onward,
) -> impl IntoView {
    let app = App::get();
    let Section { id, mut checks } = section;
    let title = move |id: &str| text(app, &format!("gate.{id}.title"));
    let ids: Vec<String> = checks.iter().map(|check| check.id.clone()).collect();
    let own = id.clone();
    let now = Memo::new(move |_| {
        result.with(|r| {
            let part = r.sections.iter().find(|section| section.id == own);
            let (done, total) = part.map_or((0, 0), |part| (part.done, part.total));
            (done, total, ids.iter().filter(|id| r.open_must.contains(id)).count() as u32)
        })
    });
    let ticked = |check: &Check| {
        result.with_untracked(|r| {
            if r.open_must.contains(&check.id) {
                0
            } else {
                1 + u8::from(!r.open_other.contains(&check.id))
            }
        })
    };
    checks.sort_by_key(ticked);
    let count = move || {
        let (done, total, must) = now.get();
        let of = tr_with("common.of", &[("a", &done.to_string()), ("b", &total.to_string())]);
        match must {
            0 => of,
            n => format!("{of} · {}", tr_count("gate.missing", n)),
        }
    };
    let head = format!("gate-{id}");
    let name = Signal::derive(move || title(&id));
    let on_must = onward.takes_in(head.clone(), name, now);
    view! {
        <Phase
            id=head
            name=name
            count=count
            done=move || { let (done, total, _) = now.get(); done == total }
            open=open
        >
            <Checks activity checks legend=name missing headed=false on_must=on_must/>
        </Phase>
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
    let state = Memo::new(move |_| state_of(app, activity));
    let planned = move || state.get() == ActivityState::Planned;
    let may_decide = Memo::new(move |_| actions::opening::may_decide(app));
    let open = move || {
        let (must, other, risks) = result.with(|r| {
            (r.open_must.len() as u32, r.open_other.len() as u32, r.stop_risks.len() as u32)
        });
        let risks = ("gate.open_risks", if planned() { risks } else { 0 });
        [("gate.open_must", must), risks, ("gate.open_other", other)]
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(key, n)| view! { <li class="bullet">{tr_count(key, n)}</li> })
            .collect_view()
    };
    let word = Memo::new(move |_| actions::opening::word(app));
    let who_decides = move || tr(if may_decide.get() { "gate.you_may" } else { "gate.all_tick" });
    let verdict = Memo::new(move |_| result.with(|r| (r.can_open, r.open_other.is_empty())));
    view! {
        {move || {
            let (kind, icon, key) = match (state.get(), verdict.get()) {
                (ActivityState::Planned, (false, _)) => (CalloutKind::Stop, "stop", "gate.cannot"),
                (ActivityState::Planned, (true, false)) => {
                    (CalloutKind::Held, "warning", "gate.conditions")
                }
                (ActivityState::Planned, (true, true)) => (CalloutKind::Plain, "check", "gate.pass"),
                // Once people are served, what is open is to be mended and keeps nothing closed.
                (ActivityState::Open, _) => (CalloutKind::Held, "check", "gate.is_open"),
                (ActivityState::Paused, _) => (CalloutKind::Stop, "clock", "shut.paused"),
                _ => (CalloutKind::Held, "clock", "activity.closed"),
            };
            let title = move || match state.get() >= ActivityState::Closed {
                true => closed_words(app),
                false => tr(key),
            };
            view! {
                <Callout kind=kind icon=icon live=Live::Status title=title>
                    <ul class="bullets">{open}</ul>
                    <Show when=planned><p>{who_decides}</p><WhoMay/></Show>
                    {move || word.get().map(|word| tr_with("gate.word", &[("word", &unbroken(&word))])).map(|words| view! { <p>{words}</p> })}
                </Callout>
            }
        }}
        <Pause activity/>
        {move || decided.get().map(|fold| {
            let key = if fold.fact.go { "gate.was_opened" } else { "gate.was_no_go" };
            let from = fold.from;
            view! {
                <Callout icon="team" title=move || tr_with(key, &[("who", &said(app, &from))]) live=Live::Status>
                    <Show when=move || may_decide.get()>
                        <Button small=true icon="undo" label=move || tr("common.undo") on_press=take_back/>
                    </Show>
                </Callout>
            }
        })}
    }
}
