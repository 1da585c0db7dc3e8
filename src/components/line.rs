//! A list of lines: an icon, words, and something at the end.

use leptos::prelude::*;

use super::icon::Icon;
use super::support::classes;

/// The list.
#[component]
pub fn Lines(
    /// Whether it draws its own box.
    #[prop(optional)]
    card: bool,
    /// The lines.
    children: Children,
) -> impl IntoView {
    view! { <ul class=classes("lines", &[("lines-card", card)])>{children()}</ul> }
}

/// One line; a link where it has an address.
#[component]
pub fn Line(
    /// Its words.
    #[prop(into)]
    words: Signal<String>,
    /// Icon before the words.
    #[prop(optional, into)]
    icon: Signal<Option<String>>,
    /// A small line below the words.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// Whether what stands at the end may go below the words, as steppers must.
    #[prop(optional)]
    wrap: bool,
    /// Where it leads. Then nothing at its end may be pressed.
    #[prop(optional, into)]
    href: Option<String>,
    /// What stands at the end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = classes("line", &[("line-wrap", wrap)]);
    let inside = view! {
        {move || icon.get().map(|name| view! { <Icon name=name class="line-icon" /> })}
        <span class="line-words">
            {words}
            {move || note.get().map(|note| view! { <span class="line-note">{note}</span> })}
        </span>
        {children.map(|children| children())}
    };
    let line = match href {
        Some(href) => view! {
            <a class=class href=href>
                {inside}
                <Icon name="next" />
            </a>
        }
        .into_any(),
        None => view! { <div class=class>{inside}</div> }.into_any(),
    };
    view! { <li class="line-item">{line}</li> }
}
