//! The verbs of following a guide: ticking, marking steps, proposing changes, deciding at the
//! gate, moving an activity on, counting without a list, and telling how the shift went.

use leptos::prelude::*;
use passamano_core::distribution::{Line, PastWhy, Tallied};
use passamano_core::feedback::{Debrief, Suggestion};
use passamano_core::guide::{Gate, StepState};
use passamano_core::id::ActivityId;
use passamano_core::opening::Exception;
use passamano_core::projection::Origin;
use passamano_core::record::{ActivityState, Fact};

use super::{NewRecord, save, say, undo};
use crate::i18n::{tr, tr_with};
use crate::platform::page;
use crate::state::App;
use crate::storage::Problem;

/// Ticks checks for the whole team; those that are ticked already stay with who ticked them.
pub async fn tick(app: App, activity: ActivityId, checks: Vec<String>) -> Result<(), Problem> {
    let open =
        |check: &String| app.world.with_untracked(|world| world.ticks(activity, check).is_empty());
    let new_records: Vec<_> = checks
        .into_iter()
        .filter(open)
        .map(|check| {
            NewRecord::of(Some(activity), Fact::StepChecked { check: check.clone() })
                .labelled(check)
        })
        .collect();
    if new_records.is_empty() { Ok(()) } else { save(app, new_records).await.map(drop) }
}

/// Takes every tick of these checks back, whoever made it.
pub async fn untick(app: App, activity: ActivityId, checks: &[String]) -> Result<(), Problem> {
    let ticks = app.world.with_untracked(|world| {
        let ticks = checks.iter().flat_map(|check| world.ticks(activity, check));
        ticks.map(|from| (from.record, from.activity)).collect::<Vec<_>>()
    });
    if ticks.is_empty() { Ok(()) } else { undo(app, ticks).await }
}

/// Says where a step stands, with a reason code where it was not done. What was said before is
/// undone in the same save, because done counts before skipped and skipped before blocked.
pub async fn mark(
    app: App,
    activity: ActivityId,
    step: &str,
    state: StepState,
    reason: Option<String>,
) -> Result<(), Problem> {
    let mut new_records: Vec<_> = taken_up(app, activity, step);
    if state != StepState::Todo {
        let mut new_record =
            NewRecord::of(Some(activity), Fact::StepMarked { step: step.into(), state })
                .labelled(step);
        new_record.reason = reason;
        new_records.push(new_record);
    }
    if new_records.is_empty() { Ok(()) } else { save(app, new_records).await.map(drop) }
}

fn taken_up(app: App, activity: ActivityId, step: &str) -> Vec<NewRecord> {
    let marks = app.world.with_untracked(|world| world.step_marks(activity, step));
    let undone = |mark| {
        NewRecord::of(Some(activity), Fact::Undone).amending(mark).because("undo").labelled(step)
    };
    marks.into_iter().map(undone).collect()
}

/// Proposes a change to a step. The words are sealed to the desk.
pub async fn suggest(
    app: App,
    activity: Option<ActivityId>,
    suggestion: Suggestion,
) -> Result<(), Problem> {
    let label = suggestion.step.clone();
    save(app, vec![NewRecord::of(activity, Fact::Suggested(suggestion)).labelled(label)]).await?;
    say_saved(app);
    Ok(())
}

/// Decides at the gate. Go opens the distribution in the same save; no-go leaves it planned.
pub async fn decide(app: App, activity: ActivityId, gate: Gate) -> Result<(), Problem> {
    let before =
        app.world.with_untracked(|world| world.gate(activity).map(|fold| fold.from.record));
    let go = gate.go;
    let mut new_records =
        vec![amended(NewRecord::of(Some(activity), Fact::GateDecided(gate)), before)];
    if go {
        new_records.push(moved(app, activity, ActivityState::Open));
    }
    save(app, new_records).await.map(drop)
}

/// Closes the day. `reason` is a code that says that something stayed open. The phone stays with
/// this activity, because its last steps and its sums come after closing.
pub async fn close(app: App, activity: ActivityId, reason: Option<&str>) -> Result<(), Problem> {
    let mut new_record = moved(app, activity, ActivityState::Closed);
    new_record.reason = reason.map(str::to_string);
    app.chosen.set(Some(activity));
    save(app, vec![new_record]).await.map(drop)
}

/// Opens a closed day again, for a reason: people came back, or it was closed by mistake.
pub async fn reopen(app: App, activity: ActivityId, why: Exception) -> Result<(), Problem> {
    let new_record = moved(app, activity, ActivityState::Open).because(why.code());
    save(app, vec![new_record]).await.map(drop)
}

/// Stops for a while. Everybody may: what frightens people must stop at once.
pub async fn pause(app: App, activity: ActivityId) -> Result<(), Problem> {
    save(app, vec![moved(app, activity, ActivityState::Paused)]).await.map(drop)
}

/// Goes on after a pause.
pub async fn go_on(app: App, activity: ActivityId) -> Result<(), Problem> {
    save(app, vec![moved(app, activity, ActivityState::Open)]).await.map(drop)
}

fn moved(app: App, activity: ActivityId, state: ActivityState) -> NewRecord {
    let before =
        app.world.with_untracked(|world| world.state(activity).map(|fold| fold.from.record));
    amended(NewRecord::of(Some(activity), Fact::ActivityMoved(state)), before)
}

fn amended(mut new_record: NewRecord, before: Option<passamano_core::id::RecordId>) -> NewRecord {
    new_record.amends = before;
    new_record
}

/// Counts one more of a kit, without a list. `past_date` says why it is given past its date.
pub async fn count_one(
    app: App,
    activity: ActivityId,
    code: &str,
    past_date: Option<PastWhy>,
) -> Result<(), Problem> {
    let line = Line { code: code.into(), qty: 1 };
    let tallied = Fact::Counted(Tallied { line, past_date });
    save(app, vec![NewRecord::of(Some(activity), tallied).labelled(code)]).await.map(drop)
}

/// The last standing count of this phone in an activity, and what was counted. Tracked.
pub fn last_count(app: App, activity: ActivityId) -> Option<(Origin, String)> {
    let device = app.identity.with(|identity| identity.as_ref().map(|i| i.device_id()))?;
    app.world.with(|world| {
        let mine = world.counted(activity).filter(|fold| fold.from.device == device);
        mine.max_by_key(|fold| fold.from.seq).map(|fold| (fold.from, fold.fact.line.code.clone()))
    })
}

/// Keeps how the shift went for one volunteer, sealed to the desk.
pub async fn debrief(
    app: App,
    activity: Option<ActivityId>,
    debrief: Debrief,
) -> Result<(), Problem> {
    save(app, vec![NewRecord::of(activity, Fact::Debriefed(debrief))]).await?;
    say_saved(app);
    Ok(())
}

/// Moves the focus to what is missing, also where that is folded away.
pub fn look_at(id: &str) {
    page::reveal(id);
}

/// Opens what comes next, and where `leaves` says that nothing is left here, goes there with view and
/// focus, if nobody has put the focus elsewhere. Says whether it went there.
pub fn open_next(here: &str, next: &str, leaves: bool) -> bool {
    page::unfold(next);
    leaves && page::goes_on(here, next)
}

fn say_saved(app: App) {
    let practice =
        app.identity.with_untracked(|identity| identity.as_ref().is_some_and(|i| i.practice));
    let next = match practice {
        true => tr("saved.only_here"),
        false => tr_with("saved.soon", &[("name", &untrack(|| app.endpoint_name()))]),
    };
    say(app, format!("{}. {next}", tr("saved.here")));
}
