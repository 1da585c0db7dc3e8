//! The one main action of a screen: a green slab with a marigold cap.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::press::Press;
use super::support::spoken;

/// The main action. It is never grayed out: where something is missing, its note says so.
#[component]
pub fn MainAction(
    /// What happens, verb first.
    #[prop(into)]
    label: Signal<String>,
    /// What is said instead while it is busy: "Saving".
    #[prop(optional, into)]
    busy_label: Option<Signal<String>>,
    /// Icon of the cap.
    #[prop(into)]
    icon: Signal<String>,
    /// One line below the label: what exactly, or what is missing.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
    /// What a press does, where it leads nowhere.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Whether it sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    /// While true it takes no second tap.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let label = spoken(label, busy, busy_label);
    view! {
        <Press class="main-action moves" href on_press submit busy>
            <span class="main-action-label">
                {label}
                {move || note.get().map(|note| view! { <span class="main-action-note">{note}</span> })}
            </span>
            <span class="main-action-cap">
                <Icon name=icon size=IconSize::Large />
            </span>
        </Press>
    }
}
