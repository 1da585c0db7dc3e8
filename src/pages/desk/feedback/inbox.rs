//! The list of feedback: what is open first, sensitive before the rest.

use leptos::prelude::*;
use passamano_core::feedback::{Feedback, Status};
use passamano_core::id::RecordId;
use passamano_core::projection::FeedbackView;

use super::words::{headline, state_word, topic_icon, topic_word};
use crate::components::*;
use crate::i18n::{isolated, tr};
use crate::route::Route;
use crate::screen::languages::language_word;
use crate::screen::when::when;
use crate::state::App;

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    record: RecordId,
    at: i64,
    said: Feedback,
    status: Status,
}

/// The list.
#[component]
pub(super) fn Inbox(
    /// The one that is open.
    current: Memo<Option<RecordId>>,
) -> impl IntoView {
    let app = App::get();
    let show = RwSignal::new("open".to_string());
    let rows = Memo::new(move |_| {
        let all = *show.read() == "all";
        app.world.with(|world| {
            let views =
                world.feedback().into_iter().filter(|view| all || view.status != Status::Closed);
            let row = |view: FeedbackView<'_>| Row {
                record: view.given.from.record,
                at: view.given.from.at.ms,
                said: view.given.fact.clone(),
                status: view.status,
            };
            views.map(row).collect::<Vec<_>>()
        })
    });
    let options =
        move || vec![Opt::new("open", tr("desk.show_open")), Opt::new("all", tr("desk.show_all"))];
    view! {
        <section class="inbox" aria-labelledby="inbox-title">
            <div class="inbox-head">
                <h2 id="inbox-title">{move || tr("desk.inbox")}</h2>
                <Select label=move || tr("desk.show") value=show options=Signal::derive(options) compact=true/>
            </div>
            <Show when=move || rows.with(Vec::is_empty)>
                <EmptyPlace icon="feedback" title=move || tr("desk.no_feedback") note=move || tr("desk.no_feedback_note")/>
            </Show>
            <ul>
                <For each=move || rows.get() key=|row| (row.record, row.status) children=move |row| view! { <Item row current/> }/>
            </ul>
        </section>
    }
}

#[component]
fn Item(
    /// The line.
    row: Row,
    /// The one that is open.
    current: Memo<Option<RecordId>>,
) -> impl IntoView {
    let app = App::get();
    let Row { record, at, said, status } = row;
    let (icon, language, wants) =
        (topic_icon(said.topic), said.language.clone(), said.wants_answer);
    let topic = said.topic;
    let code = if said.code.is_empty() { String::new() } else { isolated(&said.code) };
    let sensitive = topic.is_some_and(|topic| topic.sensitive());
    let meta = move || {
        let parts = [topic_word(topic), language_word(&language), state_word(status), code.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <li>
            <a
                class="inbox-item"
                href=Route::DeskFeedbackOf(record).path()
                aria-current=move || (current.get() == Some(record)).then_some("true")
            >
                <Icon name=icon/>
                <span class="inbox-title">{move || headline(&said)}</span>
                <span class:inbox-late=sensitive>{move || when(at, app.now.get())}</span>
                <span class="inbox-meta">
                    {meta}
                    {move || wants.then(|| format!(" · {}", tr("desk.wants_answer")))}
                </span>
            </a>
        </li>
    }
}
