//! Thanks: the follow-up code, where to show it, and where the answers are.

use leptos::prelude::*;

use super::visit::{HEADING, Kept, Stage, Visit, start_at_heading};
use crate::components::*;

/// The last screen of a recipient.
#[component]
pub(super) fn Thanks(
    /// The visit.
    visit: Visit,
) -> impl IntoView {
    let app = visit.app;
    start_at_heading();
    let place = move || match app.has_endpoint() {
        true => visit.say_with("saved.soon", &[("name", &app.endpoint_name())]),
        false => visit.say("saved.only_here"),
    };
    let code = move || visit.said.with(|said| said.code.clone());
    // No code before the answers are on the disk: it would promise an answer to nothing.
    let state = move || {
        match visit.kept.get() {
        Kept::NotYet => view! { <p class="lead">{move || visit.say("feedback.thanks_only")}</p> }.into_any(),
        Kept::Saving => view! { <p role="status">{move || visit.say("common.saving")}</p> }.into_any(),
        Kept::Here => view! {
            <CodeBig code title=move || visit.say("feedback.your_code") note=move || visit.say("feedback.show_code")/>
            <p class="row-top small push" role="status">
                <Icon name="phone" size=IconSize::Small/>
                <span>{move || visit.say("saved.here")} ". " {place}</span>
            </p>
        }
        .into_any(),
        Kept::Failed => view! {
            <Callout kind=CalloutKind::Stop live=Live::Alert title=move || visit.say("feedback.not_saved")>
                <p>{move || visit.say("feedback.tell_volunteer")}</p>
                <Button label=move || visit.say("common.retry") on_press=move || visit.save()/>
            </Callout>
        }
        .into_any(),
    }
    };
    view! {
        <main class="screen-main" id="main" tabindex="-1">
            <Question text=move || visit.say("feedback.thanks") id=HEADING/>
            {state}
        </main>
        <Dock guest=true label=move || visit.say("common.next_action")>
            <MainAction
                icon="onward"
                label=move || visit.say("feedback.give_back")
                on_press=move || visit.go(Stage::GiveBack)
            />
        </Dock>
    }
}
