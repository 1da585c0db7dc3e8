//! The picture of where the records are: this phone, the cord, who receives.

use leptos::prelude::*;
use passamano_core::endpoint::Diagnosis;
use passamano_core::sync::Status;

use crate::components::{Chain, ChainLink};
use crate::i18n::{tr, tr_count, tr_with};
use crate::route::Route;
use crate::screen::delivery::endpoints;
use crate::screen::when::when;
use crate::state::App;

/// The chain of the whole team: its first endpoint stands for all.
#[component]
pub fn SentChain(
    /// It stands on *Sent and unsent* itself, so it leads nowhere.
    #[prop(optional)]
    here: bool,
) -> impl IntoView {
    let app = App::get();
    let held = Signal::derive(move || app.held());
    let received = Signal::derive(move || app.received.get() as usize);
    let nobody = move || endpoints(app).is_empty();
    let receiver = move || match nobody() {
        true => tr("sent.nobody"),
        false => tr_with("sent.received_by", &[("name", &app.endpoint_name())]),
    };
    let label = move || {
        let (held, received) = (held.get().to_string(), received.get().to_string());
        let key = if nobody() { "sent.chain_nobody" } else { "sent.chain" };
        tr_with(key, &[("held", &held), ("received", &received), ("receiver", &receiver())])
    };
    let (held_words, received_words) =
        (Signal::derive(|| tr("sent.only")), Signal::derive(receiver));
    let (label, link) = (Signal::derive(label), Signal::derive(move || link(app)));
    let line = Signal::derive(move || line(app));
    match here {
        true => {
            view! { <Chain held received link held_words received_words label line/> }.into_any()
        }
        false => {
            let href = Route::Sent.path();
            view! { <Chain held received link held_words received_words label line href/> }
                .into_any()
        }
    }
}

fn link(app: App) -> ChainLink {
    if endpoints(app).is_empty() {
        return ChainLink::Practice;
    }
    app.links.with(|links| {
        let any = |test: fn(&Status) -> bool| links.iter().any(|(_, status)| test(status));
        // Before the first answer nobody can say whether the cord is whole: it is being asked.
        let untried = |status: &Status| status.diagnosis.is_none() && status.last_ok_ms.is_none();
        let asked = links.iter().all(|(_, status)| untried(status));
        if asked || (any(|status| status.busy) && app.held() > 0) {
            ChainLink::Sending
        } else if any(|status| status.diagnosis.is_none() && status.last_ok_ms.is_some()) {
            ChainLink::Received
        } else {
            ChainLink::Cut
        }
    })
}

/// Since when there is trouble, the last try, the next try.
fn line(app: App) -> Option<String> {
    if app.identity.with(|identity| identity.as_ref().is_some_and(|i| i.practice)) {
        return Some(tr("sent.practice_line"));
    }
    let now = app.now.get();
    app.links.with(|links| {
        let (_, status) = links.first()?;
        let trouble = match status.diagnosis {
            Some(Diagnosis::Offline) => "sent.no_signal",
            _ => "sent.no_answer",
        };
        let since = status.trouble_since_ms.map(|ms| tr_with(trouble, &[("time", &when(ms, now))]));
        let last =
            status.last_try_ms.map(|ms| tr_with("sent.last_try", &[("time", &when(ms, now))]));
        let minutes =
            status.next_try_ms.map(|ms| (ms - now.ms + 59_999) / 60_000).filter(|n| *n > 0);
        let next = minutes.map(|n| tr_count("sent.next_try", n as u32));
        let said: Vec<String> = [since, last, next].into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(" "))
    })
}
