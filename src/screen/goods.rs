//! Words that the stock's screens share: names, what a count says, what a date says.

use leptos::prelude::*;
use passamano_core::pack::Item;
use passamano_core::stock::{DateKind, Freshness, Ledger, Left, Lot, State};

use crate::i18n::{tr, tr_count, tr_with};
use crate::screen::when::date;
use crate::state::App;

/// Why a count differs, by code.
pub const WHYS: [&str; 7] =
    ["miscounted", "not_written", "damaged", "lost", "given_more", "given_less", "other"];

/// The item with this code. Tracked.
pub fn item_of(app: App, code: &str) -> Option<Item> {
    app.toolkit.with(|toolkit| toolkit.as_ref().and_then(|t| t.pack.item(code).cloned()))
}

/// What is here by the sum and the counts, and what was counted, in one line. Tracked.
pub fn state_words(ledger: &Ledger) -> String {
    let Some(counted) = ledger.counted else {
        return match ledger.left {
            Left::Unknown => tr("stock.line_unknown"),
            Left::Count(n) => tr_with("stock.line_not_counted", &[("n", &n.to_string())]),
            Left::Short(_) => left_words(ledger.left),
        };
    };
    let (n, gap) = (counted.counted.to_string(), gap_words(counted.difference).unwrap_or_default());
    let places = [("n", n.as_str()), ("time", &counted.at.clock()), ("gap", &gap)];
    let said = match ledger.state {
        State::NotCounted | State::Balanced => tr_with("stock.line_balanced", &places),
        State::Explained => tr_with("stock.line_explained", &places),
        State::Unexplained { .. } => tr_with("stock.line_unexplained", &places),
    };
    match ledger.left {
        Left::Count(left) if left == counted.counted => said,
        left => format!("{said}. {}", here_words(left)),
    }
}

/// How many are here now, as the end of a line: a number, or what is wrong with it. Tracked.
pub fn left_words(left: Left) -> String {
    match left {
        Left::Unknown => tr("stock.line_unknown"),
        Left::Count(n) => n.to_string(),
        Left::Short(n) => tr_count("stock.below_zero", n),
    }
}

/// The same as a sentence. Tracked.
pub fn here_words(left: Left) -> String {
    match left {
        Left::Count(n) => tr_with("stock.here_now", &[("n", &n.to_string())]),
        _ => left_words(left),
    }
}

/// The difference of a count in words; nothing where there is none. Tracked.
pub fn gap_words(difference: i64) -> Option<String> {
    let n = u32::try_from(difference.unsigned_abs()).unwrap_or(u32::MAX);
    match difference {
        0 => None,
        1.. => Some(tr_count("stock.gap_more", n)),
        _ => Some(tr_count("stock.gap_fewer", n)),
    }
}

/// What a lot's date says today. Tracked.
pub fn date_words(lot: &Lot) -> Option<String> {
    let (kind, day) = lot.date?;
    let day = date(day);
    let places = [("day", day.as_str())];
    Some(match (lot.freshness, kind) {
        (Freshness::Expired, _) => tr_with("stock.date_over", &places),
        (Freshness::PastBest, _) => tr_with("stock.best_over", &places),
        (Freshness::Good, DateKind::UseBy | DateKind::Later(_)) => tr_with("stock.use_by", &places),
        (Freshness::Good, DateKind::BestBefore) => tr_with("stock.best_before", &places),
    })
}

/// How many of which lot, and its date. Tracked.
pub fn lot_words(lot: &Lot) -> String {
    let qty = lot.qty.to_string();
    let name = match &lot.lot {
        Some(lot) => tr_with("stock.lot_of", &[("n", &qty), ("lot", lot)]),
        None => tr_with("stock.lot_without", &[("n", &qty)]),
    };
    match date_words(lot) {
        Some(date) => format!("{name} {date}"),
        None => name,
    }
}

/// The key of a date kind's word.
pub fn date_key(kind: DateKind) -> &'static str {
    match kind {
        DateKind::UseBy | DateKind::Later(_) => "stock.kind_use_by",
        DateKind::BestBefore => "stock.kind_best_before",
    }
}
