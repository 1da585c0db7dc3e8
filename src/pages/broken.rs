//! When the app cannot work: storage that is blocked, full or too new, and addresses that do
//! not exist. The export that needs no working app is in `public/boot.js`.

use leptos::prelude::*;

use crate::actions::arrival;
use crate::components::{Button, Callout, CalloutKind, Live};
use crate::i18n::tr;
use crate::route::Route;

/// The database could not be opened. Nothing is deleted.
#[component]
pub fn BrokenPage(
    /// What is wrong: a key of the texts.
    key: &'static str,
) -> impl IntoView {
    view! {
        <div class="screen">
            <main class="screen-main" id="main">
                <h1>{move || tr("broken.title")}</h1>
                <Callout kind=CalloutKind::Stop icon="warning" live=Live::Alert title=move || tr(&format!("{key}.cause"))>
                    <p>{move || tr("broken.words")}</p>
                </Callout>
                <Button label=move || tr("common.retry") wide=true on_press=crate::actions::boot::reload/>
            </main>
        </div>
    }
}

/// An address that is none of ours.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    arrival::at(Signal::derive(|| tr("broken.no_page")));
    view! {
        <div class="screen">
            <main class="screen-main" id="main">
                <h1 id="page-title" tabindex="-1">{move || tr("broken.no_page")}</h1>
                <Button label=move || tr("common.today") wide=true href=Route::Home.path()/>
            </main>
        </div>
    }
}
