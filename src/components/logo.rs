//! The mark: two people whose joined arms carry a parcel.

use leptos::prelude::*;

/// The mark, in the colors of the theme. Decorative unless it has a label.
#[component]
pub fn Logo(
    /// Class for the size; `logo-large` without it.
    #[prop(default = "logo-large")]
    class: &'static str,
    /// What a reader says, where the mark stands alone.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <svg
            class=format!("logo {class}")
            viewBox="0 0 64 64"
            focusable="false"
            role=move || label.get().map(|_| "img")
            aria-label=label
            aria-hidden=move || label.get().is_none().then_some("true")
        >
            <circle class="logo-head" cx="13" cy="16" r="7.25" />
            <circle class="logo-head" cx="51" cy="16" r="7.25" />
            <path
                class="logo-arms"
                d="M6.5 56V42.5c0-6 2-9 6.5-9 6.5 0 6 15.5 19 15.5s12.5-15.5 19-15.5c4.5 0 6.5 3 6.5 9V56"
            />
            <rect class="logo-parcel" x="22.5" y="19.5" width="19" height="19" rx="4" />
        </svg>
    }
}
