//! What is here of each kit and item of an activity, by lot, the one to give first on top.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::record::Activity;

use crate::i18n::tr;
use crate::screen::goods::{codes_here, state_words};
use crate::screen::lots::{LotLines, is_told};
use crate::screen::names::name_of;
use crate::state::App;

/// A part for each kit and item.
#[component]
pub(super) fn Shelves(
    /// The activity.
    activity: Memo<Option<Activity>>,
) -> impl IntoView {
    let app = App::get();
    let here = Memo::new(move |_| {
        activity.with(|activity| {
            let activity = activity.as_ref()?;
            Some((activity.id, codes_here(app, activity)))
        })
    });
    let part = |id: ActivityId| move |code: String| view! { <Shelf activity=id code/> };
    move || {
        let (id, codes) = here.get().filter(|(_, codes)| !codes.is_empty())?;
        Some(view! {
            <h2>{move || tr("intake.shelves")}</h2>
            {codes.into_iter().map(part(id)).collect_view()}
        })
    }
}

/// One kit or item.
#[component]
fn Shelf(
    /// The activity.
    activity: ActivityId,
    /// Its code.
    code: String,
) -> impl IntoView {
    let app = App::get();
    let code = StoredValue::new(code);
    let shelf = Memo::new(move |_| {
        let today = app.now.with(|now| now.day());
        code.with_value(|code| app.world.with(|world| world.shelf(activity, code, today)))
    });
    let state = move || {
        code.with_value(|code| state_words(&app.world.with(|world| world.ledger(activity, code))))
    };
    view! {
        <section class="stack">
            <h3 class="heavy">{move || code.with_value(|code| name_of(app, code))}</h3>
            <p class="small soft">{state}</p>
            <Show when=move || shelf.with(is_told)>
                <LotLines shelf/>
            </Show>
        </section>
    }
}
