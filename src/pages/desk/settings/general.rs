//! The team's name, its languages, and whom to call.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::space::{BadContact, Contact};

use crate::actions::{desk, feedback};
use crate::components::*;
use crate::i18n::{LANGUAGES, tr, tr_with};
use crate::screen::form::{Form, FormHead};
use crate::screen::languages::language_word;
use crate::state::App;

/// Contacts that every team has, by code.
const CONTACTS: [&str; 2] = ["site_lead", "focal_point"];

/// Under this name half-typed settings are kept.
const DRAFT: &str = "settings";

/// What the form says: the team's name, its languages, and name and number of each contact.
type Told = (String, Vec<String>, Vec<[String; 2]>);

/// The form.
#[component]
pub(super) fn General() -> impl IntoView {
    let app = App::get();
    let now = untrack(|| desk::settings(app));
    let name = RwSignal::new(now.name);
    let languages = RwSignal::new(now.languages.clone());
    let before = StoredValue::new(now.contacts.clone());
    let known_of = move |code: &str| {
        let known = before.with_value(|all| all.iter().find(|c| c.code == code).cloned());
        known.map(|contact| contact.more).unwrap_or_default()
    };
    let contacts = CONTACTS.map(|code| {
        let known = now.contacts.iter().find(|contact| contact.code == code);
        let text = |of: fn(&Contact) -> &String| {
            RwSignal::new(known.map(|c| of(c).clone()).unwrap_or_default())
        };
        (code, text(|contact| &contact.name), text(|contact| &contact.phone))
    });
    let form = Form::new();
    let (errors, busy) = (form.errors, form.busy);
    let told = move || -> Told {
        let own = |field: RwSignal<String>| field.with(|text| text.trim().to_string());
        (
            own(name),
            languages.get(),
            contacts.map(|(_, name, phone)| [own(name), own(phone)]).into(),
        )
    };
    let begun = StoredValue::new(untrack(told));
    let fill = move |(_, (title, tags, people)): (Told, Told)| {
        name.set(title);
        languages.set(tags);
        for ((_, name, phone), [typed_name, typed_phone]) in contacts.iter().zip(people) {
            name.set(typed_name);
            phone.set(typed_phone);
        }
    };
    // Over what somebody has changed since, the rest of it would take that back.
    let belongs = move |(over, _): &(Told, Told)| begun.with_value(|begun| begun == over);
    let on_empty = form.keep_for(DRAFT, belongs, move || (begun.get_value(), told()), fill);
    let written = move || {
        contacts.map(|(code, name, phone)| Contact {
            code: code.into(),
            name: name.get().trim().into(),
            phone: phone.get().trim().into(),
            more: known_of(code),
        })
    };
    // What an earlier version let in unchecked is said at once: no phone offers it.
    let checked = RwSignal::new(untrack(written).iter().any(|contact| bad(contact).is_some()));
    let wrong_of = move |code: &'static str, at_name: bool| {
        Signal::derive(move || {
            let bad = written().iter().find(|contact| contact.code == code).and_then(bad)?;
            (checked.get() && (bad == BadContact::NoName) == at_name).then(|| sentence(bad))
        })
    };
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
        let people = untrack(written);
        let mut found: Vec<FieldError> = people.iter().filter_map(field_error).collect();
        if title.is_empty() {
            let (field, message) = ("settings-name".into(), tr("common.needed"));
            found.insert(0, FieldError { field, message });
        }
        let stop = !found.is_empty();
        checked.set(stop);
        errors.set(found);
        if stop {
            return;
        }
        busy.set(true);
        let saved = untrack(told);
        spawn_local(async move {
            let change = desk::change_settings(app, |settings| {
                settings.name = title;
                settings.languages = languages.get_untracked();
                settings.contacts.retain(|contact| !CONTACTS.contains(&contact.code.as_str()));
                settings.contacts.extend(people.into_iter().filter(|c| !c.is_empty()));
            });
            // On failure the notice says so, and what was typed stays.
            if change.await.is_ok() {
                let _ = begun.try_update_value(|begun| *begun = saved);
                form.begin_anew();
                feedback::drop_draft(app, DRAFT).await;
            }
            let _ = busy.try_set(false);
        });
    };
    let wrong = move || {
        let errors = errors.read();
        let mine = errors.iter().find(|error| error.field == "settings-name");
        mine.map(|error| error.message.clone())
    };
    view! {
        <Card title=move || tr("settings.team") icon="team">
            <FormHead form on_empty/>
            <Field id="settings-name" label=move || tr("settings.name") value=name error=wrong required=true max_length=80/>
            <MultiChoice legend=move || tr("settings.languages") value=languages options=Signal::derive(spoken)/>
            {contacts.map(|(code, name, phone)| view! {
                <h3>{move || tr(&format!("settings.{code}"))}</h3>
                <Field
                    id=field_of(code, true)
                    label=move || tr(&format!("settings.{code}_name"))
                    value=name
                    error=wrong_of(code, true)
                    max_length=60
                />
                <Field
                    id=field_of(code, false)
                    kind=FieldKind::Phone
                    label=move || tr(&format!("settings.{code}_phone"))
                    value=phone
                    error=wrong_of(code, false)
                    max_length=30
                />
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

/// What is wrong with a contact; one that is not filled in is left out, which is no mistake.
fn bad(contact: &Contact) -> Option<BadContact> {
    if contact.is_empty() { None } else { contact.callable().err() }
}

fn field_error(contact: &Contact) -> Option<FieldError> {
    let bad = bad(contact)?;
    let field = field_of(&contact.code, bad == BadContact::NoName);
    Some(FieldError { field, message: sentence(bad) })
}

/// The control of a contact's name, or of its number.
fn field_of(code: &str, name: bool) -> String {
    format!("settings-{code}-{}", if name { "name" } else { "phone" })
}

/// What is wrong, and what to do. Tracked.
fn sentence(bad: BadContact) -> String {
    let sign = match bad {
        BadContact::Sign(sign) => sign.to_string(),
        _ => String::new(),
    };
    tr_with(&format!("settings.bad_{}", bad.key()), &[("sign", &sign)])
}
