//! A list from a file: chosen, read, looked at, and only then added, all of it or nothing.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::household::import::Preview;
use web_sys::File;

use super::preview::PreviewCard;
use crate::actions::desk::households::{self, Agreed, Unread};
use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with};
use crate::state::App;

/// How far an import is.
#[derive(Debug, Clone)]
pub(super) enum Stage {
    /// Nothing was chosen.
    Idle,
    /// The file is being read.
    Reading,
    /// Nothing of it can be read.
    Failed(Unread),
    /// Read, and waiting for a person.
    Read(Arc<Preview>),
    /// So many are being saved.
    Saving(usize),
    /// So many are new, and so many changed.
    Added(usize, usize),
}

/// The card.
#[component]
pub(super) fn ImportCard() -> impl IntoView {
    let app = App::get();
    let stage = RwSignal::new(Stage::Idle);
    let so_far = RwSignal::new(0);
    let agreed = RwSignal::new(Agreed::new());
    let read = move |file: File| {
        stage.set(Stage::Reading);
        so_far.set(0);
        agreed.set(Agreed::new());
        let tell = move |hundredths| {
            // The person may have gone to another screen.
            let _ = so_far.try_set(hundredths);
        };
        spawn_local(async move {
            let next = match households::read(app, file, tell).await {
                Ok(preview) => Stage::Read(Arc::new(preview)),
                Err(problem) => Stage::Failed(problem),
            };
            let _ = stage.try_set(next);
        });
    };
    let add = move || {
        let Stage::Read(preview) = stage.get_untracked() else { return };
        let count = preview.households.len();
        stage.set(Stage::Saving(count));
        spawn_local(async move {
            // After a failure the list is still there to try again.
            let ticked = agreed.get_untracked();
            let next = match households::add(app, &preview.households, &ticked).await {
                Ok((new, changed)) => Stage::Added(new, changed),
                Err(_) => Stage::Read(preview),
            };
            let _ = stage.try_set(next);
        });
    };
    let template = move || spawn_local(households::share_template(app));
    view! {
        <Card title=move || tr("import.title") icon="file">
            <p>{move || tr("import.words")}</p>
            <div class="row-wrap">
                <FileButton
                    label=move || tr("import.choose")
                    accept=".csv,.tsv,.txt,.xlsx,.xls,.ods,text/csv"
                    on_file=read
                />
                <Button kind=ButtonKind::Quiet icon="file" label=move || tr("import.template") on_press=template/>
            </div>
            <div role="status">
                {move || stage.with(|stage| match stage {
                    Stage::Reading => Some(tr("import.reading")),
                    Stage::Saving(n) => Some(tr_count("import.saving", *n as u32)),
                    _ => None,
                })}
            </div>
            {move || match stage.get() {
                Stage::Failed(problem) => view! { <Failed problem/> }.into_any(),
                Stage::Read(preview) => {
                    view! { <PreviewCard preview=preview agreed on_add=add on_leave=move || stage.set(Stage::Idle)/> }.into_any()
                }
                Stage::Added(new, changed) => view! {
                    <Callout kind=CalloutKind::Held live=Live::Status title=move || tr("saved.here")>
                        <p>{move || tr_count("import.added", new as u32)}</p>
                        {(changed > 0).then(|| view! { <p>{move || tr_count("import.changed", changed as u32)}</p> })}
                    </Callout>
                }
                .into_any(),
                Stage::Reading => view! {
                    <progress max="100" prop:value=so_far aria-label=move || tr("import.reading")></progress>
                }
                .into_any(),
                Stage::Idle | Stage::Saving(_) => ().into_any(),
            }}
        </Card>
    }
}

#[component]
fn Failed(
    /// Why nothing can be read.
    problem: Unread,
) -> impl IntoView {
    let words = move || {
        let (row, headers) = problem.places();
        tr_with(&problem.key(), &[("row", &row), ("headers", &headers)])
    };
    view! {
        <Callout kind=CalloutKind::Stop live=Live::Alert title=move || tr("import.failed")>
            <p>{words}</p>
            <p>{move || tr("import.nothing_saved")}</p>
        </Callout>
    }
}
