//! Handing out: what is due to a household, giving it or saying why not, and a new card for
//! somebody who is on no list.

use leptos::prelude::*;
use passamano_core::card;
use passamano_core::distribution::{self, Collector, Decision, HandOver, Line, Outcome, Override};
use passamano_core::household::{Household, People};
use passamano_core::id::RecordId;
use passamano_core::record::Fact;

use super::{Draft, save};
use crate::platform::random;
use crate::state::App;
use crate::storage::Problem;

/// What the rules say for a household in the current activity. Tracked. Nothing where the
/// household, the activity or the pack is not known.
pub fn decide(app: App, code: &str) -> Option<Decision> {
    let (activity, toolkit) = (app.activity()?, app.toolkit.get()?);
    let me = app.identity.get()?.device_id();
    let offered: Vec<_> = activity.kits.iter().filter_map(|code| toolkit.pack.kit(code)).collect();
    app.world.with(|world| {
        let household = world.household(code)?;
        let past = world.past(code, activity.id, me);
        Some(distribution::decide(&toolkit.pack.rules, household, &offered, &past, activity.day))
    })
}

/// What a hand-over says besides its lines.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// How it went.
    pub outcome: Outcome,
    /// Who took it.
    pub collector: Collector,
    /// A rule was set aside for this reason.
    pub set_aside: Option<Override>,
    /// To be brought back.
    pub loan: bool,
}

impl How {
    /// Everything given to the household itself.
    pub const FULL: How = How {
        outcome: Outcome::ServedFull,
        collector: Collector::Household,
        set_aside: None,
        loan: false,
    };

    /// Nothing given.
    pub fn not_given(outcome: Outcome) -> How {
        How { outcome, ..How::FULL }
    }
}

/// Saves one hand-over to a household. Gives its record, for the undo.
pub async fn hand_over(
    app: App,
    code: &str,
    lines: Vec<Line>,
    how: How,
) -> Result<RecordId, Problem> {
    let fact = Fact::HandedOver(HandOver {
        household: Some(code.to_string()),
        outcome: how.outcome,
        lines: lines.into_iter().filter(|line| line.qty > 0).collect(),
        collector: how.collector,
        people: None,
        set_aside: how.set_aside,
        loan: how.loan,
    });
    let activity = untrack(|| app.activity()).map(|activity| activity.id);
    let saved = save(app, vec![Draft::of(activity, fact).labelled(code)]).await?;
    saved.first().copied().ok_or(Problem::NotReadBack)
}

/// Puts a new household on the list, with a new card. Gives the code to write on it.
pub async fn new_card(
    app: App,
    people: People,
    language: Option<String>,
) -> Result<String, Problem> {
    let taken = |code: &str| app.world.with_untracked(|world| world.household(code).is_some());
    let code = card::new_code(random::bytes(), taken).ok_or(Problem::Full)?;
    let household = Household { code: code.clone(), people, language, ..Default::default() };
    let activity = untrack(|| app.activity()).map(|activity| activity.id);
    save(app, vec![Draft::of(activity, Fact::HouseholdsListed(vec![household])).labelled(&code)])
        .await?;
    Ok(code)
}
