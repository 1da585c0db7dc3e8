//! Whom to call: the emergency numbers of the country, which must be there even before the pack
//! is, and the team's focal point where its number is known.

use leptos::prelude::*;

use crate::pages::practice::Call;
use crate::state::App;

/// The numbers, with the key of what each is for.
const NUMBERS: [(&str, &str); 3] =
    [("112", "happened.call_112"), ("1522", "happened.call_1522"), ("114", "happened.call_114")];

/// Buttons that call.
#[component]
pub(in crate::pages) fn Calls(
    /// Gives the words of a key, in the language of the person who reads.
    #[prop(into)]
    say: Callback<&'static str, String>,
) -> impl IntoView {
    let app = App::get();
    let focal = move || {
        app.world.with(|world| {
            let contacts = &world.settings.as_ref()?.contacts;
            let known =
                |code: &str| contacts.iter().find(|c| c.code == code && !c.phone.trim().is_empty());
            known("focal_point").map(|contact| (contact.name.clone(), contact.phone.clone()))
        })
    };
    let call = move |number: String, words: Signal<String>| {
        view! { <Call wide=true label=words number say/> }
    };
    view! {
        <div class="stack">
            {NUMBERS.map(|(number, key)| call(number.into(), Signal::derive(move || say.run(key)))).collect_view()}
            {move || focal().map(|(name, phone)| {
                call(phone, Signal::derive(move || format!("{}: {name}", say.run("happened.call_focal"))))
            })}
        </div>
    }
}
