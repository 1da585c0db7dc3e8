//! Where a feedback stands, and the desk's note to itself.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::feedback::{Feedback, Status, Triage};
use passamano_core::projection::Fold;

use super::one::Seen;
use super::words::{STATES, state_word};
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
    Effect::new(move |_| status.set(stands.get().code().into()));
    let options = move || {
        // One that only a later version knows stands beside those that can be chosen here.
        let other = Some(stands.get()).filter(|stands| !STATES.contains(stands));
        let all = STATES.into_iter().chain(other);
        all.map(|state| Opt::new(state.code(), state_word(state))).collect::<Vec<_>>()
    };
    let keep = move || {
        let chosen = status.get_untracked();
        let Some(state) = Status::from_code(&chosen) else { return };
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
