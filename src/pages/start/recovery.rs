//! The recovery file: every secret of the team, to be kept outside this phone.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::recovery;
use crate::components::{Button, Callout, CalloutKind, Live, MainAction};
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::doorway::Doorway;
use crate::state::App;

/// What comes after founding: save the file, then go to the desk.
#[component]
pub fn RecoveryPart() -> impl IntoView {
    let app = App::get();
    let saved = RwSignal::new(false);
    let save = move || {
        spawn_local(async move {
            if recovery::save(app).await {
                saved.set(true);
            }
        });
    };
    let action = move || {
        view! {
            {move || match saved.get() {
                true => view! {
                    <MainAction
                        label=move || tr("found.to_desk")
                        note=move || tr("found.to_desk_note")
                        icon="onward"
                        href=Route::Desk.path()
                    />
                }.into_any(),
                false => view! {
                    <MainAction
                        label=move || tr("found.save_file")
                        note=move || tr("found.save_file_note")
                        icon="file"
                        on_press=save
                    />
                }.into_any(),
            }}
        }
    };
    view! {
        <Doorway title=move || tr("found.file_title") action=action>
            <RecoveryWarning/>
            <Show when=move || saved.get()>
                <Callout kind=CalloutKind::Received icon="check" title=move || tr("found.file_saved") live=Live::Status>
                    <p>{move || tr("found.file_check")}</p>
                    <Button label=move || tr("found.save_again") icon="file" small=true on_press=save/>
                </Callout>
            </Show>
        </Doorway>
    }
}

/// What the file is for, and what happens without it.
#[component]
pub fn RecoveryWarning() -> impl IntoView {
    view! {
        <Callout kind=CalloutKind::Held icon="lock" title=move || tr("found.file_warning")>
            <p>{move || tr("found.file_words")}</p>
            <p>{move || tr("found.file_where")}</p>
        </Callout>
    }
}
