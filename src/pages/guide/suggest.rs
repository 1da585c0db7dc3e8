//! *Suggest a change to this step*: a small form on the same page, sealed to the desk.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::feedback::Suggestion;

use crate::actions::{self, steps};
use crate::components::{
    Button, ButtonKind, Card, ErrorBox, Field, FieldError, FieldKind, Opt, Select,
};
use crate::i18n::tr;
use crate::screen::save_or_cancel::SaveOrCancel;
use crate::state::App;

/// What a suggestion can be about, by code (domain.md, B2.16).
const KINDS: [&str; 7] =
    ["wrong", "unclear", "missing", "out_of_date", "not_possible_here", "idea", "translation"];

/// The way to the form, and the form.
#[component]
pub(super) fn Suggest(
    /// The step's id.
    step: String,
) -> impl IntoView {
    let app = App::get();
    let step = StoredValue::new(step);
    let open = RwSignal::new(false);
    steps::follow(open);
    let about = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let busy = RwSignal::new(false);
    // An update of the app must not take away what is being typed.
    Effect::new(move |_| app.typing.set(!words.read().trim().is_empty()));
    on_cleanup(move || app.typing.set(false));
    let said = move |field: &str| {
        errors.read().iter().find(|e| e.field == field).map(|e| e.message.clone())
    };
    let keep = move || {
        let mut found = vec![];
        let mut need = |empty: bool, field: &str, key: &str| {
            if empty {
                found.push(FieldError { field: field.into(), message: tr(key) });
            }
        };
        untrack(|| {
            need(about.read().is_empty(), "suggest-about", "guide.suggest_about_missing");
            need(words.read().trim().is_empty(), "suggest-words", "guide.suggest_words_missing");
        });
        let whole = found.is_empty();
        errors.set(found);
        if !whole {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let suggestion = Suggestion {
                step: step.get_value(),
                about: about.get_untracked(),
                words: words.get_untracked().trim().to_string(),
            };
            let activity = untrack(|| app.activity()).map(|activity| activity.id);
            let saved = actions::guide::suggest(app, activity, suggestion).await;
            busy.set(false);
            if saved.is_ok() {
                words.set(String::new());
                about.set(String::new());
                open.set(false);
            }
        });
    };
    let kinds =
        move || KINDS.map(|code| Opt::new(code, tr(&format!("guide.about.{code}")))).to_vec();
    let form = move || {
        view! {
            <Card title=move || tr("guide.suggest") icon="pen">
                <ErrorBox title=move || tr("guide.suggest_open") errors=errors/>
                <p class="small soft">{move || tr("guide.suggest_note")}</p>
                <Select
                    id="suggest-about"
                    label=move || tr("guide.suggest_about")
                    value=about
                    options=kinds
                    empty=move || tr("guide.suggest_about_empty")
                    error=move || said("suggest-about")
                />
                <Field
                    id="suggest-words"
                    kind=FieldKind::Area
                    label=move || tr("guide.suggest_words")
                    hint=move || tr("guide.suggest_hint")
                    value=words
                    max_length=1000
                    error=move || said("suggest-words")
                />
                <SaveOrCancel busy on_save=keep on_cancel=move || open.set(false)/>
            </Card>
        }
    };
    move || {
        match open.get() {
        true => form().into_any(),
        false => view! {
            <Button kind=ButtonKind::Quiet icon="pen" label=move || tr("guide.suggest") on_press=move || open.set(true)/>
        }
        .into_any(),
    }
    }
}
