//! The end of every form here: the action that saves, then where the record is, and the undo.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::{self, feedback::Saved};
use crate::components::*;
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::whereabouts::whereabouts;
use crate::state::App;

/// What was just saved. It cannot be shown again: it is sealed.
#[component]
pub fn SavedHere(
    /// The records that were saved together.
    records: RwSignal<Option<Saved>>,
    /// What was saved, in words.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    // What an earlier try or undo had to say is over.
    app.notice.set(None);
    let undo = move || {
        let Some(saved) = records.get_untracked() else { return };
        busy.set(true);
        spawn_local(async move {
            let undone = actions::undo(app, saved).await;
            busy.set(false);
            if undone.is_ok() {
                records.set(None);
                actions::say(app, tr("common.undone"));
            }
        });
    };
    let ids = move || {
        records.with(|saved| saved.iter().flatten().map(|(record, _)| *record).collect::<Vec<_>>())
    };
    let place = whereabouts(app, Signal::derive(ids));
    view! {
        <Callout kind=CalloutKind::Held live=Live::Status title=move || tr("saved.here")>
            <p>{words}</p>
            <p class="small">{place.clone()}</p>
        </Callout>
        <Button icon="undo" wide=true label=move || tr("common.undo") on_press=undo busy=busy/>
    }
}

/// The main action of a form: save; once it is saved, on to Today.
#[component]
pub fn SaveAction(
    /// The records that were saved together.
    records: RwSignal<Option<Saved>>,
    /// Saving goes on.
    busy: RwSignal<bool>,
    /// Key of what saving is called here.
    #[prop(default = "common.save")]
    label: &'static str,
    /// What it saves.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// Saves.
    #[prop(into)]
    on_save: Callback<()>,
) -> impl IntoView {
    move || {
        match records.with(Option::is_some) {
        true => view! { <MainAction icon="onward" label=move || tr("common.to_today") href=Route::Home.path()/> }.into_any(),
        false => view! {
            <MainAction
                icon="check"
                label=move || tr(label)
                busy_label=move || tr("common.saving")
                note=note
                on_press=on_save
                busy=busy
            />
        }
        .into_any(),
    }
    }
}
