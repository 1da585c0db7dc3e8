//! What the organisation decides for the whole team: name, languages, whom to call, and where
//! the records go. Each change is signed and goes to every phone.

mod endpoints;
mod general;
mod hub;
mod webhook;

use leptos::prelude::*;

use self::endpoints::Endpoints;
use self::general::General;
use self::hub::HubForm;
use self::webhook::WebhookForm;
use crate::actions::desk;
use crate::components::Callout;
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::desk::frame::DeskFrame;
use crate::state::App;

/// The page.
#[component]
pub fn DeskSettingsPage() -> impl IntoView {
    let app = App::get();
    let practice = move || desk::is_practice(app);
    view! {
        <DeskFrame title=move || tr("desk.settings") here=Route::DeskSettings>
            <div class="desk-page">
                <Show when=move || desk::may_sign(app) fallback=NotYours>
                    <General/>
                    <h2>{move || tr("settings.endpoints")}</h2>
                    <p>{move || tr("settings.endpoints_words")}</p>
                    <Show when=practice>
                        <Callout icon="lock" title=move || tr("sent.practice")>
                            <p>{move || tr("sent.practice_words")}</p>
                        </Callout>
                    </Show>
                    <Show when=move || !practice()>
                        <Endpoints/>
                        <HubForm/>
                        <WebhookForm/>
                    </Show>
                </Show>
            </div>
        </DeskFrame>
    }
}

/// What a focal point reads here.
#[component]
fn NotYours() -> impl IntoView {
    view! {
        <Callout icon="lock" title=move || tr("settings.not_yours")>
            <p>{move || tr("settings.not_yours_words")}</p>
        </Callout>
    }
}
