//! The verbs of registers: an entry is added, and worked on. What the team may know and what only
//! the desk may know are two records of one save.

use leptos::prelude::*;
use passamano_core::form::{Finished, Part};
use passamano_core::id::{MemberId, RecordId};
use passamano_core::record::Fact;
use passamano_core::register::{Added, Move, Register, Standing, Worked, Written};
use passamano_core::value::Answers;

use super::feedback::{Saved, current};
use super::{NewRecord, save};
use crate::state::App;
use crate::storage::Problem;

/// Adds an entry.
pub async fn add(app: App, register: &Register, answers: Finished) -> Result<Saved, Problem> {
    let added = |part, answers: Answers| {
        let answers = Written::from(&answers);
        Fact::EntryAdded(Added { register: register.id.clone(), part, answers })
    };
    save_parts(app, register, answers, added).await
}

/// Moves an entry on.
pub async fn work(
    app: App,
    register: &Register,
    entry: RecordId,
    standing: &Standing,
    step: &Move,
    answers: Finished,
) -> Result<Saved, Problem> {
    let done = Worked {
        did: Some(step.id.clone()),
        to: Some(step.to.clone()),
        ..unchanged(entry, standing)
    };
    save_work(app, register, done, answers).await
}

/// Takes an entry over.
pub async fn take_over(
    app: App,
    register: &Register,
    entry: RecordId,
    standing: &Standing,
    owner: MemberId,
) -> Result<Saved, Problem> {
    let done = Worked { owner: Some(owner), ..unchanged(entry, standing) };
    save_work(app, register, done, Finished::default()).await
}

/// Work that changes nothing yet, over what the person saw.
fn unchanged(entry: RecordId, standing: &Standing) -> Worked {
    Worked {
        entry,
        after: standing.heads.clone(),
        did: None,
        to: None,
        owner: None,
        part: Part::Team,
        answers: Written::default(),
    }
}

/// What was done is said once, in the part that the most people read.
async fn save_work(
    app: App,
    register: &Register,
    done: Worked,
    answers: Finished,
) -> Result<Saved, Problem> {
    let worked = |part, answers: Answers| {
        let said = part == register.part;
        let answers = Written::from(&answers);
        Fact::EntryWorked(Worked {
            did: done.did.clone().filter(|_| said),
            to: done.to.clone().filter(|_| said),
            owner: done.owner.filter(|_| said),
            part,
            answers,
            ..done.clone()
        })
    };
    save_parts(app, register, answers, worked).await
}

/// The team's part first, and the desk's about it where there is one. Of a register of which the
/// team knows nothing all is the desk's.
async fn save_parts(
    app: App,
    register: &Register,
    answers: Finished,
    fact: impl Fn(Part, Answers) -> Fact,
) -> Result<Saved, Problem> {
    let activity = current(app);
    let Finished { team, desk } = answers;
    let new_record = |fact| {
        let mut new_record = NewRecord::of(activity, fact).labelled(register.id.clone());
        new_record.pack = pack_of(app, &register.id);
        new_record
    };
    let new_records = match register.part {
        // Groups and rows stand in both parts: put together, not one over the other.
        Part::Desk => vec![new_record(fact(Part::Desk, team.with(&desk)))],
        Part::Team => {
            let of_desk =
                (!desk.is_empty()).then(|| new_record(fact(Part::Desk, desk)).about_first());
            [new_record(fact(Part::Team, team))].into_iter().chain(of_desk).collect()
        }
    };
    let records = save(app, new_records).await?;
    Ok(records.into_iter().map(|record| (record, activity)).collect())
}

/// The pack that a register, or a form, comes from, as records name it.
pub fn pack_of(app: App, id: &str) -> Option<String> {
    app.toolkit.with_untracked(|toolkit| toolkit.as_ref()?.pack.label_of(id))
}
