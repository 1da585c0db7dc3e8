//! The records in lists: what needs a person, what is on this phone only, what is on its way to
//! more endpoints, what was received.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::RecordId;
use passamano_core::sync::Delivery;

use crate::actions::exchange::{self, Entry};
use crate::components::{RecordMark, RecordRow, Records};
use crate::i18n::{tr, tr_with};
use crate::route::{From, Route};
use crate::screen::delivery::{Named, endpoints, icon, place, title};
use crate::screen::hand_over;
use crate::screen::when::when;
use crate::state::App;

/// So many received records are shown: the newest tell whether it works.
const NEWEST: u32 = 50;
/// So many unsent records are drawn: more would be slow on a small phone.
const DRAWN: usize = 200;

/// The lists, each with its count in the heading.
#[component]
pub fn Lists() -> impl IntoView {
    let app = App::get();
    let named = Memo::new(move |_| endpoints(app));
    let got = RwSignal::new(Vec::<Entry>::new());
    Effect::new(move |_| {
        app.received.track();
        spawn_local(async move { got.set(exchange::received_newest(app, NEWEST).await) });
    });
    // Newest first, as everywhere.
    let pick = move |test: fn(&Entry) -> bool| {
        Signal::derive(move || {
            app.unsent.with(|all| {
                all.iter().rev().filter(|entry| test(entry)).cloned().collect::<Vec<_>>()
            })
        })
    };
    let refused = pick(is_refused);
    let here = pick(|entry| !is_refused(entry) && !entry.received_somewhere());
    let partly = pick(|entry| !is_refused(entry) && entry.received_somewhere());
    let number = |n: usize| n.to_string();
    let refused_title = move || {
        let (n, all) = (refused.with(Vec::len), app.unsent.with(Vec::len));
        tr_with("sent.needs_you", &[("n", &number(n)), ("all", &number(all))])
    };
    let here_title = move || tr_with("sent.here", &[("n", &number(app.held()))]);
    let partly_title = move || tr_with("sent.partly", &[("n", &number(partly.with(Vec::len)))]);
    let got_title = move || {
        let n = app.received.get().to_string();
        tr_with("sent.got", &[("name", &app.endpoint_name()), ("n", &n)])
    };
    let newest = move || (app.received.get() > NEWEST).then(|| tr("sent.got_newest"));
    view! {
        <List
            title=refused_title
            entries=refused
            named=named
            mark=RecordMark::Refused
            note=move || tr("sent.needs_you_words")
        />
        <List title=here_title entries=here named=named mark=RecordMark::Held/>
        <List title=partly_title entries=partly named=named mark=RecordMark::Held/>
        <List title=got_title entries=got named=named mark=RecordMark::Received note=newest/>
        <Show when=move || app.received.get() == 0 && app.unsent.with(Vec::is_empty)>
            <p class="soft">{move || tr("sent.empty")}</p>
        </Show>
    }
}

fn is_refused(entry: &Entry) -> bool {
    entry.to.values().any(|delivery| matches!(delivery, Delivery::Refused { .. }))
}

/// One list; nothing where it is empty.
#[component]
fn List(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// The records, newest first.
    #[prop(into)]
    entries: Signal<Vec<Entry>>,
    /// The endpoints by key.
    named: Memo<Vec<Named>>,
    /// The ground of each mark.
    mark: RecordMark,
    /// What to know about them.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
) -> impl IntoView {
    let more = move || {
        let left = entries.with(Vec::len).saturating_sub(DRAWN);
        (left > 0).then(|| tr_with("sent.older", &[("n", &left.to_string())]))
    };
    // What became of the hand-overs among them, in one look at all hand-overs.
    let became = Memo::new(move |_| {
        let shown = entries.with(|all| all.iter().take(DRAWN).map(|e| e.record).collect());
        became(App::get(), &shown)
    });
    let rows = move || {
        let shown = entries.get().into_iter().take(DRAWN);
        shown.map(|entry| view! { <Row entry=entry named=named mark=mark became/> }).collect_view()
    };
    view! {
        <Show when=move || !entries.with(Vec::is_empty)>
            <section class="stack">
                <h2>{title}</h2>
                {move || note.get().map(|words| view! { <p>{words}</p> })}
                <Records>{rows}</Records>
                {move || more().map(|words| view! { <p class="small soft">{words}</p> })}
            </section>
        </Show>
    }
}

/// What a row says besides what is stored with the record.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Became {
    /// Nothing was given.
    not_given: bool,
    /// Why it does not count, in a word.
    mark: Option<String>,
}

fn became(app: App, shown: &BTreeSet<RecordId>) -> BTreeMap<RecordId, Became> {
    app.world.with(|world| {
        let undone = shown.iter().filter(|record| world.is_undone(**record));
        let mark = || Some(tr("record.mark.undone"));
        let mut all: BTreeMap<_, _> =
            undone.map(|record| (*record, Became { not_given: false, mark: mark() })).collect();
        for view in world.hand_overs(shown) {
            let not_given = hand_over::not_given(&view.fold.fact);
            let mark = hand_over::mark(view.standing);
            all.insert(view.fold.from.record, Became { not_given, mark });
        }
        all
    })
}

#[component]
fn Row(
    /// The record's way.
    entry: Entry,
    /// The endpoints by key.
    named: Memo<Vec<Named>>,
    /// The ground of its mark.
    mark: RecordMark,
    /// What became of the records of the list.
    became: Memo<BTreeMap<RecordId, Became>>,
) -> impl IntoView {
    let app = App::get();
    let kind = icon(&entry.kind);
    let sign = match mark {
        RecordMark::Held if entry.to.values().any(|d| matches!(d, Delivery::Tried { .. })) => {
            "sending"
        }
        RecordMark::Held => kind,
        RecordMark::Received => "receipt",
        RecordMark::Refused => "refused",
    };
    let (at, record) = (entry.at_ms, entry.record);
    let entry = StoredValue::new(entry);
    let here = Memo::new(move |_| became.with(|all| all.get(&record).cloned()));
    let words = move || {
        let not_given = here.with(|here| here.as_ref().is_some_and(|here| here.not_given));
        entry.with_value(|entry| match not_given {
            true => title(app, &Entry { kind: "not_given".into(), ..entry.clone() }),
            false => title(app, entry),
        })
    };
    let state = move || {
        let at = named.with(|named| entry.with_value(|entry| place(entry, named, app.now.get())));
        match here.with(|here| here.as_ref().and_then(|here| here.mark.clone())) {
            Some(mark) => format!("{mark}. {at}"),
            None => at,
        }
    };
    view! {
        <RecordRow
            title=words
            state=state
            time=move || when(at, app.now.get())
            icon=sign
            mark=mark
            href=Route::Record(record, From::Sent).path()
        />
    }
}
