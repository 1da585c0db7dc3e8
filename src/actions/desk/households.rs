//! Puts households on the list, all of a file or none. Reading the file is in `list_file.rs`.

use std::collections::BTreeSet;

use leptos::prelude::*;
use passamano_core::card;
use passamano_core::household::import::Row;
use passamano_core::household::merge::{Known, Part, Plan, Planned};
use passamano_core::household::{Household, HouseholdDetail};
use passamano_core::pack::Pack;
use passamano_core::projection::{IMPORT, Import, World};
use passamano_core::record::Fact;

use crate::actions::{NewRecord, save, undo};
use crate::platform::turns::Turns;
use crate::state::App;
use crate::storage::Problem;

/// So many households are compared between two looks at the clock.
const PART_ROWS: usize = 100;
/// The most households in one record.
const MOST: usize = 100;
/// The most bytes of notes in one record: the envelope has to stay small enough for any endpoint.
const MOST_NOTES: usize = 64 * 1024;

/// The losses that a person ticked: the code of the household, and what is lost.
pub type Agreed = BTreeSet<(String, Part)>;

/// What a list would do to the households that are known, if nobody agrees to a loss. Not tracked.
pub fn planned(app: App, rows: &[Row]) -> Vec<Planned> {
    let mut plan = Plan::default();
    app.world.with_untracked(|world| {
        for row in rows {
            if let Some(known) = world.known(&row.household.code) {
                plan.add(row, Some(known), |_, _| false);
            }
        }
    });
    plan.done()
}

/// Takes a list in, in one save, all or nothing. A household is written only where the list
/// changes something. Gives how many are new, and how many changed. The screen says that it is
/// saved.
pub async fn add(app: App, rows: &[Row], agreed: &Agreed) -> Result<(usize, usize), Problem> {
    let ticked = |code: &str, part: Part| agreed.contains(&(code.to_owned(), part));
    let (mut plan, mut turns) = (Plan::default(), Turns::begin());
    for part in rows.chunks(PART_ROWS) {
        app.world.with_untracked(|world| {
            part.iter().for_each(|row| plan.add(row, world.known(&row.household.code), ticked));
        });
        turns.pause().await;
    }
    let planned = plan.done();
    let new = planned.iter().filter(|one| !one.known).count();
    let list = planned.into_iter().map(|one| (one.household, one.detail)).collect();
    let written = write(app, list, IMPORT, None, vec![]).await?;
    app.notice.set(None);
    Ok((new, written.saturating_sub(new)))
}

/// Takes a list back: households that came with it leave the list, the others are again what
/// they were. What was handed out stays.
pub async fn take_back(app: App, import: &Import) -> Result<(), Problem> {
    undo(app, import.records.iter().map(|record| (*record, None)).collect()).await
}

/// Writes households over what is known of them, and over what is known under the card `over`, and
/// more records with them. Only what differs is written. Gives how many households were.
pub(super) async fn write(
    app: App,
    list: Vec<(Household, HouseholdDetail)>,
    reason: &str,
    over: Option<&str>,
    more: Vec<NewRecord>,
) -> Result<usize, Problem> {
    let (mut households, mut details) = (vec![], vec![]);
    let mut written = 0;
    let toolkit = app.toolkit.get_untracked();
    let pack = toolkit.as_ref().map(|toolkit| &toolkit.pack);
    let mut turns = Turns::begin();
    let mut list = list.into_iter();
    while list.len() > 0 {
        app.world.with_untracked(|world| {
            for (household, detail) in list.by_ref().take(PART_ROWS) {
                let (household, detail) = differing(world, pack, over, household, detail);
                written += usize::from(household.is_some() || detail.is_some());
                households.extend(household);
                details.extend(detail);
            }
        });
        turns.pause().await;
    }
    let listed =
        households.chunks(MOST).map(|part| (part.len(), Fact::HouseholdsListed(part.to_vec())));
    let detailed =
        parts(details).into_iter().map(|part| (part.len(), Fact::HouseholdsDetailed(part)));
    let mut new_records: Vec<NewRecord> = listed
        .chain(detailed)
        .map(|(n, fact)| NewRecord::of(None, fact).because(reason).labelled(n.to_string()))
        .collect();
    new_records.extend(more);
    if !new_records.is_empty() {
        save(app, new_records).await?;
    }
    Ok(written)
}

/// Of a household and what the desk knows of it, what differs from what is known, over the records
/// that it replaces.
fn differing(
    world: &World,
    pack: Option<&Pack>,
    over: Option<&str>,
    mut household: Household,
    mut detail: HouseholdDetail,
) -> (Option<Household>, Option<HouseholdDetail>) {
    let code = household.code.clone();
    detail.code.clone_from(&code);
    if let Some(pack) = pack {
        household.leave_out = pack.leave_out(&detail.allergens, &detail.diet);
    }
    (household.replaces, detail.replaces) = (vec![], vec![]);
    let own = world.household(&code).cloned().map(|own| (own, world.detail(&code).cloned()));
    // With what was declared under another of its cards: whoever takes that back writes it too.
    let whole = world.known(&code).filter(|_| world.lead(&code) == card::normalize(&code));
    let empty = HouseholdDetail { code: code.clone(), ..Default::default() };
    let same = |(known, _): &Known| Household { replaces: vec![], ..known.clone() } == household;
    let same_detail = |(_, before): &Known| {
        let before = before.clone().unwrap_or(empty.clone());
        HouseholdDetail { replaces: vec![], ..before } == detail
    };
    let all = [own.as_ref(), whole.as_ref().or(own.as_ref())];
    let listed_so = all.iter().all(|known| known.is_some_and(same));
    let detailed_so = match own {
        None => detail == empty,
        Some(_) => all.iter().all(|known| known.is_some_and(same_detail)),
    };
    let household = (!listed_so).then_some(household);
    let detail = (!detailed_so).then_some(detail);
    let (mut listed, mut detailed) = world.basis(&code);
    if let Some((households, details)) = over.map(|card| world.basis(card)) {
        listed.extend(households);
        detailed.extend(details);
    }
    (
        household.map(|new| Household { replaces: listed, ..new }),
        detail.map(|new| HouseholdDetail { replaces: detailed, ..new }),
    )
}

/// Parts that are short in number and in bytes.
fn parts(details: Vec<HouseholdDetail>) -> Vec<Vec<HouseholdDetail>> {
    let mut parts: Vec<Vec<HouseholdDetail>> = vec![];
    let mut bytes = 0;
    for detail in details {
        bytes += detail.notes.len();
        match parts.last_mut() {
            Some(part) if part.len() < MOST && bytes <= MOST_NOTES => part.push(detail),
            _ => {
                bytes = detail.notes.len();
                parts.push(vec![detail]);
            }
        }
    }
    parts
}
