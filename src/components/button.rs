//! Second buttons, and links that look like them.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::press::Press;
use super::support::{classes, spoken};

/// What a button is for, shown by its color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// A second way on.
    #[default]
    Plain,
    /// The short main way of a form that stands inside the page.
    Brand,
    /// Stops something for everyone.
    Stop,
    /// Stops something, beside a main action.
    StopLine,
    /// Looks like a link.
    Quiet,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button moves",
            Self::Brand => "button button-brand moves",
            Self::Stop => "button button-stop moves",
            Self::StopLine => "button button-stop-line moves",
            Self::Quiet => "button button-quiet",
        }
    }
}

/// A button, or a link where it has an address.
#[component]
pub fn Button(
    /// Its words, verb first.
    #[prop(into)]
    label: Signal<String>,
    /// What is said instead while it is busy: "Saving".
    #[prop(optional, into)]
    busy_label: Option<Signal<String>>,
    /// What it is for.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Signal<Option<String>>,
    /// 48 px high instead of 56.
    #[prop(optional)]
    small: bool,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// Takes what is left of its row.
    #[prop(optional)]
    fill: bool,
    /// Sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
    /// What a press does, where it leads nowhere.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// While true it takes no second tap.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// For a button that stays down: whether it is down.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
) -> impl IntoView {
    let class = classes(
        kind.class(),
        &[("button-small", small), ("button-wide", wide), ("button-fill", fill)],
    );
    let label = spoken(label, busy, busy_label);
    let size = if small { IconSize::Small } else { IconSize::Normal };
    view! {
        <Press class href on_press submit busy pressed>
            {move || icon.get().map(|name| view! { <Icon name=name size=size /> })}
            <span>{label}</span>
        </Press>
    }
}
