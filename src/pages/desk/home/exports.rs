//! The day as files: CSV with the HXL row, without names and without anybody's words.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::export::day_summaries;
use passamano_core::record::Activity;

use crate::actions::{desk::tables, export};
use crate::components::{Button, Card};
use crate::i18n::tr;
use crate::pages::stock::codes_here;
use crate::state::App;

/// A file of the desk.
#[derive(Debug, Clone, Copy)]
enum File {
    HandOvers,
    Stock,
    Day,
    Feedback,
}

/// The card with the files.
#[component]
pub(super) fn Exports(
    /// The activity.
    activity: Memo<Option<Activity>>,
) -> impl IntoView {
    let app = App::get();
    let save = move |file: File| {
        let Some(activity) = activity.get_untracked() else { return };
        let codes = untrack(|| codes_here(app, &activity));
        let (name, table) = match file {
            File::HandOvers => ("hand-overs", tables::hand_overs(app, activity.id)),
            File::Stock => ("stock", export::stock_table(app, &activity, &codes)),
            File::Day => {
                ("day", day_summaries(&[untrack(|| export::summary(app, &activity, &codes))]))
            }
            File::Feedback => ("feedback", tables::feedback(app)),
        };
        let name = format!("{name}-{}.csv", activity.day);
        spawn_local(async move { export::share_csv(app, &name, &table).await });
    };
    view! {
        <Card title=move || tr("desk.files") icon="file">
            <p class="small soft">{move || tr("desk.files_words")}</p>
            <div class="row-wrap">
                <Button small=true icon="file" label=move || tr("desk.file_hand_overs") on_press=move || save(File::HandOvers)/>
                <Button small=true icon="file" label=move || tr("desk.file_stock") on_press=move || save(File::Stock)/>
                <Button small=true icon="file" label=move || tr("desk.file_day") on_press=move || save(File::Day)/>
                <Button small=true icon="file" label=move || tr("desk.file_feedback") on_press=move || save(File::Feedback)/>
            </div>
        </Card>
    }
}
