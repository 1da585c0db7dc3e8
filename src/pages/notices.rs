//! What has to be said once: a failure with what to do, something done, an update that waits.

use leptos::prelude::*;

use crate::actions;
use crate::components::{Button, ButtonKind, Callout, CalloutKind, Live};
use crate::i18n::tr;
use crate::state::App;

/// The notices at the top of a screen.
#[component]
pub fn Notices() -> impl IntoView {
    let app = App::get();
    let close = move || app.notice.set(None);
    let may_update = move || app.update_ready.get() && !app.typing.get();
    view! {
        <Show when=move || app.notice.with(Option::is_some)>
            {move || app.notice.get().map(|notice| view! {
                <Callout
                    kind=if notice.failed { CalloutKind::Stop } else { CalloutKind::Plain }
                    icon=if notice.failed { "warning" } else { "check" }
                    live=if notice.failed { Live::Alert } else { Live::Status }
                    title=notice.words
                >
                    <Button label=move || tr("common.close") kind=ButtonKind::Quiet small=true on_press=close/>
                </Callout>
            })}
        </Show>
        <Show when=may_update>
            <Callout icon="phone" title=move || tr("update.ready") live=Live::Status>
                <p>{move || tr("update.words")}</p>
                <Button label=move || tr("update.now") small=true on_press=actions::apply_update/>
            </Callout>
        </Show>
    }
}
