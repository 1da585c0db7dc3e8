//! The phones of the team: whose they are, and the last record that arrived from each.

use std::collections::BTreeMap;

use leptos::prelude::*;
use passamano_core::id::DeviceId;
use passamano_core::projection::{Origin, World};
use passamano_core::time::Moment;

use crate::i18n::tr;
use crate::pages::when::when;
use crate::state::App;

/// The table of phones, the one that was heard longest ago first.
#[component]
pub(super) fn Phones() -> impl IntoView {
    let app = App::get();
    let phones = Memo::new(move |_| {
        app.world.with(|world| {
            let seen = last_seen(world);
            let name = |member| world.name(member).unwrap_or_default().to_string();
            let mut phones: Vec<_> = world
                .devices
                .iter()
                .map(|(device, member)| (seen.get(device).map(|at| at.ms), *device, name(*member)))
                .collect();
            phones.sort();
            phones
        })
    });
    let me = move || app.identity.with(|identity| identity.as_ref().map(|i| i.device_id()));
    let row = move |(seen, device, name): (Option<i64>, DeviceId, String)| {
        let last = move || match seen {
            Some(ms) => when(ms, app.now.get()),
            None => tr("desk.phone_silent"),
        };
        let this = move || (me() == Some(device)).then(|| format!(" · {}", tr("desk.this_phone")));
        view! { <tr><td><bdi>{name}</bdi>{this}</td><td class="number">{last}</td></tr> }
    };
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=move || tr("desk.phones")>
            <table class="table">
                <caption>{move || tr("desk.phones")}</caption>
                <thead>
                    <tr><th scope="col">{move || tr("desk.phone")}</th><th scope="col">{move || tr("desk.phone_last")}</th></tr>
                </thead>
                <tbody>{move || phones.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="soft small">{move || tr("desk.phones_words")}</p>
    }
}

/// The newest record of each phone that a screen knows of, as the phone's own clock said.
fn last_seen(world: &World) -> BTreeMap<DeviceId, Moment> {
    let mut seen = BTreeMap::new();
    let mut see = |from: &Origin| {
        let last = seen.entry(from.device).or_insert(from.at);
        if last.ms < from.at.ms {
            *last = from.at;
        }
    };
    for activity in world.activities() {
        let id = activity.id;
        world.handed(id).for_each(|fold| see(&fold.from));
        world.counted(id).for_each(|fold| see(&fold.from));
        world.movements(id).for_each(|fold| see(&fold.from));
        world.counts(id).for_each(|fold| see(&fold.from));
        world.plan(id).into_iter().for_each(|fold| see(&fold.from));
        world.state(id).into_iter().for_each(|fold| see(&fold.from));
        world.gate(id).into_iter().for_each(|fold| see(&fold.from));
    }
    let desk = &world.desk;
    desk.feedback.iter().for_each(|fold| see(&fold.from));
    desk.triage.values().flatten().for_each(|fold| see(&fold.from));
    desk.suggestions.iter().for_each(|fold| see(&fold.from));
    desk.incidents.iter().for_each(|fold| see(&fold.from));
    desk.referrals.iter().for_each(|fold| see(&fold.from));
    desk.debriefs.iter().for_each(|fold| see(&fold.from));
    seen
}
