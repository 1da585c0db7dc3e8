//! What is wrong in the rows of a file, so that a person can mend the file.

use leptos::prelude::*;
use passamano_core::household::import::{RowKind, RowProblem};

use crate::i18n::{tr, tr_count, tr_with};

/// More rows than this nobody reads on a screen; the first ones show what is wrong.
const SHOWN: usize = 100;

/// The table of problems.
#[component]
pub(super) fn Problems(
    /// The problems, in the order of the file.
    problems: Vec<RowProblem>,
) -> impl IntoView {
    if problems.is_empty() {
        return ().into_any();
    }
    let rest = problems.len().saturating_sub(SHOWN);
    let row = |problem: RowProblem| {
        let RowProblem { row, column, kind, value } = problem;
        let out = kind.leaves_out();
        view! {
            <tr>
                <td class="table-number">{row}</td>
                <td>{column}</td>
                <td>
                    {move || sentence(&kind, &value)}" "
                    <b>{move || tr(if out { "import.row_out" } else { "import.row_in" })}</b>
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
                <tbody>{problems.into_iter().take(SHOWN).map(row).collect_view()}</tbody>
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
        RowKind::UnknownValue => ("unknown_value", 0),
        RowKind::Formula => ("formula", 0),
        RowKind::TotalDiffers => ("total_differs", 0),
    };
    tr_with(&format!("import.kind.{name}"), &[("value", value), ("first", &first.to_string())])
}
