//! The first page: today's work for somebody in a team, the three doors for everybody else.

use leptos::prelude::*;

use crate::components::{Callout, CalloutKind, Live};
use crate::i18n::tr;
use crate::pages::{StartPage, TodayPage};
use crate::state::App;

/// Today, or the three doors.
#[component]
pub fn HomePage() -> impl IntoView {
    let app = App::get();
    let inside = Memo::new(move |_| app.identity.with(Option::is_some));
    view! {
        <Show when=move || app.wiped.get()>
            <Callout kind=CalloutKind::Stop icon="warning" live=Live::Alert title=move || tr("broken.wiped")>
                <p>{move || tr("broken.wiped_words")}</p>
            </Callout>
        </Show>
        <Show when=move || inside.get() fallback=StartPage>
            <TodayPage/>
        </Show>
    }
}
