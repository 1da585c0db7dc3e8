//! Handing out: what is due to a household, giving it or saying why not, taking back what was
//! lent, and a new card for somebody who is on no list.

use leptos::prelude::*;
use passamano_core::card;
use passamano_core::distribution::{
    self, Collector, Decision, HandOver, Line, Loan, Outcome, Override, PastDate, PastWhy,
};
use passamano_core::household::Household;
use passamano_core::household::asked::Answers;
use passamano_core::id::RecordId;
use passamano_core::record::{Fact, Note};
use passamano_core::stock::{Movement, Reason};
use passamano_core::time::Day;

use super::feedback::{Saved, current};
use super::{NewRecord, again, save};
use crate::platform::random;
pub use crate::platform::screen::ScreenOn;
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct How {
    /// How it went.
    pub outcome: Outcome,
    /// Who took it.
    pub collector: Collector,
    /// A rule was set aside for this reason.
    pub set_aside: Option<Override>,
    /// Goods past their use-by day were given for this reason.
    pub past_date: Option<PastWhy>,
    /// To be brought back.
    pub loan: bool,
    /// Code of the reason why the person declined.
    pub why: Option<String>,
    /// The day of the new appointment.
    pub next: Option<Day>,
    /// Words for the desk: what was given instead.
    pub note: String,
}

impl How {
    /// Everything given to the household itself.
    pub const FULL: How = How {
        outcome: Outcome::ServedFull,
        collector: Collector::Household,
        set_aside: None,
        past_date: None,
        loan: false,
        why: None,
        next: None,
        note: String::new(),
    };

    /// Nothing given.
    pub fn not_given(outcome: Outcome) -> How {
        How { outcome, ..How::FULL }
    }

    /// Somebody else takes it for the household, or not.
    pub fn by_proxy(self, proxy: bool) -> How {
        let collector = if proxy { Collector::Proxy } else { Collector::Household };
        How { collector, ..self }
    }
}

/// Saves one hand-over to a household, and what is for the desk beside it. Gives the record, for
/// the undo.
pub async fn hand_over(
    app: App,
    code: &str,
    lines: Vec<Line>,
    how: How,
) -> Result<RecordId, Problem> {
    let lines: Vec<Line> = lines.into_iter().filter(|line| line.qty > 0).collect();
    let past_date = how.past_date.map(|why| {
        let codes = lines.iter().map(|line| line.code.clone());
        PastDate { why, codes: codes.filter(|code| super::stock::all_past(app, code)).collect() }
    });
    let fact = Fact::HandedOver(HandOver {
        collector: how.collector,
        set_aside: how.set_aside,
        past_date,
        loan: how.loan,
        why: how.why,
        next: how.next,
        ..HandOver::new(code, how.outcome, lines)
    });
    let mut new_records = vec![NewRecord::of(current(app), fact).labelled(code)];
    let words = how.note.trim();
    if !words.is_empty() {
        let note = Fact::Noted(Note { words: words.to_string() });
        new_records.push(NewRecord::of(current(app), note).about_first().labelled(code));
    }
    let saved = save(app, new_records).await?;
    saved.first().copied().ok_or(Problem::NotReadBack)
}

/// What a household gets by its size, of the kits of the current activity; or only what it has
/// not got there yet. Tracked.
pub fn share(app: App, household: &Household, only_missing: bool) -> Vec<Line> {
    let all = || {
        let (activity, toolkit) = (app.activity()?, app.toolkit.get()?);
        let me = app.identity.get()?.device_id();
        let kits = activity.kits.iter().filter_map(|code| toolkit.pack.kit(code));
        let offered: Vec<_> = kits.collect();
        let past = match only_missing {
            true => app.world.with(|world| world.past(&household.code, activity.id, me)),
            false => vec![],
        };
        Some(distribution::missing(household, &offered, &past))
    };
    all().unwrap_or_default()
}

/// A code for a new card that no household has, and that nobody may have got from this phone.
pub fn new_card_code(app: App) -> Option<String> {
    app.world.with_untracked(|world| {
        let taken = |code: &str| world.household(code).is_some() || again::may_be_given(code);
        card::new_code(random::bytes(), taken)
    })
}

/// Puts a new household on the list, with the code of its card and what it answered. Without its
/// consent other phones learn what to leave out and that they have to ask; what it declared goes to
/// the desk.
pub async fn new_card(app: App, mut household: Household, answers: Answers) -> Result<(), Problem> {
    let detail = answers.declare(&mut household);
    if let Some(toolkit) = app.toolkit.get_untracked() {
        household.leave_out = toolkit.pack.leave_out(&detail.allergens, &detail.diet);
    }
    let code = household.code.clone();
    let listed = NewRecord::of(current(app), Fact::HouseholdsListed(vec![household]));
    let mut new_records = vec![listed.labelled(&code)];
    if !(detail.needs.is_empty() && detail.diet.is_empty() && detail.allergens.is_empty()) {
        let detailed = Fact::HouseholdsDetailed(vec![detail]);
        new_records.push(NewRecord::of(current(app), detailed).labelled(&code));
    }
    save(app, new_records).await.map(|_| ())
}

/// How a loan ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// It can be given again.
    Fine,
    /// It came back broken or spoiled.
    Damaged,
    /// It does not come back.
    Lost,
}

impl Back {
    /// The reason in the log, and the last part of its keys of the texts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Damaged => "damaged",
            Self::Lost => "lost",
        }
    }

    /// Why the goods leave the book again after they came back into it.
    fn written_off(self) -> Option<Reason> {
        match self {
            Self::Fine => None,
            Self::Damaged => Some(Reason::Damaged),
            Self::Lost => Some(Reason::Lost),
        }
    }
}

/// Takes a loan back, or part of it. The goods come into the book of the activity that goes on
/// now; what is damaged or lost is written off there at once. Gives the records, for the undo.
pub async fn take_back(
    app: App,
    loan: &Loan,
    lines: Vec<Line>,
    back: Back,
) -> Result<Saved, Problem> {
    let activity = current(app);
    let code = loan.household.clone().unwrap_or_default();
    let mut new_records = vec![];
    for line in &lines {
        for reason in [Some(Reason::Returned), back.written_off()].into_iter().flatten() {
            let moved = Movement::new(reason, line.code.clone(), line.qty);
            new_records.push(NewRecord::of(activity, Fact::StockMoved(moved)).labelled(&line.code));
        }
    }
    let returned = NewRecord::of(activity, Fact::Returned(lines));
    new_records.push(returned.amending(loan.record).because(back.code()).labelled(code));
    let records = save(app, new_records).await?;
    Ok(records.into_iter().map(|record| (record, activity)).collect())
}
