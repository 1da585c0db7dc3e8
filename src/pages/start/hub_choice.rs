//! Where a team's records go: the hub that served the app, another one, or none yet. A hub is
//! asked who it is before it is believed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::endpoint::Diagnosis;
use passamano_core::space::Hub;

use crate::actions::{device, team};
use crate::components::{Callout, CalloutKind, Choice, Field, FieldError, FieldKind, Opt};
use crate::i18n::{tr, tr_with};

const ADDRESS: &str = "hub-address";

/// What the person chooses, and what the hubs answered.
#[derive(Clone, Copy)]
pub struct HubAsked {
    /// `here`, `other`, `none`, or nothing while the app's own address is asked.
    choice: RwSignal<String>,
    address: RwSignal<String>,
    here: RwSignal<Option<Hub>>,
    trouble: RwSignal<Option<(String, Diagnosis)>>,
}

impl HubAsked {
    /// Asks at once whether the app came from a hub.
    pub fn new() -> Self {
        let (choice, here) = (RwSignal::new(String::new()), RwSignal::new(None));
        spawn_local(async move {
            let hub = team::ask_hub(&device::address()).await.ok();
            let found = if hub.is_some() { "here" } else { "none" };
            here.set(hub);
            // What the person chose in the meantime stands.
            choice.try_update(|choice| {
                if choice.is_empty() {
                    *choice = found.into();
                }
            });
        });
        Self { choice, address: RwSignal::new(String::new()), here, trouble: RwSignal::new(None) }
    }

    /// The chosen hub, or none. What is wrong with it stands at the field, and here for the
    /// error box of the form.
    pub async fn answer(self) -> Result<Option<Hub>, FieldError> {
        self.trouble.set(None);
        match self.choice.get_untracked().as_str() {
            "here" => Ok(self.here.get_untracked()),
            "other" => {
                let address = team::whole_address(&self.address.get_untracked());
                team::ask_hub(&address).await.map(Some).map_err(|diagnosis| {
                    let message =
                        tr_with(&format!("link.{}", diagnosis.key()), &[("name", &address)]);
                    self.trouble.set(Some((address, diagnosis)));
                    FieldError { field: ADDRESS.into(), message }
                })
            }
            _ => Ok(None),
        }
    }
}

/// The question where the records go.
#[component]
pub fn HubChoice(
    /// What is chosen.
    asked: HubAsked,
) -> impl IntoView {
    let options = move || {
        let here = asked.here.get().map(|hub| Opt {
            value: "here".into(),
            label: hub.name,
            note: Some(tr_with("found.hub_here", &[("address", &hub.url)])),
        });
        let other = Opt::new("other", tr("found.hub_other"));
        let none =
            Opt { note: Some(tr("found.hub_none_note")), ..Opt::new("none", tr("found.hub_none")) };
        here.into_iter().chain([other, none]).collect::<Vec<_>>()
    };
    let trouble = move |(address, diagnosis): (String, Diagnosis)| {
        let key = format!("link.{}", diagnosis.key());
        let words = tr_with(&format!("{key}.words"), &[("name", &address)]);
        view! {
            <Callout kind=CalloutKind::Held icon="no-signal" title=tr_with(&key, &[("name", &address)])>
                <p>{words}</p>
            </Callout>
        }
    };
    view! {
        <Choice
            legend=move || tr("found.hub")
            hint=move || tr("found.hub_hint")
            value=asked.choice
            options=options
        />
        <Show when=move || asked.choice.with(|choice| choice == "other")>
            <Field
                id=ADDRESS
                label=move || tr("found.hub_address")
                hint=move || tr("found.hub_address_hint")
                value=asked.address
                kind=FieldKind::Web
            />
        </Show>
        {move || asked.trouble.get().map(trouble)}
    }
}
