//! Something to notice: a hint, a stop, where a record is.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::support::unique_id;

/// What a callout says, shown by ground, edge and icon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CalloutKind {
    /// A hint.
    #[default]
    Plain,
    /// Stop, refused, must be fixed.
    Stop,
    /// On this phone only, or a fact to look at.
    Held,
    /// Received by the endpoint.
    Received,
}

impl CalloutKind {
    /// Classes of the box, the title and the icon, and the icon where none is asked for.
    fn look(self) -> (&'static str, &'static str, &'static str, Option<&'static str>) {
        let plain = "callout-icon";
        match self {
            Self::Plain => ("callout", "", plain, None),
            Self::Stop => (
                "callout callout-stop",
                "callout-stop-title",
                "callout-icon callout-stop-icon",
                Some("stop"),
            ),
            Self::Held => ("callout callout-held", "", plain, Some("phone")),
            Self::Received => ("callout callout-received", "", plain, Some("receipt")),
        }
    }
}

/// Whether a reader says a callout by itself when it appears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Live {
    /// No: it is part of the page.
    #[default]
    Silent,
    /// Yes, when the person pauses.
    Status,
    /// Yes, at once.
    Alert,
}

/// A box that is noticed.
#[component]
pub fn Callout(
    /// What it says.
    #[prop(optional)]
    kind: CalloutKind,
    /// Its heading.
    #[prop(optional, into)]
    title: Signal<Option<String>>,
    /// Another icon than that of its kind.
    #[prop(optional, into)]
    icon: Signal<Option<String>>,
    /// Whether a reader says it by itself.
    #[prop(optional)]
    live: Live,
    /// Text and buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = StoredValue::new(unique_id());
    let (class, title_class, icon_class, own_icon) = kind.look();
    let glyph = move || {
        icon.get()
            .or_else(|| own_icon.map(str::to_owned))
            .map(|name| view! { <Icon name=name size=IconSize::Large class=icon_class /> })
    };
    let role = match live {
        Live::Silent => None,
        Live::Status => Some("status"),
        Live::Alert => Some("alert"),
    };
    view! {
        <section class=class role=role aria-labelledby=move || title.get().map(|_| id.get_value())>
            {glyph}
            <div class="callout-body">
                {move || {
                    title.get().map(|title| view! { <h2 class=title_class id=id.get_value()>{title}</h2> })
                }}
                {children.map(|children| children())}
            </div>
        </section>
    }
}
