//! The day in numbers: sums without names, to read, share, copy, print or export.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::export::{self, DaySummary};
use passamano_core::household::BRACKETS;
use passamano_core::record::Activity;

use crate::actions::export as leave;
use crate::components::{Button, Card, Ledger, LedgerRow};
use crate::i18n::{tr, tr_count, tr_with};
use crate::screen::goods::codes_here;
use crate::state::App;

/// The sums, and the ways they leave.
#[component]
pub(super) fn Summary(
    /// The activity.
    activity: Activity,
) -> impl IntoView {
    let app = App::get();
    let plan = StoredValue::new(activity);
    let codes = Memo::new(move |_| plan.with_value(|activity| codes_here(app, activity)));
    let day = Memo::new(move |_| {
        plan.with_value(|activity| leave::summary(app, activity, &codes.read()))
    });
    let words = move || {
        untrack(|| plan.with_value(|activity| leave::summary_text(app, activity, &day.read())))
    };
    let file = move |what: &str| plan.with_value(|activity| format!("{what}-{}.csv", activity.day));
    let share = move || spawn_local(leave::share_text(app, words()));
    let copy = move || spawn_local(leave::copy_text(app, words()));
    let sums = move || {
        let table = export::day_summaries(&[day.get_untracked()]);
        spawn_local(async move { leave::share_text_table(app, &file("day"), &table, true).await });
    };
    let stock = move || {
        let table =
            plan.with_value(|activity| leave::stock_table(app, activity, &codes.read_untracked()));
        spawn_local(
            async move { leave::share_text_table(app, &file("stock"), &table, true).await },
        );
    };
    view! {
        <div class="day-summary">
            <Card title=move || tr("close.summary") icon="chart">
                <Ledger rows=Signal::derive(move || day.with(rows))/>
                <p class="small soft">{move || match day.with(|day| day.unsent) {
                    0 => tr("close.all_here"),
                    n => tr_count("close.unsent", n),
                }}</p>
                <div class="row-wrap no-print">
                    <Button small=true icon="share" label=move || tr("close.share") on_press=share/>
                    <Button small=true icon="file" label=move || tr("common.copy") on_press=copy/>
                    <Button small=true icon="file" label=move || tr("common.print") on_press=move || leave::print_page(app)/>
                    <Button small=true icon="chart" label=move || tr("close.csv_day") on_press=sums/>
                    <Button small=true icon="stock" label=move || tr("close.csv_stock") on_press=stock/>
                </div>
                <p class="small soft no-print">{move || tr("close.copy_note")}</p>
            </Card>
        </div>
    }
}

/// The sums in rows. Tracked.
fn rows(day: &DaySummary) -> Vec<LedgerRow> {
    let row = |term: String, value: String| LedgerRow { sign: None, term, value, total: false };
    let sum = |key: &str, value: u32| row(tr(key), value.to_string());
    let mut rows = vec![
        match day.expected {
            0 => sum("close.label.households", day.households),
            all => row(tr("close.label.households"), format!("{} / {all}", day.households)),
        },
        LedgerRow { total: true, ..sum("close.label.people", day.people.total()) },
    ];
    let ages = BRACKETS.iter().enumerate().map(|(at, name)| (name, day.people.in_bracket(at)));
    rows.extend(
        ages.filter(|(_, n)| *n > 0)
            .map(|(name, n)| row(tr(&format!("bracket.{name}")), n.to_string())),
    );
    rows.push(sum("close.label.without_card", day.walk_ins));
    rows.extend(day.given.iter().map(|(name, n)| row(name.clone(), n.to_string())));
    let past = |name: &String| tr_with("close.past_date", &[("name", name)]);
    rows.extend(day.past_date.iter().map(|(name, n)| row(past(name), n.to_string())));
    rows.extend([
        sum("close.label.absent", day.absent),
        sum("close.label.refused", day.refused),
        sum("close.label.set_aside", day.set_aside),
        sum("close.label.feedback", day.feedback),
        sum("close.label.incidents", day.incidents),
    ]);
    rows
}
