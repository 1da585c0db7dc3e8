//! What else there is to say: seven everyday buttons, all of which can be skipped.

use leptos::prelude::*;
use passamano_core::feedback::Topic;

use super::visit::{HEADING, Stage, Visit, start_at_heading};
use crate::actions::feedback::QUESTIONS;
use crate::components::*;

/// The seven buttons.
#[component]
pub(super) fn Topics(
    /// The visit.
    visit: Visit,
) -> impl IntoView {
    start_at_heading();
    let tile = move |topic: Topic| {
        let next = if topic.sensitive() { Stage::Serious } else { Stage::Words(topic) };
        let key = format!("topic.{}", topic.code());
        let note = topic.sensitive().then_some("topic.serious_note");
        view! {
            <Offer
                name=move || visit.say(&key)
                note=move || note.map(|note| visit.say(note))
                icon=icon(topic)
                on_press=move || visit.go(next)
            />
        }
    };
    view! {
        <GuestBar>
            <AppBarButton
                icon="back"
                show_label=true
                label=move || visit.say("common.back")
                on_press=move || visit.go(Stage::Question(QUESTIONS.len() - 1))
            />
            <AppBarButton
                icon="next"
                icon_last=true
                show_label=true
                label=move || visit.say("feedback.skip")
                on_press=move || {
                    // A topic that was left again is not said.
                    visit.said.update(|said| (said.topic, said.words) = (None, String::new()));
                    visit.finish();
                }
            />
        </GuestBar>
        <main class="screen-main" id="main" tabindex="-1">
            <Question text=move || visit.say("feedback.more") id=HEADING/>
            <p>{move || visit.say("feedback.more_note")}</p>
            <div class="offers">{Topic::ALL.map(tile).collect_view()}</div>
        </main>
    }
}

fn icon(topic: Topic) -> &'static str {
    match topic {
        Topic::Question => "help",
        Topic::Suggestion => "pen",
        Topic::Request => "parcel",
        Topic::Complaint => "warning",
        Topic::Thanks => "check",
        Topic::Heard => "audio",
        Topic::Serious | Topic::Later(_) => "lock",
    }
}
