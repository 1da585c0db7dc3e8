//! Hand-overs that phones corrected differently without knowing of each other: one correction
//! counts everywhere, and the desk says which one is right.

use leptos::prelude::*;
use passamano_core::projection::Disputed as Found;

use crate::components::{Callout, CalloutKind, TextLink};
use crate::i18n::{isolated, tr, tr_count};
use crate::route::{From, Route};
use crate::screen::said::said;
use crate::state::App;

/// The corrections to look at; nothing where there are none.
#[component]
pub(super) fn Disputed() -> impl IntoView {
    let app = App::get();
    let found = Memo::new(move |_| app.world.with(|world| world.disputed()));
    let title = move || tr_count("desk.disputed", found.with(Vec::len) as u32);
    let line = move |Found { counts, .. }: Found| {
        let words = move || {
            app.world.with(|world| {
                let fold = world.hand_over(counts)?.fold;
                let code = fold.fact.household.clone().unwrap_or_default();
                Some(format!("{}: {}", isolated(&code), said(app, &fold.from)))
            })
        };
        let href = Route::Record(counts, From::Desk).path();
        view! { <li class="trail-item"><TextLink href=href label=move || words().unwrap_or_default()/></li> }
    };
    view! {
        <Show when=move || !found.read().is_empty()>
            <Callout kind=CalloutKind::Held icon="help" title=title>
                <p>{move || tr("desk.disputed_words")}</p>
                <ol class="trail">{move || found.get().into_iter().map(line).collect_view()}</ol>
            </Callout>
        </Show>
    }
}
