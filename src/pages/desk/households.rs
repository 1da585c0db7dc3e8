//! The list of households: looking something up, and taking a list in from a file.

mod columns;
mod import;
mod list;
mod one;
mod preview;
mod problems;

use leptos::prelude::*;

use self::import::ImportCard;
use self::list::List;
use super::frame::DeskFrame;
use crate::i18n::tr;
use crate::route::Route;

/// The import and the list.
#[component]
pub fn DeskHouseholdsPage() -> impl IntoView {
    view! {
        <DeskFrame title=move || tr("desk.households") here=Route::DeskHouseholds>
            <div class="desk-page">
                <ImportCard/>
                <List/>
            </div>
        </DeskFrame>
    }
}
