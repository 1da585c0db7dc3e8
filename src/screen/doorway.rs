//! The frame of the screens before a team: no count, no rail, only the way back to the doors.

use leptos::prelude::*;

use crate::actions::arrival;
use crate::components::{AppBar, Button, ButtonKind, Dock, SkipLink};
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::language_switch::LanguageSwitch;
use crate::screen::notices::{Notices, UpdateReady};
use crate::state::App;

/// A screen on the way into a team.
#[component]
pub fn Doorway(
    /// What the screen is for.
    #[prop(into)]
    title: Signal<String>,
    /// The main action.
    #[prop(optional, into)]
    action: ViewFn,
    /// The content.
    children: Children,
) -> impl IntoView {
    arrival::at(title);
    view! {
        <SkipLink label=move || tr("common.skip")/>
        <div class="screen">
            <AppBar title=title/>
            <main class="screen-main" id="main" tabindex="-1">
                <UpdateReady/>
                <LanguageSwitch/>
                {children()}
            </main>
            <Dock
                label=move || tr("common.next_action")
                news=|| view! { <Notices/> }
                rail=|| view! {
                    <div class="rail">
                        <Button
                            label=move || tr("common.back")
                            icon="back"
                            kind=ButtonKind::Quiet
                            wide=true
                            href=Route::Home.path()
                        />
                    </div>
                }
            >
                {move || action.run()}
            </Dock>
        </div>
    }
}

/// While one of these fields holds something, an update of the app waits.
pub fn keep_typed(app: App, fields: Vec<RwSignal<String>>) {
    Effect::new(move |_| app.typing.set(fields.iter().any(|field| !field.with(String::is_empty))));
    on_cleanup(move || app.typing.set(false));
}
