//! Records in a list, each with the words for where it is.

use leptos::prelude::*;

use super::icon::Icon;

/// Where a record is, shown by the ground of its mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecordMark {
    /// On this phone only.
    #[default]
    Held,
    /// Received by the endpoint.
    Received,
    /// Refused by the endpoint; still on this phone.
    Refused,
}

impl RecordMark {
    fn class(self) -> &'static str {
        match self {
            Self::Held => "record-mark",
            Self::Received => "record-mark record-mark-received",
            Self::Refused => "record-mark record-mark-refused",
        }
    }
}

/// A list of records.
#[component]
pub fn Records(
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! { <ul class="records">{children()}</ul> }
}

/// One record; a link where it has an address.
#[component]
pub fn RecordRow(
    /// What it is: "Hand-over K7-4QD".
    #[prop(into)]
    title: Signal<String>,
    /// Where it is, in words.
    #[prop(into)]
    state: Signal<String>,
    /// When it was made, as the place's clock showed it.
    #[prop(into)]
    time: Signal<String>,
    /// Icon of its kind.
    #[prop(into)]
    icon: Signal<String>,
    /// Where it is, as a color beside the words.
    #[prop(optional, into)]
    mark: Signal<RecordMark>,
    /// Address of the record.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let inside = view! {
        <span class=move || mark.get().class() aria-hidden="true">
            <Icon name=icon />
        </span>
        <span class="record-words">
            <span class="record-title">{title}</span>
            <span class="record-state">{state}</span>
        </span>
        <span class="record-time keep-ltr">{time}</span>
    };
    let row = match href {
        Some(href) => view! { <a class="record" href=href>{inside}</a> }.into_any(),
        None => view! { <div class="record">{inside}</div> }.into_any(),
    };
    view! { <li>{row}</li> }
}
