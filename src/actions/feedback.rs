//! The verbs of listening: what recipients, volunteers and partners say, incidents, referrals,
//! and that a confidential report was made. All words go sealed to the desk; the team only
//! learns that something was said.

use leptos::prelude::*;
use passamano_core::card;
use passamano_core::feedback::{Feedback, Incident, Referral};
use passamano_core::id::{ActivityId, RecordId};
use passamano_core::record::{Fact, Mark};
use passamano_core::seal;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{NewRecord, again, save};
use crate::platform::random;
use crate::state::App;
use crate::storage::Problem;

/// The questions with five faces, by code, in the order of the screens.
pub const QUESTIONS: [&str; 3] = ["treated", "needed", "safe"];

/// Records that were saved together, as the undo takes them.
pub type Saved = Vec<(RecordId, Option<ActivityId>)>;

/// The name of the draft of a recipient's visit.
pub const VISIT: &str = "feedback";

/// What is kept of a visit: the activity, and what was answered so far.
type Kept = (Option<ActivityId>, Feedback);

/// A follow-up code that no answer and no card has. Nothing if every code is taken.
pub fn new_code(app: App) -> Option<String> {
    app.world.with_untracked(|world| {
        let given = world.feedback();
        let taken = |code: &str| {
            !world.answers(code).is_empty()
                || world.household(code).is_some()
                || given.iter().any(|view| view.given.fact.code == code)
                || is_given(app, code)
        };
        card::new_follow_up(random::bytes(), taken)
    })
}

/// This phone gave the code to somebody, or may have: what it sealed to the desk it cannot read
/// back.
fn is_given(app: App, code: &str) -> bool {
    again::may_be_given(code)
        || app.unsent.with_untracked(|all| all.iter().any(|entry| entry.label == code))
}

/// The person has answered nothing and said nothing.
pub fn is_silent(said: &Feedback) -> bool {
    said.faces.is_empty() && said.topic.is_none() && said.words.trim().is_empty()
}

/// Saves what somebody said, sealed to the desk, and for the team only that something was said.
pub async fn give(
    app: App,
    activity: Option<ActivityId>,
    mut said: Feedback,
) -> Result<Saved, Problem> {
    said.words = said.words.trim().to_string();
    let code = said.code.clone();
    marked(app, activity, Some(Fact::FeedbackGiven(said)), Mark::Feedback, &code).await
}

/// Saves an incident or a near miss in the current activity.
pub async fn report(app: App, incident: Incident) -> Result<Saved, Problem> {
    let activity = current(app);
    marked(app, activity, Some(Fact::IncidentReported(incident)), Mark::Incident, "").await
}

/// Saves a referral in the current activity. The person's code stays out of the list of records.
pub async fn refer(app: App, referral: Referral) -> Result<Saved, Problem> {
    let activity = current(app);
    marked(app, activity, Some(Fact::Referred(referral)), Mark::Referral, "").await
}

/// Saves that a confidential report was made to the focal point: when, and nothing else.
pub async fn confidential(app: App) -> Result<Saved, Problem> {
    let activity = current(app);
    marked(app, activity, None, Mark::Confidential, "").await
}

async fn marked(
    app: App,
    activity: Option<ActivityId>,
    fact: Option<Fact>,
    mark: Mark,
    label: &str,
) -> Result<Saved, Problem> {
    let facts = fact.into_iter().chain([Fact::Marked(mark)]);
    let new_records = facts.map(|fact| NewRecord::of(activity, fact).labelled(label)).collect();
    let records = save(app, new_records).await?;
    Ok(records.into_iter().map(|record| (record, activity)).collect())
}

/// The activity that the phone works on now.
pub fn current(app: App) -> Option<ActivityId> {
    untrack(|| app.activity()).map(|activity| activity.id)
}

/// Keeps what is typed, sealed to this phone, until it is a record. Its name binds the sealed
/// bytes to their use. Where it cannot be kept it is still on the screen, and saving says what is
/// wrong.
pub async fn keep_draft<T: Serialize>(app: App, name: impl AsRef<str>, typed: T) {
    let name = name.as_ref();
    let (Some(identity), Some(store)) = (app.identity.get_untracked(), app.store.get_untracked())
    else {
        return;
    };
    let Ok(plain) = serde_json::to_vec(&typed) else { return };
    let sealed = seal::lock(&identity.local_key(), random::bytes(), name.as_bytes(), &plain);
    let _ = store.set_draft(name, &sealed).await;
}

/// Forgets what was kept: it is a record now, or was thrown away.
pub async fn drop_draft(app: App, name: impl AsRef<str>) {
    if let Some(store) = app.store.get_untracked() {
        // A draft that stays comes up again: a visit's is known by its code in [`recover`], a
        // form shows it.
        let _ = store.drop_draft(name.as_ref()).await;
    }
}

/// What was kept under a name.
pub async fn draft<T: DeserializeOwned>(app: App, name: impl AsRef<str>) -> Option<T> {
    let name = name.as_ref();
    let (identity, store) = (app.identity.get_untracked()?, app.store.get_untracked()?);
    let sealed = store.draft(name).await.ok()??;
    let plain = seal::unlock(&identity.local_key(), name.as_bytes(), &sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

/// Saves the answers of a visit that ended with the app: the phone was switched off, or ran out.
pub async fn recover(app: App) {
    let Some((activity, said)) = draft::<Kept>(app, VISIT).await else { return };
    let known =
        app.unsent.with_untracked(|entries| entries.iter().any(|entry| entry.label == said.code));
    if known || is_silent(&said) || give(app, activity, said).await.is_ok() {
        drop_draft(app, VISIT).await;
    }
}

/// Gives the whole page the ground of a recipient screen, or takes it back.
pub fn lend(on: bool) {
    if let Some(body) = document().body() {
        // It refuses only a class name with a space.
        let _ = body.class_list().toggle_with_force("guest", on);
    }
}
