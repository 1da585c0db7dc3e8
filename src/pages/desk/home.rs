//! What arrives while it arrives: who was served, what went out, what is open, which phones were
//! heard, and everything of it as files.

mod clashes;
mod disputed;
mod exceptions;
mod exports;
mod figures;
mod phones;

use leptos::prelude::*;

use self::clashes::Clashes;
use self::disputed::Disputed;
use self::exceptions::Exceptions;
use self::exports::Exports;
use self::figures::Figures;
use self::phones::Phones;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::desk::activity_choice::{ActivityChoice, ActivitySelect};
use crate::screen::desk::frame::DeskFrame;
use crate::screen::recovery::RecoveryAsk;
use crate::state::App;

/// The desk's first page.
#[component]
pub fn DeskPage() -> impl IntoView {
    view! { <DeskFrame title=move || tr("desk.today") here=Route::Desk><Content/></DeskFrame> }
}

#[component]
fn Content() -> impl IntoView {
    let app = App::get();
    let choice = ActivityChoice::new(app);
    let activity = choice.activity(app);
    let as_of = move || tr_with("desk.as_of", &[("time", &app.now.get().clock())]);
    // Only whether there is one decides what is drawn: each part follows the records by itself.
    let planned = Memo::new(move |_| activity.with(Option::is_some));
    move || {
        match planned.get() {
        true => view! {
            <Figures activity/>
            <div class="desk-page">
                <RecoveryAsk/>
                <p class="soft">{as_of}</p>
                <ActivitySelect choice label="desk.activity"/>
                <Clashes activity/>
                <Disputed/>
                <Exceptions activity/>
                <Phones/>
                <Exports activity/>
            </div>
        }
        .into_any(),
        false => view! {
            <div class="desk-page">
                <RecoveryAsk/>
                <EmptyPlace icon="calendar" title=move || tr("today.none") note=move || tr("desk.none_note")>
                    <Button label=move || tr("plan.plan") href=Route::DeskActivities.path()/>
                </EmptyPlace>
                <Phones/>
            </div>
        }
        .into_any(),
    }
    }
}
