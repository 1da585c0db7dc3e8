//! An incident or a near miss (domain.md, form F12): facts, roles instead of names. Abuse and harm
//! to children are never written here; the form leads to the confidential door.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::feedback::Incident;

use super::{Door, OtherDoors, SaveAction, SavedHere, WordsField};
use crate::actions::feedback::{self, Saved};
use crate::components::*;
use crate::i18n::tr;
use crate::pages::Frame;
use crate::state::App;

/// The categories without those that only the confidential way may carry (domain.md, B3.12).
const CATEGORIES: [&str; 16] = [
    "crowd",
    "violence_threat",
    "theft_loss",
    "fraud_diversion",
    "food_safety",
    "medicine_error",
    "injury_illness",
    "infection",
    "vehicle",
    "discrimination",
    "data_breach",
    "misinformation",
    "weather_site",
    "reputational",
    "volunteer_wellbeing",
    "other",
];

/// How bad it was (domain.md, B3.13).
const SEVERITIES: [&str; 5] = ["near_miss", "minor", "moderate", "serious", "critical"];

/// The form.
#[component]
pub(super) fn IncidentForm(
    /// Which door is open.
    door: RwSignal<Door>,
) -> impl IntoView {
    let app = App::get();
    let (category, severity, words) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (volunteers, recipients) = (RwSignal::new(0_u32), RwSignal::new(0_u32));
    let (stopped, called, busy) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let saved = RwSignal::new(None::<Saved>);
    // What has been filled in since is no longer wrong.
    let wrong = move |field: RwSignal<String>, id: &str| {
        let error = errors.read().iter().find(|e| e.field == id).map(|e| e.message.clone());
        error.filter(|_| field.with(|text| text.trim().is_empty()))
    };
    let keep = move || {
        let needed = [
            (category, "incident-category", "incident.category_missing"),
            (severity, "incident-severity", "incident.severity_missing"),
            (words, "incident-words", "incident.words_missing"),
        ];
        let missing = needed
            .into_iter()
            .filter(|(field, ..)| field.with_untracked(|text| text.trim().is_empty()));
        errors.set(
            missing.map(|(_, id, key)| FieldError { field: id.into(), message: tr(key) }).collect(),
        );
        if errors.with_untracked(|errors| !errors.is_empty()) {
            return;
        }
        let incident = Incident {
            category: category.get_untracked(),
            severity: severity.get_untracked(),
            words: words.get_untracked().trim().to_string(),
            volunteers_hurt: volunteers.get_untracked(),
            recipients_hurt: recipients.get_untracked(),
            stopped: stopped.get_untracked(),
            emergency_called: called.get_untracked(),
        };
        busy.set(true);
        spawn_local(async move {
            // After an error what was typed stays; after the save the form would show what is sealed.
            if let Ok(records) = feedback::report(app, incident).await {
                words.set(String::new());
                saved.set(Some(records));
            }
            busy.set(false);
        });
    };
    let options = |codes: &'static [&'static str], area: &'static str| {
        move || {
            codes
                .iter()
                .map(|code| Opt::new(*code, tr(&format!("{area}.{code}"))))
                .collect::<Vec<_>>()
        }
    };
    let action = move || view! { <SaveAction records=saved busy=busy on_save=keep/> };
    let form = move || {
        view! {
            <ErrorBox title=move || tr("common.error_title") errors=errors/>
            <Callout icon="lock" title=move || tr("incident.not_here")>
                <p>{move || tr("incident.not_here_words")}</p>
                <Button small=true label=move || tr("happened.serious") on_press=move || door.set(Door::Confidential)/>
            </Callout>
            <Select
                id="incident-category"
                label=move || tr("incident.category")
                value=category
                options=options(&CATEGORIES, "incident")
                empty=move || tr("happened.choose")
                error=move || wrong(category, "incident-category")
            />
            <Choice
                id="incident-severity"
                legend=move || tr("incident.severity")
                value=severity
                options=options(&SEVERITIES, "severity")
                error=move || wrong(severity, "incident-severity")
            />
            <WordsField
                id="incident-words"
                label=move || tr("incident.words")
                hint=move || tr("incident.words_hint")
                value=words
                error=move || wrong(words, "incident-words")
            />
            <Hurt label="incident.volunteers_hurt" value=volunteers/>
            <Hurt label="incident.recipients_hurt" value=recipients/>
            <Ticks legend=move || tr("incident.done")>
                <Tick label=move || tr("incident.stopped") checked=stopped on_change=move |on: bool| stopped.set(on)/>
                <Tick label=move || tr("incident.called") checked=called on_change=move |on: bool| called.set(on)/>
            </Ticks>
        }
    };
    view! {
        <Frame title=move || tr("happened.incident") back_word="common.today" action=action>
            {move || match saved.with(Option::is_some) {
                true => view! { <SavedHere records=saved words=move || tr("incident.saved")/> }.into_any(),
                false => form().into_any(),
            }}
            <OtherDoors door/>
        </Frame>
    }
}

/// How many were hurt.
#[component]
fn Hurt(
    /// Key of who.
    label: &'static str,
    /// How many.
    value: RwSignal<u32>,
) -> impl IntoView {
    view! {
        <div class="row-ends">
            <span class="field-label">{move || tr(label)}</span>
            <Stepper
                value=value
                label=move || tr(label)
                fewer=move || format!("{}: {}", tr("happened.fewer"), tr(label))
                more=move || format!("{}: {}", tr("happened.more"), tr(label))
            />
        </div>
    }
}
