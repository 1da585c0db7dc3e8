//! The fields of goods that came or went: how many, why, which lot and date, and where they came
//! from. Nothing about a person. What is typed is read in `move_form.rs`.

use leptos::prelude::*;
use passamano_core::stock::DateKind;
use passamano_core::stock::date::BadDate;
use passamano_core::time::Day;

use super::move_form::{DATES, KNOWN, MoveForm, PACK, REASONS, Stop};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::goods::date_key;
use crate::screen::when::date as day_words;

/// What is wrong with a date, as a sentence. Tracked.
fn bad_words(bad: BadDate) -> String {
    tr(match bad {
        BadDate::Half => "stock.date_half",
        BadDate::Unclear => "stock.date_unclear",
        BadDate::NoSuchDay => "stock.date_wrong",
    })
}

/// A kind of date with its day. Tracked.
fn dated_words((kind, day): (DateKind, Day)) -> String {
    format!("{} {}", tr(date_key(kind)), day_words(day))
}

/// The fields behind *Something came or went*.
#[component]
pub(super) fn Moving(
    /// What is typed.
    form: MoveForm,
) -> impl IntoView {
    let reasons = move || {
        REASONS.map(|(value, _)| Opt::new(value, tr(&format!("stock.reason.{value}")))).to_vec()
    };
    view! {
        <Card title=move || tr("stock.moved") icon="stock">
            <Choice legend=move || tr("stock.what_happened") value=form.reason options=reasons/>
            <div class="row-ends">
                <span class="field-label">{move || tr("stock.how_many")}</span>
                <Stepper
                    value=form.qty
                    min=1
                    field=true
                    label=move || tr("stock.how_many")
                    fewer=move || tr("stock.fewer")
                    more=move || tr("stock.more")
                />
            </div>
            {(!form.sealed).then(|| view! { <LotFields form/> })}
        </Card>
    }
}

/// Lot, date, and who gave it.
#[component]
fn LotFields(
    /// What is typed.
    form: MoveForm,
) -> impl IntoView {
    let came = move || form.reason.read().as_str() == "received";
    let kinds = move || DATES.map(|(value, kind)| Opt::new(value, tr(date_key(kind)))).to_vec();
    let read = move || match form.typed() {
        Ok(Some((_, day))) => tr_with("stock.date_read", &[("day", &day_words(day))]),
        _ => tr("stock.date_hint"),
    };
    let bad = move || match form.wrong(|stop| matches!(stop, Stop::Date(_))) {
        Some(Stop::Date(bad)) => Some(bad_words(bad)),
        _ => None,
    };
    let lot_known = move || {
        let date = form.known()?;
        Some(tr_with("stock.lot_known", &[("date", &dated_words(date))]))
    };
    let whiches = move || match form.differ() {
        Some((known, typed)) => vec![
            Opt::new(KNOWN, dated_words(known)),
            Opt {
                value: PACK.into(),
                label: dated_words(typed),
                note: Some(tr("stock.date_whole_lot")),
            },
        ],
        None => vec![],
    };
    view! {
        <Field label=move || tr("stock.lot") hint=lot_known value=form.lot max_length=40/>
        <Select label=move || tr("stock.date_kind") value=form.kind options=kinds empty=move || tr("stock.no_date")/>
        <Show when=move || !form.kind.read().is_empty()>
            <Field
                id="stock-day"
                kind=FieldKind::PackDate
                label=move || tr("stock.date")
                hint=read
                value=form.day
                max_length=20
                error=bad
            />
        </Show>
        <Show when=move || form.is_odd()>
            <Ticks legend=move || tr("stock.date_odd")>
                <Tick
                    id="stock-odd"
                    label=move || tr("stock.date_odd_right")
                    checked=form.odd_is_right
                    wrong=Signal::derive(move || form.wrong(|stop| stop == Stop::Odd).is_some())
                    on_change=move |on: bool| form.odd_is_right.set(on)
                />
            </Ticks>
        </Show>
        <Show when=move || form.differ().is_some()>
            <Choice
                id="stock-which"
                legend=move || tr("stock.date_which")
                value=form.which
                options=Signal::derive(whiches)
                error=move || form.wrong(|stop| stop == Stop::Lot).map(|_| tr("stock.date_look"))
            />
        </Show>
        <Show when=came>
            <Field label=move || tr("stock.donor") hint=move || tr("stock.donor_hint") value=form.donor max_length=80/>
        </Show>
    }
}
