//! The desk's tables: hand-overs of an activity, the list of households, and feedback in sums.
//! They hold codes, never names of recipients.

use leptos::prelude::*;
use passamano_core::distribution::HandOver;
use passamano_core::export::{self, FeedbackRow, HandOverRow, Table};
use passamano_core::id::ActivityId;
use passamano_core::projection::{FeedbackView, Fold};

use crate::state::App;

/// Every standing hand-over of an activity, earliest first.
pub fn hand_overs(app: App, activity: ActivityId) -> Table {
    let mut rows: Vec<HandOverRow> = app.world.with_untracked(|world| {
        let row = |fold: &Fold<HandOver>| HandOverRow {
            at: fold.at(),
            code: fold.fact.household.clone(),
            outcome: fold.fact.outcome,
            lines: fold.fact.lines.clone(),
            collector: fold.fact.collector,
            set_aside: fold.fact.set_aside,
            loan: fold.fact.loan,
            phone: short(&fold.from.device.to_string()),
            person: world.name(fold.from.by).unwrap_or_default().into(),
        };
        world.handed(activity).map(row).collect()
    });
    rows.sort_by_key(|row| row.at.ms);
    export::hand_overs(&rows)
}

/// So many signs of a phone's name tell the phones of a team apart.
const SHORT: usize = 6;

fn short(device: &str) -> String {
    device.chars().take(SHORT).collect()
}

/// The list of households as the desk knows it.
pub fn households(app: App) -> Table {
    app.world.with_untracked(|world| {
        let known: Vec<_> = world.households().filter_map(|h| world.known(&h.code)).collect();
        export::households(known.iter().map(|(household, detail)| (household, detail.as_ref())))
    })
}

/// All feedback in sums by type and status.
pub fn feedback(app: App) -> Table {
    let rows: Vec<FeedbackRow> = app.world.with_untracked(|world| {
        let row = |view: &FeedbackView<'_>| FeedbackRow {
            topic: view.given.fact.topic,
            status: view.status,
        };
        world.feedback().iter().map(row).collect()
    });
    export::feedback(&rows)
}
