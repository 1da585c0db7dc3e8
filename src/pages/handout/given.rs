//! Saved: what was given, where the record is, undo, what is left, and the scanner for the next
//! card.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::RecordId;

use super::household::Stage;
use super::queue::{ClosedEye, CodeField, NextCard};
use crate::actions;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::goods::left_words;
use crate::screen::kit_lines::{kit_icon, kit_name};
use crate::screen::whereabouts::whereabouts;
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
    /// What is still due to the card.
    rest: Option<String>,
    /// Where the card goes after an undo.
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let app = App::get();
    let activity = untrack(move || app.activity());
    let id = activity.as_ref().map(|a| a.id);
    let undo = move || {
        spawn_local(async move {
            if actions::undo(app, vec![(record, id)]).await.is_ok() {
                actions::say(app, tr("common.undone"));
                // The card again, as it is now: whoever undoes is not done with it.
                let _ = stage.try_set(Stage::Card);
            }
        });
    };
    let time = app.now.get_untracked().clock();
    let place = whereabouts(app, Signal::stored(vec![record]));
    let kits = activity.map(|a| a.kits).unwrap_or_default();
    let what = move || {
        let key = match (given, words.is_empty()) {
            (true, _) => "handout.saved_given",
            (false, true) => "handout.saved_not",
            (false, false) => "handout.saved_not_why",
        };
        tr_with(key, &[("code", &code), ("what", &words), ("time", &time)])
    };
    let undo_words = if given { "handout.undo" } else { "handout.undo_not" };
    view! {
        <Frame
            title=move || tr("handout.title")
            back_word="common.today"
            action=move || view! { <MainAction label=move || tr("handout.next") icon="scan" href=Route::HandOut.path()/> }
        >
            <NextCard/>
            <Callout kind=CalloutKind::Held icon="phone" live=Live::Status title=move || tr("saved.here")>
                <p>{what}</p>
                {rest.map(|rest| view! { <p>{move || tr_with("handout.still_due", &[("what", &rest)])}</p> })}
                <Show when=move || app.has_endpoint()><p class="small">{place.clone()}</p></Show>
            </Callout>
            <Button icon="undo" wide=true label=move || tr(undo_words) on_press=undo/>
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
