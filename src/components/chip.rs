//! A word in a small shape: a state, an obligation.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};

/// What a chip says, beside its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChipKind {
    /// A plain fact.
    #[default]
    Plain,
    /// Must be done.
    Must,
    /// Is now.
    Now,
    /// On this phone only.
    Held,
    /// Received by the endpoint.
    Received,
    /// Late, refused.
    Stop,
    /// A plain fact on a card.
    Outline,
}

impl ChipKind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "chip",
            Self::Must => "chip chip-must",
            Self::Now => "chip chip-now",
            Self::Held => "chip chip-held",
            Self::Received => "chip chip-received",
            Self::Stop => "chip chip-stop",
            Self::Outline => "chip chip-outline",
        }
    }
}

/// A chip.
#[component]
pub fn Chip(
    /// Its word.
    #[prop(into)]
    label: Signal<String>,
    /// What it says.
    #[prop(optional)]
    kind: ChipKind,
    /// Icon before the word.
    #[prop(optional, into)]
    icon: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <span class=kind.class()>
            {move || icon.get().map(|name| view! { <Icon name=name size=IconSize::Small /> })}
            {label}
        </span>
    }
}
