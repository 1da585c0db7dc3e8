//! What was just saved, where it is, and the way back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::{ActivityId, RecordId};
use passamano_core::record::Activity;

use crate::actions::{self, desk};
use crate::components::*;
use crate::i18n::tr;
use crate::pages::whereabouts::whereabouts;
use crate::state::App;

/// How something is taken back.
#[derive(Debug, Clone)]
pub(super) enum Way {
    /// The record did not happen.
    Record(RecordId, ActivityId),
    /// The plan as it was before comes again.
    Plan(Box<Activity>),
}

/// Something that was saved.
#[derive(Debug, Clone)]
pub(super) struct Done {
    /// What, in words.
    pub(super) words: String,
    /// The record that says it.
    pub(super) record: RecordId,
    /// How it is taken back.
    pub(super) way: Way,
}

/// The box with the undo. Nothing until something was saved.
#[component]
pub(super) fn SavedBox(
    /// What was saved.
    done: RwSignal<Option<Done>>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let undo = move || {
        let Some(Done { way, .. }) = done.get_untracked() else { return };
        busy.set(true);
        spawn_local(async move {
            let undone = match way {
                Way::Record(record, activity) => {
                    actions::undo(app, vec![(record, Some(activity))]).await
                }
                Way::Plan(activity) => desk::plan(app, *activity).await.map(drop),
            };
            busy.set(false);
            if undone.is_ok() {
                done.set(None);
                actions::say(app, tr("common.undone"));
            }
        });
    };
    let record = move || done.with(|done| done.iter().map(|done| done.record).collect());
    let place = whereabouts(app, Signal::derive(record));
    move || {
        done.get().map(|saved| view! {
            <Callout kind=CalloutKind::Held live=Live::Status title=move || tr("saved.here")>
                <p>{saved.words}</p>
                <p class="small">{place}</p>
                <Button small=true icon="undo" label=move || tr("common.undo") on_press=undo busy=busy/>
            </Callout>
        })
    }
}
