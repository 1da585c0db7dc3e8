//! Where the records go now, and how it stands with each.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::space::Endpoint;
use passamano_core::sync::Status;

use crate::actions::{desk, exchange, steps};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::when::when;
use crate::state::App;

/// The list.
#[component]
pub(super) fn Endpoints() -> impl IntoView {
    let app = App::get();
    let all = Memo::new(move |_| desk::settings(app).endpoints);
    view! {
        <Show when=move || all.with(Vec::is_empty)>
            <Callout icon="phone" title=move || tr("sent.no_endpoint")>
                <p>{move || tr("settings.no_endpoint_words")}</p>
            </Callout>
        </Show>
        {move || all.get().into_iter().map(|endpoint| view! { <One endpoint/> }).collect_view()}
    }
}

#[component]
fn One(
    /// The endpoint.
    endpoint: Endpoint,
) -> impl IntoView {
    let app = App::get();
    let key = StoredValue::new(endpoint.key());
    let name = StoredValue::new(endpoint.name().to_string());
    let (kind, address) = match &endpoint {
        Endpoint::Hub(hub) => ("settings.hub", hub.url.clone()),
        Endpoint::Webhook(hook) if hook.plain => ("settings.webhook_plain", hook.url.clone()),
        Endpoint::Webhook(hook) => ("settings.webhook_sealed", hook.url.clone()),
        Endpoint::Unknown(_) => ("settings.unknown", String::new()),
    };
    let known = endpoint.is_known();
    let status = Memo::new(move |_| {
        let found = app.links.with(|links| {
            links.iter().find(|(k, _)| key.with_value(|key| k == key)).map(|(_, s)| s.clone())
        });
        found.unwrap_or_default()
    });
    let busy = Memo::new(move |_| status.with(|status| status.busy));
    let removing = RwSignal::new(false);
    steps::follow(removing);
    let filled = move |end: &str| {
        let ok = status
            .with(|status| status.last_ok_ms)
            .map(|ms| when(ms, app.now.get()))
            .unwrap_or_default();
        name.with_value(|name| {
            tr_with(&format!("{}{end}", sentence(&status.read())), &[("name", name), ("time", &ok)])
        })
    };
    let remove = move || {
        removing.set(true);
        spawn_local(async move {
            let gone = key.get_value();
            let change = desk::change_settings(app, |settings| {
                settings.endpoints.retain(|endpoint| endpoint.key() != gone)
            });
            // On failure the notice says so, and the endpoint stays.
            let _ = change.await;
            let _ = removing.try_set(false);
        });
    };
    let title = move || match name.get_value() {
        none if none.is_empty() => tr("settings.unknown_name"),
        name => name,
    };
    view! {
        <Card title=title icon="sending">
            <p class="soft">{move || tr(kind)}" "<bdi class="keep-ltr">{address}</bdi></p>
            <Show when=move || known>
                <div role="status">
                    <p class="heavy">{move || filled("")}</p>
                    <p>{move || filled(".words")}</p>
                </div>
            </Show>
            <div class="row-wrap">
                <Show when=move || known>
                    <Button
                        small=true
                        icon="sending"
                        label=move || tr("settings.test")
                        busy_label=move || tr("sent.testing")
                        on_press=move || exchange::try_now(app)
                        busy=busy
                    />
                </Show>
                <Button small=true kind=ButtonKind::StopLine icon="close" label=move || tr("settings.remove") on_press=remove busy=removing/>
            </div>
        </Card>
    }
}

/// The key of the sentence for how it stands.
fn sentence(status: &Status) -> String {
    match &status.diagnosis {
        Some(diagnosis) => format!("link.{}", diagnosis.key()),
        None if status.last_ok_ms.is_some() => "link.good".into(),
        None => "link.untried".into(),
    }
}
