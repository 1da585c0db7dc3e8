//! The history of a household under all of its cards: put on the list, changed, served, another
//! card; when, and on whose phone. What was taken back or corrected says so. What a hand-over
//! that was wrong needs is done at the record itself.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::card;
use passamano_core::distribution::{Line as Given, Outcome};
use passamano_core::household::WhyReplaced;
use passamano_core::id::RecordId;
use passamano_core::projection::{Origin, Standing, WayBack, World};

use super::found::NotLost;
use crate::actions::desk::household;
use crate::components::*;
use crate::i18n::{isolated, tr, tr_count, tr_known, tr_with};
use crate::route::{From, Route};
use crate::screen::desk::list_parts::ShowMore;
use crate::screen::names::goods_in_short;
use crate::screen::said::said;
use crate::state::App;

/// So many events at first, and so many more with each tap.
const STEP: usize = 20;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
enum Event {
    /// It came on the list with so many people, under this code.
    Listed(String, u32),
    /// Something that is known of it changed; so many people since.
    Changed(u32),
    /// A hand-over, or the reason why there was none.
    Handed { outcome: Outcome, lines: Vec<Given>, code: String },
    /// One card for another, with the way back where there is one.
    Card { old: String, new: String, why: WhyReplaced, way: Option<WayBack> },
}

/// Whether it still holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Holds {
    Yes,
    Undone(Origin),
    Corrected(Origin),
}

#[derive(Debug, Clone, PartialEq)]
struct Row {
    from: Origin,
    event: Event,
    holds: Holds,
}

/// The history.
#[component]
pub(super) fn Story(
    /// The code on the card.
    code: String,
) -> impl IntoView {
    let app = App::get();
    let rows = Memo::new(move |_| app.world.with(|world| rows(world, &code)));
    let shown = RwSignal::new(STEP);
    let asked = RwSignal::new(None::<RecordId>);
    let all = Signal::derive(move || rows.with(Vec::len));
    view! {
        <Card title=move || tr("story.title") icon="clock">
            <Lines>
                {move || rows.get().into_iter().take(shown.get()).map(|row| view! { <Happened row asked/> }).collect_view()}
            </Lines>
            <ShowMore shown step=STEP all/>
        </Card>
    }
}

#[component]
fn Happened(
    /// What, and from where.
    row: Row,
    /// The lost card that is asked about.
    asked: RwSignal<Option<RecordId>>,
) -> impl IntoView {
    let app = App::get();
    let Row { from, event, holds } = row;
    let icon = match &event {
        Event::Listed(..) => "plus",
        Event::Changed(_) => "household",
        Event::Handed { .. } => "give",
        Event::Card { .. } => "scan",
    };
    let joined = matches!(&event, Event::Card { why: WhyReplaced::Joined, .. });
    let way = match &event {
        Event::Card { way, .. } => way.clone(),
        _ => None,
    };
    let note = move || {
        let when = said(app, &from);
        match holds {
            Holds::Yes => when,
            Holds::Undone(by) => {
                format!("{when} · {} {}", tr("story.undone"), said(app, &by))
            }
            Holds::Corrected(by) => {
                format!("{when} · {} {}", tr("story.corrected"), said(app, &by))
            }
        }
    };
    let handed = matches!(&event, Event::Handed { .. });
    let end = match (holds, way) {
        (Holds::Yes, Some(way)) => view! { <NotLost lost=from.record way asked/> }.into_any(),
        (Holds::Yes, None) if joined => view! { <Part joined=from.record/> }.into_any(),
        (Holds::Yes, None) => ().into_any(),
        (Holds::Undone(_), _) => view! { <Chip label=move || tr("story.undone")/> }.into_any(),
        (Holds::Corrected(_), _) => {
            view! { <Chip label=move || tr("story.corrected")/> }.into_any()
        }
    };
    let what = move || words(app, &event);
    match handed {
        // A hand-over is corrected on its own page.
        true => {
            let href = Route::Record(from.record, From::DeskHouseholds).path();
            view! { <Line wrap=true icon=icon href=href words=what note=note>{end}</Line> }
                .into_any()
        }
        false => view! { <Line wrap=true icon=icon words=what note=note>{end}</Line> }.into_any(),
    }
}

/// They are not one household after all.
#[component]
fn Part(
    /// The record that joined them.
    joined: RecordId,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let part = move || {
        busy.set(true);
        spawn_local(async move {
            // The screen follows the records; a failure says itself what to do.
            let _ = household::part(app, joined).await;
            let _ = busy.try_set(false);
        });
    };
    view! { <Button small=true icon="undo" label=move || tr("join.part") on_press=part busy=busy/> }
}

/// What happened, in words. Tracked.
fn words(app: App, event: &Event) -> String {
    match event {
        Event::Listed(code, people) => {
            format!(
                "{} {}",
                tr_with("story.listed", &[("code", code)]),
                tr_count("handout.people", *people)
            )
        }
        Event::Changed(people) => {
            format!("{} {}", tr("story.changed"), tr_count("handout.people", *people))
        }
        Event::Handed { outcome, lines, code } => {
            let words = tr_known("outcome", outcome.code());
            let what = goods_in_short(app, lines);
            let end = if what.is_empty() { String::new() } else { format!(": {what}") };
            format!("{}, {words}{end}", isolated(code))
        }
        Event::Card { old, new, why, .. } => {
            let key = match why {
                WhyReplaced::Joined => "story.joined",
                WhyReplaced::Lost | WhyReplaced::Later(_) => "story.lost",
            };
            tr_with(key, &[("old", old), ("new", new)])
        }
    }
}

/// All events of a household, latest first.
fn rows(world: &World, code: &str) -> Vec<Row> {
    let undone =
        |record| world.undone_by(record).next().map_or(Holds::Yes, |by| Holds::Undone(by.from));
    let mut rows: Vec<(i64, Row)> = vec![];
    let mut seen = vec![];
    // Oldest first, so that the first of each card is the one that put it on the list.
    for fold in world.versions(code).into_iter().rev() {
        let people = fold.fact.people.total();
        let key = card::normalize(&fold.fact.code);
        let event = if seen.contains(&key) {
            Event::Changed(people)
        } else {
            seen.push(key);
            Event::Listed(fold.fact.code.clone(), people)
        };
        let row = Row { from: fold.from, event, holds: undone(fold.from.record) };
        rows.push((fold.from.at.ms, row));
    }
    for view in world.story(code) {
        let fact = &view.fold.fact;
        let holds = match view.standing {
            Standing::Counts => Holds::Yes,
            Standing::Undone(by) => Holds::Undone(by.from),
            Standing::Corrected(by) | Standing::OtherCounts(by) => Holds::Corrected(by.from),
        };
        let outcome = fact.outcome;
        let code = fact.household.clone().unwrap_or_default();
        let event = Event::Handed { outcome, lines: fact.lines.clone(), code };
        let from = Origin { at: view.fold.at(), ..view.fold.from };
        rows.push((from.at.ms, Row { from, event, holds }));
    }
    for fold in world.replacements(code) {
        let fact = &fold.fact;
        let (old, new) = (fact.old.clone(), fact.new.clone());
        let way = world.way_back(fold.from.record);
        let event = Event::Card { old, new, why: fact.why, way };
        let holds = undone(fold.from.record);
        rows.push((fold.from.at.ms, Row { from: fold.from, event, holds }));
    }
    rows.sort_by_key(|(ms, row)| core::cmp::Reverse((*ms, row.from.record)));
    rows.into_iter().map(|(_, row)| row).collect()
}
