//! The desk's answer, which any phone of the team reads out to whoever brings the code.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::feedback::{Answer, Feedback, Status};
use passamano_core::projection::Fold;

use super::one::Seen;
use crate::actions::desk;
use crate::components::*;
use crate::i18n::{LANGUAGES, tr, tr_with};
use crate::screen::languages::language_word;
use crate::screen::words_field::WordsField;
use crate::state::App;

/// Id of the field.
const WORDS: &str = "answer-words";

/// The form. Feedback without a code cannot be answered, because nobody could find the answer.
#[component]
pub(super) fn AnswerForm(
    /// The feedback.
    given: Fold<Feedback>,
    /// What the page knows.
    seen: Memo<Option<Seen>>,
) -> impl IntoView {
    let app = App::get();
    let code = given.fact.code.clone();
    if code.is_empty() {
        return view! { <p class="soft">{move || tr("desk.no_code")}</p> }.into_any();
    }
    let spoken = given.fact.language.clone();
    let language = RwSignal::new(spoken.clone());
    let (words, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let shown = code.clone();
    let given = StoredValue::new(given);
    let options = move || {
        let settled = app
            .world
            .with(|w| w.settings.as_ref().map(|s| s.languages.clone()))
            .unwrap_or_default();
        let mut tags = vec![spoken.clone()];
        tags.extend(settled.into_iter().chain(LANGUAGES.map(|language| language.tag.to_string())));
        let mut seen = std::collections::BTreeSet::new();
        tags.retain(|tag| !tag.is_empty() && seen.insert(tag.clone()));
        tags.into_iter().map(|tag| Opt::new(tag.clone(), language_word(&tag))).collect::<Vec<_>>()
    };
    let keep = move || {
        let text = words.get_untracked().trim().to_string();
        if text.is_empty() {
            return errors
                .set(vec![FieldError { field: WORDS.into(), message: tr("common.needed") }]);
        }
        errors.set(vec![]);
        let answer = Answer { code: code.clone(), words: text, language: language.get_untracked() };
        let status =
            seen.with_untracked(|seen| seen.as_ref().map_or(Status::Open, |seen| seen.status));
        busy.set(true);
        spawn_local(async move {
            if desk::answer(app, &given.get_value(), status, answer).await.is_ok() {
                words.set(String::new());
            }
            busy.set(false);
        });
    };
    view! {
        <ErrorBox title=move || tr("common.error_title") errors=errors/>
        <WordsField
            id=WORDS
            label=move || tr("desk.answer")
            hint=move || tr_with("desk.answer_hint", &[("code", &shown)])
            value=words
            error=move || errors.with(|errors| errors.first().map(|error| error.message.clone()))
        />
        <Select label=move || tr("desk.answer_language") value=language options=Signal::derive(options) compact=true/>
        <div class="row-wrap">
            <Button
                kind=ButtonKind::Brand
                label=move || tr("desk.save_answer")
                busy_label=move || tr("common.saving")
                on_press=keep
                busy=busy
            />
        </div>
    }
    .into_any()
}
