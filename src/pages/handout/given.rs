//! Saved: what was given, where the record is, undo, what is left, and the scanner for the next
//! card.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use passamano_core::id::RecordId;

use super::lines::{kit_icon, kit_name};
use super::queue::{ClosedEye, CodeField, NextCard};
use crate::actions;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::pages::Frame;
use crate::pages::stock::left_words;
use crate::pages::whereabouts::whereabouts;
use crate::route::Route;
use crate::state::App;

/// The saved screen.
#[component]
pub fn Given(
    /// The household's code.
    code: String,
    /// The record, for the undo.
    record: RecordId,
    /// What was given, in words.
    words: String,
    /// Something was given.
    given: bool,
) -> impl IntoView {
    let app = App::get();
    let activity = untrack(move || app.activity());
    let navigate = use_navigate();
    let id = activity.as_ref().map(|a| a.id);
    let undo = move || {
        let navigate = navigate.clone();
        spawn_local(async move {
            if actions::undo(app, vec![(record, id)]).await.is_ok() {
                actions::say(app, tr("common.undone"));
                navigate(&Route::HandOut.path(), Default::default());
            }
        });
    };
    let time = app.now.get_untracked().clock();
    let place = whereabouts(app, Signal::stored(vec![record]));
    let kits = activity.map(|a| a.kits).unwrap_or_default();
    let what = move || {
        let key = if given { "handout.saved_given" } else { "handout.saved_not" };
        tr_with(key, &[("code", &code), ("what", &words), ("time", &time)])
    };
    view! {
        <Frame
            title=move || tr("handout.title")
            back_word="common.today"
            action=move || view! { <MainAction label=move || tr("handout.next") icon="scan" href=Route::HandOut.path()/> }
        >
            <NextCard/>
            <Callout kind=CalloutKind::Held icon="phone" live=Live::Status title=move || tr("saved.here")>
                <p>{what}</p>
                <Show when=move || app.has_endpoint()><p class="small">{place}</p></Show>
            </Callout>
            <Button icon="undo" wide=true label=move || tr("handout.undo") on_press=undo/>
            <ClosedEye/>
            <CodeField/>
            <Lines card=true>
                {kits.into_iter().map(|kit| {
                    let (icon, name) = (kit.clone(), kit.clone());
                    let left = move || id.map(|id| left_words(app.world.with(|world| world.ledger(id, &kit).left)));
                    view! {
                        <Line icon=move || kit_icon(app, &icon) words=move || tr_with("handout.left", &[("kit", &kit_name(app, &name))])>
                            <b class="number">{left}</b>
                        </Line>
                    }
                }).collect_view()}
            </Lines>
        </Frame>
    }
}
