//! The team's name, its languages, and whom to call.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::space::Contact;

use super::super::words::language_word;
use crate::actions::desk;
use crate::components::*;
use crate::i18n::{LANGUAGES, tr};
use crate::state::App;

/// Contacts that every team has, by code.
const CONTACTS: [&str; 2] = ["site_lead", "focal_point"];

/// The form.
#[component]
pub(super) fn General() -> impl IntoView {
    let app = App::get();
    let now = untrack(|| desk::settings(app));
    let name = RwSignal::new(now.name);
    let languages = RwSignal::new(now.languages.clone());
    let contacts = CONTACTS.map(|code| {
        let known = now.contacts.iter().find(|contact| contact.code == code);
        let text = |of: fn(&Contact) -> &String| {
            RwSignal::new(known.map(|c| of(c).clone()).unwrap_or_default())
        };
        (code, text(|contact| &contact.name), text(|contact| &contact.phone))
    });
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let busy = RwSignal::new(false);
    let spoken = move || {
        let own = LANGUAGES.map(|language| language.tag.to_string());
        let others =
            now.languages.iter().filter(|tag| !own.contains(tag)).cloned().collect::<Vec<_>>();
        own.into_iter()
            .chain(others)
            .map(|tag| Opt::new(tag.clone(), language_word(&tag)))
            .collect::<Vec<_>>()
    };
    let keep = move || {
        let title = name.get_untracked().trim().to_string();
        if title.is_empty() {
            return errors.set(vec![FieldError {
                field: "settings-name".into(),
                message: tr("common.needed"),
            }]);
        }
        errors.set(vec![]);
        busy.set(true);
        spawn_local(async move {
            let change = desk::change_settings(app, |settings| {
                settings.name = title;
                settings.languages = languages.get_untracked();
                settings.contacts.retain(|contact| !CONTACTS.contains(&contact.code.as_str()));
                let own = |field: RwSignal<String>| field.get_untracked().trim().to_string();
                let written = contacts.map(|(code, name, phone)| Contact {
                    code: code.into(),
                    name: own(name),
                    phone: own(phone),
                });
                settings.contacts.extend(
                    written.into_iter().filter(|c| !c.name.is_empty() || !c.phone.is_empty()),
                );
            });
            // On failure the notice says so, and what was typed stays.
            let _ = change.await;
            let _ = busy.try_set(false);
        });
    };
    let wrong = move || errors.with(|errors| errors.first().map(|error| error.message.clone()));
    view! {
        <Card title=move || tr("settings.team") icon="team">
            <ErrorBox title=move || tr("common.error_title") errors=errors/>
            <Field id="settings-name" label=move || tr("settings.name") value=name error=wrong required=true max_length=80/>
            <MultiChoice legend=move || tr("settings.languages") value=languages options=Signal::derive(spoken)/>
            {contacts.map(|(code, name, phone)| view! {
                <h3>{move || tr(&format!("settings.{code}"))}</h3>
                <Field label=move || tr(&format!("settings.{code}_name")) value=name max_length=60/>
                <Field kind=FieldKind::Phone label=move || tr(&format!("settings.{code}_phone")) value=phone max_length=30/>
            }).collect_view()}
            <Button
                kind=ButtonKind::Brand
                icon="check"
                label=move || tr("settings.save")
                busy_label=move || tr("common.saving")
                on_press=keep
                busy=busy
            />
        </Card>
    }
}
