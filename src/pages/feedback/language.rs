//! Choose a language, each in its own script.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::visit::{HEADING, Stage, Visit, start_at_heading};
use crate::actions::{feedback, language};
use crate::components::*;
use crate::i18n::{LANGUAGES, Language};

/// A greeting in each shipped language, in their order; like the names, it is never translated.
const GREETINGS: [&str; 4] = ["Ciao", "Hello", "Bonjour", "مرحبا"];

/// The first recipient screen.
#[component]
pub(super) fn ChooseLanguage(
    /// The visit.
    visit: Visit,
) -> impl IntoView {
    let app = visit.app;
    let busy = RwSignal::new(false);
    start_at_heading();
    let choose = move |chosen: Language| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            // Before the first new answer, so that it does not take the place of the old ones.
            feedback::recover(app).await;
            let texts = language::texts(chosen).await;
            if visit.stage.try_get_untracked() != Some(Stage::Language) {
                return;
            }
            app.guest_texts.set(texts.map(Arc::new));
            visit.said.update(|said| said.language = chosen.tag.into());
            visit.go(Stage::Question(0));
        });
    };
    // With a comma, because a reader may pass over a mere space and say one long word.
    let greetings =
        LANGUAGES.into_iter().zip(GREETINGS).enumerate().map(|(place, (language, greeting))| {
            view! { {(place > 0).then_some(", ")} <bdi lang=language.tag>{greeting}</bdi> }
        });
    view! {
        <GuestBar>
            <AppBarButton
                icon="lock"
                show_label=true
                label=move || visit.say("feedback.volunteer")
                on_press=move || visit.go(Stage::GiveBack)
            />
        </GuestBar>
        <main class="screen-main" id="main" tabindex="-1">
            <div class="question">
                <h1 class="question-words" id=HEADING tabindex="-1">{greetings.collect_view()}</h1>
            </div>
            <Languages label=move || visit.say("common.language")>
                {LANGUAGES.map(|language| view! {
                    <LanguageButton
                        name=language.name
                        lang=language.tag
                        dir=language.dir
                        on_press=move || choose(language)
                    />
                }).collect_view()}
            </Languages>
            <p class="row-top small">
                <Icon name="lock" size=IconSize::Small/>
                <span>{move || visit.say("feedback.no_name")}</span>
            </p>
        </main>
    }
}
