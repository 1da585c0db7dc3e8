//! Choosing the language of the app, each in its own script.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::{self, language};
use crate::components::LanguageButton;
use crate::i18n::{self, LANGUAGES, tr};
use crate::state::App;

/// The shipped languages in a row; the current one is marked.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let app = App::get();
    let choose = move |wanted| {
        spawn_local(async move {
            if !language::choose(wanted).await {
                actions::say(app, tr("more.language_missing"));
            }
        });
    };
    let button = move |one: i18n::Language| {
        view! {
            <LanguageButton
                name=one.name
                lang=one.tag
                dir=one.dir
                current=move || i18n::active().tag == one.tag
                small=true
                on_press=move || choose(one)
            />
        }
    };
    view! {
        <div class="row-wrap" role="group" aria-label=move || tr("common.language")>
            {LANGUAGES.map(button).collect_view()}
        </div>
    }
}
