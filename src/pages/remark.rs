//! What volunteers and partners say themselves. Sealed like everything that people say.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::feedback::{Feedback, Speaker, Topic};

use crate::actions::feedback::{self, Saved, topic_code};
use crate::components::*;
use crate::i18n::{self, tr};
use crate::pages::Frame;
use crate::pages::happened::{SaveAction, SavedHere, WordsField};
use crate::state::App;

/// Who can speak here, by the value of the answer.
const SPEAKERS: [(&str, Speaker); 2] =
    [("volunteer", Speaker::Volunteer), ("partner", Speaker::Partner)];

/// The page of one remark.
#[component]
pub fn RemarkPage() -> impl IntoView {
    let app = App::get();
    let speaker = RwSignal::new(SPEAKERS[0].0.to_string());
    let (topic, words) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (wants, busy) = (RwSignal::new(false), RwSignal::new(false));
    let code = RwSignal::new(String::new());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let saved = RwSignal::new(None::<Saved>);
    // What has been filled in since is no longer wrong.
    let wrong = move |field: RwSignal<String>, id: &str| {
        let error = errors.read().iter().find(|e| e.field == id).map(|e| e.message.clone());
        error.filter(|_| field.with(|text| text.trim().is_empty()))
    };
    let keep = move || {
        let needed = [
            (topic, "remark-topic", "remark.topic_missing"),
            (words, "remark-words", "remark.words_missing"),
        ];
        let missing = needed
            .into_iter()
            .filter(|(field, ..)| field.with_untracked(|text| text.trim().is_empty()));
        errors.set(
            missing.map(|(_, id, key)| FieldError { field: id.into(), message: tr(key) }).collect(),
        );
        if errors.with_untracked(|errors| !errors.is_empty()) {
            return;
        }
        let who = SPEAKERS.iter().find(|(value, _)| speaker.with_untracked(|s| s == value));
        code.set(feedback::new_code(app).unwrap_or_default());
        let said = Feedback {
            code: code.get_untracked(),
            speaker: who.map_or(Speaker::Volunteer, |(_, speaker)| *speaker),
            language: untrack(i18n::active).tag.into(),
            topic: Topic::ALL
                .into_iter()
                .find(|one| topic.with_untracked(|t| t == topic_code(*one))),
            words: words.get_untracked(),
            wants_answer: wants.get_untracked(),
            ..Default::default()
        };
        busy.set(true);
        spawn_local(async move {
            // After an error what was typed stays; after the save the form would show what is sealed.
            if let Ok(records) = feedback::give(app, feedback::current(app), said).await {
                words.set(String::new());
                saved.set(Some(records));
            }
            busy.set(false);
        });
    };
    let action = move || view! { <SaveAction records=saved busy=busy on_save=keep/> };
    let speakers =
        move || SPEAKERS.map(|(value, _)| Opt::new(value, tr(&format!("remark.{value}")))).to_vec();
    let topics =
        move || Topic::ALL.map(topic_code).map(|t| Opt::new(t, tr(&format!("topic.{t}")))).to_vec();
    let form = move || {
        view! {
            <ErrorBox title=move || tr("common.error_title") errors=errors/>
            <Choice legend=move || tr("remark.speaker") value=speaker options=speakers/>
            <Choice
                id="remark-topic"
                legend=move || tr("remark.topic")
                value=topic
                options=topics
                error=move || wrong(topic, "remark-topic")
            />
            <WordsField
                id="remark-words"
                label=move || tr("remark.words")
                hint=move || tr("remark.words_hint")
                value=words
                error=move || wrong(words, "remark-words")
            />
            <Tick label=move || tr("feedback.wants") checked=wants on_change=move |on: bool| wants.set(on)/>
            <p class="row-top small">
                <Icon name="lock" size=IconSize::Small/>
                <span>{move || tr("remark.sealed")}</span>
            </p>
        }
    };
    let after = move || {
        view! {
            <SavedHere records=saved words=move || tr("remark.saved")/>
            <Show when=move || wants.get()>
                <CodeBig code=code title=move || tr("feedback.your_code") note=move || tr("remark.code_note")/>
            </Show>
        }
    };
    view! {
        <Frame title=move || tr("remark.title") back_word="common.today" action=action>
            {move || match saved.with(Option::is_some) {
                true => after().into_any(),
                false => form().into_any(),
            }}
        </Frame>
    }
}
