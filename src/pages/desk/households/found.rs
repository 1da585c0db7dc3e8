//! A card that was said to be lost and is not: what taking that back does, asked before it is done.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::RecordId;
use passamano_core::projection::WayBack;

use crate::actions::desk::household;
use crate::components::*;
use crate::i18n::{tr, tr_with};
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
    let busy = RwSignal::new(false);
    let way = StoredValue::new(way);
    let codes = move |key: &str| {
        way.with_value(|way| tr_with(key, &[("old", &way.counts), ("new", &way.unused)]))
    };
    let back = move || {
        busy.set(true);
        spawn_local(async move {
            // The screen follows the records; a failure says itself what to do.
            let _ = household::take_back(app, lost).await;
            let _ = busy.try_set(false);
            let _ = asked.try_set(None);
        });
    };
    view! {
        <Show
            when=move || asked.get() == Some(lost)
            fallback=move || view! {
                <Button small=true icon="undo" label=move || tr("lost.back") on_press=move || asked.set(Some(lost))/>
            }
        >
            <Callout kind=CalloutKind::Held icon="warning" live=Live::Status title=move || codes("lost.back_sure")>
                <p>{move || codes("lost.back_words")}</p>
                {way.with_value(|way| way.given).then(|| view! { <p>{move || codes("lost.back_given")}</p> })}
                <div class="row-wrap">
                    <Button kind=ButtonKind::Brand icon="undo" label=move || codes("lost.back_yes") on_press=back busy=busy/>
                    <Button kind=ButtonKind::Quiet label=move || tr("common.cancel") on_press=move || asked.set(None)/>
                </div>
            </Callout>
        </Show>
    }
}
