//! What leaves as files and text: tables as workbooks or CSV with headers in the person's
//! language, the day's summary in words, and paper. A copy that leaves changes no count of what is on this phone only.

use std::collections::BTreeMap;

use leptos::prelude::*;
use passamano_core::export::{
    self, Column, Csv, DaySummary, SUMMARY_LABELS, Sheet, StockRow, Table,
};
use passamano_core::household::BRACKETS;
use passamano_core::record::{Activity, Mark};

use super::say;
use crate::i18n::{self, tr, tr_count, tr_known, tr_with};
use crate::platform::share::{self, Shared};
use crate::platform::{print, sheets};
use crate::state::App;

/// The sums of an activity, with the team's names for kits. Tracked.
pub fn summary(app: App, activity: &Activity, codes: &[String]) -> DaySummary {
    let organization =
        app.world.with(|world| world.settings.as_ref().map(|settings| settings.name.clone()));
    let unsent = u32::try_from(app.held()).unwrap_or(u32::MAX);
    app.world.with(|world| {
        let totals = world.totals(activity.id);
        let difference = |code: &String| {
            let counted = world.ledger(activity.id, code).counted?;
            (counted.difference != 0).then(|| (name(app, code), counted.difference))
        };
        DaySummary {
            activity: activity.id.to_string(),
            title: activity.title.clone(),
            place: activity.place.clone(),
            organization: organization.unwrap_or_default(),
            day: Some(activity.day),
            expected: activity.expected,
            households: totals.households,
            walk_ins: totals.walk_ins,
            people: totals.people,
            given: totals.given.iter().map(|(code, n)| (name(app, code), *n)).collect(),
            past_date: totals.past_date.iter().map(|(code, n)| (name(app, code), *n)).collect(),
            absent: totals.absent,
            refused: totals.refused,
            set_aside: totals.set_aside,
            feedback: totals.marks.get(&Mark::Feedback).copied().unwrap_or(0),
            incidents: totals.marks.get(&Mark::Incident).copied().unwrap_or(0),
            differences: codes.iter().filter_map(difference).collect(),
            unsent,
        }
    })
}

/// The summary in words of the active language, with people by age and cards that were served
/// twice. Tracked.
pub fn summary_text(app: App, activity: &Activity, day: &DaySummary) -> String {
    let label = |key: &str| (key.to_string(), tr(&format!("close.label.{key}")));
    let labels: BTreeMap<_, _> = SUMMARY_LABELS.into_iter().chain(["unsent"]).map(label).collect();
    let mut text = export::summary_text(day, &labels);
    for (at, bracket) in
        BRACKETS.iter().enumerate().filter(|(at, _)| day.people.in_bracket(*at) > 0)
    {
        text.push_str(&format!(
            "\n{}: {}",
            tr(&format!("bracket.{bracket}")),
            day.people.in_bracket(at)
        ));
    }
    for (name, n) in &day.past_date {
        text.push_str(&format!("\n{}: {n}", tr_with("close.past_date", &[("name", name)])));
    }
    let clashes = app.world.with(|world| world.clashes(activity.id).len());
    if clashes > 0 {
        text.push_str(&format!("\n{}", tr_count("close.clashes", clashes as u32)));
    }
    text
}

/// Offers a text to the phone's apps, or copies it where that is not possible.
pub async fn share_text(app: App, text: String) {
    tell(app, share::text(&text).await, "common.copied");
}

/// Copies a text.
pub async fn copy_text(app: App, text: String) {
    let outcome = if share::copy(&text).await { Shared::Kept } else { Shared::Failed };
    tell(app, outcome, "common.copied");
}

/// Offers a table as a CSV file to the phone's apps, or puts it into the downloads, in the person's
/// language. With the row of HXL tags it is for a program, so its cells hold codes.
pub async fn share_text_table(app: App, file: &str, table: &Table, hxl: bool) {
    let how = Csv { separator: export::separator(i18n::active().tag), bom: true, hxl };
    let table = titled(app, table);
    let csv = if hxl { table } else { worded(table) }.to_csv(how);
    tell(app, share::file(file, "text/csv", csv.as_bytes()).await, "close.in_downloads");
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Offers a table as a workbook to the phone's apps, or puts it into the downloads.
pub async fn share_workbook(app: App, file: &str, name: String, table: &Table) {
    let sheet = Sheet { name, rtl: i18n::active().dir == "rtl" };
    let parts = export::workbook(&worded(titled(app, table)), &sheet);
    match sheets::zipped(&parts).await {
        Ok(bytes) => tell(app, share::file(file, XLSX, &bytes).await, "close.in_downloads"),
        Err(_) => crate::actions::warn(app, tr("desk.no_writer")),
    }
}

/// The table with the names of its columns in the person's language.
fn titled(app: App, table: &Table) -> Table {
    let words = |column: &Column| match column.sex_and_age() {
        _ if column.is_item() => format!("{} ({})", name(app, &column.name), column.name),
        Some((sex, age)) => format!("{} {age}", tr(&format!("column.{sex}"))),
        None => tr(&format!("column.{}", column.name)),
    };
    untrack(|| table.clone().titled(words))
}

/// The table with words of the person's language in its cells.
fn worded(table: Table) -> Table {
    untrack(|| table.worded(tr_known))
}

/// The books of an activity as a table.
pub fn stock_table(app: App, activity: &Activity, codes: &[String]) -> Table {
    let row = |code: &String| StockRow {
        day: activity.day,
        place: activity.place.clone(),
        name: untrack(|| name(app, code)),
        ledger: app.world.with_untracked(|world| world.ledger(activity.id, code)),
    };
    export::stock(&codes.iter().map(row).collect::<Vec<_>>())
}

/// Opens the print dialog.
pub fn print_page(app: App) {
    if !print::page() {
        crate::actions::warn(app, tr("close.cannot_print"));
    }
}

fn tell(app: App, outcome: Shared, kept: &str) {
    match outcome {
        Shared::Shared | Shared::Canceled => {}
        Shared::Kept => say(app, tr(kept)),
        Shared::Failed => crate::actions::warn(app, tr("close.cannot_share")),
    }
}

fn name(app: App, code: &str) -> String {
    app.toolkit.with(|toolkit| {
        toolkit.as_ref().and_then(|t| t.short_name(code)).unwrap_or(code).to_string()
    })
}
