//! The frame of every desk screen: the nav with the number of open feedback, and the content.
//! Somebody who may not open the desk reads a sentence instead.

use leptos::prelude::*;
use passamano_core::feedback::Status;

use crate::actions::{self, arrival};
use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::route::Route;
use crate::screen::desk::saved::{SavedSlot, SavedToast};
use crate::screen::frame::Held;
use crate::screen::notices::{Notices, UpdateReady};
use crate::state::App;

/// A desk screen.
#[component]
pub fn DeskFrame(
    /// What the screen is for.
    #[prop(into)]
    title: Signal<String>,
    /// Where it stands in the nav.
    here: Route,
    /// The content, once it is known that this device may show it.
    children: ChildrenFn,
) -> impl IntoView {
    let app = App::get();
    let children = StoredValue::new(children);
    let saved = SavedSlot::default();
    provide_context(saved);
    arrival::at(title);
    on_cleanup(move || actions::forget_notice(app));
    view! {
        <SkipLink label=move || tr("common.skip")/>
        <div class="desk">
            <DeskNav here/>
            <div class="desk-main">
                <AppBar title=title><Held/></AppBar>
                <main class="desk-main fill" id="main" tabindex="-1">
                    // Without something to say it would be an empty band above lists that go edge to edge.
                    <Show when=move || app.update_ready.get()>
                        <div class="desk-page"><UpdateReady/></div>
                    </Show>
                    <Show when=move || app.opens_desk() fallback=NotYours>
                        {children.with_value(|children| children())}
                    </Show>
                </main>
                <Toasts><Notices/><SavedToast page=saved/></Toasts>
            </div>
        </div>
    }
}

/// Id of the link to the screen that is shown.
const HERE: &str = "desk-here";

/// The ten places of the desk: a column, or on a phone one row that is moved with a finger.
#[component]
fn DeskNav(
    /// Where the screen stands.
    here: Route,
) -> impl IntoView {
    let app = App::get();
    Effect::new(|_| arrival::show(HERE));
    let places = [
        (Route::Desk, "desk.today", "chart"),
        (Route::DeskFeedback, "desk.feedback", "feedback"),
        (Route::DeskHouseholds, "desk.households", "household"),
        (Route::DeskStock, "stock.title", "stock"),
        (Route::DeskCards, "desk.cards", "scan"),
        (Route::DeskActivities, "desk.activities", "calendar"),
        (Route::DeskReports, "desk.reports", "warning"),
        (Route::DeskTeam, "desk.team", "team"),
        (Route::DeskSettings, "desk.settings", "settings"),
    ];
    let links = places.map(|(place, word, icon)| {
        let current = (place == here).then_some("page");
        let badge = place == Route::DeskFeedback;
        view! {
            <a class="desk-link" href=place.path() aria-current=current id=current.map(|_| HERE)>
                <Icon name=icon size=IconSize::Small/>
                {move || tr(word)}
                {badge.then_some(OpenFeedback)}
            </a>
        }
    });
    view! {
        <nav class="desk-nav" aria-label=move || tr("desk.title")>
            <div class="desk-brand">
                <Logo class="app-bar-mark"/>
                <span>{move || app.space_name()}<br/><span class="small soft">{move || tr("desk.title")}</span></span>
            </div>
            <div class="desk-places">
                {links}
                <a class="desk-link" href=Route::Home.path()>
                    <Icon name="back" size=IconSize::Small/>
                    {move || tr("desk.back")}
                </a>
            </div>
        </nav>
    }
}

/// How many pieces of feedback nobody has closed.
#[component]
fn OpenFeedback() -> impl IntoView {
    let app = App::get();
    let open = Memo::new(move |_| {
        app.world.with(|world| {
            world.feedback().iter().filter(|view| view.status != Status::Closed).count() as u32
        })
    });
    move || {
        (open.get() > 0).then(|| {
            view! {
                <span class="desk-badge">
                    <span aria-hidden="true">{open}</span>
                    <span class="hidden-text">{tr_count("desk.open_feedback", open.get())}</span>
                </span>
            }
        })
    }
}

/// What a volunteer reads here.
#[component]
fn NotYours() -> impl IntoView {
    view! {
        <div class="desk-page">
            <EmptyPlace icon="lock" title=move || tr("desk.not_yours") note=move || tr("desk.not_yours_note")>
                <Button label=move || tr("desk.back") href=Route::Home.path()/>
            </EmptyPlace>
        </div>
    }
}
