//! A sum as a list of terms and values, and the difference that a count leaves.

use leptos::prelude::*;

use super::icon::Icon;

/// One line of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// Plus or minus before the term.
    pub sign: Option<char>,
    /// What is counted.
    pub term: String,
    /// How much, with its unit.
    pub value: String,
    /// Whether it is the result.
    pub total: bool,
}

/// The sum.
#[component]
pub fn Ledger(
    /// Its lines, in order.
    #[prop(into)]
    rows: Signal<Vec<LedgerRow>>,
) -> impl IntoView {
    let row = |row: LedgerRow| {
        view! {
            <div class="ledger-row" class:ledger-total=row.total>
                <dt>
                    {row.sign.map(|sign| view! { <span class="ledger-sign">{sign.to_string()}</span> })}
                    {row.term}
                </dt>
                <dd class="ledger-number">{row.value}</dd>
            </div>
        }
    };
    view! { <dl class="ledger">{move || rows.get().into_iter().map(row).collect_view()}</dl> }
}

/// The difference between what was counted and what there should be, told as it changes.
#[component]
pub fn LedgerGap(
    /// The difference in words; nothing where there is none.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> impl IntoView {
    // The status stands there even while empty: a reader tells only changes of a region that it knows.
    view! {
        <div role="status">
            {move || {
                text.get()
                    .map(|text| {
                        view! {
                            <p class="ledger-gap">
                                <Icon name="warning" />
                                <span class="fill">{text}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}
