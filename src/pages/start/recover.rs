//! Coming back into a team with its recovery file, on a new device.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::hub_choice::{HubAsked, HubChoice};
use crate::actions::{self, device, invitation};
use crate::components::{
    Button, Callout, CalloutKind, ErrorBox, Field, FieldError, FileButton, Live, MainAction,
};
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::doorway::{Doorway, keep_typed};
use crate::state::App;

/// The file, what the team calls the person, and where the records are.
#[component]
pub fn RecoverForm(
    /// Back to starting a new team.
    #[prop(into)]
    on_back: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let navigate = use_navigate();
    let content = RwSignal::new(None::<String>);
    let name = RwSignal::new(String::new());
    let asked = HubAsked::new();
    let (bad, tried, busy) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    keep_typed(app, vec![name]);

    let chosen = move |file| {
        spawn_local(async move {
            let text = device::bytes_of(file).await.and_then(|bytes| String::from_utf8(bytes).ok());
            bad.set(text.is_none());
            content.set(text);
        });
    };
    let enter = move || {
        tried.set(true);
        let (text, person, navigate) =
            (content.get_untracked(), name.get_untracked(), navigate.clone());
        let (Some(text), false) = (text, person.trim().is_empty()) else { return };
        errors.set(vec![]);
        busy.set(true);
        spawn_local(async move {
            match asked.answer().await {
                Ok(hub) => match invitation::recover(app, &text, person.trim().into(), hub).await {
                    Some(Ok(())) => {
                        app.wiped.set(false);
                        navigate(&Route::Desk.path(), Default::default());
                    }
                    Some(Err(problem)) => actions::fail(app, &problem),
                    None => bad.set(true),
                },
                Err(wrong) => errors.set(vec![wrong]),
            }
            busy.set(false);
        });
    };
    let no_file = move || bad.get() || tried.get() && content.with(Option::is_none);
    let no_name = move || {
        (tried.get() && name.with(|name| name.trim().is_empty())).then(|| tr("join.name_needed"))
    };
    let action = move || {
        view! {
            <MainAction
                label=move || tr("found.recover_now")
                busy_label=move || tr("common.saving")
                icon="onward"
                busy=busy
                on_press=enter.clone()
            />
        }
    };
    view! {
        <Doorway title=move || tr("found.recover") action=action>
            <ErrorBox title=move || tr("found.look_here") errors=errors/>
            <p>{move || tr("found.recover_words")}</p>
            <FileButton label=move || tr("found.choose_file") accept=".json,application/json" on_file=chosen/>
            <Show when=no_file>
                <Callout kind=CalloutKind::Stop title=move || tr("found.bad_file") live=Live::Alert>
                    <p>{move || tr("found.bad_file_words")}</p>
                </Callout>
            </Show>
            <Show when=move || !bad.get() && content.with(Option::is_some)>
                <Callout kind=CalloutKind::Received icon="check" title=move || tr("found.file_read") live=Live::Status/>
            </Show>
            <Field
                label=move || tr("join.name")
                hint=move || tr("join.name_hint")
                value=name
                error=no_name
                required=true
                max_length=40
            />
            <HubChoice asked=asked/>
            <Button label=move || tr("found.instead") icon="team" on_press=on_back/>
        </Doorway>
    }
}
