//! The person's own words, if there are any, and whether an answer is wanted.

use leptos::prelude::*;
use passamano_core::feedback::Topic;

use super::visit::{HEADING, Stage, Visit, start_at_heading};
use crate::components::*;
use crate::screen::words_field::LONGEST;

/// Words about one topic. What was typed stays when the person goes back and forth.
#[component]
pub(super) fn OwnWords(
    /// The visit.
    visit: Visit,
    /// What it is about.
    topic: Topic,
) -> impl IntoView {
    let words = RwSignal::new(visit.said.with_untracked(|said| said.words.clone()));
    start_at_heading();
    Effect::new(move |_| {
        let words = words.get();
        visit.said.update(|said| {
            said.topic = Some(topic);
            said.words = words;
        });
    });
    let back = move || {
        visit.said.update(|said| {
            said.topic = None;
            // Serious words must not turn up under another topic, which more people read.
            if topic.sensitive() {
                said.words.clear();
            }
        });
        visit.go(if topic.sensitive() { Stage::Serious } else { Stage::Topics });
    };
    let reader = if topic.sensitive() { "feedback.one_reads" } else { "feedback.not_seen" };
    view! {
        <GuestBar>
            <AppBarButton icon="back" show_label=true label=move || visit.say("common.back") on_press=back/>
        </GuestBar>
        <main class="screen-main" id="main" tabindex="-1">
            <Question text=move || visit.say(&format!("topic.{}", topic.code())) id=HEADING/>
            <Field
                kind=FieldKind::Area
                label=move || visit.say("feedback.words")
                hint=move || visit.say("feedback.words_hint")
                value=words
                max_length=LONGEST
            />
            <Tick
                label=move || visit.say("feedback.wants")
                note=move || visit.say("feedback.wants_note")
                checked=move || visit.said.with(|said| said.wants_answer)
                on_change=move |on: bool| visit.said.update(|said| said.wants_answer = on)
            />
            <p class="row-top small push">
                <Icon name="lock" size=IconSize::Small/>
                <span>{move || visit.say(reader)}</span>
            </p>
        </main>
        <Dock guest=true label=move || visit.say("common.next_action")>
            <MainAction icon="onward" label=move || visit.say("common.done") on_press=move || visit.finish()/>
        </Dock>
    }
}
