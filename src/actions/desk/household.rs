//! Looking after one household: put on the list, changed, given another card, joined with another
//! entry that is the same household. Nothing is edited: each is a record over the one before.

use leptos::prelude::*;
use passamano_core::household::merge;
use passamano_core::household::{CardReplaced, Household, HouseholdDetail, WhyReplaced};
use passamano_core::id::RecordId;
use passamano_core::record::Fact;

use super::households::write;
use crate::actions::{NewRecord, say, undo};
use crate::i18n::{tr, tr_with};
use crate::state::App;
use crate::storage::Problem;

/// Saves a household as a form has it, new or changed.
pub async fn keep(
    app: App,
    mut household: Household,
    detail: HouseholdDetail,
) -> Result<(), Problem> {
    household.show(&detail);
    write(app, vec![(household, detail)], "form", None, vec![]).await?;
    say(app, tr("saved.here"));
    Ok(())
}

/// Gives a household the card `new`; everything that is known comes along, and its card of before
/// counts no more. Gives the record, for the way back.
pub async fn replace_card(app: App, old: &str, new: &str) -> Result<RecordId, Problem> {
    let known = app.world.with_untracked(|world| world.as_written(old));
    let (mut household, mut detail) = known.ok_or(Problem::Gone)?;
    let fact = Fact::CardReplaced(CardReplaced {
        old: household.code.clone(),
        new: new.into(),
        why: WhyReplaced::Lost,
    });
    let replaced = NewRecord::of(None, fact).labelled(&household.code);
    (household.code, detail.code) = (new.into(), new.into());
    write(app, vec![(household, detail)], "lost", Some(old), vec![replaced]).await?;
    say(app, tr_with("lost.done", &[("old", old), ("new", new)]));
    app.world
        .with_untracked(|world| world.replaced(old).map(|by| by.from.record))
        .ok_or(Problem::NotReadBack)
}

/// The card was not lost after all: it counts again, with everything that is known by now, and the
/// one that was made for it is not used. The goods that were given on either stay given.
pub async fn take_back(app: App, lost: RecordId) -> Result<(), Problem> {
    let (way, known) = app
        .world
        .with_untracked(|world| {
            let way = world.way_back(lost)?;
            let known = world.as_written(&way.unused);
            Some((way, known))
        })
        .ok_or(Problem::Gone)?;
    let undo = |record: &RecordId| {
        let new_record = NewRecord::of(None, Fact::Undone).amending(*record);
        new_record.because("undo").labelled(&way.counts)
    };
    let undone: Vec<NewRecord> = way.records.iter().map(undo).collect();
    // Another card that was made for the same lost one has its own word on the household.
    let mut list: Vec<_> = known.into_iter().filter(|_| way.is_old).collect();
    for (household, detail) in &mut list {
        household.code.clone_from(&way.counts);
        detail.code.clone_from(&way.counts);
    }
    write(app, list, "found", None, undone).await?;
    say(app, tr_with("lost.back_done", &[("old", &way.counts), ("new", &way.unused)]));
    Ok(())
}

/// Joins the entry `dropped` to `kept`: they are one household. The reason is for the desk.
pub async fn join(app: App, kept: &str, dropped: &str, why: &str) -> Result<(), Problem> {
    let both = app.world.with_untracked(|world| Some((world.known(kept)?, world.known(dropped)?)));
    let (one, other) = both.ok_or(Problem::Gone)?;
    let why = tr_with("join.note", &[("code", &other.0.code), ("why", why)]);
    let fact = Fact::CardReplaced(CardReplaced {
        old: other.0.code.clone(),
        new: one.0.code.clone(),
        why: WhyReplaced::Joined,
    });
    let replaced = NewRecord::of(None, fact).labelled(&other.0.code);
    let words = tr_with("join.done", &[("old", &other.0.code), ("new", &one.0.code)]);
    write(
        app,
        vec![merge::joined(&one, &other, &why)],
        "joined",
        Some(&other.0.code),
        vec![replaced],
    )
    .await?;
    say(app, words);
    Ok(())
}

/// Two entries were joined and are not one household after all. What was declared of either stays
/// with both until somebody changes it.
pub async fn part(app: App, joined: RecordId) -> Result<(), Problem> {
    undo(app, vec![(joined, None)]).await?;
    say(app, tr("common.undone"));
    Ok(())
}
