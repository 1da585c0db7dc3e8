//! What was given while the activity was not open: by whom, when, and why. And why a day that was
//! closed was opened again.

use leptos::prelude::*;
use passamano_core::opening::Exception;
use passamano_core::projection::Origin;
use passamano_core::record::Activity;

use crate::components::{Callout, CalloutKind};
use crate::i18n::{tr_count, tr_with};
use crate::screen::said::said;
use crate::screen::shut::why_words;
use crate::state::App;

/// So many are listed; the file of records has them all.
const LISTED: usize = 10;

/// The exceptions of an activity, newest first.
#[component]
pub(super) fn Exceptions(
    /// The activity.
    activity: Memo<Option<Activity>>,
) -> impl IntoView {
    let app = App::get();
    let id = move || activity.with(|a| a.as_ref().map(|a| a.id));
    let given = Memo::new(move |_| {
        let Some(id) = id() else { return vec![] };
        let mut given: Vec<(Origin, Exception)> = app.world.with(|world| {
            world.exceptions(id).into_iter().map(|(from, why)| (*from, why)).collect()
        });
        given.sort_by_key(|(from, _)| std::cmp::Reverse(from.at.ms));
        given
    });
    let reopened = Memo::new(move |_| {
        let id = id()?;
        app.world.with(|world| {
            let why = Exception::from_code(world.why_moved(id)?)?;
            Some((world.state(id)?.from, why))
        })
    });
    let line = move |(from, why): (Origin, Exception)| {
        view! { <li class="trail-item">{said(app, &from)}": "{why_words(why)}</li> }
    };
    let opened_again = move || {
        let (from, why) = reopened.get()?;
        Some(tr_with("desk.opened_again", &[("who", &said(app, &from)), ("why", &why_words(why))]))
    };
    view! {
        {move || opened_again().map(|words| view! { <Callout kind=CalloutKind::Held icon="clock" title=words/> })}
        <Show when=move || given.with(|given| !given.is_empty())>
            <Callout kind=CalloutKind::Held icon="clock" title=move || tr_count("desk.exceptions", given.with(Vec::len) as u32)>
                <ol class="trail">{move || given.get().into_iter().take(LISTED).map(line).collect_view()}</ol>
            </Callout>
        </Show>
    }
}
