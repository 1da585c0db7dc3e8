//! Asking the core whether goods may leave now, on this card and with their date, and the exception that somebody of
//! the desk may make. Every save goes through [`permit`], so that no screen can forget the rule.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::opening::past;
use passamano_core::opening::stop::{self, Stop};
use passamano_core::opening::{self, Exception, Shut};
use passamano_core::record::{Fact, Member};
use passamano_core::space::Role;

use super::{NewRecord, stock};
use crate::state::App;
use crate::storage::Problem;

/// Why nothing may be handed out now, whatever anybody decided. Tracked.
pub fn shut(app: App) -> Option<Shut> {
    match app.activity() {
        Some(activity) => shut_of(app, activity.id),
        None => Some(Shut::NoActivity),
    }
}

/// Why this phone hands out nothing now: it is shut, and nobody made an exception. Tracked.
pub fn kept_back(app: App) -> Option<Shut> {
    shut(app).filter(|_| exception(app).is_none())
}

/// The exception under which this phone gives now, while it is needed. Tracked.
pub fn exception(app: App) -> Option<Exception> {
    let (activity, exception) = app.exception.get()?;
    let here = app.activity().is_some_and(|now| now.id == activity);
    let shut = shut(app).filter(|_| here)?;
    // The word is no longer true once something newer has been heard.
    (exception != Exception::ByWord || shut == Shut::NotYet).then_some(exception)
}

/// Whether who holds this phone may open, open again, and make an exception. Tracked.
pub fn may_decide(app: App) -> bool {
    app.identity.with(|identity| identity.as_ref().is_some_and(|i| opening::may_decide(i.role)))
}

/// The people of the team who may, by the names that the team knows. Tracked.
pub fn who_may(app: App) -> Vec<String> {
    app.world.with(|world| {
        let may = world.members.values().filter(|member| opening::may_decide(member.role));
        let mut names: Vec<String> = may.map(|Member { name, .. }| name.clone()).collect();
        names.sort();
        names.dedup();
        names
    })
}

/// From now on this phone gives in the current activity although it is shut, and each record says
/// why. It ends by itself with the activity, or when the app is closed.
pub fn allow(app: App, why: Exception) {
    app.exception.set(untrack(|| app.activity()).map(|activity| (activity.id, why)));
}

/// The word to tell a phone without signal that the current activity is open. Nothing while it is
/// not, or where the person may not decide. Tracked.
pub fn word(app: App) -> Option<String> {
    let (activity, identity) = (app.activity()?, app.identity.get()?);
    let told = opening::may_decide(identity.role) && shut(app).is_none();
    told.then(|| opening::word(&identity.keys().team, activity.id)).flatten()
}

/// Takes the word that somebody was told. False where it is another.
pub fn take_word(app: App, typed: &str) -> bool {
    let (activity, identity) = (untrack(|| app.activity()), app.identity.get_untracked());
    let right = activity
        .zip(identity)
        .is_some_and(|(plan, me)| opening::is_word(&me.keys().team, plan.id, typed));
    if right {
        allow(app, Exception::ByWord);
    }
    right
}

/// Ends the exception.
pub fn end_exception(app: App) {
    app.exception.set(None);
}

fn shut_of(app: App, activity: ActivityId) -> Option<Shut> {
    opening::shut(app.world.with(|world| world.state(activity).map(|fold| fold.fact)))
}

/// How the card stands on which a fact gives something.
fn stop_of(app: App, fact: &Fact) -> Option<Stop> {
    let Fact::HandedOver(hand_over) = fact else { return None };
    let code = hand_over.household.as_deref()?;
    let toolkit = app.toolkit.get_untracked();
    let rules = toolkit.map(|toolkit| toolkit.pack.rules.clone()).unwrap_or_default();
    app.world.with_untracked(|world| world.stop(code, &rules))
}

/// Refuses what may not be handed out, and writes the exception into what may. Nothing is saved
/// where one of the facts is refused.
pub(super) fn permit(app: App, role: Role, new_records: &mut [NewRecord]) -> Result<(), Problem> {
    for new_record in new_records {
        let corrects = new_record.amends.is_some();
        stop::judge(&new_record.fact, corrects, stop_of(app, &new_record.fact), role)
            .map_err(Problem::Stopped)?;
        if past::lacks_reason(&new_record.fact, corrects, |code| stock::all_past(app, code)) {
            return Err(Problem::PastDate);
        }
        let shut = match new_record.activity {
            Some(activity) => untrack(|| shut_of(app, activity)),
            None => Some(Shut::NoActivity),
        };
        let made = app.exception.get_untracked();
        let exception = made.filter(|(id, _)| new_record.activity == Some(*id)).map(|(_, why)| why);
        if let Some(why) = opening::judge(&new_record.fact, corrects, shut, role, exception)
            .map_err(Problem::Shut)?
        {
            new_record.reason = Some(why.code().into());
        }
    }
    Ok(())
}
