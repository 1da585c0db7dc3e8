//! Two entries of the list that are one household: one card stays, the other leads to it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::card;

use crate::actions::desk::household;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::state::App;

/// The form, closed at first.
#[component]
pub(super) fn Join(
    /// The household that stays.
    code: String,
) -> impl IntoView {
    let app = App::get();
    let (open, busy, tried) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let (other, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let kept = StoredValue::new(code);
    // The entry that is meant: known, and not this one under another card.
    let dropped = Memo::new(move |_| {
        let typed = other.get();
        let kept = kept.get_value();
        app.world.with(|world| {
            let (lead, own) = (world.lead(&typed), world.lead(&kept));
            if lead == own || card::normalize(&typed).is_empty() {
                return None;
            }
            world
                .household(&lead)
                .map(|household| (household.code.clone(), household.people.total()))
        })
    });
    let wrong_code = move || (tried.get() && dropped.get().is_none()).then(|| tr("join.which"));
    let wrong_why =
        move || (tried.get() && why.with(|why| why.trim().is_empty())).then(|| tr("common.needed"));
    let join = move || {
        tried.set(true);
        let reason = why.get_untracked();
        let Some((dropped, _)) = dropped.get_untracked().filter(|_| !reason.trim().is_empty())
        else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let saved = household::join(app, &kept.get_value(), &dropped, reason.trim()).await;
            let _ = busy.try_set(false);
            if saved.is_ok() {
                let _ = open.try_set(false);
            }
        });
    };
    let meant = move || {
        dropped.get().map(|(code, people)| {
            tr_with("join.meant", &[("code", &code), ("n", &people.to_string())])
        })
    };
    view! {
        <Show
            when=move || open.get()
            fallback=move || view! {
                <div class="row-wrap">
                    <Button icon="household" label=move || tr("join.open") on_press=move || open.set(true)/>
                </div>
            }
        >
            <Card title=move || tr("join.title") icon="household">
                <p>{move || tr_with("join.words", &[("code", &kept.get_value())])}</p>
                <Field kind=FieldKind::Code label=move || tr("join.other") value=other error=wrong_code/>
                <p role="status">{meant}</p>
                <Field label=move || tr("join.why") hint=move || tr("desk.note_hint") value=why error=wrong_why/>
                <div class="row-wrap">
                    <Button kind=ButtonKind::Brand label=move || tr("join.join") on_press=join busy=busy/>
                    <Button kind=ButtonKind::Quiet label=move || tr("common.cancel") on_press=move || open.set(false)/>
                </div>
            </Card>
        </Show>
    }
}
