//! The phone goes back: the recipient reads to whom, the volunteer says so. Two taps in two
//! places, so that nobody comes upon the team's screens by chance.

use leptos::prelude::*;

use super::visit::{HEADING, Kept, Stage, Visit, start_at_heading};
use crate::components::*;
use crate::i18n::{self, tr};
use crate::route::Route;

/// The second tap. What was answered is saved when the page goes.
#[component]
pub(super) fn GiveBack(
    /// The visit.
    visit: Visit,
) -> impl IntoView {
    start_at_heading();
    let back = move || {
        let over = visit.kept.get_untracked() != Kept::NotYet;
        visit.go(if over { Stage::Thanks } else { Stage::Language });
    };
    view! {
        <GuestBar>
            <AppBarButton icon="back" show_label=true label=move || visit.say("common.back") on_press=back/>
        </GuestBar>
        <main class="screen-main" id="main" tabindex="-1">
            <Question text=move || visit.say("feedback.give_title") id=HEADING/>
            <p class="lead">{move || visit.say("feedback.give_words")}</p>
            <div class="stack push" lang=move || i18n::active().tag dir=move || i18n::active().dir>
                <p class="small soft">{move || tr("feedback.for_volunteer")}</p>
                <Button icon="pen" label=move || tr("remark.title") href=Route::Remark.path()/>
                <Button icon="feedback" label=move || tr("answers.title") href=Route::Answers.path()/>
            </div>
        </main>
        <Dock guest=true label=move || visit.say("common.next_action")>
            <MainAction icon="team" label=move || tr("feedback.i_am_volunteer") href=Route::Home.path()/>
        </Dock>
    }
}
