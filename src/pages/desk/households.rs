//! Households at the desk: looking one up, looking after it, and taking a list in from a file.

mod cards;
mod changes;
mod columns;
mod form;
mod found;
mod heading;
mod import;
mod imports;
mod join;
mod list;
mod one;
mod preview;
mod problems;
mod story;

use leptos::prelude::*;

pub use self::form::DeskChangePage;
use self::import::ImportCard;
use self::imports::Imports;
use self::list::List;
pub use self::one::DeskHouseholdPage;
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::desk::frame::DeskFrame;

/// The import and the list.
#[component]
pub fn DeskHouseholdsPage() -> impl IntoView {
    view! {
        <DeskFrame title=move || tr("desk.households") here=Route::DeskHouseholds>
            <div class="desk-page">
                <ImportCard/>
                <Imports/>
                <List/>
            </div>
        </DeskFrame>
    }
}
