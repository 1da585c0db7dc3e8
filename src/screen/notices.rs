//! What has to be said once: a failure with what to do, something done, an update that waits.

use leptos::prelude::*;

use crate::actions;
use crate::components::{Button, ButtonKind, Callout, Live, Toast, ToastKind};
use crate::i18n::tr;
use crate::state::App;

/// What was just said, for the place where the eye is: above the main action.
#[component]
pub fn Notices() -> impl IntoView {
    let app = App::get();
    let close = move || app.notice.set(None);
    move || {
        app.notice.get().map(|notice| {
            let kind = if notice.failed { ToastKind::Failed } else { ToastKind::Done };
            view! {
                <Toast kind=kind words=notice.words>
                    <Button label=move || tr("common.close") kind=ButtonKind::Quiet small=true on_press=close/>
                </Toast>
            }
        })
    }
}

/// A new version of the app waits, and nothing is half-typed: at the top of a screen.
#[component]
pub fn UpdateReady() -> impl IntoView {
    let app = App::get();
    view! {
        <Show when=move || app.update_ready.get() && !app.typing.get()>
            <Callout icon="phone" title=move || tr("update.ready") live=Live::Status>
                <p>{move || tr("update.words")}</p>
                <Button label=move || tr("update.now") small=true on_press=actions::apply_update/>
            </Callout>
        </Show>
    }
}
