//! The phone is lent to a recipient: language, three questions with faces, the person's own words
//! if wanted, thanks with a follow-up code, and the way back to the volunteer. Nothing of the
//! team is shown. One visit becomes one record, also when the phone is taken back early.

mod give_back;
mod language;
mod question;
mod serious;
mod thanks;
mod topics;
mod visit;
mod words;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::{arrival, feedback, steps};
use crate::components::SkipLink;
use crate::i18n;
use crate::route::Route;
use crate::state::App;
use give_back::GiveBack;
use language::ChooseLanguage;
use question::FaceQuestion;
use serious::SeriousHelp;
use thanks::Thanks;
use topics::Topics;
use visit::{Kept, Stage, Visit};
use words::OwnWords;

/// The page that a recipient holds.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    let app = App::get();
    let visit = Visit::new(app);
    // Who holds a lent phone and presses its Back stays with the questions.
    let over = |stage: &Stage| *stage == Stage::Thanks;
    steps::follow_lent(visit.stage, over, &Route::Feedback, Stage::GiveBack);
    arrival::name(Signal::derive(move || visit.say("common.feedback")));
    feedback::lend(true);
    // A new version must not take the screen away from somebody who is answering.
    app.typing.set(true);
    Effect::new(move |kept: Option<bool>| {
        let said = visit.said.get();
        let silent = feedback::is_silent(&said);
        match visit.kept.get_untracked() {
            Kept::Saving | Kept::Here => {}
            _ if !silent => {
                spawn_local(feedback::keep_draft(app, feedback::VISIT, (visit.activity, said)));
            }
            // Words that were taken back must not come up again.
            _ if kept == Some(true) => spawn_local(feedback::drop_draft(app, feedback::VISIT)),
            _ => {}
        }
        !silent
    });
    on_cleanup(move || {
        visit.save();
        feedback::lend(false);
        app.typing.set(false);
        app.guest_texts.set(None);
    });
    let language = move || {
        let guest = app.guest_texts.with(|texts| texts.as_ref().map(|texts| texts.language));
        guest.unwrap_or_else(i18n::active)
    };
    view! {
        <div class="screen guest" lang=move || language().tag dir=move || language().dir>
            <SkipLink label=move || visit.say("common.skip")/>
            {move || match visit.stage.get() {
                Stage::Language => view! { <ChooseLanguage visit/> }.into_any(),
                Stage::Question(place) => view! { <FaceQuestion visit place/> }.into_any(),
                Stage::Topics => view! { <Topics visit/> }.into_any(),
                Stage::Serious => view! { <SeriousHelp visit/> }.into_any(),
                Stage::Words(topic) => view! { <OwnWords visit topic/> }.into_any(),
                Stage::Thanks => view! { <Thanks visit/> }.into_any(),
                Stage::GiveBack => view! { <GiveBack visit/> }.into_any(),
            }}
        </div>
    }
}
