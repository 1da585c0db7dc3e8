//! Steps as knots on a cord. The state of each is said in words before its title.

use leptos::prelude::*;

use super::chip::{Chip, ChipKind};
use super::icon::{Icon, IconSize};
use super::support::classes;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Done.
    Done,
    /// The one to do now.
    Now,
    /// Not yet.
    Todo,
    /// Left out, with a reason.
    Skipped,
    /// Cannot be done until something else is.
    Blocked,
}

impl StepState {
    fn mark_class(self) -> &'static str {
        match self {
            Self::Done => "knot-mark knot-done",
            Self::Now => "knot-mark knot-now",
            Self::Todo => "knot-mark",
            Self::Skipped => "knot-mark knot-skipped",
            Self::Blocked => "knot-mark knot-blocked",
        }
    }
}

/// One step of a cord.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CordStep {
    /// Its number, as drawn.
    pub number: String,
    /// Its title.
    pub title: String,
    /// A small line: when it was done, why it was skipped.
    pub note: Option<String>,
    /// How far it is.
    pub state: StepState,
    /// The state in words: "Done." Empty says nothing.
    pub state_words: String,
    /// The word for "must", where it must be done.
    pub must: Option<String>,
    /// Address of the step.
    pub href: Option<String>,
}

/// An ordered list of steps.
#[component]
pub fn Cord(
    /// The steps, in order.
    #[prop(into)]
    steps: Signal<Vec<CordStep>>,
) -> impl IntoView {
    let knots = move || {
        let steps = steps.get();
        let last = steps.len().saturating_sub(1);
        steps
            .into_iter()
            .enumerate()
            .map(|(place, step)| knot(step, place == 0, place == last))
            .collect_view()
    };
    view! { <ol class="cord">{knots}</ol> }
}

fn knot(step: CordStep, first: bool, last: bool) -> impl IntoView {
    let class = classes(
        "knot",
        &[
            ("knot-first", first),
            ("knot-last", last),
            ("knot-only", first && last),
            ("knot-open", step.state == StepState::Now),
        ],
    );
    let mark = match step.state {
        StepState::Done => view! { <Icon name="check" size=IconSize::Small /> }.into_any(),
        StepState::Blocked => view! { <Icon name="lock" size=IconSize::Small /> }.into_any(),
        _ => step.number.into_any(),
    };
    let inside = view! {
        <span class=step.state.mark_class() aria-hidden="true">
            {mark}
        </span>
        <span class="knot-body">
            <span class="knot-title">
                <span class="hidden-text">{step.state_words} " "</span>
                {step.title}
            </span>
            {step.note.map(|note| view! { <span class="knot-note">{note}</span> })}
        </span>
        {step
            .must
            .map(|must| {
                view! {
                    <span class="knot-chip">
                        <Chip label=must kind=ChipKind::Must />
                    </span>
                }
            })}
    };
    let current = (step.state == StepState::Now).then_some("step");
    let knot = match step.href {
        Some(href) => view! {
            <a class=class href=href aria-current=current>
                {inside}
            </a>
        }
        .into_any(),
        None => view! {
            <div class=class aria-current=current>
                {inside}
            </div>
        }
        .into_any(),
    };
    view! { <li>{knot}</li> }
}
