//! What was just saved, where it is, and the way back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::{ActivityId, RecordId};
use passamano_core::record::Activity;

use crate::actions::{self, desk};
use crate::components::*;
use crate::i18n::tr;
use crate::screen::whereabouts::whereabouts;
use crate::state::App;

/// How something is taken back.
#[derive(Debug, Clone)]
pub enum Way {
    /// The record did not happen.
    Record(RecordId, ActivityId),
    /// The plan as it was before comes again.
    Plan(Box<Activity>),
    /// The card is not lost after all.
    Card,
}

/// Something that was saved.
#[derive(Debug, Clone)]
pub struct Done {
    /// What, in words.
    pub words: String,
    /// The record that says it.
    pub record: RecordId,
    /// How it is taken back.
    pub way: Way,
}

/// Where a desk screen says what its page has saved: at its foot, where the eye is. The page puts
/// its signal in.
#[derive(Clone, Copy, Default)]
pub struct SavedSlot(RwSignal<Option<RwSignal<Option<Done>>>>);

/// Says what the page has saved, at the foot of the screen.
#[component]
pub fn SavedBox(
    /// What was saved.
    done: RwSignal<Option<Done>>,
) -> impl IntoView {
    let SavedSlot(slot) = expect_context();
    slot.set(Some(done));
    on_cleanup(move || {
        // The frame may be gone before its page.
        let _ = slot.try_set(None);
    });
}

/// What was saved, and the undo. Nothing until something was.
#[component]
pub fn SavedToast(
    /// Where the page says so.
    page: SavedSlot,
) -> impl IntoView {
    let app = App::get();
    // The frame may outlive its page for a moment.
    let saved = move || page.0.try_get()?.and_then(|done| Some((done, done.try_get()??)));
    let record = move || saved().map(|(_, done)| done.record).into_iter().collect();
    let whereabouts = whereabouts(app, Signal::derive(record));
    let place =
        Signal::derive(move || Some(format!("{}. {}", tr("saved.here"), whereabouts.get())));
    let busy = RwSignal::new(false);
    move || {
        saved().map(|(done, Done { words, record, way })| {
            let undo = move || {
                let way = way.clone();
                let own_words = matches!(way, Way::Card);
                busy.set(true);
                spawn_local(async move {
                    let undone = match way {
                        Way::Record(record, activity) => {
                            actions::undo(app, vec![(record, Some(activity))]).await
                        }
                        Way::Plan(activity) => desk::plan(app, *activity).await.map(drop),
                        Way::Card => desk::household::take_back(app, record).await,
                    };
                    let _ = busy.try_set(false);
                    if undone.is_ok() {
                        let _ = done.try_set(None);
                        if !own_words {
                            actions::say(app, tr("common.undone"));
                        }
                    }
                });
            };
            view! {
                <Toast kind=ToastKind::Saved words=words note=place>
                    <Button small=true icon="undo" label=move || tr("common.undo") on_press=undo busy=busy/>
                </Toast>
            }
        })
    }
}
