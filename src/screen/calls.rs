//! Whom to call: the emergency numbers of the country, which must be there even before the pack
//! is, and the team's focal point where its number is known.

use leptos::prelude::*;

use crate::screen::practice::Call;
use crate::state::App;

/// The numbers, with the key of what each is for.
const NUMBERS: [(&str, &str); 3] =
    [("112", "happened.call_112"), ("1522", "happened.call_1522"), ("114", "happened.call_114")];

/// Buttons that call.
#[component]
pub fn Calls(
    /// Gives the words of a key, in the language of the person who reads.
    #[prop(into)]
    say: Callback<&'static str, String>,
) -> impl IntoView {
    let app = App::get();
    let focal = move || {
        app.world.with(|world| {
            let contact = world.settings.as_ref()?.callable("focal_point")?;
            Some((contact.name, contact.dial))
        })
    };
    let call = move |number: String, words: Signal<String>| {
        view! { <Call wide=true label=words number say/> }
    };
    view! {
        <div class="stack">
            {NUMBERS.map(|(number, key)| call(number.into(), Signal::derive(move || say.run(key)))).collect_view()}
            {move || focal().map(|(name, dial)| {
                call(dial, Signal::derive(move || format!("{}: {name}", say.run("happened.call_focal"))))
            })}
        </div>
    }
}
