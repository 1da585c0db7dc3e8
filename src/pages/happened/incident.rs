//! An incident or a near miss (domain.md, form F12): facts, roles instead of names. Abuse and harm
//! to children are never written here; the form leads to the confidential door.

use leptos::prelude::*;
use passamano_core::feedback::Incident;

use super::{Door, OtherDoors};
use crate::actions::feedback;
use crate::components::*;
use crate::i18n::tr;
use crate::screen::form::{Form, FormHead, is_empty};
use crate::screen::frame::Frame;
use crate::screen::saved::{SaveAction, SavedHere};
use crate::screen::words_field::WordsField;
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
    let (stopped, called) = (RwSignal::new(false), RwSignal::new(false));
    let form = Form::new();
    let read = move || Incident {
        category: category.get(),
        severity: severity.get(),
        words: words.read().trim().to_string(),
        volunteers_hurt: volunteers.get(),
        recipients_hurt: recipients.get(),
        stopped: stopped.get(),
        emergency_called: called.get(),
    };
    let fill = move |incident: Incident| {
        category.set(incident.category);
        severity.set(incident.severity);
        words.set(incident.words);
        volunteers.set(incident.volunteers_hurt);
        recipients.set(incident.recipients_hurt);
        stopped.set(incident.stopped);
        called.set(incident.emergency_called);
    };
    let on_empty = form.keep("incident", read, fill);
    let keep = move || {
        let whole = untrack(|| {
            form.is_whole([
                (is_empty(category), "incident-category", "incident.category_missing"),
                (is_empty(severity), "incident-severity", "incident.severity_missing"),
                (is_empty(words), "incident-words", "incident.words_missing"),
            ])
        });
        if whole {
            let incident = untrack(read);
            form.save(feedback::report(app, incident), move || words.set(String::new()));
        }
    };
    let options = |codes: &'static [&'static str], area: &'static str| {
        move || {
            codes
                .iter()
                .map(|code| Opt::new(*code, tr(&format!("{area}.{code}"))))
                .collect::<Vec<_>>()
        }
    };
    let action = move || view! { <SaveAction records=form.saved busy=form.busy on_save=keep/> };
    let fields = move || {
        view! {
            <FormHead form on_empty/>
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
                error=move || form.wrong(category, "incident-category")
            />
            <Choice
                id="incident-severity"
                legend=move || tr("incident.severity")
                value=severity
                options=options(&SEVERITIES, "severity")
                error=move || form.wrong(severity, "incident-severity")
            />
            <WordsField
                id="incident-words"
                label=move || tr("incident.words")
                hint=move || tr("incident.words_hint")
                value=words
                error=move || form.wrong(words, "incident-words")
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
            {move || match form.saved.with(Option::is_some) {
                true => view! { <SavedHere records=form.saved words=move || tr("incident.saved")/> }.into_any(),
                false => fields().into_any(),
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
