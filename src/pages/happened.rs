//! *Something happened*: the numbers to call first, then three doors. What is written behind them
//! is sealed to the desk; what somebody tells in confidence is not written at all.

mod confidential;
mod incident;
mod referral;

use leptos::prelude::*;

use crate::actions::{self, steps};
use crate::components::*;
use crate::i18n::tr;
use crate::screen::calls::Calls;
use crate::screen::frame::Frame;
use crate::screen::practice::CallAction;
use confidential::Confidential;
use incident::IncidentForm;
use referral::ReferralForm;

/// What is behind a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// All of them.
    All,
    /// An incident or a near miss.
    Incident,
    /// A referral to a service.
    Referral,
    /// Somebody told something serious.
    Confidential,
}

/// The page of the doors.
#[component]
pub fn HappenedPage() -> impl IntoView {
    let door = RwSignal::new(Door::All);
    provide_context(steps::follow(door));
    move || {
        // Each door is a screen of its own: a reader starts at its title.
        Effect::new(|_| start_at_title());
        match door.get() {
            Door::All => view! { <Doors door/> }.into_any(),
            Door::Incident => view! { <IncidentForm door/> }.into_any(),
            Door::Referral => view! { <ReferralForm door/> }.into_any(),
            Door::Confidential => view! { <Confidential door/> }.into_any(),
        }
    }
}

/// Moves the focus, and with it the screen, to the title.
fn start_at_title() {
    actions::guide::look_at("page-title");
}

/// Danger first, then the doors.
#[component]
fn Doors(
    /// Which door is open.
    door: RwSignal<Door>,
) -> impl IntoView {
    let offer = move |to: Door, icon: &'static str, key: &'static str| {
        view! {
            <Offer
                icon=icon
                name=move || tr(key)
                note=move || tr(&format!("{key}_note"))
                on_press=move || door.set(to)
            />
        }
    };
    view! {
        <Frame
            title=move || tr("common.happened")
            action=move || view! {
                <CallAction
                    label=move || tr("happened.call")
                    note=move || tr("happened.call_note")
                    number="112"
                />
            }
        >
            <Callout kind=CalloutKind::Stop icon="warning" title=move || tr("happened.danger")>
                <p>{move || tr("happened.danger_words")}</p>
                <Calls say=tr/>
            </Callout>
            <div class="offers">
                {offer(Door::Confidential, "lock", "happened.serious")}
                {offer(Door::Incident, "warning", "happened.incident")}
                {offer(Door::Referral, "onward", "happened.referral")}
            </div>
        </Frame>
    }
}

/// The way back from one door to all of them.
#[component]
fn OtherDoors(
    /// Which door is open.
    door: RwSignal<Door>,
) -> impl IntoView {
    view! {
        <Button
            kind=ButtonKind::Quiet
            icon="back"
            label=move || tr("happened.other_doors")
            on_press=move || door.set(Door::All)
        />
    }
}
