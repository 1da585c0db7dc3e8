//! The questions of a form one at a time, or all on one page.

use leptos::prelude::*;
use passamano_core::form::At;

use super::one::One;
use super::{ALONE, Sheet};

/// One question at a time.
#[component]
pub(super) fn Alone(
    /// The form.
    sheet: Sheet,
    /// Where one is.
    at: RwSignal<Option<At>>,
) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let at = at.get()?;
        sheet.filling.with(|filling| {
            let seen = filling.seen();
            let one = seen.into_iter().find(|seen| seen.at == at)?;
            Some((one.at, one.what))
        })
    });
    move || {
        let (at, what) = shown.get()?;
        Some(view! {
            <div class="question-alone" id=ALONE tabindex="-1"><One sheet at what/></div>
        })
    }
}

/// All questions on one page.
#[component]
pub(super) fn Page(
    /// The form.
    sheet: Sheet,
) -> impl IntoView {
    let seen = Memo::new(move |_| {
        sheet.filling.with(|filling| {
            let seen = filling.seen().into_iter();
            seen.map(|seen| (seen.at, seen.what)).collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || seen.get() key=|place| place.clone() let((at, what))>
            <One sheet at what/>
        </For>
    }
}
