//! The verbs of the desk: planning, working on feedback, and settings.
//! Files of lists are opened in `desk/table_file.rs`; lists of households are read in
//! `desk/list_file.rs` and added in `desk/households.rs`, of goods in `desk/stock_list.rs`. One household is
//! looked after in `desk/household.rs`, cards and codes drawn in `desk/cards.rs`, tables made in
//! `desk/tables.rs`.

pub mod cards;
pub mod household;
pub mod households;
pub mod list_file;
pub mod stock_list;
pub mod table_file;
pub mod tables;

use leptos::prelude::*;
use passamano_core::feedback::{Answer, Feedback, Status, Triage};
use passamano_core::id::{ActivityId, GoalId, RecordId};
use passamano_core::projection::Fold;
use passamano_core::record::{Activity, ActivityState, Fact, Goal};
use passamano_core::space::{Endpoint, Settings};

use super::{NewRecord, save, say, team};
use crate::i18n::tr;
use crate::platform::random;
use crate::state::App;
use crate::storage::Problem;

/// The id of an activity that is planned now.
pub fn new_activity() -> ActivityId {
    ActivityId(random::bytes())
}

/// Writes the team's goal, or writes it anew.
pub async fn set_goal(app: App, statement: String) -> Result<(), Problem> {
    let known = app.world.with_untracked(|world| {
        let id = world.goals().next()?.id;
        Some((id, world.goal(id)?.from.record))
    });
    let (id, old) = known.unzip();
    let goal = Goal { id: id.unwrap_or_else(|| GoalId(random::bytes())), statement };
    let mut new_record = NewRecord::of(None, Fact::GoalSet(goal));
    new_record.amends = old;
    save(app, vec![new_record]).await?;
    say(app, tr("saved.here"));
    Ok(())
}

/// Plans an activity, or changes its plan: the new plan names the one that it replaces.
pub async fn plan(app: App, activity: Activity) -> Result<RecordId, Problem> {
    let old =
        app.world.with_untracked(|world| world.plan(activity.id).map(|plan| plan.from.record));
    let id = activity.id;
    let mut new_record = NewRecord::of(Some(id), Fact::ActivityPlanned(activity));
    new_record.amends = old;
    alone(app, new_record).await
}

/// Says that an activity will not happen. It names no earlier move, because being cancelled
/// counts before those; so an undo brings back where the activity stood.
pub async fn cancel(app: App, activity: ActivityId) -> Result<RecordId, Problem> {
    let new_record = NewRecord::of(Some(activity), Fact::ActivityMoved(ActivityState::Cancelled));
    alone(app, new_record).await
}

/// Says where a feedback stands, with a note for the desk. The furthest that anybody took it
/// counts, so what went further than this is undone with it.
pub async fn triage(app: App, given: &Fold<Feedback>, triage: Triage) -> Result<(), Problem> {
    let further: Vec<RecordId> = app.world.with_untracked(|world| {
        let standing = world.triage(given.from.record);
        let further = standing.filter(|fold| fold.fact.status > triage.status);
        further.map(|fold| fold.from.record).collect()
    });
    let undone = further.into_iter().map(|record| corrected(given, record));
    let new_records = undone.chain([about(given, Fact::FeedbackTriaged(triage))]).collect();
    save(app, new_records).await?;
    say(app, tr("saved.here"));
    Ok(())
}

/// Answers a feedback. What nobody had acted on before counts as acted on now.
pub async fn answer(
    app: App,
    given: &Fold<Feedback>,
    status: Status,
    answer: Answer,
) -> Result<(), Problem> {
    let mut new_records = vec![about(given, Fact::FeedbackAnswered(answer))];
    if status < Status::ActionTaken {
        let done = Triage { status: Status::ActionTaken, note: String::new() };
        new_records.push(about(given, Fact::FeedbackTriaged(done)));
    }
    save(app, new_records).await?;
    say(app, tr("saved.here"));
    Ok(())
}

/// Takes back what the desk did: where a feedback stands, or an answer. It stays in the log.
pub async fn take_back(app: App, given: &Fold<Feedback>, record: RecordId) -> Result<(), Problem> {
    save(app, vec![corrected(given, record)]).await?;
    say(app, tr("common.undone"));
    Ok(())
}

/// This device may sign settings and invite. Tracked.
pub fn may_sign(app: App) -> bool {
    app.identity.with(|identity| identity.as_ref().is_some_and(|i| i.founding.is_some()))
}

/// This is the sample team. Tracked.
pub fn is_practice(app: App) -> bool {
    app.identity.with(|identity| identity.as_ref().is_some_and(|i| i.practice))
}

/// The settings as they stand, or what the invitation said until there are any. Tracked.
pub fn settings(app: App) -> Settings {
    app.world.with(|world| world.settings.clone()).unwrap_or_else(|| Settings {
        name: app.space_name(),
        endpoints: app.identity.with(|identity| {
            let hub = identity.as_ref().and_then(|identity| identity.hub.clone());
            hub.map(Endpoint::Hub).into_iter().collect()
        }),
        ..Settings::default()
    })
}

/// Signs and publishes settings with one change. Who may not sign is told so.
pub async fn change_settings(app: App, change: impl FnOnce(&mut Settings)) -> Result<(), Problem> {
    if !untrack(|| may_sign(app)) {
        return Err(Problem::Gone);
    }
    let mut settings = untrack(|| settings(app));
    change(&mut settings);
    settings.version += 1;
    team::publish(app, settings).await?;
    say(app, tr("saved.here"));
    Ok(())
}

fn about(given: &Fold<Feedback>, fact: Fact) -> NewRecord {
    NewRecord::of(given.from.activity, fact).amending(given.from.record).labelled(&given.fact.code)
}

fn corrected(given: &Fold<Feedback>, record: RecordId) -> NewRecord {
    let new_record = NewRecord::of(given.from.activity, Fact::Undone).amending(record);
    new_record.because("corrected").labelled(&given.fact.code)
}

/// Saves one record whose screen says itself that it is saved, so an older notice goes.
async fn alone(app: App, new_record: NewRecord) -> Result<RecordId, Problem> {
    let records = save(app, vec![new_record]).await?;
    app.notice.set(None);
    records.first().copied().ok_or(Problem::NotReadBack)
}
