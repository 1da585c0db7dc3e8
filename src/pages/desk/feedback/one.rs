//! One piece of feedback: what was said, where it stands, what was answered.

use leptos::prelude::*;
use passamano_core::feedback::{Answer, Feedback, Status, Triage};
use passamano_core::id::RecordId;
use passamano_core::projection::{Fold, World};

use super::answer::AnswerForm;
use super::trail::Trail;
use super::triage::TriageForm;
use super::words::{topic_icon, topic_word};
use crate::actions::feedback::QUESTIONS;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::languages::language_word;
use crate::screen::said::said;
use crate::state::App;

/// What the page knows of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub(super) given: Fold<Feedback>,
    pub(super) status: Status,
    pub(super) answers: Vec<Done<Answer>>,
    pub(super) worked: Vec<Done<Triage>>,
}

/// What the desk did, and whether it still stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Done<T> {
    pub(super) did: Fold<T>,
    pub(super) stands: bool,
}

impl<T: Clone> Done<T> {
    fn of(world: &World, did: &Fold<T>) -> Self {
        Self { did: did.clone(), stands: !world.is_undone(did.from.record) }
    }
}

/// The piece beside the list.
#[component]
pub(super) fn One(
    /// The feedback's record.
    record: RecordId,
) -> impl IntoView {
    let app = App::get();
    let seen = Memo::new(move |_| {
        app.world.with(|world| {
            let view = world.feedback_by(record)?;
            let worked = world.desk.triage.get(&record).into_iter().flatten();
            Some(Seen {
                given: view.given.clone(),
                status: view.status,
                answers: view.answers.into_iter().map(|did| Done::of(world, did)).collect(),
                worked: worked.map(|did| Done::of(world, did)).collect(),
            })
        })
    });
    // What was said never changes; only where it stands does. So the forms keep what is typed.
    let given = Memo::new(move |_| seen.with(|seen| seen.as_ref().map(|seen| seen.given.clone())));
    move || {
        match given.get() {
        Some(given) => view! {
            <section class="answer" aria-labelledby="feedback-code">
                <p><TextLink label=move || tr("desk.all_feedback") href=Route::DeskFeedback.path()/></p>
                <Said given=given.clone()/>
                <TriageForm given=given.clone() seen/>
                <AnswerForm given=given seen/>
                <Trail seen/>
            </section>
        }
        .into_any(),
        None => view! {
            <section class="answer">
                <EmptyPlace icon="feedback" title=move || tr("desk.feedback_gone") note=move || tr("desk.feedback_gone_note")>
                    <Button label=move || tr("desk.all_feedback") href=Route::DeskFeedback.path()/>
                </EmptyPlace>
            </section>
        }
        .into_any(),
    }
    }
}

/// The words, the faces and what it is about.
#[component]
fn Said(
    /// The feedback.
    given: Fold<Feedback>,
) -> impl IntoView {
    let app = App::get();
    let Fold { from, fact } = given;
    let (topic, language, tag) = (fact.topic, fact.language.clone(), fact.language.clone());
    let code = if fact.code.is_empty() { None } else { Some(fact.code.clone()) };
    let kind = topic.map(|topic| topic.red_cross_type());
    let faces = QUESTIONS.into_iter().filter_map(move |question| {
        let face = *fact.faces.get(question)?;
        let words = if question == "treated" { "face".to_string() } else { format!("feedback.{question}") };
        Some(view! {
            <Fact icon="feedback">
                {move || tr(&format!("feedback.q.{question}"))}" "<b>{move || tr(&format!("{words}.{face}"))}</b>
            </Fact>
        })
    });
    let words = (!fact.words.is_empty()).then(
        || view! { <blockquote class="quote"><p lang=tag dir="auto">{fact.words}</p></blockquote> },
    );
    view! {
        <div class="row-ends">
            <h2 id="feedback-code">
                <bdi class="keep-ltr">{code}</bdi>" "<span class="soft small">{move || said(app, &from)}</span>
            </h2>
            <span class="row-wrap">
                <Chip icon=topic_icon(topic) label=move || topic_word(topic)/>
                {fact.wants_answer.then(|| view! { <Chip kind=ChipKind::Outline label=move || tr("desk.wants_answer")/> })}
            </span>
        </div>
        {words}
        <Facts>
            {faces.collect_view()}
            {kind.map(|kind| view! {
                <Fact icon="file">{move || tr_with("desk.red_cross_type", &[("type", &tr(&format!("desk.type.{kind}")))])}</Fact>
            })}
            <Fact icon="language">{move || language_word(&language)}</Fact>
        </Facts>
    }
}
