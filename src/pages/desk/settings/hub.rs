//! One more hub: asked who it is, then added.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::endpoint::Diagnosis;
use passamano_core::space::Endpoint;

use crate::actions::{desk, feedback, team};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::form::{Form, FormHead};
use crate::state::App;

/// Under this name a half-typed address is kept.
const DRAFT: &str = "hub";

/// The form.
#[component]
pub(super) fn HubForm() -> impl IntoView {
    let app = App::get();
    let address = RwSignal::new(String::new());
    let form = Form::new();
    let busy = form.busy;
    let on_empty = form.keep(DRAFT, move || address.get(), move |typed| address.set(typed));
    let trouble = RwSignal::new(None::<(String, Diagnosis)>);
    let add = move || {
        let url = team::whole_address(&address.get_untracked());
        trouble.set(None);
        busy.set(true);
        spawn_local(async move {
            match team::ask_hub(&url).await {
                Ok(hub) => {
                    let added =
                        desk::change_settings(app, |settings| settings.put(Endpoint::Hub(hub)));
                    if added.await.is_ok() {
                        let _ = address.try_set(String::new());
                        // The page may be gone by now, and nobody else forgets it.
                        feedback::drop_draft(app, DRAFT).await;
                    }
                }
                Err(diagnosis) => {
                    let _ = trouble.try_set(Some((url, diagnosis)));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Card title=move || tr("settings.add_hub") icon="plus">
            <FormHead form on_empty/>
            <Field
                kind=FieldKind::Web
                label=move || tr("settings.hub_address")
                hint=move || tr("settings.hub_address_hint")
                value=address
            />
            {move || trouble.get().map(|(address, diagnosis)| {
                let key = format!("link.{}", diagnosis.key());
                let words = tr_with(&format!("{key}.words"), &[("name", &address)]);
                view! {
                    <Callout kind=CalloutKind::Stop live=Live::Alert title=tr_with(&key, &[("name", &address)])>
                        <p>{words}</p>
                    </Callout>
                }
            })}
            <Button
                icon="plus"
                label=move || tr("settings.add_this_hub")
                busy_label=move || tr("settings.asking")
                on_press=add
                busy=busy
            />
        </Card>
    }
}
