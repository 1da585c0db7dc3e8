//! The verbs of stock: goods that came or went, and goods that two people counted. And what a
//! card asks of the shelves before something is given.

use leptos::prelude::*;
use passamano_core::id::{ActivityId, MemberId, RecordId};
use passamano_core::record::Fact;
use passamano_core::stock::{Count, Ledger, Movement, Reason, Round, Shelf, State};

use super::{NewRecord, save};
use crate::state::App;
use crate::storage::Problem;

/// Writes down that goods came or went.
pub async fn move_goods(app: App, activity: ActivityId, movement: Movement) -> Result<(), Problem> {
    let label = movement.code.clone();
    save(app, vec![NewRecord::of(Some(activity), Fact::StockMoved(movement)).labelled(label)])
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
    /// One more place, whose number is added; nothing where everything was counted anew.
    pub place: Option<String>,
}

/// Writes a count down, and says whether it is what there should be. The first count of something
/// that was never opened says what was here at the start, so the opening is saved with it, and the
/// book agrees; so it is with a second place of that first count.
pub async fn count(app: App, activity: ActivityId, counting: Counting) -> Result<State, Problem> {
    let Counting { code, counted, with, without, place } = counting;
    let (ledger, round) = app
        .world
        .with_untracked(|world| (world.ledger(activity, &code), world.round(activity, &code)));
    let all = match &place {
        Some(place) => i64::from(round.sum_with(place, counted)),
        None => i64::from(counted),
    };
    let mut new_records = vec![];
    let mut expected = ledger.expected;
    if let (true, Ok(qty)) =
        (opens(&ledger, &round, place.as_deref()) && all > expected, u32::try_from(all - expected))
    {
        let opening = Movement::new(Reason::Opening, code.clone(), qty);
        new_records
            .push(NewRecord::of(Some(activity), Fact::StockMoved(opening)).labelled(code.clone()));
        expected = all;
    }
    let count = Count { code: code.clone(), expected, counted, with, why: None, place, at: None };
    let mut new_record =
        NewRecord::of(Some(activity), Fact::StockCounted(count)).labelled(code.clone());
    new_record.reason = without.map(str::to_string);
    new_records.push(new_record);
    save(app, new_records).await?;
    Ok(app.world.with_untracked(|world| world.ledger(activity, &code).state))
}

/// A count of now says what was here at the start: nothing was counted before it, or only other
/// places in the same round.
fn opens(ledger: &Ledger, round: &Round, place: Option<&str>) -> bool {
    match (&ledger.counted, place) {
        (None, _) => ledger.opening == 0,
        (Some(_), Some(place)) => !round.later && !round.knows(place),
        (Some(_), None) => false,
    }
}

/// Says why the last count differs: one more record of the same moment, for nothing is edited.
pub async fn explain(
    app: App,
    activity: ActivityId,
    code: String,
    why: String,
) -> Result<(), Problem> {
    let told = app.world.with_untracked(|world| {
        let spot = world.round(activity, &code).spots.last().cloned()?;
        let expected = world.ledger(activity, &code).counted?.expected;
        let same = world.counts(activity).find(|fold| {
            fold.fact.code == code
                && fold.fact.at.unwrap_or(fold.from.at) == spot.at
                && fold.fact.place == spot.place
        });
        Some(Count {
            code: code.clone(),
            expected,
            counted: spot.counted,
            with: same.and_then(|fold| fold.fact.with),
            why: Some(why),
            place: spot.place,
            at: Some(spot.at),
        })
    });
    let Some(count) = told else { return Err(Problem::Gone) };
    save(app, vec![NewRecord::of(Some(activity), Fact::StockCounted(count)).labelled(code)])
        .await
        .map(drop)
}

/// The shelves of those codes of which some goods have a date, in the current activity, today.
/// Tracked.
pub fn shelves(app: App, codes: &[String]) -> Vec<(String, Shelf)> {
    let Some(activity) = app.activity() else { return vec![] };
    let today = app.now.with(|now| now.day());
    app.world.with(|world| {
        let dated = |code: &&String| {
            let of_code = |moved: &Movement| moved.code == **code && moved.date.is_some();
            world.movements(activity.id).any(|fold| of_code(&fold.fact))
        };
        let shelf = |code: &String| (code.clone(), world.shelf(activity.id, code, today));
        codes.iter().filter(dated).map(shelf).collect()
    })
}

/// All that is left of this code is past its use-by day. Not tracked.
pub fn all_past(app: App, code: &str) -> bool {
    untrack(|| shelves(app, &[code.into()])).iter().any(|(_, shelf)| shelf.all_past())
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
