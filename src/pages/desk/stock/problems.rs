//! What is wrong in the rows of a stock list, in words.

use leptos::prelude::*;
use passamano_core::stock::DateKind;
use passamano_core::stock::import::RowKind;

use super::intake::Intake;
use crate::i18n::{isolated, tr_with};
use crate::screen::desk::list_parts::problem_table;
use crate::screen::when::date;

/// The table of problems.
#[component]
pub(super) fn Problems(
    /// The list.
    intake: Intake,
) -> impl IntoView {
    move || {
        let grouped =
            intake.preview.with(|preview| preview.as_ref().map(|preview| preview.grouped()));
        problem_table(grouped.unwrap_or_default(), RowKind::leaves_out, sentence)
    }
}

/// What is wrong with a cell. Tracked.
fn sentence(kind: &RowKind, value: &str) -> String {
    let (mut row, mut day) = (String::new(), String::new());
    let name = match kind {
        RowKind::MissingItem => "missing_item",
        RowKind::UnknownItem => "unknown_item",
        RowKind::TwoItems => "two_items",
        RowKind::MissingQty => "missing_qty",
        RowKind::NotANumber => "not_a_number",
        RowKind::Negative => "negative",
        RowKind::UnclearNumber => "unclear_number",
        RowKind::NotWhole => "not_whole",
        RowKind::TooMany => "too_many",
        RowKind::UnclearUnit => "unclear_unit",
        RowKind::LotTooLong => "lot_too_long",
        RowKind::HalfDate => "half_date",
        RowKind::UnclearDate => "unclear_date",
        RowKind::NoSuchDate => "no_such_date",
        RowKind::OddDate => "odd_date",
        RowKind::TwoDates => "two_dates",
        RowKind::LotDiffers { other_row } => {
            row = other_row.to_string();
            "lot_differs"
        }
        RowKind::LotKnown { known: (kind, known) } => {
            day = date(*known);
            match kind {
                DateKind::UseBy | DateKind::Later(_) => "lot_known_use_by",
                DateKind::BestBefore => "lot_known_best_before",
            }
        }
        RowKind::CellError => "cell_error",
        RowKind::Sealed => "sealed",
        RowKind::Twin { first_row } => {
            row = first_row.to_string();
            "twin"
        }
    };
    let places = [("value", isolated(value)), ("row", row), ("day", isolated(&day))];
    let places = places.each_ref().map(|(name, value)| (*name, value.as_str()));
    tr_with(&format!("intake.kind.{name}"), &places)
}
