//! The same save again. A save may end without a word of whether it is kept; who then taps once
//! more must not have recorded twice, so records keep their ids, and what they gave out keeps its
//! code, until one save ends well.

use std::cell::RefCell;

use passamano_core::id::MemberId;
use passamano_core::record::{Fact, Record};

use super::Draft;
use crate::storage::{Problem, Saved};

thread_local! {
    static UNSURE: RefCell<Vec<(Record, String)>> = const { RefCell::new(vec![]) };
}

/// The records of the save before, if it was of the same facts and nobody knows how it ended.
pub fn same(drafts: &[Draft], by: MemberId) -> Option<Vec<(Record, String)>> {
    let is_of = |(record, label): &(Record, String), draft: &Draft| {
        record.by == by
            && record.fact == draft.fact
            && record.activity == draft.activity
            && record.amends == draft.amends
            && record.reason == draft.reason
            && *label == draft.label
    };
    UNSURE.with_borrow(|before| {
        let all = before.len() == drafts.len();
        let same = all && before.iter().zip(drafts).all(|(before, draft)| is_of(before, draft));
        same.then(|| before.clone())
    })
}

/// The follow-up code of that save.
pub fn follow_up() -> Option<String> {
    code(|fact| match fact {
        Fact::FeedbackGiven(said) => Some(said.code.clone()),
        _ => None,
    })
}

/// The code of the card that was made in that save.
pub fn card() -> Option<String> {
    code(|fact| match fact {
        Fact::HouseholdsListed(list) if list.len() == 1 => Some(list[0].code.clone()),
        _ => None,
    })
}

fn code(of: fn(&Fact) -> Option<String>) -> Option<String> {
    UNSURE.with_borrow(|before| before.iter().find_map(|(record, _)| of(&record.fact)))
}

/// Remembers how a save ended.
pub fn note(records: &[(Record, String)], end: &Result<Vec<Saved>, Problem>) {
    match end {
        Ok(_) => UNSURE.with_borrow_mut(Vec::clear),
        Err(problem) if problem.is_unsure() => UNSURE.set(records.to_vec()),
        Err(_) => {}
    }
}
