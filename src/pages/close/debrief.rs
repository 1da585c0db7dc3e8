//! How the shift went for one volunteer: a face, three short answers, and whether to talk.
//! Sealed to the desk; this phone cannot read it back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::feedback::Debrief;
use passamano_core::id::ActivityId;

use crate::actions;
use crate::components::{Button, ButtonKind, Callout, Card, Faces, Field, FieldKind, Live, Tick};
use crate::i18n::{tr, tr_with};
use crate::state::App;

/// Id of the question, which names the faces and takes the focus when no face was chosen.
const QUESTION: &str = "debrief-mood";

/// The form, or that it was saved.
#[component]
pub(super) fn DebriefCard(
    /// The activity.
    activity: ActivityId,
) -> impl IntoView {
    let app = App::get();
    let kept = RwSignal::new(false);
    let name = move || app.endpoint_name();
    move || {
        match kept.get() {
        false => view! { <DebriefForm activity kept/> }.into_any(),
        true => view! {
            <Callout icon="check" title=move || tr("close.debrief_kept") live=Live::Status>
                <p>{move || tr("close.debrief_thanks")}</p>
                <p class="small soft">{move || tr_with("close.debrief_who", &[("name", &name())])}</p>
            </Callout>
        }
        .into_any(),
    }
    }
}

/// The form.
#[component]
fn DebriefForm(
    /// The activity.
    activity: ActivityId,
    /// Set once it is saved.
    kept: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let mood = RwSignal::new(None::<usize>);
    let [well, hard, change] = [(); 3].map(|()| RwSignal::new(String::new()));
    let talk = RwSignal::new(false);
    let missing = RwSignal::new(false);
    let busy = RwSignal::new(false);
    // An update of the app must not take away what is being typed.
    Effect::new(move |_| {
        app.typing.set([well, hard, change].iter().any(|field| !field.read().trim().is_empty()));
    });
    on_cleanup(move || app.typing.set(false));
    let keep = move || {
        let Some(place) = mood.get_untracked() else {
            missing.set(true);
            return actions::guide::look_at(QUESTION);
        };
        let words = |field: RwSignal<String>| field.get_untracked().trim().to_string();
        let debrief = Debrief {
            mood: (5_usize.saturating_sub(place)) as u8,
            well: words(well),
            hard: words(hard),
            change: words(change),
            wants_talk: talk.get_untracked(),
        };
        busy.set(true);
        spawn_local(async move {
            let saved = actions::guide::debrief(app, Some(activity), debrief).await;
            busy.set(false);
            kept.set(saved.is_ok());
        });
    };
    let faces = move || [5, 4, 3, 2, 1].map(|face| tr(&format!("face.{face}"))).to_vec();
    view! {
        <Card title=move || tr("close.debrief") icon="team">
            <p class="small soft">{move || tr("close.debrief_note")}</p>
            <h3 class="heavy" id=QUESTION tabindex="-1">{move || tr("close.debrief_mood")}</h3>
            <Show when=move || missing.get() && mood.read().is_none()>
                <p class="field-error" role="alert">{move || tr("close.debrief_choose")}</p>
            </Show>
            <Faces labels=faces named_by=QUESTION on_choose=move |place| mood.set(Some(place)) chosen=mood/>
            <Field kind=FieldKind::Area label=move || tr("close.debrief_well") value=well max_length=1000/>
            <Field kind=FieldKind::Area label=move || tr("close.debrief_hard") hint=move || tr("close.debrief_hint") value=hard max_length=1000/>
            <Field kind=FieldKind::Area label=move || tr("close.debrief_change") value=change max_length=1000/>
            <Tick label=move || tr("close.debrief_talk") checked=talk on_change=move |on: bool| talk.set(on)/>
            <Button
                kind=ButtonKind::Brand
                wide=true
                label=move || tr("close.debrief_save")
                busy_label=move || tr("common.saving")
                on_press=keep
                busy=busy
            />
        </Card>
    }
}
