//! Household cards to print and cut out, eight on each A4 page.

use leptos::prelude::*;

/// One card. Its picture comes ready: nothing here makes a QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCard {
    /// The code, as it is typed when it cannot be scanned.
    pub code: String,
    /// The dark modules as an SVG path, one unit for each module.
    pub qr_path: String,
    /// Modules on one side, with the quiet zone.
    pub qr_side: u32,
}

/// The class of a code by its length: a long one is smaller, and the longest breaks. On paper there
/// is no scrolling.
fn size(code: &str) -> &'static str {
    match code.chars().count() {
        0..=12 => "card-sheet-code keep-ltr",
        13..=18 => "card-sheet-code card-sheet-code-long keep-ltr",
        _ => "card-sheet-code card-sheet-code-longest keep-ltr",
    }
}

/// The sheet.
#[component]
pub fn CardSheet(
    /// The cards, in order.
    #[prop(into)]
    cards: Signal<Vec<SheetCard>>,
    /// One line below each code: whose card, where it is good.
    #[prop(into)]
    line: Signal<String>,
) -> impl IntoView {
    let card = move |card: SheetCard| {
        let code = size(&card.code);
        view! {
            <li class="card-sheet-card">
                <svg
                    class="card-sheet-qr"
                    viewBox=format!("0 0 {0} {0}", card.qr_side)
                    shape-rendering="crispEdges"
                    aria-hidden="true"
                >
                    <path d=card.qr_path />
                </svg>
                <p class=code>{card.code}</p>
                <p class="card-sheet-line">{line}</p>
            </li>
        }
    };
    view! { <ul class="card-sheet">{move || cards.get().into_iter().map(card).collect_view()}</ul> }
}
