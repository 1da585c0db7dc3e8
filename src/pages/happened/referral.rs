//! Sending somebody on to a service, with consent (domain.md, B2.11). Without consent nothing is
//! written: the person gets the address and decides.

use leptos::prelude::*;
use passamano_core::card;
use passamano_core::feedback::Referral;

use super::{Door, OtherDoors};
use crate::actions::feedback;
use crate::components::*;
use crate::i18n::tr;
use crate::screen::form::{Form, FormHead, is_empty};
use crate::screen::frame::Frame;
use crate::screen::saved::{SaveAction, SavedHere};
use crate::screen::words_field::WordsField;
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
    let consent = RwSignal::new(false);
    let form = Form::new();
    let blank = || Referral { priority: PRIORITIES[0].into(), ..Default::default() };
    let own = |field: RwSignal<String>| field.read().trim().to_string();
    // Before the person has said yes nothing is written, not even on this phone.
    let read = move || match consent.get() {
        false => blank(),
        true => Referral {
            person: own(person),
            service: service.get(),
            priority: priority.get(),
            consent: true,
            contact: own(contact),
            words: own(words),
        },
    };
    let fill = move |referral: Referral| {
        person.set(referral.person);
        service.set(referral.service);
        priority.set(referral.priority);
        consent.set(referral.consent);
        contact.set(referral.contact);
        words.set(referral.words);
    };
    let on_empty = form.keep("referral", read, fill);
    let keep = move || {
        let whole = untrack(|| {
            form.is_whole([
                (is_empty(person), "referral-person", "service.person_missing"),
                (is_empty(service), "referral-service", "service.service_missing"),
                (!consent.get(), "referral-consent", "service.consent_missing"),
            ])
        });
        if whole {
            let typed = untrack(read);
            let referral = Referral { person: card::shown(&typed.person), ..typed };
            form.save(feedback::refer(app, referral), move || fill(blank()));
        }
    };
    let action = move || view! { <SaveAction records=form.saved busy=form.busy on_save=keep/> };
    let services =
        move || SERVICES.map(|code| Opt::new(code, tr(&format!("service.{code}")))).to_vec();
    let priorities = move || {
        PRIORITIES.map(|code| Opt::new(code, tr(&format!("service.priority.{code}")))).to_vec()
    };
    let fields = move || {
        view! {
            <FormHead form on_empty/>
            <p>{move || tr("service.words_first")}</p>
            <Tick
                id="referral-consent"
                label=move || tr("service.consent")
                note=move || tr("service.consent_note")
                must=move || tr("common.must")
                checked=consent
                wrong=move || !consent.get() && form.named("referral-consent").is_some()
                on_change=move |on: bool| consent.set(on)
            />
            <Field
                id="referral-person"
                kind=FieldKind::Code
                label=move || tr("service.person")
                hint=move || tr("service.person_hint")
                value=person
                max_length=CODE_LENGTH
                error=move || form.wrong(person, "referral-person")
            />
            <Select
                id="referral-service"
                label=move || tr("service.service")
                value=service
                options=services
                empty=move || tr("happened.choose")
                error=move || form.wrong(service, "referral-service")
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
            {move || match form.saved.with(Option::is_some) {
                true => view! { <SavedHere records=form.saved words=move || tr("service.saved")/> }.into_any(),
                false => fields().into_any(),
            }}
            <OtherDoors door/>
        </Frame>
    }
}
