//! One step: what to do, what to tick, when to stop and ask, and the ways around it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use passamano_core::guide::StepState;
use passamano_core::id::ActivityId;
use passamano_core::pack::{Guide, Opens, Step};

use super::checks::Checks;
use super::not_now::NotNow;
use super::step_action::StepAction;
use super::step_text::{DoList, StopAndAsk};
use super::suggest::Suggest;
use crate::actions;
use crate::components::{Button, Callout, Chip, ChipKind, EmptyPlace, MainAction};
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::activity::phase_key;
use crate::screen::frame::Frame;
use crate::screen::names::{reason_words, text};
use crate::screen::said::said;
use crate::state::App;

/// The step that the address names.
#[component]
pub fn StepPage() -> impl IntoView {
    let app = App::get();
    let params = use_params_map();
    let place = Memo::new(move |_| {
        let id = params.read().get("step")?;
        let toolkit = app.toolkit.get()?;
        toolkit.pack.step(&id).map(|(guide, step)| (guide.clone(), step.clone()))
    });
    let activity = Memo::new(move |_| app.activity().map(|activity| activity.id));
    move || {
        match place.get() {
        // Steps outside the day's guides are there to read: nobody counts them as the day's work.
        Some((guide, step)) => {
            let ticking = activity.get().filter(|_| guide.day);
            view! { <StepScreen guide step activity=ticking/> }.into_any()
        }
        None => view! {
            <Frame title=move || tr("guide.title") back=Route::Guide back_word="guide.title">
                <EmptyPlace icon="guide" title=move || tr("guide.no_step") note=move || tr("guide.no_step_note")/>
            </Frame>
        }
        .into_any(),
    }
    }
}

/// A step.
#[component]
fn StepScreen(
    /// The guide that it belongs to.
    guide: Guide,
    /// The step.
    step: Step,
    /// The activity whose progress is written down, if it is.
    activity: Option<ActivityId>,
) -> impl IntoView {
    let app = App::get();
    let number =
        guide.steps.iter().position(|s| s.id == step.id).map_or(1, |at| at + 1).to_string();
    let all = guide.steps.len().to_string();
    let phase = guide.phase;
    let sub = move || {
        let of = tr_with("guide.step_of", &[("n", &number), ("all", &all)]);
        Some(tr_with("guide.phase_step", &[("phase", &tr(phase_key(phase))), ("step", &of)]))
    };
    let back = if guide.day { Route::Guide } else { Route::GuideOf(guide.id.clone()) };
    let missing = RwSignal::new(false);
    let title = format!("{}.title", step.id);
    let shown = step.clone();
    let onward = back.clone();
    let action = move || {
        match activity {
        Some(activity) => view! { <StepAction activity step=shown.clone() missing/> }.into_any(),
        None => view! { <MainAction label=move || tr("guide.back_to_guide") icon="guide" href=onward.path()/> }.into_any(),
    }
    };
    let checks = (!step.checks.is_empty()).then(|| match activity {
        Some(activity) => {
            let checks = step.checks.clone();
            view! { <Checks activity checks legend=move || tr("guide.check") missing/> }.into_any()
        }
        None => view! { <super::all::CheckList step=step.clone()/> }.into_any(),
    });
    view! {
        <Frame
            title=move || text(app, &title)
            sub=sub
            back=back
            back_word="guide.title"
            action=ViewFn::from(action)
        >
            {step.mandatory.then(|| view! {
                <div class="row-wrap"><Chip kind=ChipKind::Must label=move || tr("common.must")/></div>
            })}
            {activity.map(|activity| view! { <Standing activity step=step.id.clone()/> })}
            <DoList step=step.clone()/>
            {checks}
            {step.opens.and_then(opened).map(|(key, route)| view! {
                <Button label=move || tr(key) icon="onward" wide=true href=route.path()/>
            })}
            <StopAndAsk step=step.clone()/>
            {activity.map(|activity| view! { <NotNow activity step=step.clone()/> })}
            <Suggest step=step.id.clone()/>
        </Frame>
    }
}

/// Where the step stands, when somebody marked it, and the way to take it up again.
#[component]
fn Standing(
    /// The activity.
    activity: ActivityId,
    /// The step's id.
    step: String,
) -> impl IntoView {
    let app = App::get();
    let id = StoredValue::new(step);
    let mark = Memo::new(move |_| {
        id.with_value(|id| app.world.with(|world| world.step(activity, id).cloned()))
    });
    let again = move || {
        spawn_local(async move {
            // A failure says so in the notice.
            let _ =
                actions::guide::mark(app, activity, &id.get_value(), StepState::Todo, None).await;
        });
    };
    move || {
        mark.get().map(|mark| {
            let (state, reason) = mark.fact;
            let (icon, key) = match state {
                StepState::Done => ("check", "guide.state_done"),
                StepState::Skipped => ("onward", "guide.state_skipped"),
                _ => ("lock", "guide.state_blocked"),
            };
            let from = mark.from;
            let why = move || reason.as_deref().and_then(reason_words);
            view! {
                <Callout icon=icon title=move || tr(key)>
                    {move || why().map(|why| view! { <p>{why}</p> })}
                    <p class="small soft">{move || said(app, &from)}</p>
                    <Button small=true icon="undo" label=move || tr("guide.take_up") on_press=again/>
                </Callout>
            }
        })
    }
}

/// The screen that does a step, and the key of the words that lead there.
fn opened(opens: Opens) -> Option<(&'static str, Route)> {
    Some(match opens {
        Opens::Stock => ("guide.opens.stock", Route::Stock),
        Opens::Feedback => ("guide.opens.feedback", Route::Feedback),
        Opens::Handout => ("guide.opens.handout", Route::HandOut),
        Opens::Happened => ("guide.opens.happened", Route::Happened),
        Opens::Gate => ("guide.opens.gate", Route::Gate),
        Opens::Close => ("guide.opens.close", Route::Close),
        Opens::Later(_) => return None,
    })
}
