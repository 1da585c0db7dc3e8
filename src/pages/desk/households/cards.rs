//! The card of a household: printed, and replaced when it is lost.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use crate::actions::desk::{cards, household};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::desk::saved::{Done, Way};
use crate::state::App;

/// Print it, or say that it is lost.
#[component]
pub(super) fn CardActions(
    /// The code on the card.
    code: String,
    /// Filled with the card to print.
    sheet: RwSignal<Vec<SheetCard>>,
    /// Filled with what was saved, by the code of the card that was made.
    made: RwSignal<Option<(String, Done)>>,
) -> impl IntoView {
    let app = App::get();
    let (busy, asked) = (RwSignal::new(false), RwSignal::new(false));
    // One code for this household, however often a save that does not answer is tried again.
    let new = StoredValue::new(None::<String>);
    let code = StoredValue::new(code);
    let navigate = StoredValue::new_local(use_navigate());
    let draw = move |code: String| async move {
        let Some(picture) = cards::draw(app, &code).await else { return };
        let card = SheetCard { code: picture.text, qr_path: picture.path, qr_side: picture.side };
        let _ = sheet.try_set(vec![card]);
    };
    let print = move || spawn_local(draw(code.get_value()));
    let replace = move || {
        if new.with_value(Option::is_none) {
            new.set_value(cards::new_codes(app, 1).pop());
        }
        let Some(next) = new.get_value() else { return };
        busy.set(true);
        spawn_local(async move {
            let saved = household::replace_card(app, &code.get_value(), &next).await;
            let _ = busy.try_set(false);
            if let Ok(record) = saved {
                let codes =
                    code.with_value(|old| tr_with("lost.done", &[("old", old), ("new", &next)]));
                let done = Done { words: codes, record, way: Way::Card };
                let _ = made.try_set(Some((next.clone(), done)));
                navigate.with_value(|navigate| {
                    navigate(&Route::DeskHousehold(next.clone()).path(), Default::default());
                });
                draw(next).await;
            }
        });
    };
    view! {
        <Card title=move || tr("lost.title") icon="scan">
            <Show
                when=move || asked.get()
                fallback=move || view! {
                    <div class="row-wrap">
                        <Button icon="warning" label=move || tr("lost.lost") on_press=move || asked.set(true)/>
                        <Button kind=ButtonKind::Quiet icon="file" label=move || tr("lost.print") on_press=print/>
                    </div>
                }
            >
                <Callout kind=CalloutKind::Held icon="warning" live=Live::Status title=move || tr_with("lost.sure", &[("code", &code.get_value())])>
                    <p>{move || tr("lost.words")}</p>
                    <div class="row-wrap">
                        <Button kind=ButtonKind::Brand icon="plus" label=move || tr("lost.make") on_press=replace busy=busy/>
                        <Button kind=ButtonKind::Quiet label=move || tr("common.cancel") on_press=move || asked.set(false)/>
                    </div>
                </Callout>
            </Show>
        </Card>
    }
}
