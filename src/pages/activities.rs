//! All activities: choose the one that this phone works on.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::components::*;
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::activity::{hours, state_word};
use crate::screen::frame::Frame;
use crate::screen::when::date;
use crate::state::App;

/// The list of activities, newest day first.
#[component]
pub fn ActivitiesPage() -> impl IntoView {
    let app = App::get();
    let rows = move || {
        let mut rows = app.world.with(|world| {
            let state = |id| {
                world.state(id).map_or(passamano_core::record::ActivityState::Planned, |s| s.fact)
            };
            world.activities().into_iter().map(|a| (a.clone(), state(a.id))).collect::<Vec<_>>()
        });
        rows.reverse();
        rows
    };
    let nothing_ahead = move || {
        let rows = rows();
        let over = |state| state >= passamano_core::record::ActivityState::Closed;
        !rows.is_empty() && rows.iter().all(|(_, state)| over(*state))
    };
    let navigate = use_navigate();
    view! {
        <Frame title=move || tr("activities.title") back_word="common.today">
            <Show when=move || rows().is_empty()>
                <EmptyPlace icon="calendar" title=move || tr("today.none") note=move || tr("today.none_note")/>
            </Show>
            <Show when=move || nothing_ahead()>
                <Callout icon="calendar" title=move || tr("activities.nothing_ahead")>
                    <p>{move || tr(if app.opens_desk() { "activities.plan_one" } else { "today.none_note" })}</p>
                    <Show when=move || app.opens_desk()>
                        <Button label=move || tr("today.plan") wide=true href=Route::DeskActivities.path()/>
                    </Show>
                </Callout>
            </Show>
            <div class="stack">
                {move || rows().into_iter().map(|(activity, state)| {
                    let navigate = navigate.clone();
                    let choose = move || {
                        app.chosen.set(Some(activity.id));
                        navigate(&Route::Home.path(), Default::default());
                    };
                    let hours = hours(&activity);
                    let current = app.activity().is_some_and(|a| a.id == activity.id);
                    view! {
                        <Card now=current title=activity.title.clone()>
                            <Facts>
                                <Fact icon="calendar">
                                    <bdi>{date(activity.day)}</bdi>" "
                                    {hours}
                                </Fact>
                                <Fact icon="map-pin">{activity.place.clone()}</Fact>
                            </Facts>
                            <div class="row-ends">
                                <Chip label=move || state_word(state)/>
                                <Button small=true label=move || tr("activities.choose") on_press=choose/>
                            </div>
                        </Card>
                    }
                }).collect_view()}
            </div>
        </Frame>
    }
}
