//! One question with five faces. A face goes on to the next question by itself.

use leptos::prelude::*;

use super::visit::{HEADING, Stage, Visit, start_at_heading};
use crate::actions::feedback::QUESTIONS;
use crate::components::*;

/// A question with faces.
#[component]
pub(super) fn FaceQuestion(
    /// The visit.
    visit: Visit,
    /// Its place among the questions, from 0.
    place: usize,
) -> impl IntoView {
    let code = QUESTIONS[place.min(QUESTIONS.len() - 1)];
    let next = if place + 1 < QUESTIONS.len() { Stage::Question(place + 1) } else { Stage::Topics };
    let before = place.checked_sub(1).map_or(Stage::Language, Stage::Question);
    start_at_heading();
    // The first question is answered with the words of the faces themselves.
    let words = match code {
        "treated" => "face".to_string(),
        other => format!("feedback.{other}"),
    };
    let labels = move || {
        (1..=5).rev().map(|score| visit.say(&format!("{words}.{score}"))).collect::<Vec<_>>()
    };
    let chosen = move || {
        let score = visit.said.with(|said| said.faces.get(code).copied());
        score.and_then(|score| 5_usize.checked_sub(score.into()))
    };
    let choose = move |place: usize| {
        let score = u8::try_from(5_usize.saturating_sub(place)).unwrap_or_default();
        visit.said.update(|said| {
            said.faces.insert(code.into(), score);
        });
        visit.go(next);
    };
    let (a, b) = ((place + 1).to_string(), QUESTIONS.len().to_string());
    view! {
        <GuestBar>
            <AppBarButton
                icon="back"
                show_label=true
                label=move || visit.say("common.back")
                on_press=move || visit.go(before)
            />
            <span class="small number">{move || visit.say_with("common.of", &[("a", &a), ("b", &b)])}</span>
            <AppBarButton
                icon="next"
                icon_last=true
                show_label=true
                label=move || visit.say("feedback.skip")
                on_press=move || visit.go(next)
            />
        </GuestBar>
        <main class="screen-main" id="main" tabindex="-1">
            <Question text=move || visit.say(&format!("feedback.q.{code}")) id=HEADING/>
            <Faces labels=Signal::derive(labels) named_by=HEADING on_choose=choose chosen=Signal::derive(chosen)/>
            <p class="row-top small">
                <Icon name="lock" size=IconSize::Small/>
                <span>{move || visit.say("feedback.not_seen")}</span>
            </p>
        </main>
    }
}
