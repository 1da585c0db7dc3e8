//! Numbers to call: the team's own first, then the public ones of the pack.

use leptos::prelude::*;
use passamano_core::space::dialled;

use crate::components::{Line, Lines, Phase};
use crate::i18n::tr;
use crate::screen::practice::Call;
use crate::state::App;

/// A number with what it is for.
struct Number {
    name: String,
    note: Option<String>,
    number: String,
    dial: String,
}

/// The list, closed until somebody opens it: it is long, and *Today* shows the urgent ones.
#[component]
pub fn Help() -> impl IntoView {
    let app = App::get();
    let own = move || {
        app.world.with(|world| {
            let contacts = world.settings.iter().flat_map(|settings| settings.callables());
            contacts
                .map(|c| Number { name: c.name, note: None, number: c.phone, dial: c.dial })
                .collect::<Vec<_>>()
        })
    };
    let public = move || {
        let Some(toolkit) = app.toolkit.get() else { return vec![] };
        let number = |code: &str, number: &str| {
            Some(Number {
                name: toolkit.texts.text(&format!("contact.{code}.name")).into(),
                note: Some(toolkit.texts.text(&format!("contact.{code}.note")).into()),
                number: number.into(),
                dial: dialled(number).ok()?,
            })
        };
        toolkit.pack.contacts.iter().filter_map(|c| number(&c.code, &c.number)).collect()
    };
    view! {
        <Phase name=move || tr("more.help")>
            <Lines>{move || own().into_iter().chain(public()).map(line).collect_view()}</Lines>
        </Phase>
    }
}

fn line(number: Number) -> impl IntoView {
    view! {
        <Line words=number.name note=number.note wrap=true>
            <span class="keep-ltr">
                <Call label=number.number small=true number=number.dial/>
            </span>
        </Line>
    }
}
