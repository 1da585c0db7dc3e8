//! The count of records that are on this phone only. It stands in the bar of every team screen.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::support::changes;

/// A link to Sent and unsent that shows the count, and moves once when it changes.
#[component]
pub fn HeldPill(
    /// Records without a receipt, refused ones included.
    #[prop(into)]
    count: Signal<usize>,
    /// The whole sentence for readers: the count, the signal, where the link leads.
    #[prop(into)]
    label: Signal<String>,
    /// Address of Sent and unsent.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    let changed = changes(count);
    let moving = move || match changed.get().1 {
        0 => "held-pill-count",
        odd if odd % 2 == 1 => "held-pill-count held-pill-odd",
        _ => "held-pill-count held-pill-even",
    };
    view! {
        <a class="held-pill" class:held-pill-none=move || count.get() == 0 href=href>
            <Icon name="phone" size=IconSize::Small />
            <span class=moving aria-hidden="true">{count}</span>
            <span class="hidden-text">{label}</span>
        </a>
    }
}
