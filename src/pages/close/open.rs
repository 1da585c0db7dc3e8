//! What is still open at the end of the day: must-steps, counts, cards that were served twice.

use leptos::prelude::*;
use passamano_core::guide::StepState;
use passamano_core::id::ActivityId;
use passamano_core::pack::{Opens, Phase as When};
use passamano_core::record::Activity;
use passamano_core::stock::State;

use crate::components::{Callout, CalloutKind, Card, Chip, ChipKind, Line, Lines, TextLink};
use crate::i18n::{tr, tr_count};
use crate::route::Route;
use crate::screen::goods::{codes_here, state_words};
use crate::screen::names::name_of;
use crate::screen::names::{reason_words, text};
use crate::state::App;

/// So many steps are listed; the guide has them all.
const LISTED: usize = 5;

/// Something that closing leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Missing {
    /// A must-step, by its id.
    Step(String),
    /// A kit of the plan that nobody counted, by its code.
    Count(String),
}

impl Missing {
    /// What it is called. Tracked.
    pub(super) fn name(&self, app: App) -> String {
        match self {
            Self::Step(id) => text(app, &format!("{id}.title")),
            Self::Count(code) => name_of(app, code),
        }
    }
}

/// What is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Open {
    /// To be done before closing, steps first.
    pub missing: Vec<Missing>,
    /// Must-steps that cannot be done, with the reason code. They do not hold closing up.
    pub blocked: Vec<(String, Option<String>)>,
}

/// What is open in an activity. Tracked.
pub(super) fn open_things(app: App, activity: &Activity) -> Open {
    let Some(toolkit) = app.toolkit.get() else { return Open::default() };
    let mut open = Open::default();
    app.world.with(|world| {
        let standing = world.standing(activity.id);
        let guides = [When::Before, When::During, When::After]
            .into_iter()
            .flat_map(|when| toolkit.pack.day_guides(when));
        // The step that leads here is done by closing.
        let steps = guides
            .flat_map(|guide| &guide.steps)
            .filter(|s| s.mandatory && s.opens != Some(Opens::Close));
        for step in steps {
            match standing.state(step) {
                StepState::Todo | StepState::Later(_) => {
                    open.missing.push(Missing::Step(step.id.clone()))
                }
                StepState::Blocked => {
                    let reason =
                        world.step(activity.id, &step.id).and_then(|mark| mark.fact.1.clone());
                    open.blocked.push((step.id.clone(), reason));
                }
                StepState::Done | StepState::Skipped => {}
            }
        }
        let uncounted = |code: &&String| world.ledger(activity.id, code).state == State::NotCounted;
        open.missing.extend(activity.kits.iter().filter(uncounted).cloned().map(Missing::Count));
    });
    open
}

/// Must-steps that are not done.
#[component]
pub(super) fn StepsLeft(
    /// The activity.
    activity: ActivityId,
    /// What is open.
    open: Memo<Open>,
) -> impl IntoView {
    let app = App::get();
    let todo = Memo::new(move |_| {
        let step = |missing: &Missing| match missing {
            Missing::Step(id) => Some(id.clone()),
            Missing::Count(_) => None,
        };
        open.with(|open| open.missing.iter().filter_map(step).collect::<Vec<_>>())
    });
    let line = move |id: String, reason: Option<String>| {
        let title = format!("{id}.title");
        view! {
            <Line
                words=move || text(app, &title)
                note=move || reason.as_deref().and_then(reason_words)
                href=Route::Step(id).path()
            />
        }
    };
    let loans = move || app.world.with(|world| world.loans(activity).len() as u32);
    view! {
        <Card title=move || tr("close.steps") icon="guide">
            <p>{move || match todo.read().len() as u32 {
                0 => tr("close.steps_done"),
                n => tr_count("close.steps_open", n),
            }}</p>
            <Lines>{move || todo.get().into_iter().take(LISTED).map(|id| line(id, None)).collect_view()}</Lines>
            <Show when=move || { todo.read().len() > LISTED }>
                <TextLink label=move || tr("close.all_steps") href=Route::Guide.path()/>
            </Show>
            <Show when=move || open.with(|open| !open.blocked.is_empty())>
                <p>{move || tr_count("close.steps_blocked", open.with(|open| open.blocked.len() as u32))}</p>
                <Lines>
                    {move || open.get().blocked.into_iter().map(|(id, reason)| line(id, reason)).collect_view()}
                </Lines>
            </Show>
            <Show when=move || { loans() > 0 }>
                <p>{move || tr_count("close.loans", loans())}</p>
            </Show>
        </Card>
    }
}

/// Each kit, with what its count says.
#[component]
pub(super) fn Counts(
    /// The activity.
    activity: Activity,
) -> impl IntoView {
    let app = App::get();
    let id = activity.id;
    let codes = Memo::new(move |_| codes_here(app, &activity));
    let line = move |code: String| {
        let href = Route::StockItem(code.clone()).path();
        let code = StoredValue::new(code);
        let book = Memo::new(move |_| {
            code.with_value(|code| app.world.with(|world| world.ledger(id, code)))
        });
        let chip = move || match book.with(|book| book.state) {
            State::NotCounted => Some((ChipKind::Must, "close.not_counted")),
            State::Unexplained { above_tolerance: true } => {
                Some((ChipKind::Stop, "close.look_again"))
            }
            State::Unexplained { above_tolerance: false } => {
                Some((ChipKind::Held, "close.small_difference"))
            }
            State::Balanced | State::Explained => None,
        };
        view! {
            <Line words=move || code.with_value(|code| name_of(app, code)) note=move || book.with(state_words) href=href>
                {move || chip().map(|(kind, key)| view! { <Chip kind=kind label=move || tr(key)/> })}
            </Line>
        }
    };
    let unexplained = move || {
        let far = |code: &String| {
            let state = app.world.with(|world| world.ledger(id, code).state);
            state == State::Unexplained { above_tolerance: true }
        };
        codes.read().iter().any(far)
    };
    view! {
        <Card title=move || tr("close.counts") icon="stock">
            <Show when=move || codes.read().is_empty()><p>{move || tr("close.no_counts")}</p></Show>
            <Lines>{move || codes.get().into_iter().map(line).collect_view()}</Lines>
            <Show when=unexplained>
                <p class="row-ends">
                    <span>{move || tr("close.write_incident")}</span>
                    <TextLink label=move || tr("common.happened") href=Route::Happened.path()/>
                </p>
            </Show>
        </Card>
    }
}

/// Cards that two phones served. A fact for the desk, and nobody's fault.
#[component]
pub(super) fn Clashes(
    /// The activity.
    activity: ActivityId,
) -> impl IntoView {
    let app = App::get();
    let codes = Memo::new(move |_| {
        let clashes = app.world.with(|world| world.clashes(activity));
        clashes.into_iter().map(|clash| clash.household).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !codes.read().is_empty()>
            <Callout kind=CalloutKind::Held icon="household" title=move || tr_count("close.clashes", codes.read().len() as u32)>
                <p>{move || tr("close.clashes_note")}</p>
                <ul class="bullets">
                    {move || codes.get().into_iter().map(|code| view! {
                        <li class="bullet"><span class="keep-ltr number">{code}</span></li>
                    }).collect_view()}
                </ul>
            </Callout>
        </Show>
    }
}
