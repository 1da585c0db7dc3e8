//! The stock at the desk: a list taken in from a file, lists that can be taken back, and what is
//! here of each lot.

mod columns;
mod intake;
mod lists;
mod names;
mod preview;
mod problems;
mod shelves;

use leptos::prelude::*;

use self::intake::IntakeCard;
use self::lists::Lists;
use self::shelves::Shelves;
use crate::components::*;
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::desk::activity_choice::{ActivityChoice, ActivitySelect};
use crate::screen::desk::frame::DeskFrame;
use crate::state::App;

/// The import and the shelves of an activity.
#[component]
pub fn DeskStockPage() -> impl IntoView {
    view! {
        <DeskFrame title=move || tr("stock.title") here=Route::DeskStock><Content/></DeskFrame>
    }
}

/// The activity is that of the phone until another one is chosen.
#[component]
fn Content() -> impl IntoView {
    let app = App::get();
    let choice = ActivityChoice::new(app);
    let activity = choice.activity(app);
    let several = Memo::new(move |_| app.world.with(|world| world.activities().len() > 1));
    let planned = Memo::new(move |_| activity.with(Option::is_some));
    view! {
        <div class="desk-page">
            <Show
                when=move || planned.get()
                fallback=|| view! {
                    <EmptyPlace icon="stock" title=move || tr("today.none") note=move || tr("intake.none_note")>
                        <Button label=move || tr("plan.plan") href=Route::DeskActivities.path()/>
                    </EmptyPlace>
                }
            >
                <Show when=move || several.get()>
                    <ActivitySelect choice label="intake.activity"/>
                </Show>
                <IntakeCard activity/>
                <Lists activity/>
                <Shelves activity/>
            </Show>
        </div>
    }
}
