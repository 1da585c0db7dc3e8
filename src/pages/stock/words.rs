//! Words that the stock's screens share: names, what a count says, what a date says.

use std::collections::BTreeSet;

use leptos::prelude::*;
use passamano_core::pack::{Handling, Item};
use passamano_core::record::Activity;
use passamano_core::stock::{DateKind, Freshness, Ledger, Lot, State};

use crate::i18n::tr_with;
use crate::pages::guide::text;
use crate::pages::when::date;
use crate::state::App;

/// Why a count differs, by code.
pub(super) const WHYS: [&str; 7] =
    ["miscounted", "not_written", "damaged", "lost", "given_more", "given_less", "other"];

/// What the team calls a kit or item. Tracked.
pub(crate) fn name_of(app: App, code: &str) -> String {
    let is_kit = app.toolkit.with(|t| t.as_ref().is_some_and(|t| t.pack.kit(code).is_some()));
    let is_item = item_of(app, code).is_some();
    match (is_kit, is_item) {
        (true, _) => text(app, &format!("kit.{code}")),
        (false, true) => text(app, &format!("item.{code}")),
        (false, false) => code.to_string(),
    }
}

/// Codes of the plan's kits, then of whatever else moved or was counted. Tracked.
pub(crate) fn codes_here(app: App, activity: &Activity) -> Vec<String> {
    let mut codes = activity.kits.clone();
    app.world.with(|world| {
        let moved = world.movements(activity.id).map(|fold| &fold.fact.code);
        let others: BTreeSet<_> =
            moved.chain(world.counts(activity.id).map(|fold| &fold.fact.code)).collect();
        codes.extend(others.into_iter().filter(|code| !activity.kits.contains(code)).cloned());
    });
    codes
}

/// The icon of a kit or item. Tracked.
pub(super) fn icon_of(app: App, code: &str) -> String {
    let kit =
        app.toolkit.with(|t| t.as_ref().and_then(|t| t.pack.kit(code).map(|kit| kit.icon.clone())));
    kit.unwrap_or_else(|| {
        if item_of(app, code).is_some_and(|i| sealed_only(&i)) { "medicine" } else { "stock" }
            .into()
    })
}

/// The item with this code. Tracked.
pub(super) fn item_of(app: App, code: &str) -> Option<Item> {
    app.toolkit.with(|toolkit| toolkit.as_ref().and_then(|t| t.pack.item(code).cloned()))
}

/// A pharmacy closed it, and a volunteer carries it as it is.
pub(super) fn sealed_only(item: &Item) -> bool {
    item.delivery_only || item.handling == Handling::PharmacistOnly
}

/// What there should be and what was counted, in one line. Tracked.
pub(crate) fn state_words(ledger: &Ledger) -> String {
    let expected = ledger.expected.to_string();
    let Some(counted) = ledger.counted else {
        return tr_with("stock.line_not_counted", &[("expected", &expected)]);
    };
    let n = counted.counted.to_string();
    match ledger.state {
        State::NotCounted | State::Balanced => {
            tr_with("stock.line_balanced", &[("n", &n), ("time", &counted.at.clock())])
        }
        State::Explained => tr_with(
            "stock.line_explained",
            &[("n", &n), ("difference", &signed(counted.difference))],
        ),
        State::Unexplained { .. } => tr_with(
            "stock.line_unexplained",
            &[("n", &n), ("difference", &signed(counted.difference))],
        ),
    }
}

/// A number with its sign, which stays before it in every direction of text.
pub(super) fn signed(n: i64) -> String {
    format!("\u{2066}{n:+}\u{2069}").replace('-', "−")
}

/// What a lot's date says today. Tracked.
pub(super) fn date_words(lot: &Lot) -> Option<String> {
    let (kind, day) = lot.date?;
    let day = date(day);
    let places = [("day", day.as_str())];
    Some(match (lot.freshness, kind) {
        (Freshness::Expired, _) => tr_with("stock.date_over", &places),
        (Freshness::PastBest, _) => tr_with("stock.best_over", &places),
        (Freshness::Good, DateKind::UseBy) => tr_with("stock.use_by", &places),
        (Freshness::Good, DateKind::BestBefore) => tr_with("stock.best_before", &places),
    })
}

/// The key of a date kind's word.
pub(super) fn date_key(kind: DateKind) -> &'static str {
    match kind {
        DateKind::UseBy => "stock.kind_use_by",
        DateKind::BestBefore => "stock.kind_best_before",
    }
}
