//! What was set aside, each with its reason, and *Try again*. Nothing where there is nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::aside::{self, Kept, Tried};
use crate::actions::{self};
use crate::components::{Button, RecordMark, RecordRow, Records};
use crate::i18n::{tr, tr_count, tr_count_with, tr_known, tr_with};
use crate::screen::when::when;
use crate::state::App;

/// The list, with its count in the heading.
#[component]
pub fn SetAside() -> impl IntoView {
    let app = App::get();
    let all = RwSignal::new(Vec::<Kept>::new());
    let busy = RwSignal::new(false);
    let told = RwSignal::new(String::new());
    Effect::new(move |_| {
        app.received.track();
        app.world.track();
        spawn_local(async move {
            let _ = all.try_set(aside::all(app).await);
        });
    });
    let unknown = Memo::new(move |_| app.world.with(|world| world.unknown.clone()));
    let unread = Memo::new(move |_| app.world.with(|world| world.unread.len() as u32));
    let count = move || {
        let of_kinds: u32 = unknown.with(|kinds| kinds.values().sum());
        all.with(Vec::len) as u32 + of_kinds + unread.get()
    };
    let again = move || {
        busy.set(true);
        spawn_local(async move {
            match aside::try_again(app).await {
                Ok(tried) => told.set(what_came(tried)),
                Err(problem) => actions::fail(app, &problem),
            }
            let _ = all.try_set(aside::all(app).await);
            let _ = busy.try_set(false);
        });
    };
    let row = move |kept: Kept| {
        let (at, kind) = (kept.at_ms, kept.kind);
        let title = move || kind.map_or_else(|| tr("aside.sealed"), |kind| tr_known("kind", kind));
        let state = move || match kept.taken {
            true => tr("aside.taken"),
            false => reason(&kept.reason),
        };
        view! {
            <RecordRow
                title=title
                state=state
                time=move || when(at, app.now.get())
                icon="warning"
                mark=RecordMark::Refused
            />
        }
    };
    let kinds = move || {
        let line = |(kind, n): (String, u32)| {
            let kind = kind.as_str();
            view! { <p>{tr_count_with("aside.unknown", n, &[("kind", kind)])}</p> }
        };
        unknown.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || { count() > 0 }>
            <section class="stack" id="set-aside">
                <h2>{move || tr_with("aside.title", &[("n", &count().to_string())])}</h2>
                <p>{move || tr("aside.words")}</p>
                {kinds}
                <Show when=move || { unread.get() > 0 }>
                    <p>{move || tr_count("aside.unread", unread.get())}</p>
                </Show>
                <Show when=move || all.with(|all| !all.is_empty())>
                    <Records>{move || all.get().into_iter().map(row).collect_view()}</Records>
                </Show>
                <Button label=move || tr("aside.again") busy_label=move || tr("aside.trying") icon="undo" busy=busy on_press=again/>
                <p role="status">{told}</p>
            </section>
        </Show>
    }
}

/// Why it was set aside, in words. Tracked.
fn reason(code: &str) -> String {
    let key = format!("aside.reason.{code}");
    let words = tr(&key);
    if words == key { tr("aside.reason.not_an_envelope") } else { words }
}

/// What came of trying again, in words.
fn what_came(Tried { taken, left }: Tried) -> String {
    let took = (taken > 0).then(|| tr_count("aside.took", taken));
    let same = (left > 0 || taken == 0).then(|| tr("aside.same"));
    [took, same].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
