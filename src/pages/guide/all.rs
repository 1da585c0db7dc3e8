//! All guides of the pack, to read. Only the day's guides have steps to tick, and those are
//! ticked on the step's own screen.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use passamano_core::pack::{Guide, Phase as When, Step};

use super::guide_cord::GuideCord;
use super::step_text::{DoList, StopAndAsk};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::activity::phase_key;
use crate::screen::frame::Frame;
use crate::screen::names::{text, title_of_pack};
use crate::state::App;

/// The list of guides, by phase.
#[component]
pub fn GuidesPage() -> impl IntoView {
    let app = App::get();
    let guides =
        Memo::new(move |_| app.toolkit.get().map(|t| t.pack.guides.clone()).unwrap_or_default());
    let group = move |phase: When| {
        let here = |guide: &Guide| match guide.phase {
            When::Later(_) => phase == When::Anytime,
            other => other == phase,
        };
        let guides: Vec<_> = guides.get().into_iter().filter(here).collect();
        (!guides.is_empty()).then(|| {
            view! {
                <section class="stack">
                    <h2 class="heavy">{move || tr(phase_key(phase))}</h2>
                    <Lines card=true>{guides.into_iter().map(guide_line).collect_view()}</Lines>
                </section>
            }
        })
    };
    view! {
        <Frame title=move || tr("guide.all") sub=move || title_of_pack(app) back=Route::Guide back_word="guide.title">
            <Show when=move || guides.read().is_empty()>
                <EmptyPlace icon="guide" title=move || tr("guide.no_pack") note=move || tr("guide.no_pack_note")/>
            </Show>
            {move || [When::Before, When::During, When::After, When::Anytime].map(group).collect_view()}
        </Frame>
    }
}

fn guide_line(guide: Guide) -> impl IntoView {
    let app = App::get();
    let title = format!("{}.title", guide.id);
    let purpose = format!("{}.purpose", guide.id);
    view! {
        <Line
            words=move || text(app, &title)
            note=move || text(app, &purpose)
            href=Route::GuideOf(guide.id.clone()).path()
        />
    }
}

/// The guide that the address names.
#[component]
pub fn GuideOfPage() -> impl IntoView {
    let app = App::get();
    let params = use_params_map();
    let guide = Memo::new(move |_| {
        let id = params.read().get("guide")?;
        app.toolkit.get()?.pack.guide(&id).cloned()
    });
    let activity = Memo::new(move |_| app.activity().map(|activity| activity.id));
    let title = move || match guide.get() {
        Some(guide) => text(app, &format!("{}.title", guide.id)),
        None => tr("guide.title"),
    };
    let sub = move || guide.get().map(|guide| time_words(guide.minutes));
    view! {
        <Frame title=title sub=sub back=Route::Guides back_word="guide.all">
            {move || match (guide.get(), activity.get()) {
                (None, _) => view! {
                    <EmptyPlace icon="guide" title=move || tr("guide.no_guide") note=move || tr("guide.no_step_note")/>
                }
                .into_any(),
                (Some(guide), Some(activity)) if guide.day => view! {
                    <Purpose id=guide.id.clone()/>
                    <GuideCord activity guide headed=false/>
                }
                .into_any(),
                (Some(guide), _) => view! {
                    <Purpose id=guide.id.clone()/>
                    {guide.steps.into_iter().enumerate().map(|(at, step)| view! { <StepToRead number=at + 1 step/> }).collect_view()}
                }
                .into_any(),
            }}
        </Frame>
    }
}

/// What the guide is for.
#[component]
fn Purpose(
    /// The guide's id.
    id: String,
) -> impl IntoView {
    let app = App::get();
    view! { <p class="lead">{move || text(app, &format!("{id}.purpose"))}</p> }
}

/// A step with all that it says.
#[component]
fn StepToRead(
    /// Its number in the guide.
    number: usize,
    /// The step.
    step: Step,
) -> impl IntoView {
    let app = App::get();
    let title = format!("{}.title", step.id);
    let name = move || {
        tr_with("guide.numbered", &[("n", &number.to_string()), ("title", &text(app, &title))])
    };
    view! {
        <Phase name=name count=step.mandatory.then(|| tr("common.must")) open=number == 1>
            <div class="stack-wide">
                <DoList step=step.clone()/>
                <CheckList step=step.clone()/>
                <StopAndAsk step=step.clone()/>
                <div>
                    <TextLink small=true label=move || tr("guide.open_page") href=Route::Step(step.id.clone()).path()/>
                </div>
            </div>
        </Phase>
    }
}

/// The checks of a step, to read: with an open box, for nobody has ticked them.
#[component]
pub(super) fn CheckList(
    /// The step.
    step: Step,
) -> impl IntoView {
    let app = App::get();
    let lines = step.checks.into_iter().map(move |check| {
        view! {
            <Line icon="box" words=move || text(app, &check.id)/>
        }
    });
    view! { <Lines card=true>{lines.collect_view()}</Lines> }
}

/// About how long, in minutes or hours.
fn time_words(minutes: u32) -> String {
    match minutes {
        0..=90 => tr_with("guide.minutes", &[("n", &minutes.to_string())]),
        _ => tr_with("guide.hours", &[("n", &minutes.div_ceil(60).to_string())]),
    }
}
