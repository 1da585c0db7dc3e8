//! The verbs of the app. Each goes the same way: the core decides, storage commits, and only
//! then the signals change. Nothing here draws, and nothing here sends: [`crate::sync`] does.

mod again;
pub mod arrival;
pub mod aside;
pub mod boot;
pub mod correct;
pub mod desk;
pub mod device;
pub mod exchange;
pub mod export;
pub mod feedback;
pub mod files;
pub mod guide;
pub mod handout;
pub mod invitation;
pub mod language;
pub mod opening;
pub mod recovery;
pub mod register;
pub mod sample;
pub mod scan;
pub mod steps;
pub mod stock;
pub mod team;

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::envelope;
use passamano_core::id::{ActivityId, RecordId};
use passamano_core::record::{Audience, Fact, Record};

use crate::i18n::tr;
use crate::platform::{clock, prefs, random, sw, tabs, timer, vibrate};
use crate::state::{App, Identity, Notice};
use crate::storage::Problem;

/// So long after a save the rest begins: counts, other tabs, sending; and so long after a screen
/// has come, the focus. On a slow phone the screen is drawn in this time.
const FOLLOWS_MS: u32 = 100;

/// A fact on its way into the log.
#[derive(Debug, Clone)]
pub struct NewRecord {
    /// What happened.
    pub fact: Fact,
    /// The piece of work it belongs to.
    pub activity: Option<ActivityId>,
    /// The record that it corrects, undoes or answers.
    pub amends: Option<RecordId>,
    /// It is about the first record of the same save, whose name is not known before.
    pub about_first: bool,
    /// Why it corrects.
    pub reason: Option<String>,
    /// The pack that was followed, as `id@version`, if not the one whose guides are.
    pub pack: Option<String>,
    /// What the list of sent and unsent records may show: a code, never content.
    pub label: String,
}

impl NewRecord {
    /// A fact of an activity.
    pub fn of(activity: Option<ActivityId>, fact: Fact) -> Self {
        let label = String::new();
        Self { fact, activity, amends: None, about_first: false, reason: None, pack: None, label }
    }

    /// Names the record that this one corrects.
    pub fn amending(mut self, record: RecordId) -> Self {
        self.amends = Some(record);
        self
    }

    /// Names the first record of the same save.
    pub fn about_first(mut self) -> Self {
        self.about_first = true;
        self
    }

    /// Says why.
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Gives the list of records something to show.
    pub fn labelled(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
}

/// Saves facts, all or none: sealed, written in one strict transaction with the next numbers of
/// this device, read back, and only then folded into the world. Gives their ids.
///
/// On failure nothing changes, and [`App::notice`] says what to do; what was typed is the
/// caller's to keep on the screen.
pub async fn save(app: App, new_records: Vec<NewRecord>) -> Result<Vec<RecordId>, Problem> {
    let result = commit(app, new_records).await;
    match &result {
        Ok(_) => vibrate::tick(),
        Err(problem) => fail(app, problem),
    }
    result
}

/// Undoes records: each stays in the log, with the undo and its reason.
pub async fn undo(app: App, records: Vec<(RecordId, Option<ActivityId>)>) -> Result<(), Problem> {
    let new_records = records
        .into_iter()
        .map(|(record, activity)| {
            NewRecord::of(activity, Fact::Undone).amending(record).because("undo")
        })
        .collect();
    save(app, new_records).await.map(|_| ())
}

/// Says on the screen that something could not be done, and what to do.
pub fn fail(app: App, problem: &Problem) {
    warn(app, tr(problem.key()));
}

/// Says that something went wrong, in words that say what to do.
pub fn warn(app: App, words: String) {
    app.notice.set(Some(Notice { failed: true, words, at_ms: clock::now().ms }));
}

/// Says once, politely, that something was done.
pub fn say(app: App, words: String) {
    app.notice.set(Some(Notice { failed: false, words, at_ms: clock::now().ms }));
}

/// Puts the waiting version in place. Offered only while nothing is half-typed.
pub fn apply_update() {
    sw::apply_update();
}

/// Takes a notice off the screen when the person goes on. What was said in the very moment of
/// going on stays, for the next screen.
pub fn forget_notice(app: App) {
    let old = |notice: &Notice| (clock::now().ms - notice.at_ms).abs() > 1_000;
    if app.notice.with_untracked(|notice| notice.as_ref().is_some_and(old)) {
        app.notice.set(None);
    }
}

async fn commit(app: App, mut new_records: Vec<NewRecord>) -> Result<Vec<RecordId>, Problem> {
    let identity = app.identity.get_untracked().ok_or(Problem::Gone)?;
    let store = app.store.get_untracked().ok_or(Problem::Gone)?;
    opening::permit(app, identity.role, &mut new_records)?;
    let records = records(app, &identity, new_records);
    let saved = store.commit(&records, &crate::sync::endpoint_keys(app), sealer(&identity)).await;
    again::note(&records, &saved);
    let saved = saved?;
    let last = saved.last().map_or(0, |saved| saved.seq);
    let ids = records.iter().map(|(record, _)| record.id).collect();
    app.world.update(|world| {
        for (saved, (record, _)) in saved.into_iter().zip(records) {
            // What went to the desk stays unknown here, unless this device is of the desk.
            if boot::is_new(saved.n)
                && let Ok(header) = envelope::header(&saved.bytes)
                && (identity.role.opens_desk() || header.audience == Audience::Team)
            {
                world.fold(&header, record, identity.space, &identity.org_key());
            }
        }
    });
    spawn_local(follow(app, last));
    Ok(ids)
}

/// What follows a save that ended with this number, once the screen has had the time to say
/// *Saved*.
async fn follow(app: App, seq: u64) {
    timer::sleep(FOLLOWS_MS).await;
    prefs::feed_canary(seq);
    tabs::tell();
    boot::refresh_counts_soon(app);
    boot::keep_snapshot_soon(app);
    crate::sync::wake(app);
}

/// Facts as records of now, each with its label.
fn records(app: App, identity: &Identity, new_records: Vec<NewRecord>) -> Vec<(Record, String)> {
    let now = clock::now();
    app.now.set(now);
    if let Some(before) = again::same(&new_records, identity.member) {
        return before;
    }
    let pack = app.toolkit.with_untracked(|toolkit| toolkit.as_ref().map(|t| t.pack.label()));
    let ids: Vec<RecordId> =
        new_records.iter().map(|_| RecordId::new(now.ms, random::bytes())).collect();
    let record = |(id, new_record): (RecordId, NewRecord)| {
        let first = ids.first().copied().filter(|_| new_record.about_first);
        let record = Record {
            id,
            at: now,
            by: identity.member,
            activity: new_record.activity,
            pack: new_record.pack.or_else(|| pack.clone()),
            amends: new_record.amends.or(first),
            reason: new_record.reason,
            fact: new_record.fact,
        };
        (record, new_record.label)
    };
    ids.iter().copied().zip(new_records).map(record).collect()
}

/// Seals records as this identity.
fn sealer(identity: &Identity) -> impl Fn(&Record, u64) -> Result<Vec<u8>, envelope::Problem> {
    let (space, secret, keys) = (identity.space, identity.device_secret(), identity.keys());
    move |record, seq| envelope::seal(record, space, seq, &secret, &keys, random::bytes())
}
