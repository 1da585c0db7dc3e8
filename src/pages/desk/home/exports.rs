//! The day as files: workbooks and CSV, without names of recipients and without their words; and
//! the way to the report on paper.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::export::day_summaries;
use passamano_core::record::Activity;

use crate::actions::{desk::tables, export};
use crate::components::{Button, Card, Opt, Select};
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::goods::codes_here;
use crate::state::App;

/// A file of the desk: its name, and the key of its button.
const FILES: [(&str, &str); 5] = [
    ("hand-overs", "desk.file_hand_overs"),
    ("households", "desk.file_households"),
    ("stock", "desk.file_stock"),
    ("day", "desk.file_day"),
    ("feedback", "desk.file_feedback"),
];

/// How a file may be written.
const KINDS: [&str; 3] = ["xlsx", "csv", "csv_hxl"];

/// The card with the files.
#[component]
pub(super) fn Exports(
    /// The activity.
    activity: Memo<Option<Activity>>,
) -> impl IntoView {
    let app = App::get();
    let kind = RwSignal::new(KINDS[0].to_string());
    let kinds = || KINDS.map(|kind| Opt::new(kind, tr(&format!("desk.file_{kind}")))).to_vec();
    let save = move |name: &'static str| {
        let Some(activity) = activity.get_untracked() else { return };
        let codes = untrack(|| codes_here(app, &activity));
        let table = match name {
            "hand-overs" => tables::hand_overs(app, activity.id),
            "households" => tables::households(app),
            "stock" => export::stock_table(app, &activity, &codes),
            "day" => day_summaries(&[untrack(|| export::summary(app, &activity, &codes))]),
            _ => tables::feedback(app),
        };
        let kind = kind.get_untracked();
        spawn_local(async move {
            if kind == KINDS[0] {
                let file = format!("{name}-{}.xlsx", activity.day);
                let sheet = tr(&format!("sheet.{name}"));
                export::share_workbook(app, &file, sheet, &table).await;
            } else {
                let file = format!("{name}-{}.csv", activity.day);
                export::share_text_table(app, &file, &table, kind == KINDS[2]).await;
            }
        });
    };
    let report = move || activity.get().map(|activity| Route::DeskReport(activity.id).path());
    view! {
        <Card title=move || tr("desk.files") icon="file">
            {move || report().map(|href| view! {
                <Button icon="chart" label=move || tr("desk.report_open") href=href/>
            })}
            <p class="small soft">{move || tr("desk.files_words")}</p>
            <Select label=move || tr("desk.file_kind") value=kind options=Signal::derive(kinds) compact=true/>
            <div class="row-wrap">
                {FILES.map(|(name, key)| view! {
                    <Button small=true icon="file" label=move || tr(key) on_press=move || save(name)/>
                }).collect_view()}
            </div>
            <p class="small soft">{move || tr("desk.files_households")}</p>
        </Card>
    }
}
