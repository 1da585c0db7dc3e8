//! The sample team: a goal, today's activity that is already open, a dozen made-up households
//! and goods to give, so that a stranger can hand out at once. Saved like anything else.

use leptos::prelude::*;
use passamano_core::card;
use passamano_core::household::{Household, People};
use passamano_core::id::{ActivityId, GoalId};
use passamano_core::record::{Activity, ActivityState, Fact, Goal};
use passamano_core::stock::{Movement, Reason};

use super::Draft;
use crate::i18n::tr;
use crate::platform::{clock, random};
use crate::state::{App, Toolkit};

/// Kits of the sample activity and how many are here.
const KITS: [(&str, u32); 2] = [("KIT-DRY7", 40), ("KIT-HYG", 60)];

/// A made-up household: people by age bracket, language, then what it declared.
type Made = (
    [u16; 6],
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

const HOUSEHOLDS: [Made; 12] = [
    ([1, 0, 2, 0, 1, 1], "bn", &["cannot_carry"], &["no_pork"], &["peanuts"]),
    ([0, 0, 0, 0, 1, 0], "uk", &[], &[], &[]),
    ([0, 1, 1, 0, 2, 0], "ar", &[], &["halal"], &[]),
    ([0, 0, 0, 0, 0, 2], "it", &["mobility"], &[], &["gluten"]),
    ([1, 1, 0, 0, 1, 0], "fr", &["breastfeeding"], &[], &[]),
    ([0, 0, 3, 1, 2, 0], "en", &[], &[], &["milk"]),
    ([0, 0, 0, 2, 1, 0], "ro", &[], &[], &[]),
    ([0, 0, 0, 0, 3, 0], "ti", &["needs_interpreter"], &["vegetarian"], &[]),
    ([2, 0, 1, 0, 2, 1], "ur", &["cannot_carry"], &["halal"], &[]),
    ([0, 0, 0, 0, 1, 1], "sq", &[], &[], &["fish"]),
    ([0, 1, 0, 1, 2, 0], "so", &[], &["halal"], &[]),
    ([0, 0, 1, 0, 1, 0], "es", &[], &[], &[]),
];

/// What fills an empty space.
pub fn facts(app: App) -> Vec<Draft> {
    let goal = Goal { id: GoalId(random::bytes()), statement: tr("sample.goal") };
    let id = ActivityId(random::bytes());
    let now = clock::now();
    let activity = Activity {
        id,
        goal: Some(goal.id),
        title: tr("sample.activity"),
        place: tr("sample.place"),
        day: now.day(),
        opens: 9 * 60 + 30,
        closes: 13 * 60,
        kits: KITS.iter().map(|(kit, _)| (*kit).to_string()).collect(),
        expected: HOUSEHOLDS.len() as u32,
        tally: false,
    };
    let toolkit = app.toolkit.get_untracked();
    let mut drafts = vec![
        Draft::of(None, Fact::GoalSet(goal)),
        Draft::of(None, Fact::ActivityPlanned(activity)),
        Draft::of(None, Fact::HouseholdsListed(households(toolkit.as_deref()))),
        Draft::of(Some(id), Fact::ActivityMoved(ActivityState::Open)),
    ];
    drafts.extend(KITS.map(|(kit, qty)| {
        let opening = Movement::new(Reason::Opening, kit, qty);
        Draft::of(Some(id), Fact::StockMoved(opening)).labelled(kit)
    }));
    drafts
}

fn households(toolkit: Option<&Toolkit>) -> Vec<Household> {
    let mut made: Vec<Household> = Vec::new();
    for (x, language, needs, diet, allergens) in HOUSEHOLDS {
        let taken = |code: &str| made.iter().any(|household| household.code == code);
        let Some(code) = card::new_code(random::bytes(), taken) else { continue };
        let owned = |list: &[&str]| list.iter().map(|text| (*text).to_string()).collect::<Vec<_>>();
        let (diet, allergens) = (owned(diet), owned(allergens));
        made.push(Household {
            code,
            people: People { x, ..Default::default() },
            language: Some(language.into()),
            consent: true,
            needs: owned(needs),
            leave_out: toolkit.map(|t| t.pack.leave_out(&allergens, &diet)).unwrap_or_default(),
            diet,
            allergens,
            flags: vec![],
            proxy: false,
            ask: false,
        });
    }
    made
}
