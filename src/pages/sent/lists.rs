//! The records in lists: what needs a person, what is on this phone only, what is on its way to
//! more endpoints, what was received.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::sync::Delivery;

use super::words::{Named, endpoints, icon, place, title};
use crate::actions::exchange::{self, Entry};
use crate::components::{RecordMark, RecordRow, Records};
use crate::i18n::{tr, tr_with};
use crate::pages::when::when;
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
    let rows = move || {
        let shown = entries.get().into_iter().take(DRAWN);
        shown.map(|entry| view! { <Row entry=entry named=named mark=mark/> }).collect_view()
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

#[component]
fn Row(entry: Entry, named: Memo<Vec<Named>>, mark: RecordMark) -> impl IntoView {
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
    let at = entry.at_ms;
    let entry = StoredValue::new(entry);
    view! {
        <RecordRow
            title=move || entry.with_value(|entry| title(app, entry))
            state=move || named.with(|named| entry.with_value(|entry| place(entry, named, app.now.get())))
            time=move || when(at, app.now.get())
            icon=sign
            mark=mark
        />
    }
}
