//! The desk's answer to a follow-up code, in letters that two people can read from one phone.

use leptos::prelude::*;
use passamano_core::card;

use crate::components::*;
use crate::i18n::{self, tr, tr_with};
use crate::screen::frame::Frame;
use crate::state::App;

/// The page where somebody comes back with a code.
#[component]
pub fn AnswersPage() -> impl IntoView {
    let app = App::get();
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(String::new());
    let find = move || asked.set(card::shown(&typed.get_untracked()));
    view! {
        <Frame
            title=move || tr("answers.title")
            back_word="common.today"
            action=move || view! { <MainAction icon="feedback" label=move || tr("answers.find") on_press=find/> }
        >
            <p>{move || tr("answers.words")}</p>
            <form on:submit=move |event| { event.prevent_default(); find(); }>
                <Field
                    id="answer-code"
                    kind=FieldKind::Code
                    label=move || tr("answers.code")
                    hint=move || tr("answers.code_hint")
                    value=typed
                    max_length=40
                >
                    <Button submit=true kind=ButtonKind::Brand label=move || tr("answers.find_short")/>
                </Field>
            </form>
            <div role="status" class="stack-wide">
                {move || {
                    let code = asked.get();
                    let answers = app.world.with(|world| {
                        let answers = world.answers(&code).into_iter();
                        answers.map(|a| (a.words.clone(), i18n::language(&a.language))).collect::<Vec<_>>()
                    });
                    match (code.is_empty(), answers.is_empty()) {
                        (true, _) => ().into_any(),
                        (_, true) => view! { <NoneYet code/> }.into_any(),
                        _ => view! { <Found code answers/> }.into_any(),
                    }
                }}
            </div>
        </Frame>
    }
}

/// The answers, each in its own language and direction.
#[component]
fn Found(
    /// The code.
    code: String,
    /// Words and language, oldest first.
    answers: Vec<(String, i18n::Language)>,
) -> impl IntoView {
    view! {
        <Card title=move || tr_with("answers.for", &[("code", &code)]) icon="feedback">
            {answers.into_iter().map(|(words, language)| view! {
                <p class="lead" lang=language.tag dir=language.dir>{words}</p>
            }).collect_view()}
        </Card>
        <p class="row-top small">
            <Icon name="lock" size=IconSize::Small/>
            <span>{move || tr("answers.quietly")}</span>
        </p>
    }
}

/// No answer: mistyped, or not yet.
#[component]
fn NoneYet(
    /// The code.
    code: String,
) -> impl IntoView {
    let ours = card::is_ours(&code);
    let title =
        move || tr_with(if ours { "answers.none" } else { "answers.check" }, &[("code", &code)]);
    view! {
        <Callout icon=if ours { "clock" } else { "help" } title=title>
            <p>{move || tr(if ours { "answers.none_words" } else { "answers.check_words" })}</p>
        </Callout>
    }
}
