//! Five faces to answer with. All have one yellow: other colors would tell which answer we like.

use leptos::prelude::*;

/// The mouths, from the best answer to the worst.
const MOUTHS: [&str; 5] = [
    "M16 36c3 9 9 14 16 14s13-5 16-14z",
    "M19 39c8 8 18 8 26 0",
    "M21 41.5c7 2 15 2 22 0",
    "M20 46c7-7 17-7 24 0",
    "M16 50c3-9 9-14 16-14s13 5 16 14z",
];

/// A group of five buttons, best answer first in every language.
#[component]
pub fn Faces(
    /// The answers in words, best first. More than five are not drawn.
    #[prop(into)]
    labels: Signal<Vec<String>>,
    /// Id of the question, which names the group.
    #[prop(into)]
    named_by: String,
    /// Called with the place of the answer: 0 is the best, 4 the worst.
    #[prop(into)]
    on_choose: Callback<usize>,
    /// The answer given before, when the person comes back.
    #[prop(optional, into)]
    chosen: Signal<Option<usize>>,
) -> impl IntoView {
    let face = move |(place, (mouth, words)): (usize, (&'static str, String))| {
        view! {
            <button
                class="face moves"
                type="button"
                aria-pressed=move || chosen.get().map(|chosen| (chosen == place).to_string())
                on:click=move |_| on_choose.run(place)
            >
                <svg class="face-mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
                    <circle class="face-disc" cx="32" cy="32" r="29" />
                    <path class="face-lines" d=mouth />
                    <path class="face-lines face-eyes" d="M23 25v2M41 25v2" />
                </svg>
                <span class="face-words">{words}</span>
            </button>
        }
    };
    view! {
        <div class="faces" role="group" aria-labelledby=named_by>
            {move || MOUTHS.into_iter().zip(labels.get()).enumerate().map(face).collect_view()}
        </div>
    }
}
