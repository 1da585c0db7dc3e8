//! What is wrong in the rows of a list of households, in words. The table is shared with other lists.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::household::import::{Preview, RowKind};

use crate::i18n::tr_with;
use crate::screen::desk::list_parts::problem_table;

/// The table of problems.
#[component]
pub(super) fn Problems(
    /// What was read.
    preview: Arc<Preview>,
) -> impl IntoView {
    problem_table(preview.grouped(), RowKind::leaves_out, sentence)
}

/// What is wrong with a cell. Tracked.
fn sentence(kind: &RowKind, value: &str) -> String {
    let (name, first) = match kind {
        RowKind::MissingCode => ("missing_code", 0),
        RowKind::DuplicateCode { first_row } => ("duplicate_code", *first_row),
        RowKind::CodeTooLong => ("code_too_long", 0),
        RowKind::NotANumber => ("not_a_number", 0),
        RowKind::NegativeNumber => ("negative_number", 0),
        RowKind::TooMany => ("too_many", 0),
        RowKind::NoHousehold => ("no_household", 0),
        RowKind::UnknownValue => ("unknown_value", 0),
        RowKind::Formula => ("formula", 0),
        RowKind::TotalDiffers => ("total_differs", 0),
        RowKind::TotalLarger => ("total_larger", 0),
        RowKind::MoreMembers => ("more_members", 0),
        RowKind::AgeNotRead => ("age_not_read", 0),
    };
    tr_with(&format!("import.kind.{name}"), &[("value", value), ("first", &first.to_string())])
}
