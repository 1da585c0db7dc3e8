//! A question to a recipient, in large letters.

use leptos::prelude::*;

/// The heading of a recipient screen. Its id names the group of answers.
#[component]
pub fn Question(
    /// The question.
    #[prop(into)]
    text: Signal<String>,
    /// Id of the heading.
    #[prop(into)]
    id: String,
    /// The listen button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="question">
            <h1 class="question-words" id=id tabindex="-1">
                {text}
            </h1>
            {children.map(|children| children())}
        </div>
    }
}
