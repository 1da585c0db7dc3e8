//! Goods that came or went: how many, why, and where they came from. Nothing about a person.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::ActivityId;
use passamano_core::stock::{DateKind, Movement, Reason};
use passamano_core::time::Day;

use super::words::{date_key, item_of, sealed_only};
use crate::actions;
use crate::components::*;
use crate::i18n::tr;
use crate::pages::SaveOrCancel;
use crate::state::App;

/// Ways that goods come and go; what was here at the start is a count by two people.
const REASONS: [(&str, Reason); 5] = [
    ("received", Reason::Received),
    ("returned", Reason::Returned),
    ("damaged", Reason::Damaged),
    ("lost", Reason::Lost),
    ("transferred", Reason::Transferred),
];

/// The kinds of date, by the value of their answer.
const DATES: [(&str, DateKind); 2] =
    [("use_by", DateKind::UseBy), ("best_before", DateKind::BestBefore)];

/// The form behind *Something came or went*.
#[component]
pub(super) fn Moving(
    /// The activity.
    activity: ActivityId,
    /// Code of the kit or item.
    code: StoredValue<String>,
    /// The form is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let item = untrack(|| code.with_value(|code| item_of(app, code)));
    // A sealed bag has no lot, date or donor to write: the pharmacy's label is private.
    let sealed = item.as_ref().is_some_and(sealed_only);
    let usual = item.and_then(|item| item.date_kind());
    let usual = DATES.iter().find(|(_, kind)| Some(*kind) == usual).map_or("", |(value, _)| *value);
    let reason = RwSignal::new(String::from("received"));
    let qty = RwSignal::new(1_u32);
    let (lot, donor, day) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let kind = RwSignal::new(usual.to_string());
    let wrong_date = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let came = move || reason.read().as_str() == "received";
    let keep = move || {
        let Some((_, why)) = untrack(|| REASONS.iter().find(|(value, _)| *value == *reason.read()))
        else {
            return;
        };
        let typed = day.get_untracked();
        let parsed = typed.parse::<Day>().ok();
        let dated =
            DATES.iter().find(|(value, _)| *value == kind.get_untracked()).map(|(_, kind)| *kind);
        if !typed.is_empty() && (parsed.is_none() || dated.is_none()) {
            wrong_date.set(true);
            return actions::guide::look_at("stock-day");
        }
        let own = |field: RwSignal<String>| {
            Some(field.get_untracked().trim().to_string()).filter(|t| !t.is_empty())
        };
        let movement = Movement {
            reason: *why,
            code: code.get_value(),
            qty: qty.get_untracked(),
            lot: own(lot).filter(|_| !sealed),
            date: dated.zip(parsed).filter(|_| !sealed),
            donor: own(donor).filter(|_| !sealed && *why == Reason::Received),
        };
        busy.set(true);
        spawn_local(async move {
            let saved = actions::stock::move_goods(app, activity, movement).await;
            busy.set(false);
            if saved.is_ok() {
                open.set(false);
            }
        });
    };
    let reasons = move || {
        REASONS.map(|(value, _)| Opt::new(value, tr(&format!("stock.reason.{value}")))).to_vec()
    };
    let kinds = move || DATES.map(|(value, kind)| Opt::new(value, tr(date_key(kind)))).to_vec();
    let details = (!sealed).then(|| view! {
        <Select label=move || tr("stock.date_kind") value=kind options=kinds empty=move || tr("stock.no_date")/>
        <Show when=move || !kind.read().is_empty()>
            <Field
                id="stock-day"
                kind=FieldKind::Date
                label=move || tr("stock.date")
                value=day
                error=move || wrong_date.get().then(|| tr("stock.date_wrong"))
            />
        </Show>
        <Field label=move || tr("stock.lot") value=lot max_length=40/>
        <Show when=came>
            <Field label=move || tr("stock.donor") hint=move || tr("stock.donor_hint") value=donor max_length=80/>
        </Show>
    });
    view! {
        <Card title=move || tr("stock.moved") icon="stock">
            <Choice legend=move || tr("stock.what_happened") value=reason options=reasons/>
            <div class="row-ends">
                <span class="field-label">{move || tr("stock.how_many")}</span>
                <Stepper
                    value=qty
                    min=1
                    field=true
                    label=move || tr("stock.how_many")
                    fewer=move || tr("stock.fewer")
                    more=move || tr("stock.more")
                />
            </div>
            {details}
            <SaveOrCancel busy on_save=keep on_cancel=move || open.set(false)/>
        </Card>
    }
}
