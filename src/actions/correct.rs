//! Correcting what was handed over, and opening one record: this was not given, it was something
//! else, it was given after all. Nothing is edited; what stands is the core's to say.

use leptos::prelude::*;
use passamano_core::distribution::{self, HandOver, Line, Outcome};
use passamano_core::envelope::{self, Header};
use passamano_core::id::{ActivityId, RecordId};
use passamano_core::projection::Origin;
use passamano_core::record::{Fact, Note, Record};

use super::{NewRecord, save};
use crate::state::App;
use crate::storage::{Entry, Problem};

/// Why a hand-over is corrected, by code: the record stays free of words about people.
pub const REASONS: [&str; 5] = ["tapped", "wrong_card", "wrong_number", "not_taken", "other"];

/// This device may correct a record: it wrote it, or it is of the desk. Tracked.
pub fn may(app: App, from: &Origin) -> bool {
    app.opens_desk()
        || app.identity.with(|i| i.as_ref().is_some_and(|i| i.device_id() == from.device))
}

/// Why, by code, and in words for the desk.
#[derive(Debug, Clone, Default)]
pub struct Because {
    /// One of [`REASONS`].
    pub reason: String,
    /// Words for the desk, or none.
    pub words: String,
}

/// Nothing was given: takes back the hand-over with all corrections of it.
pub async fn not_given(app: App, record: RecordId, because: Because) -> Result<(), Problem> {
    let whole = app.world.with_untracked(|world| world.whole(record));
    let (activity, label) = place(app, record);
    let undo = |one: RecordId| {
        let new_record = NewRecord::of(activity, Fact::Undone).amending(one);
        new_record.because(&because.reason).labelled(&label)
    };
    let new_records =
        whole.into_iter().map(undo).chain(note(record, activity, &label, &because.words));
    save(app, new_records.collect()).await.map(|_| ())
}

/// It was something else: one new hand-over counts in place of the old one.
pub async fn something_else(
    app: App,
    record: RecordId,
    code: Option<String>,
    lines: Vec<Line>,
    because: Because,
) -> Result<(), Problem> {
    let old = app.world.with_untracked(|world| {
        world.hand_over(record).map(|view| (view.fold.fact.clone(), view.fold.at()))
    });
    let (old, at) = old.ok_or(Problem::Gone)?;
    let (activity, label) = place(app, record);
    let outcome = outcome_of(app, activity, code.as_deref(), &lines, &old);
    let new = HandOver { household: code, lines, outcome, at: Some(at), ..old };
    let label = new.household.clone().unwrap_or(label);
    let new_record = NewRecord::of(activity, Fact::HandedOver(new)).amending(record);
    let mut new_records = vec![new_record.because(&because.reason).labelled(&label)];
    new_records.extend(note(record, activity, &label, &because.words));
    save(app, new_records).await.map(|_| ())
}

/// How it went, with other goods or for another card: a part, or everything that is due.
fn outcome_of(
    app: App,
    activity: Option<ActivityId>,
    code: Option<&str>,
    lines: &[Line],
    old: &HandOver,
) -> Outcome {
    let share = app.world.with_untracked(|world| {
        let kits = &world.plan(activity?)?.fact.kits;
        let toolkit = app.toolkit.get_untracked()?;
        let offered: Vec<_> = kits.iter().filter_map(|code| toolkit.pack.kit(code)).collect();
        Some(distribution::share(world.household(code?)?, &offered))
    });
    distribution::outcome_corrected(lines, share.as_deref(), old)
}

/// It was given after all: takes the undos back.
pub async fn given_after_all(app: App, record: RecordId) -> Result<(), Problem> {
    let undos = app.world.with_untracked(|world| world.undos_of(record));
    take_back(app, record, undos).await
}

/// Of what several phones said of one hand-over, this correction counts.
pub async fn this_counts(app: App, record: RecordId) -> Result<(), Problem> {
    let rivals = app.world.with_untracked(|world| world.rivals(record));
    take_back(app, record, rivals).await
}

async fn take_back(app: App, about: RecordId, records: Vec<RecordId>) -> Result<(), Problem> {
    let (activity, label) = place(app, about);
    let undo = |one: RecordId| {
        NewRecord::of(activity, Fact::Undone).amending(one).because("undo").labelled(&label)
    };
    save(app, records.into_iter().map(undo).collect()).await.map(|_| ())
}

fn note(
    about: RecordId,
    activity: Option<ActivityId>,
    label: &str,
    words: &str,
) -> Option<NewRecord> {
    let words = words.trim();
    let fact = || Fact::Noted(Note { words: words.to_string() });
    (!words.is_empty()).then(|| NewRecord::of(activity, fact()).amending(about).labelled(label))
}

/// The activity of a hand-over, and what the list of records calls it.
fn place(app: App, record: RecordId) -> (Option<ActivityId>, String) {
    app.world.with_untracked(|world| {
        world.hand_over(record).map_or_else(Default::default, |view| {
            (view.fold.from.activity, view.fold.fact.household.clone().unwrap_or_default())
        })
    })
}

/// One record as this phone knows it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What it says; nothing where it is sealed for somebody else.
    pub said: Option<(Header, Record)>,
    /// Its way to the endpoints; nothing for a record of another phone.
    pub entry: Option<Entry>,
}

/// Opens one record. Nothing where it is not on this phone.
pub async fn open(app: App, record: RecordId) -> Option<Opened> {
    let (store, identity) = (app.store.get_untracked()?, app.identity.get_untracked()?);
    let bytes = store.envelope_of(record).await.ok()??;
    let said = envelope::open(&bytes, identity.space, &identity.keys()).ok();
    let entry = store.entry(record).await.ok().flatten();
    Some(Opened { said, entry })
}
