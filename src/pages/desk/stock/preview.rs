//! What a stock list would bring: how many rows, each with its lot and date, which are past their
//! date or here already, which rows stay out and why, what is not used.

use leptos::prelude::*;
use passamano_core::stock::import::{Coming, Preview};
use passamano_core::stock::{Freshness, Lot, freshness};

use super::intake::Intake;
use crate::components::*;
use crate::i18n::{isolated, tr, tr_count, tr_with};
use crate::screen::desk::list_parts::{ShowMore, aside, beside, counted, rows};
use crate::screen::goods::lot_words;
use crate::screen::names::name_of;
use crate::state::App;

/// So many rows are drawn at first, and so many more with each tap.
const STEP: usize = 30;

/// How much comes in, what stays out and why, and what is here already.
#[component]
pub(super) fn Summary(
    /// The list.
    intake: Intake,
) -> impl IntoView {
    move || {
        intake.preview.with(|preview| {
            preview.as_ref().map(|preview| {
                let here = preview.coming.iter().filter(|coming| coming.here).count() as u32;
                view! { {summary(intake, preview)} {(here > 0).then(|| again(intake, here))} }
            })
        })
    }
}

/// The goods, row by row.
#[component]
pub(super) fn Comes(
    /// The list.
    intake: Intake,
) -> impl IntoView {
    move || intake.preview.with(|preview| preview.as_ref().map(goods))
}

fn summary(intake: Intake, preview: &Preview) -> impl IntoView + use<> {
    let app = App::get();
    let today = app.now.with_untracked(|now| now.day());
    // What is here already stays out.
    let over =
        |coming: &&Coming| !coming.here && !freshness(coming.movement.date, today).may_be_given();
    let good = preview.coming.len();
    let past = preview.coming.iter().filter(over).count();
    let left_out = preview.rows_left_out();
    let alarming = left_out > 0 || good == 0 || past > 0;
    let (kind, icon) =
        if alarming { (CalloutKind::Held, "warning") } else { (CalloutKind::Plain, "check") };
    let empty = preview.not_filled.clone();
    let empty = (!empty.is_empty()).then(
        || view! { <li>{move || tr_with("intake.not_filled", &[("rows", &rows(&empty))])}</li> },
    );
    let taken_from_above = [("carried", &preview.carried), ("as_above", &preview.as_above)];
    let taken_from_above = taken_from_above.map(|(name, numbers)| {
        let (some, numbers) = (!numbers.is_empty(), numbers.clone());
        let said = move || tr_with(&format!("intake.{name}"), &[("rows", &rows(&numbers))]);
        some.then(|| view! { <li>{said}</li> })
    });
    let beside = beside("intake", &preview.beside);
    let aside = aside(
        &preview.hidden_rows,
        &preview.hidden_columns,
        &preview.other_sheets,
        preview.blank_rows,
        &preview.unknown_columns,
    );
    let title = move || match intake.count() {
        0 if good > 0 => tr("intake.nothing_new"),
        count => tr_count("intake.good", count),
    };
    let into = move || {
        let title = intake.activity.with(|a| a.as_ref().map(|a| a.title.clone()));
        tr_with("intake.into", &[("activity", &isolated(&title.unwrap_or_default()))])
    };
    view! {
        <Callout kind=kind icon=icon live=Live::Status title=title>
            <ul>
                <li>{into}</li>
                {counted("import.left_out", left_out)}
                {counted("intake.past", past)}
                {taken_from_above}
                {empty}
                {beside}
                {aside}
            </ul>
            <p>{move || tr("import.nothing_yet")}</p>
        </Callout>
    }
}

/// Rows that are here already come in once more only with a tick.
fn again(intake: Intake, here: u32) -> impl IntoView {
    view! {
        <Callout kind=CalloutKind::Held icon="warning" title=move || tr_count("intake.here", here)>
            <Tick
                label=move || tr("intake.again")
                note=move || tr("intake.again_note")
                checked=Signal::derive(move || intake.again.get())
                on_change=move |on: bool| intake.again.set(on)
            />
        </Callout>
    }
}

fn goods(preview: &Preview) -> impl IntoView + use<> {
    let coming = preview.coming.clone();
    let all = coming.len();
    let shown = RwSignal::new(STEP);
    (all > 0).then(|| {
        view! {
            <section class="stack">
                <h3 class="heavy">{move || tr("intake.coming")}</h3>
                <Lines card=true>
                    {move || coming.iter().take(shown.get()).cloned().map(line).collect_view()}
                </Lines>
                <ShowMore shown step=STEP all/>
            </section>
        }
    })
}

/// One row of the file.
fn line(coming: Coming) -> impl IntoView {
    let app = App::get();
    let Coming { row, movement, here } = coming;
    let today = app.now.with_untracked(|now| now.day());
    let freshness = freshness(movement.date, today);
    let code = movement.code;
    let lot = Lot {
        lot: movement.lot,
        date: movement.date,
        qty: movement.qty.into(),
        freshness,
        doubtful: false,
    };
    let note = move || {
        Some(format!("{} {}", lot_words(&lot), tr_with("intake.row", &[("row", &row.to_string())])))
    };
    view! {
        <Line words=move || name_of(app, &code) note=note>
            {here.then(|| view! { <Chip kind=ChipKind::Outline label=move || tr("intake.here_chip")/> })}
            {match freshness {
                Freshness::Good => None,
                Freshness::PastBest => Some(view! { <Chip kind=ChipKind::Held label=move || tr("stock.check_date")/> }),
                Freshness::Expired => Some(view! { <Chip kind=ChipKind::Stop label=move || tr("stock.do_not_give")/> }),
            }}
        </Line>
    }
}
