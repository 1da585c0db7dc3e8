//! Sending somebody on to a service, with consent (domain.md, B2.11). Without consent nothing is
//! written: the person gets the address and decides.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::card;
use passamano_core::feedback::Referral;

use super::{Door, OtherDoors, SaveAction, SavedHere, WordsField};
use crate::actions::feedback::{self, Saved};
use crate::components::*;
use crate::i18n::tr;
use crate::pages::Frame;
use crate::state::App;

/// The services (domain.md, B3.14).
const SERVICES: [&str; 24] = [
    "health_medical",
    "mental_health_psychosocial",
    "protection_physical_safety",
    "safe_shelter",
    "women_services_gbv",
    "child_protection",
    "family_tracing_reunification",
    "legal_assistance",
    "disability_services",
    "food",
    "nfi",
    "cash_subsidy",
    "shelter_housing",
    "education_school",
    "italian_course",
    "work_livelihoods",
    "registration_documents",
    "translation_mediation",
    "digital_connectivity",
    "social_services_municipality",
    "anti_trafficking",
    "anti_discrimination",
    "community_matching",
    "other",
];

/// How soon, the usual one first.
const PRIORITIES: [&str; 3] = ["normal", "urgent", "emergency"];

/// The most characters of a code, as on a card.
const CODE_LENGTH: u32 = 40;

/// The form.
#[component]
pub(super) fn ReferralForm(
    /// Which door is open.
    door: RwSignal<Door>,
) -> impl IntoView {
    let app = App::get();
    let text = || RwSignal::new(String::new());
    let (person, service, contact, words) = (text(), text(), text(), text());
    let priority = RwSignal::new(PRIORITIES[0].to_string());
    let (consent, busy) = (RwSignal::new(false), RwSignal::new(false));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let saved = RwSignal::new(None::<Saved>);
    // What has been filled in since is no longer wrong.
    let wrong = move |field: RwSignal<String>, id: &str| {
        let error = errors.read().iter().find(|e| e.field == id).map(|e| e.message.clone());
        error.filter(|_| field.with(|text| text.trim().is_empty()))
    };
    let keep = move || {
        let empty = |field: RwSignal<String>| field.with_untracked(|text| text.trim().is_empty());
        let needed = [
            (empty(person), "referral-person", "service.person_missing"),
            (empty(service), "referral-service", "service.service_missing"),
            (!consent.get_untracked(), "referral-consent", "service.consent_missing"),
        ];
        let missing = needed.into_iter().filter(|(missing, ..)| *missing);
        errors.set(
            missing.map(|(_, id, key)| FieldError { field: id.into(), message: tr(key) }).collect(),
        );
        if errors.with_untracked(|errors| !errors.is_empty()) {
            return;
        }
        let own = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_string());
        let referral = Referral {
            person: card::shown(&own(person)),
            service: own(service),
            priority: own(priority),
            consent: true,
            contact: own(contact),
            words: own(words),
        };
        busy.set(true);
        spawn_local(async move {
            // After an error what was typed stays; after the save the form would show what is sealed.
            if let Ok(records) = feedback::refer(app, referral).await {
                [person, contact, words].iter().for_each(|field| field.set(String::new()));
                consent.set(false);
                saved.set(Some(records));
            }
            busy.set(false);
        });
    };
    let action = move || view! { <SaveAction records=saved busy=busy on_save=keep/> };
    let services =
        move || SERVICES.map(|code| Opt::new(code, tr(&format!("service.{code}")))).to_vec();
    let priorities = move || {
        PRIORITIES.map(|code| Opt::new(code, tr(&format!("service.priority.{code}")))).to_vec()
    };
    let form = move || {
        view! {
            <ErrorBox title=move || tr("common.error_title") errors=errors/>
            <p>{move || tr("service.words_first")}</p>
            <Tick
                id="referral-consent"
                label=move || tr("service.consent")
                note=move || tr("service.consent_note")
                must=move || tr("common.must")
                checked=consent
                wrong=move || !consent.get() && errors.read().iter().any(|e| e.field == "referral-consent")
                on_change=move |on: bool| consent.set(on)
            />
            <Field
                id="referral-person"
                kind=FieldKind::Code
                label=move || tr("service.person")
                hint=move || tr("service.person_hint")
                value=person
                max_length=CODE_LENGTH
                error=move || wrong(person, "referral-person")
            />
            <Select
                id="referral-service"
                label=move || tr("service.service")
                value=service
                options=services
                empty=move || tr("happened.choose")
                error=move || wrong(service, "referral-service")
            />
            <Choice legend=move || tr("service.priority") value=priority options=priorities/>
            <Field
                label=move || tr("service.contact")
                hint=move || tr("service.contact_hint")
                value=contact
                max_length=200
            />
            <WordsField id="referral-words" label=move || tr("service.words") hint=move || tr("service.words_hint") value=words/>
        }
    };
    view! {
        <Frame title=move || tr("happened.referral") back_word="common.today" action=action>
            {move || match saved.with(Option::is_some) {
                true => view! { <SavedHere records=saved words=move || tr("service.saved")/> }.into_any(),
                false => form().into_any(),
            }}
            <OtherDoors door/>
        </Frame>
    }
}
