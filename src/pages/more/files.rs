//! Records by file: everything of this phone into one, and reading one from another phone.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::endpoint::file;

use crate::actions::files::{self, NotTaken, Taken, Which};
use crate::actions::{self, device};
use crate::components::{Button, Callout, CalloutKind, Card, FileButton, Live};
use crate::i18n::{tr, tr_count};
use crate::state::App;

/// *Save everything* and *Read a file*.
#[component]
pub fn Files() -> impl IntoView {
    let app = App::get();
    let told = RwSignal::new(None::<(bool, String)>);
    let save = move || {
        spawn_local(async move {
            match files::save_file(app, Which::Everything).await {
                Ok(count) => told.set(Some((true, tr_count("more.file_saved", count as u32)))),
                Err(problem) => actions::fail(app, &problem),
            }
        });
    };
    let read = move |chosen| {
        spawn_local(async move {
            let Some(bytes) = device::bytes_of(chosen).await else {
                told.set(Some((false, tr("more.file_unreadable"))));
                return;
            };
            match files::read_file(app, &bytes).await {
                Ok(taken) => told.set(Some((true, what_came(&taken)))),
                Err(NotTaken::File(problem)) => told.set(Some((false, tr(why_not(&problem))))),
                Err(NotTaken::Storage(problem)) => actions::fail(app, &problem),
            }
        });
    };
    let result = move |(good, words): (bool, String)| {
        let (kind, icon) =
            if good { (CalloutKind::Received, "check") } else { (CalloutKind::Stop, "warning") };
        view! { <Callout kind=kind icon=icon title=words live=Live::Status/> }
    };
    view! {
        <Card title=move || tr("more.files") icon="file">
            <p>{move || tr("more.files_words")}</p>
            <div class="row-wrap">
                <Button label=move || tr("more.file_save") icon="file" on_press=save/>
                <FileButton label=move || tr("more.file_read") icon="down" on_file=read/>
            </div>
            {move || told.get().map(result)}
        </Card>
    }
}

fn what_came(taken: &Taken) -> String {
    let mut words = tr_count("more.file_new", taken.new as u32);
    if taken.bad > 0 {
        words = format!("{words} {}", tr_count("more.file_left", taken.bad as u32));
    }
    if taken.damaged {
        words = format!("{words} {}", tr("more.file_rescued"));
    }
    words
}

fn why_not(problem: &file::Problem) -> &'static str {
    match problem {
        file::Problem::Foreign => "more.file_foreign",
        file::Problem::LaterVersion => "more.file_later",
        file::Problem::OtherSpace => "more.file_other_team",
        file::Problem::Damaged => "more.file_damaged",
    }
}
