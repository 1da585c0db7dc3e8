//! What is wrong in the rows of a file, so that a person can mend the file: each thing once, with
//! all its rows.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::household::import::{Preview, ProblemGroup, RowKind};

use super::preview::rows;
use crate::i18n::{tr, tr_count, tr_with};

/// More lines than this nobody reads on a screen; the first ones show what is wrong.
const SHOWN: usize = 100;

/// The table of problems.
#[component]
pub(super) fn Problems(
    /// What was read.
    preview: Arc<Preview>,
) -> impl IntoView {
    let problems = preview.grouped();
    if problems.is_empty() {
        return ().into_any();
    }
    let rest = problems.len().saturating_sub(SHOWN);
    let line = |problem: ProblemGroup| {
        let ProblemGroup { first, rows: numbers } = problem;
        let out = first.kind.leaves_out();
        let many = numbers.len() as u32;
        let place = match first.sheet.as_str() {
            "" => rows(&numbers),
            sheet => format!("{sheet}: {}", rows(&numbers)),
        };
        let (kind, value) = (first.kind, first.value);
        view! {
            <tr>
                <td class="table-number">{place}</td>
                <td>{first.column}</td>
                <td>
                    {move || sentence(&kind, &value)}" "
                    <b>
                        {move || match (out, many) {
                            (true, 1) => tr("import.row_out"),
                            (true, n) => tr_count("import.rows_out", n),
                            (false, 1) => tr("import.row_in"),
                            (false, n) => tr_count("import.rows_in", n),
                        }}
                    </b>
                </td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=move || tr("import.problems")>
            <table class="table">
                <caption>{move || tr("import.problems")}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="table-number">{move || tr("import.row")}</th>
                        <th scope="col">{move || tr("import.column")}</th>
                        <th scope="col">{move || tr("import.what")}</th>
                    </tr>
                </thead>
                <tbody>{problems.into_iter().take(SHOWN).map(line).collect_view()}</tbody>
            </table>
        </div>
        {(rest > 0).then(|| view! { <p class="soft">{move || tr_count("import.more_problems", rest as u32)}</p> })}
    }
    .into_any()
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
