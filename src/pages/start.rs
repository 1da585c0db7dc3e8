//! The first screen: languages, the mark, three doors. And the ways through the doors: joining,
//! starting a team, coming back with a recovery file.

mod already;
mod found;
mod hub_choice;
mod ios_first;
mod join;
mod recover;
mod recovery;

pub use found::FoundPage;
pub use join::JoinPage;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::actions::{arrival, boot, invitation};
use crate::components::{
    Button, Callout, CalloutKind, Frieze, Icon, IconSize, Live, Offer, SkipLink, Toasts,
};
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::language_switch::LanguageSwitch;
use crate::screen::notices::{Notices, UpdateReady};
use crate::state::App;

/// What somebody sees who is in no team yet.
#[component]
pub fn StartPage(
    /// Opens the sample team.
    #[prop(into)]
    on_try: Callback<()>,
    /// It is being opened.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let app = App::get();
    arrival::at(Signal::derive(String::new));
    let try_name = move || tr(if busy.get() { "common.loading" } else { "start.try" });
    view! {
        <SkipLink label=move || tr("common.skip")/>
        <div class="screen">
            <main class="start" id="main" tabindex="-1">
                <div class="start-sky">
                    <LanguageSwitch/>
                    <h1 class="wordmark" id="page-title" tabindex="-1">"Passamano"</h1>
                    <p class="lead">{move || tr("start.motto")}</p>
                </div>
                <Frieze/>
                <div class="start-ground">
                    <Wiped/>
                    <UpdateReady/>
                    <Show when=move || app.toolkit_missing.get()>
                        <Callout kind=CalloutKind::Stop icon="warning" live=Live::Alert title=move || tr("start.no_guides")>
                            <p>{move || tr("start.no_guides_words")}</p>
                            <Button label=move || tr("common.retry") small=true on_press=boot::reload/>
                        </Callout>
                    </Show>
                    <div class="offers">
                        <Offer
                            name=try_name
                            icon="give"
                            note=move || tr("start.try_note")
                            first=true
                            on_press=on_try
                        />
                        <Offer
                            name=move || tr("start.join")
                            icon="scan"
                            note=move || tr("start.join_note")
                            href=Route::Join.path()
                        />
                        <Offer
                            name=move || tr("start.found")
                            icon="team"
                            note=move || tr("start.found_note")
                            href=Route::Found.path()
                        />
                    </div>
                    <p class="row-top small">
                        <Icon name="lock" size=IconSize::Small/>
                        <span>{move || tr("start.no_signal")}</span>
                    </p>
                </div>
            </main>
            <Toasts><Notices/></Toasts>
        </div>
    }
}

/// The browser deleted what this phone held: said before anything else is offered.
#[component]
fn Wiped() -> impl IntoView {
    let app = App::get();
    view! {
        <Show when=move || app.wiped.get()>
            <Callout kind=CalloutKind::Stop icon="warning" live=Live::Alert title=move || tr("broken.wiped")>
                <p>{move || tr("broken.wiped_words")}</p>
            </Callout>
        </Show>
    }
}

/// Opens *Join a team* when the address brings an invitation, at the start or later. Draws
/// nothing; stands once, inside the router.
#[component]
pub fn InvitationCatcher() -> impl IntoView {
    let hash = use_location().hash;
    let navigate = use_navigate();
    Effect::new(move |_| {
        // The address tells when to look; what is read is the action's.
        if !hash.with(String::is_empty) && invitation::catch() {
            navigate(&Route::Join.path(), NavigateOptions { replace: true, ..Default::default() });
        }
    });
}
