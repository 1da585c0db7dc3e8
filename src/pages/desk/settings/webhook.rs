//! One more address that takes JSON.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::endpoint::webhook;
use passamano_core::space::{Endpoint, Webhook};

use crate::actions::{desk, feedback};
use crate::components::*;
use crate::i18n::tr;
use crate::screen::form::{Form, FormHead};
use crate::state::App;

/// Under this name a half-typed address is kept, without its secret.
const DRAFT: &str = "webhook";

/// The form.
#[component]
pub(super) fn WebhookForm() -> impl IntoView {
    let app = App::get();
    let text = || RwSignal::new(String::new());
    let (name, address, header, secret) = (text(), text(), text(), text());
    let plain = RwSignal::new(false);
    let form = Form::new();
    let (errors, busy) = (form.errors, form.busy);
    let read = move || ([name.get(), address.get(), header.get()], plain.get());
    let fill = move |(typed, readable): ([String; 3], bool)| {
        [name, address, header].into_iter().zip(typed).for_each(|(field, text)| field.set(text));
        plain.set(readable);
    };
    let on_empty = form.keep(DRAFT, read, fill);
    let wrong = move |field: &'static str| {
        move || {
            errors.with(|all| {
                all.iter().find(|error| error.field == field).map(|error| error.message.clone())
            })
        }
    };
    let add = move || {
        let own = |field: RwSignal<String>| field.get_untracked().trim().to_string();
        let hook = Webhook {
            name: own(name),
            url: own(address),
            header: own(header),
            secret: own(secret),
            plain: plain.get_untracked(),
            more: Default::default(),
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let missing = [
            (hook.name.is_empty(), "webhook-name", "common.needed"),
            (!webhook::allowed(&hook.url), "webhook-address", "settings.webhook_not_https"),
            (!hook.header.chars().all(is_name), "webhook-header", "settings.webhook_bad_header"),
            // A browser refuses to send anything else in a header.
            (
                hook.secret.chars().any(|c| !matches!(c, ' '..='~')),
                "webhook-secret",
                "settings.webhook_bad_secret",
            ),
        ];
        let missing = missing.into_iter().filter(|(is_wrong, ..)| *is_wrong);
        let found: Vec<_> =
            missing.map(|(_, id, key)| FieldError { field: id.into(), message: tr(key) }).collect();
        let whole = found.is_empty();
        errors.set(found);
        if !whole {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let added =
                desk::change_settings(app, |settings| settings.put(Endpoint::Webhook(hook)));
            if added.await.is_ok() {
                for field in [name, address, header, secret] {
                    let _ = field.try_set(String::new());
                }
                let _ = plain.try_set(false);
                // The page may be gone by now, and nobody else forgets it.
                feedback::drop_draft(app, DRAFT).await;
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Card title=move || tr("settings.add_webhook") icon="plus">
            <p>{move || tr("settings.webhook_words")}</p>
            <FormHead form on_empty/>
            <Field id="webhook-name" label=move || tr("settings.webhook_name") value=name error=wrong("webhook-name") max_length=60/>
            <Field
                id="webhook-address"
                kind=FieldKind::Web
                label=move || tr("settings.webhook_address")
                hint=move || tr("settings.webhook_address_hint")
                value=address
                error=wrong("webhook-address")
            />
            <Field
                id="webhook-header"
                label=move || tr("settings.webhook_header")
                hint=move || tr("settings.webhook_header_hint")
                value=header
                error=wrong("webhook-header")
            />
            <Field
                id="webhook-secret"
                kind=FieldKind::Password
                label=move || tr("settings.webhook_secret")
                value=secret
                error=wrong("webhook-secret")
            />
            <Tick
                label=move || tr("settings.webhook_plain_ask")
                note=move || tr("settings.webhook_plain_note")
                checked=plain
                on_change=move |on: bool| plain.set(on)
            />
            <Button
                icon="plus"
                label=move || tr("settings.add_this_webhook")
                busy_label=move || tr("common.saving")
                on_press=add
                busy=busy
            />
        </Card>
    }
}
