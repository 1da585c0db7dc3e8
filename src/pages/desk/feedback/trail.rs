//! What happened to a feedback so far, by whom and when. What the desk did can be taken back; it
//! stays in the list, and says so.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::feedback::{Answer, Triage};
use passamano_core::id::RecordId;
use passamano_core::projection::Fold;

use super::one::{Done, Seen};
use super::words::state_word;
use crate::actions::desk;
use crate::components::{Button, ButtonKind, Chip};
use crate::i18n::{tr, tr_with};
use crate::screen::languages::language_word;
use crate::screen::said::said;
use crate::state::App;

/// The list, oldest first.
#[component]
pub(super) fn Trail(
    /// What the page knows.
    seen: Memo<Option<Seen>>,
) -> impl IntoView {
    let app = App::get();
    let taken = move || seen.with(|seen| seen.as_ref().map(|seen| said(app, &seen.given.from)));
    let end = move |record: RecordId, stands: bool| match stands {
        true => view! { <TakeBack record seen/> }.into_any(),
        false => view! { <Chip label=move || tr("desk.corrected")/> }.into_any(),
    };
    let worked = move || {
        let all = seen.with(|seen| seen.as_ref().map(|seen| seen.worked.clone()));
        let line = move |Done { did: Fold { from, fact }, stands }: Done<Triage>| {
            let note =
                if fact.note.is_empty() { String::new() } else { format!(". {}", fact.note) };
            view! {
                <li class="trail-item">
                    {said(app, &from)}": "{state_word(fact.status)}{note}" "{end(from.record, stands)}
                </li>
            }
        };
        all.unwrap_or_default().into_iter().map(line).collect_view()
    };
    let answers = move || {
        let all = seen.with(|seen| seen.as_ref().map(|seen| seen.answers.clone()));
        let line = move |Done { did: Fold { from, fact }, stands }: Done<Answer>| {
            let language = language_word(&fact.language);
            view! {
                <li class="trail-item">
                    {said(app, &from)}": "{tr_with("desk.answered_in", &[("language", &language)])}" "
                    <q lang=fact.language dir="auto">{fact.words}</q>" "{end(from.record, stands)}
                </li>
            }
        };
        all.unwrap_or_default().into_iter().map(line).collect_view()
    };
    view! {
        <section class="stack push" aria-labelledby="trail-title">
            <h3 id="trail-title">{move || tr("desk.so_far")}</h3>
            <ol class="trail">
                <li class="trail-item">{taken}": "{move || tr("desk.given_here")}</li>
                {worked}
                {answers}
            </ol>
        </section>
    }
}

/// Takes one step of the desk back.
#[component]
fn TakeBack(
    /// Its record.
    record: RecordId,
    /// What the page knows.
    seen: Memo<Option<Seen>>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let press = move || {
        let given = seen.with_untracked(|seen| seen.as_ref().map(|seen| seen.given.clone()));
        let Some(given) = given else { return };
        busy.set(true);
        spawn_local(async move {
            // A failure says so in the notice, and the step stands. The line may be gone after.
            let _ = desk::take_back(app, &given, record).await;
            let _ = busy.try_set(false);
        });
    };
    view! { <Button small=true kind=ButtonKind::Quiet icon="undo" label=move || tr("desk.take_back") on_press=press busy=busy/> }
}
