//! The phones of the team: whose they are, when each was last heard, how many of its records have
//! arrived and how many are missing between them.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::DeviceId;
use passamano_core::projection::{Origin, World};
use passamano_core::time::Moment;

use crate::actions::exchange::{self, Held};
use crate::components::{Chip, ChipKind};
use crate::i18n::{tr, tr_count};
use crate::screen::when::when;
use crate::state::App;

/// One phone, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    heard_ms: Option<i64>,
    device: DeviceId,
    /// Nothing while the record of its joining has not arrived.
    name: Option<String>,
    records: Option<u64>,
    missing: u64,
}

/// The table of phones, the one that was heard longest ago first.
#[component]
pub(super) fn Phones() -> impl IntoView {
    let app = App::get();
    let held = RwSignal::new(BTreeMap::<DeviceId, Held>::new());
    // Asked again each minute, and after each save; without an answer the last one stands.
    Effect::new(move |_| {
        app.now.track();
        spawn_local(async move {
            if let Some(phones) = exchange::phones(app).await {
                // The page may be gone by now.
                let _ = held.try_set(phones);
            }
        });
    });
    let phones = Memo::new(move |_| {
        let held = held.get();
        app.world.with(|world| rows(world, &held))
    });
    let me = move || app.identity.with(|identity| identity.as_ref().map(|i| i.device_id()));
    let row = move |row: Row| {
        let Row { heard_ms, device, name, records, missing } = row;
        let heard = move || match heard_ms {
            Some(ms) => when(ms, app.now.get()),
            None => tr("desk.phone_silent"),
        };
        let whose = move || name.clone().unwrap_or_else(|| tr("desk.phone_unknown"));
        let this = move || (me() == Some(device)).then(|| format!(" · {}", tr("desk.this_phone")));
        let n = u32::try_from(missing).unwrap_or(u32::MAX);
        view! {
            <tr>
                <td><bdi>{whose}</bdi>{this}</td>
                <td class="number">{heard}</td>
                <td>
                    <span class="number">{records.map_or("–".to_string(), |n| n.to_string())}</span>" "
                    {(n > 0).then(|| view! { <Chip kind=ChipKind::Held label=move || tr_count("desk.phone_missing", n)/> })}
                </td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=move || tr("desk.phones")>
            <table class="table">
                <caption>{move || tr("desk.phones")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || tr("desk.phone")}</th>
                        <th scope="col">{move || tr("desk.phone_last")}</th>
                        <th scope="col">{move || tr("desk.phone_records")}</th>
                    </tr>
                </thead>
                <tbody>{move || phones.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="soft small">{move || tr("desk.phones_words")}</p>
    }
}

/// Every phone that joined, and every other that a hub knows.
fn rows(world: &World, held: &BTreeMap<DeviceId, Held>) -> Vec<Row> {
    let seen = last_seen(world);
    let all: BTreeSet<DeviceId> = world.devices.keys().chain(held.keys()).copied().collect();
    let row = |device: DeviceId| {
        let (hub, last) = (held.get(&device), seen.get(&device).map(|at| at.ms));
        let member = world.devices.get(&device);
        Row {
            heard_ms: hub.map(|hub| hub.seen_ms).or(last),
            device,
            name: member.map(|member| world.name(*member).unwrap_or_default().to_string()),
            records: hub.map(|hub| hub.records),
            missing: hub.map_or(0, |hub| hub.missing),
        }
    };
    let mut rows: Vec<Row> = all.into_iter().map(row).collect();
    rows.sort();
    rows
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
