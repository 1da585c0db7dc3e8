//! A card that was said to be lost and is not: what taking that back does, asked before it is done.

use leptos::prelude::*;
use passamano_core::id::RecordId;
use passamano_core::projection::WayBack;

use crate::actions::desk::household;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::ask_first::AskFirst;
use crate::state::App;

/// The way back from one replacement.
#[component]
pub(super) fn NotLost(
    /// The record that said it.
    lost: RecordId,
    /// What going back does.
    way: WayBack,
    /// The replacement that is asked about. It stays when the history is drawn anew.
    asked: RwSignal<Option<RecordId>>,
) -> impl IntoView {
    let app = App::get();
    let way = StoredValue::new(way);
    let codes = move |key: &str| {
        way.with_value(|way| tr_with(key, &[("old", &way.counts), ("new", &way.unused)]))
    };
    let take_back = move || async move {
        // The screen follows the records; a failure says itself what to do.
        let _ = household::take_back(app, lost).await;
    };
    view! {
        <AskFirst
            own=lost
            asked
            offer=move || tr("lost.back")
            question=move || codes("lost.back_sure")
            kind=CalloutKind::Held
            yes=move || codes("lost.back_yes")
            yes_kind=ButtonKind::Brand
            take_back
        >
            <p>{move || codes("lost.back_words")}</p>
            {way.with_value(|way| way.given).then(|| view! { <p>{move || codes("lost.back_given")}</p> })}
        </AskFirst>
    }
}
