//! The goal that the team serves, and the activities that it plans.

mod form;
mod goal;
mod list;
mod planner;

use leptos::prelude::*;

use self::form::Form;
use self::goal::GoalCard;
use self::list::Plans;
use self::planner::Planner;
use crate::actions::steps;
use crate::components::{Button, ButtonKind};
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::desk::frame::DeskFrame;
use crate::screen::desk::saved::SavedBox;
use crate::state::App;

/// The page.
#[component]
pub fn DeskActivitiesPage() -> impl IntoView {
    view! { <DeskFrame title=move || tr("desk.activities") here=Route::DeskActivities><Content/></DeskFrame> }
}

#[component]
fn Content() -> impl IntoView {
    let app = App::get();
    let (form, done) = (Form::new(), RwSignal::new(None));
    steps::follow(form.open);
    let start = move || {
        form.start(app.now.get_untracked().day());
        done.set(None);
    };
    view! {
        <div class="desk-page">
            <SavedBox done/>
            {move || match form.open.get() {
                true => view! { <Planner form done/> }.into_any(),
                false => view! {
                    <div class="row-wrap">
                        <Button kind=ButtonKind::Brand icon="plus" label=move || tr("plan.plan") on_press=start/>
                    </div>
                    <GoalCard/>
                    <Plans form done/>
                }
                .into_any(),
            }}
        </div>
    }
}
