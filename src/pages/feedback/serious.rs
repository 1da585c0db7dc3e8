//! Something serious or private: whom to call now, or a way to write to one trained person.

use leptos::prelude::*;
use passamano_core::feedback::Topic;

use super::visit::{HEADING, Stage, Visit, start_at_heading};
use crate::components::*;
use crate::screen::calls::Calls;

/// Call, or write. Nothing is kept of a person who only looks.
#[component]
pub(super) fn SeriousHelp(
    /// The visit.
    visit: Visit,
) -> impl IntoView {
    start_at_heading();
    view! {
        <GuestBar>
            <AppBarButton
                icon="back"
                show_label=true
                label=move || visit.say("common.back")
                on_press=move || visit.go(Stage::Topics)
            />
        </GuestBar>
        <main class="screen-main" id="main" tabindex="-1">
            <Question text=move || visit.say("feedback.serious") id=HEADING/>
            <p class="lead">{move || visit.say("feedback.serious_words")}</p>
            <Calls say=move |key: &'static str| visit.say(key)/>
            <div class="offers">
                <Offer
                    icon="lock"
                    name=move || visit.say("feedback.write_one")
                    note=move || visit.say("feedback.write_one_note")
                    on_press=move || visit.go(Stage::Words(Topic::Serious))
                />
            </div>
        </main>
    }
}
