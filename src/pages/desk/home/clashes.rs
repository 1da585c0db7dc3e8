//! Cards that two phones served without knowing of each other. Both hand-overs stay.

use leptos::prelude::*;
use passamano_core::distribution::Line;
use passamano_core::id::RecordId;
use passamano_core::projection::Origin;
use passamano_core::record::Activity;

use crate::components::{Callout, CalloutKind, TextLink};
use crate::i18n::{tr, tr_count};
use crate::route::{From, Route};
use crate::screen::names::name_of;
use crate::screen::said::said;
use crate::state::App;

/// One card, with every hand-over to it.
#[derive(Debug, Clone, PartialEq)]
struct Twice {
    code: String,
    given: Vec<(Origin, Vec<Line>)>,
}

/// The clashes of an activity.
#[component]
pub(super) fn Clashes(
    /// The activity.
    activity: Memo<Option<Activity>>,
) -> impl IntoView {
    let app = App::get();
    let clashes = Memo::new(move |_| {
        let Some(id) = activity.with(|a| a.as_ref().map(|a| a.id)) else { return vec![] };
        app.world.with(|world| {
            let given = |record: &RecordId| {
                let fold = world.handed(id).find(|fold| fold.from.record == *record)?;
                Some((fold.from, fold.fact.lines.clone()))
            };
            let clashes = world.clashes(id).into_iter();
            clashes
                .map(|clash| Twice {
                    code: clash.household,
                    given: clash.records.iter().filter_map(given).collect(),
                })
                .collect::<Vec<_>>()
        })
    });
    let title = move || tr_count("desk.clashes", clashes.with(Vec::len) as u32);
    view! {
        <Show when=move || clashes.with(|clashes| !clashes.is_empty())>
            <Callout kind=CalloutKind::Held icon="help" title=title>
                <p>{move || tr("desk.clashes_words")}</p>
                {move || clashes.get().into_iter().map(|twice| one(app, twice)).collect_view()}
            </Callout>
        </Show>
    }
}

fn one(app: App, twice: Twice) -> impl IntoView {
    let line = move |(from, lines): (Origin, Vec<Line>)| {
        let what: Vec<String> =
            lines.iter().map(|line| format!("{} {}", line.qty, name_of(app, &line.code))).collect();
        let words = format!("{}: {}", said(app, &from), what.join(" + "));
        let href = Route::Record(from.record, From::Desk).path();
        view! { <li class="trail-item"><TextLink href=href label=words/></li> }
    };
    view! {
        <h3 class="keep-ltr">{twice.code}</h3>
        <ol class="trail">{twice.given.into_iter().map(line).collect_view()}</ol>
    }
}
