//! The verbs of stock: goods that came or went, and goods that two people counted.

use leptos::prelude::*;
use passamano_core::id::{ActivityId, MemberId, RecordId};
use passamano_core::record::Fact;
use passamano_core::stock::{Count, Movement, Reason};

use super::{Draft, save};
use crate::state::App;
use crate::storage::Problem;

/// Writes down that goods came or went.
pub async fn move_goods(app: App, activity: ActivityId, movement: Movement) -> Result<(), Problem> {
    let label = movement.code.clone();
    save(app, vec![Draft::of(Some(activity), Fact::StockMoved(movement)).labelled(label)])
        .await
        .map(drop)
}

/// What two people counted.
#[derive(Debug, Clone)]
pub struct Counting {
    /// Code of a kit or item.
    pub code: String,
    /// How many there were, in the item's unit.
    pub counted: u32,
    /// The second person, where the app knows that person.
    pub with: Option<MemberId>,
    /// Code that says why no second person is named.
    pub without: Option<&'static str>,
    /// Code of the explanation of a difference.
    pub why: Option<String>,
}

/// Writes a count down. The first count of something that was never opened says what was here at
/// the start, so the opening is saved with it, and the book agrees.
pub async fn count(app: App, activity: ActivityId, counting: Counting) -> Result<(), Problem> {
    let ledger = app.world.with_untracked(|world| world.ledger(activity, &counting.code));
    let Counting { code, counted, with, without, why } = counting;
    let here = i64::from(counted);
    let mut drafts = vec![];
    let mut expected = ledger.expected;
    let begins = ledger.opening == 0 && ledger.counted.is_none() && here > expected;
    if let (true, Ok(qty)) = (begins, u32::try_from(here - expected)) {
        let opening = Movement {
            reason: Reason::Opening,
            code: code.clone(),
            qty,
            lot: None,
            date: None,
            donor: None,
        };
        drafts.push(Draft::of(Some(activity), Fact::StockMoved(opening)).labelled(code.clone()));
        expected = here;
    }
    let why = why.filter(|_| expected != here);
    let count = Count { code: code.clone(), expected, counted, with, why };
    let mut draft = Draft::of(Some(activity), Fact::StockCounted(count)).labelled(code);
    draft.reason = without.map(str::to_string);
    drafts.push(draft);
    save(app, drafts).await.map(drop)
}

/// The records of this phone's last save about one code: a movement, a count, or the opening and
/// the count that were saved together. Nothing where that may be a loan that came back: it is
/// undone where it was taken back, together with the loan. Tracked.
pub fn last_entry(app: App, activity: ActivityId, code: &str) -> Vec<RecordId> {
    let Some(device) = app.identity.with(|identity| identity.as_ref().map(|i| i.device_id()))
    else {
        return vec![];
    };
    app.world.with(|world| {
        let moved =
            world.movements(activity).filter(|fold| fold.fact.code == code).map(|fold| fold.from);
        let counted =
            world.counts(activity).filter(|fold| fold.fact.code == code).map(|fold| fold.from);
        let mine: Vec<_> = moved.chain(counted).filter(|from| from.device == device).collect();
        let last = mine.iter().max_by_key(|from| from.seq).map(|from| from.at);
        let back = |code: &str| {
            let lent = world.handed(activity).filter(|fold| fold.fact.loan);
            lent.flat_map(|fold| world.returned(fold)).any(|line| line.code == code)
        };
        let returns = world.movements(activity).any(|fold| {
            fold.fact.reason == Reason::Returned
                && fold.fact.code == code
                && Some(fold.from.at) == last
        });
        if returns && back(code) {
            return vec![];
        }
        mine.iter().filter(|from| Some(from.at) == last).map(|from| from.record).collect()
    })
}
