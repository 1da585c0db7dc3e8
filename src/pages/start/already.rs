//! One phone, one team: what stands in the place of a way in for somebody who is in one. A new
//! link of the same team renews what this phone may do.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use passamano_core::space::Invitation;

use crate::actions::{self, invitation};
use crate::components::{Button, Callout, MainAction};
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::doorway::Doorway;
use crate::state::App;

/// Says in which team this phone is, and where it can be left.
#[component]
pub fn AlreadyIn(
    /// The title of the way in.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    let app = App::get();
    let team = move || {
        app.identity
            .with(|identity| identity.as_ref().map(|i| i.space_name.clone()))
            .unwrap_or_default()
    };
    view! {
        <Doorway title=title>
            <Callout icon="team" title=move || tr_with("join.already", &[("name", &team())])>
                <p>{move || tr("join.already_words")}</p>
                <Button label=move || tr("more.title") icon="settings" href=Route::More.path()/>
            </Callout>
        </Doorway>
    }
}

/// A new link of the team that this phone is in.
#[component]
pub fn Renew(
    /// The title of the way in.
    #[prop(into)]
    title: Signal<String>,
    /// What the link holds.
    invitation: Invitation,
) -> impl IntoView {
    let app = App::get();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let name = invitation.name.clone();
    let renew = move || {
        let (invitation, navigate) = (invitation.clone(), navigate.clone());
        busy.set(true);
        spawn_local(async move {
            match invitation::renew(app, &invitation).await {
                Ok(()) => {
                    actions::say(app, tr("join.renewed"));
                    navigate(&Route::Home.path(), Default::default());
                }
                Err(problem) => {
                    actions::fail(app, &problem);
                    let _ = busy.try_set(false);
                }
            }
        });
    };
    let action = move || {
        view! {
            <MainAction
                label=move || tr("join.renew")
                busy_label=move || tr("common.saving")
                icon="check"
                busy=busy
                on_press=renew.clone()
            />
        }
    };
    view! {
        <Doorway title=title action=action>
            <Callout icon="team" title=move || tr_with("join.same", &[("name", &name)])>
                <p>{move || tr("join.same_words")}</p>
            </Callout>
        </Doorway>
    }
}
