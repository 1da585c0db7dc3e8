//! Feedback to read, to sort and to answer: the inbox, and one piece beside it.

mod answer;
mod inbox;
mod one;
mod trail;
mod triage;
mod words;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use passamano_core::id::RecordId;

use self::inbox::Inbox;
use self::one::One;
use crate::components::EmptyPlace;
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::desk::frame::DeskFrame;

/// The inbox, and beside it the feedback that the address names.
#[component]
pub fn DeskFeedbackPage() -> impl IntoView {
    let params = use_params_map();
    let current =
        Memo::new(move |_| params.read().get("record").and_then(|id| id.parse::<RecordId>().ok()));
    view! {
        <DeskFrame title=move || tr("desk.feedback") here=Route::DeskFeedback>
            <div class=move || {
                if current.get().is_some() { "desk-work desk-work-item" } else { "desk-work desk-work-list" }
            }>
                <Inbox current/>
                {move || match current.get() {
                    Some(record) => view! { <One record/> }.into_any(),
                    None => view! {
                        <section class="answer">
                            <EmptyPlace icon="feedback" title=move || tr("desk.choose_feedback")/>
                        </section>
                    }
                    .into_any(),
                }}
            </div>
        </DeskFrame>
    }
}
