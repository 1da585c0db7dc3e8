//! The plans, newest day first: to change, or to call off.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::record::{Activity, ActivityState};

use super::form::Form;
use crate::actions::desk;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::activity::{hours, state_word};
use crate::screen::desk::saved::{Done, Way};
use crate::screen::names::name_of;
use crate::screen::when::date;
use crate::state::App;

/// The list.
#[component]
pub(super) fn Plans(
    /// The form, for changing one.
    form: Form,
    /// What was saved.
    done: RwSignal<Option<Done>>,
) -> impl IntoView {
    let app = App::get();
    let plans = Memo::new(move |_| {
        app.world.with(|world| {
            let state =
                |a: &Activity| world.state(a.id).map_or(ActivityState::Planned, |fold| fold.fact);
            world.activities().into_iter().rev().map(|a| (a.clone(), state(a))).collect::<Vec<_>>()
        })
    });
    let one = move |(activity, state): (Activity, ActivityState)| view! { <Plan activity state form done/> };
    view! {
        <h2>{move || tr("plan.all")}</h2>
        <Show when=move || plans.with(Vec::is_empty)>
            <EmptyPlace icon="calendar" title=move || tr("today.none") note=move || tr("desk.none_note")/>
        </Show>
        <div class="stack-wide">{move || plans.get().into_iter().map(one).collect_view()}</div>
    }
}

#[component]
fn Plan(
    /// The plan.
    activity: Activity,
    /// Where it stands.
    state: ActivityState,
    /// The form.
    form: Form,
    /// What was saved.
    done: RwSignal<Option<Done>>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let (id, title) = (activity.id, activity.title.clone());
    let (day, hours) = (date(activity.day), hours(&activity));
    let (place, kits, expected) =
        (activity.place.clone(), activity.kits.clone(), activity.expected);
    let names = move || kits.iter().map(|kit| name_of(app, kit)).collect::<Vec<_>>().join(", ");
    let how = if activity.tally { "plan.by_tally" } else { "plan.by_list" };
    let may_change = state < ActivityState::Closed;
    let called_off = title.clone();
    let change = move || {
        done.set(None);
        form.edit(activity.clone());
    };
    let cancel = move || {
        let words = tr_with("plan.cancelled", &[("title", &called_off)]);
        busy.set(true);
        spawn_local(async move {
            if let Ok(record) = desk::cancel(app, id).await {
                done.set(Some(Done { words, record, way: Way::Record(record, id) }));
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Card title=title>
            <div class="row-wrap"><Chip label=move || state_word(state)/></div>
            <Facts>
                <Fact icon="clock"><span class="keep-ltr number">{day}</span>" "{hours}</Fact>
                <Fact icon="map-pin">{place}</Fact>
                <Fact icon="parcel">{names}</Fact>
                <Fact icon="household">
                    {move || tr(how)}
                    {move || (expected > 0).then(|| format!(" · {}", tr_with("desk.expected", &[("n", &expected.to_string())])))}
                </Fact>
            </Facts>
            {may_change.then(|| view! {
                <div class="row-wrap">
                    <Button small=true icon="pen" label=move || tr("plan.edit") on_press=change/>
                    <Button small=true kind=ButtonKind::StopLine icon="close" label=move || tr("plan.cancel") on_press=cancel busy=busy/>
                </div>
            })}
        </Card>
    }
}
