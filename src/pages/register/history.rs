//! What happened to an entry, in the order in which it was done: who, when, what. Own work can be
//! taken back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::{ActivityId, MemberId, RecordId};
use passamano_core::projection::{EntryView, Origin};
use passamano_core::register::{self, Register};

use super::row::word;
use crate::actions;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::said::said;
use crate::state::{App, Toolkit};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Event {
    from: Origin,
    what: String,
    undone: bool,
    /// The records to undo.
    parts: Vec<(RecordId, Option<ActivityId>)>,
}

/// All of them, each after those that it was done over. Tracked, for the language.
pub(super) fn events(
    toolkit: &Toolkit,
    register: &Register,
    entry: &EntryView,
    name: impl Fn(MemberId) -> String,
) -> Vec<Event> {
    let part = |from: &Origin| (from.record, from.activity);
    let desk = entry.desk.map(|fold| part(&fold.from));
    let first = Event {
        from: entry.added.from,
        what: tr("entry.added"),
        undone: false,
        parts: [part(&entry.added.from)].into_iter().chain(desk).collect(),
    };
    let works = register::in_order(&entry.works).into_iter().map(|view| {
        let fact = &view.work.fact;
        let what = match (&fact.did, &fact.to, fact.owner) {
            (Some(did), ..) => word(toolkit, register, "move", did),
            (None, Some(to), _) => word(toolkit, register, "state", to),
            (None, None, Some(owner)) => tr_with("entry.taken_over", &[("name", &name(owner))]),
            (None, None, None) => tr("entry.written"),
        };
        let desk = view.desk.map(|fold| part(&fold.from));
        let parts = [part(&view.work.from)].into_iter().chain(desk).collect();
        Event { from: view.work.from, what, undone: view.undone, parts }
    });
    [first].into_iter().chain(works).collect()
}

/// The list of them.
#[component]
pub(super) fn History(
    /// What happened.
    events: Signal<Vec<Event>>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let undo = move |parts: Vec<(RecordId, Option<ActivityId>)>| {
        busy.set(true);
        spawn_local(async move {
            if actions::undo(app, parts).await.is_ok() {
                actions::say(app, tr("common.undone"));
            }
            busy.set(false);
        });
    };
    let me = move || app.identity.with(|identity| identity.as_ref().map(|me| me.member));
    let line = move |(place, event): (usize, Event)| {
        let own = me() == Some(event.from.by) && place > 0 && !event.undone;
        let (from, what, parts) = (event.from, event.what, event.parts);
        let words = match event.undone {
            true => tr_with("entry.undone", &[("what", &what)]),
            false => what,
        };
        view! {
            <Line words note=Signal::derive(move || Some(said(app, &from))) wrap=true>
                {own.then(|| view! {
                    <Button
                        kind=ButtonKind::Quiet
                        small=true
                        icon="undo"
                        label=move || tr("common.undo")
                        on_press=move || undo(parts.clone())
                        busy
                    />
                })}
            </Line>
        }
    };
    view! {
        <Card title=move || tr("entry.history")>
            <Lines>{move || events.get().into_iter().enumerate().map(line).collect_view()}</Lines>
        </Card>
    }
}
