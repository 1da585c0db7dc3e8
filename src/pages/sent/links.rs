//! How the exchange with each endpoint stands: what answered, what was sent, what to do.

use leptos::prelude::*;
use passamano_core::sync::Status;

use crate::actions::exchange;
use crate::components::{Button, Callout, CalloutKind, Live};
use crate::i18n::{tr, tr_with};
use crate::screen::delivery::{Named, endpoints};
use crate::screen::when::when;
use crate::state::App;

/// One box for each endpoint, or why there is none.
#[component]
pub fn Links() -> impl IntoView {
    let app = App::get();
    let named = Memo::new(move |_| endpoints(app));
    let practice =
        move || app.identity.with(|identity| identity.as_ref().is_some_and(|i| i.practice));
    let nobody = move || {
        let key = if practice() { "sent.practice" } else { "sent.no_endpoint" };
        view! {
            <Callout icon="lock" title=tr(key)>
                <p>{tr(&format!("{key}_words"))}</p>
            </Callout>
        }
    };
    let all = move || match named.get() {
        none if none.is_empty() => nobody().into_any(),
        all => all.into_iter().map(|one| view! { <Link named=one/> }).collect_view().into_any(),
    };
    view! { <Forgot/> {all} }
}

/// An endpoint had lost what it held: why so much waits to be sent again.
#[component]
fn Forgot() -> impl IntoView {
    move || {
        exchange::forgot().map(|name| {
            view! {
                <Callout kind=CalloutKind::Held icon="sending" title=move || tr_with("link.forgot", &[("name", &name)])>
                    <p>{move || tr("link.forgot.words")}</p>
                </Callout>
            }
        })
    }
}

#[component]
fn Link(named: Named) -> impl IntoView {
    let app = App::get();
    let name = StoredValue::new(named.name);
    let status = Memo::new(move |_| {
        let found = app
            .links
            .with(|links| links.iter().find(|(key, _)| *key == named.key).map(|(_, s)| s.clone()));
        found.unwrap_or_default()
    });
    // Drawn anew only when it stands otherwise: else the focus would leave the button each minute.
    let key = Memo::new(move |_| status.with(sentence));
    let busy = Memo::new(move |_| status.with(|status| status.busy));
    let filled = move |key: &str| {
        let ok = status.with(|status| status.last_ok_ms).map(|ms| when(ms, app.now.get()));
        name.with_value(|name| tr_with(key, &[("name", name), ("time", &ok.unwrap_or_default())]))
    };
    move || {
        let (key, words) = (key.get(), format!("{}.words", key.get()));
        let (kind, icon) = match key.as_str() {
            "link.good" => (CalloutKind::Received, "receipt"),
            "link.untried" => (CalloutKind::Plain, "sending"),
            _ => (CalloutKind::Held, "no-signal"),
        };
        view! {
            <Callout kind=kind icon=icon title=move || filled(&key) live=Live::Status>
                <p>{move || filled(&words)}</p>
                <Button
                    label=move || tr("sent.test")
                    busy_label=move || tr("sent.testing")
                    icon="sending"
                    small=true
                    busy=busy
                    on_press=move || exchange::try_now(app)
                />
            </Callout>
        }
    }
}

/// The key of the sentence for how an exchange stands.
fn sentence(status: &Status) -> String {
    match &status.diagnosis {
        Some(diagnosis) => format!("link.{}", diagnosis.key()),
        None if status.last_ok_ms.is_some() => "link.good".into(),
        None => "link.untried".into(),
    }
}
