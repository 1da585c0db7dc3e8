//! A box that holds what belongs together.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::support::{classes, unique_id};

/// A box, named by its title where it has one.
#[component]
pub fn Card(
    /// Heading of the box.
    #[prop(optional, into)]
    title: Signal<Option<String>>,
    /// Icon before the heading.
    #[prop(optional, into)]
    icon: Signal<Option<String>>,
    /// Whether it is the one that counts now.
    #[prop(optional)]
    now: bool,
    /// In the middle, for empty places.
    #[prop(optional)]
    centre: bool,
    /// What stands at the end of the heading, such as a chip.
    #[prop(optional, into)]
    end: Option<ViewFn>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let id = StoredValue::new(unique_id());
    let glyph = move || {
        icon.get().map(|name| view! { <Icon name=name size=IconSize::Large class="fact-icon" /> })
    };
    let head = move |title: String| {
        view! {
            <div class="card-head">
                <h2 class="card-title" id=id.get_value()>
                    {glyph}
                    {title}
                </h2>
                {end.as_ref().map(ViewFn::run)}
            </div>
        }
    };
    view! {
        <section
            class=classes("card", &[("card-now", now), ("card-centre", centre)])
            aria-labelledby=move || title.get().map(|_| id.get_value())
        >
            {move || title.get().map(&head)}
            {children()}
        </section>
    }
}
