//! What volunteers and partners say themselves. Sealed like everything that people say.

use leptos::prelude::*;
use passamano_core::feedback::{Feedback, Speaker, Topic};

use crate::actions::feedback;
use crate::components::*;
use crate::i18n::{self, tr};
use crate::screen::form::{Form, FormHead, is_empty};
use crate::screen::frame::Frame;
use crate::screen::saved::{SaveAction, SavedHere};
use crate::screen::words_field::WordsField;
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
    let wants = RwSignal::new(false);
    let code = RwSignal::new(String::new());
    let form = Form::new();
    let unsure = StoredValue::new(None::<String>);
    let read = move || {
        let who = SPEAKERS.iter().find(|(value, _)| speaker.read().as_str() == *value);
        Feedback {
            speaker: who.map_or(Speaker::Volunteer, |(_, speaker)| *speaker),
            topic: Topic::from_code(&topic.read()),
            words: words.get(),
            wants_answer: wants.get(),
            ..Default::default()
        }
    };
    let fill = move |said: Feedback| {
        let who = SPEAKERS.iter().find(|(_, speaker)| *speaker == said.speaker);
        speaker.set(who.map_or(SPEAKERS[0].0, |(value, _)| value).into());
        topic.set(said.topic.map(|topic| topic.code().to_string()).unwrap_or_default());
        words.set(said.words);
        wants.set(said.wants_answer);
    };
    let on_empty = form.keep("remark", read, fill);
    let keep = move || {
        let whole = untrack(|| {
            form.is_whole([
                (is_empty(topic), "remark-topic", "remark.topic_missing"),
                (is_empty(words), "remark-words", "remark.words_missing"),
            ])
        });
        if !whole {
            return;
        }
        // The same code until a save ends well: who taps once more must not have recorded twice.
        code.set(unsure.get_value().or_else(|| feedback::new_code(app)).unwrap_or_default());
        unsure.set_value(Some(code.get_untracked()));
        let said = Feedback {
            code: code.get_untracked(),
            language: untrack(i18n::active).tag.into(),
            ..untrack(read)
        };
        let activity = feedback::current(app);
        form.save(feedback::give(app, activity, said), move || {
            words.set(String::new());
            unsure.set_value(None);
        });
    };
    let action = move || view! { <SaveAction records=form.saved busy=form.busy on_save=keep/> };
    let speakers =
        move || SPEAKERS.map(|(value, _)| Opt::new(value, tr(&format!("remark.{value}")))).to_vec();
    let topics = move || {
        let option = |topic: Topic| Opt::new(topic.code(), tr(&format!("topic.{}", topic.code())));
        Topic::ALL.map(option).to_vec()
    };
    let fields = move || {
        view! {
            <FormHead form on_empty/>
            <Choice legend=move || tr("remark.speaker") value=speaker options=speakers/>
            <Choice
                id="remark-topic"
                legend=move || tr("remark.topic")
                value=topic
                options=topics
                error=move || form.wrong(topic, "remark-topic")
            />
            <WordsField
                id="remark-words"
                label=move || tr("remark.words")
                hint=move || tr("remark.words_hint")
                value=words
                error=move || form.wrong(words, "remark-words")
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
            <SavedHere records=form.saved words=move || tr("remark.saved")/>
            <Show when=move || wants.get()>
                <CodeBig code=code title=move || tr("feedback.your_code") note=move || tr("remark.code_note")/>
            </Show>
        }
    };
    view! {
        <Frame title=move || tr("remark.title") back_word="common.today" action=action>
            {move || match form.saved.with(Option::is_some) {
                true => after().into_any(),
                false => fields().into_any(),
            }}
        </Frame>
    }
}
