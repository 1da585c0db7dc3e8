//! One phone, one team: what stands in the place of a way in for somebody who is in one.

use leptos::prelude::*;

use crate::components::{Button, Callout};
use crate::i18n::{tr, tr_with};
use crate::pages::doorway::Doorway;
use crate::route::Route;
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
