//! One piece of feedback: what was said, where it stands, what was answered.

use leptos::prelude::*;
use passamano_core::feedback::{Answer, Feedback, Status, Triage};
use passamano_core::id::RecordId;
use passamano_core::projection::{Fold, Origin};

use super::answer::AnswerForm;
use super::triage::TriageForm;
use super::words::{state_word, topic_icon, topic_word};
use crate::actions::feedback::QUESTIONS;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::pages::desk::words::language_word;
use crate::pages::guide::said;
use crate::route::Route;
use crate::state::App;

/// What the page knows of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub(super) given: Fold<Feedback>,
    pub(super) status: Status,
    answers: Vec<Answer>,
    worked: Vec<(Origin, Triage)>,
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
                answers: view.answers.into_iter().cloned().collect(),
                worked: worked.map(|fold| (fold.from, fold.fact.clone())).collect(),
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

/// What happened so far.
#[component]
fn Trail(
    /// What the page knows.
    seen: Memo<Option<Seen>>,
) -> impl IntoView {
    let app = App::get();
    let taken = move || seen.with(|seen| seen.as_ref().map(|seen| said(app, &seen.given.from)));
    let worked = move || {
        let worked =
            seen.with(|seen| seen.as_ref().map(|seen| seen.worked.clone()).unwrap_or_default());
        let line = |(from, triage): (Origin, Triage)| {
            let note =
                if triage.note.is_empty() { String::new() } else { format!(". {}", triage.note) };
            view! { <li class="trail-item">{said(app, &from)}": "{state_word(triage.status)}{note}</li> }
        };
        worked.into_iter().map(line).collect_view()
    };
    let answers = move || {
        let answers =
            seen.with(|seen| seen.as_ref().map(|seen| seen.answers.clone()).unwrap_or_default());
        let line = |answer: Answer| {
            view! {
                <li class="trail-item">
                    {tr_with("desk.answered_in", &[("language", &language_word(&answer.language))])}" "
                    <q lang=answer.language.clone() dir="auto">{answer.words}</q>
                </li>
            }
        };
        answers.into_iter().map(line).collect_view()
    };
    view! {
        <section class="stack push" aria-labelledby="trail-title">
            <h3 id="trail-title">{move || tr("desk.so_far")}</h3>
            <ol class="trail">
                <li class="trail-item">{taken}": "{move || tr("desk.given_here")}</li>
                {worked}
                {answers}
            </ol>
        </section>
    }
}
