//! Which activity a page of the desk is about: that of the phone until another one is chosen.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::record::Activity;

use crate::components::*;
use crate::i18n::{isolated, tr};
use crate::screen::when::date;
use crate::state::App;

/// The choice, by id.
#[derive(Clone, Copy)]
pub struct ActivityChoice(RwSignal<String>);

impl ActivityChoice {
    /// That of the phone.
    pub fn new(app: App) -> Self {
        let own = untrack(|| app.activity()).map(|activity| activity.id.to_string());
        Self(RwSignal::new(own.unwrap_or_default()))
    }

    /// The activity that is chosen; that of the phone where it is there no more.
    pub fn activity(self, app: App) -> Memo<Option<Activity>> {
        Memo::new(move |_| {
            let id = self.0.read().parse::<ActivityId>().ok();
            let plan = id.and_then(|id| {
                app.world.with(|world| world.plan(id).map(|plan| plan.fact.clone()))
            });
            plan.or_else(|| app.activity())
        })
    }
}

/// The list to choose from, the latest plan first.
#[component]
pub fn ActivitySelect(
    /// The choice.
    choice: ActivityChoice,
    /// Key of the list's label.
    label: &'static str,
) -> impl IntoView {
    let app = App::get();
    let options = move || {
        let option = |a: &Activity| {
            Opt::new(a.id.to_string(), format!("{} · {}", a.title, isolated(&date(a.day))))
        };
        app.world.with(|world| world.activities().into_iter().rev().map(option).collect::<Vec<_>>())
    };
    view! { <Select label=move || tr(label) value=choice.0 options=Signal::derive(options) compact=true/> }
}
