//! Where a feedback stands, and the desk's note to itself.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::feedback::{Feedback, Status, Triage};
use passamano_core::projection::Fold;

use super::one::Seen;
use super::words::{STATES, state_code, state_word};
use crate::actions::desk;
use crate::components::*;
use crate::i18n::tr;
use crate::state::App;

/// The form.
#[component]
pub(super) fn TriageForm(
    /// The feedback.
    given: Fold<Feedback>,
    /// What the page knows.
    seen: Memo<Option<Seen>>,
) -> impl IntoView {
    let app = App::get();
    let given = StoredValue::new(given);
    let stands = Memo::new(move |_| {
        seen.with(|seen| seen.as_ref().map_or(Status::Open, |seen| seen.status))
    });
    let status = RwSignal::new(String::new());
    let (note, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    Effect::new(move |_| status.set(state_code(stands.get()).into()));
    let options =
        move || STATES.map(|state| Opt::new(state_code(state), state_word(state))).to_vec();
    let keep = move || {
        let chosen = status.get_untracked();
        let Some(state) = STATES.into_iter().find(|state| state_code(*state) == chosen) else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let triage = Triage { status: state, note: note.get_untracked().trim().to_string() };
            if desk::triage(app, &given.get_value(), triage).await.is_ok() {
                note.set(String::new());
            }
            busy.set(false);
        });
    };
    view! {
        <div class="triage">
            <Select label=move || tr("desk.status") value=status options=Signal::derive(options) compact=true/>
        </div>
        <Field label=move || tr("desk.note") hint=move || tr("desk.note_hint") value=note max_length=1000/>
        <div class="row-wrap">
            <Button
                label=move || tr("desk.save_status")
                busy_label=move || tr("common.saving")
                on_press=keep
                busy=busy
            />
        </div>
    }
}
