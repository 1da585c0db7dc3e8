//! A code to show or to copy by hand, on a ticket.

use leptos::prelude::*;

use super::support::unique_id;

/// A code in large letters; readers spell it.
#[component]
pub fn CodeBig(
    /// The code.
    #[prop(into)]
    code: Signal<String>,
    /// Heading: "Your code".
    #[prop(optional, into)]
    title: Signal<Option<String>>,
    /// What to do with it.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
) -> impl IntoView {
    let id = StoredValue::new(unique_id());
    let spelled = move || {
        let letters: Vec<String> = code
            .read()
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .map(String::from)
            .collect();
        letters.join(" ")
    };
    view! {
        <section class="code-big" aria-labelledby=move || title.get().map(|_| id.get_value())>
            {move || title.get().map(|title| view! { <h2 id=id.get_value()>{title}</h2> })}
            <p class="code-big-code keep-ltr">
                <span aria-hidden="true">{code}</span>
                <span class="hidden-text">{spelled}</span>
            </p>
            {move || note.get().map(|note| view! { <p>{note}</p> })}
        </section>
    }
}
