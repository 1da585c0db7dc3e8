//! What shows while the phone reads its records, or fetches a part of the app: the mark, and
//! that it goes on. It lasts a moment, or seconds on a slow phone with many records.

use leptos::prelude::*;

use crate::components::Logo;
use crate::i18n::tr;

/// The app opens.
#[component]
pub fn OpeningPage() -> impl IntoView {
    view! {
        <main class="splash" id="main" aria-busy="true">
            <Logo/>
            <p role="status">{move || tr("common.opening")}</p>
        </main>
    }
}
