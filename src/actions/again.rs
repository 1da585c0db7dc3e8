//! The same save again. A save may end without a word of whether it is kept; who then taps once
//! more must not have recorded twice, so records keep their ids until one save ends well. A code
//! that such a save gave out is the form's to keep: the next person's form must not get it.

use std::cell::RefCell;

use passamano_core::id::MemberId;
use passamano_core::record::Record;

use super::Draft;
use crate::storage::{Problem, Saved};

thread_local! {
    static UNSURE: RefCell<Vec<(Record, String)>> = const { RefCell::new(vec![]) };
}

/// The records of the save before, if it was of the same facts and nobody knows how it ended.
pub fn same(drafts: &[Draft], by: MemberId) -> Option<Vec<(Record, String)>> {
    let first = UNSURE.with_borrow(|before| before.first().map(|(record, _)| record.id));
    let is_of = |(record, label): &(Record, String), draft: &Draft| {
        record.by == by
            && record.fact == draft.fact
            && record.activity == draft.activity
            && record.amends == draft.amends.or(first.filter(|_| draft.about_first))
            && record.reason == draft.reason
            && *label == draft.label
    };
    UNSURE.with_borrow(|before| {
        let all = before.len() == drafts.len();
        let same = all && before.iter().zip(drafts).all(|(before, draft)| is_of(before, draft));
        same.then(|| before.clone())
    })
}

/// A code stands in a save that ended without a word: it may have been given to somebody.
pub fn may_be_given(code: &str) -> bool {
    UNSURE.with_borrow(|before| before.iter().any(|(_, label)| label == code))
}

/// Remembers how a save ended.
pub fn note(records: &[(Record, String)], end: &Result<Vec<Saved>, Problem>) {
    match end {
        Ok(_) => UNSURE.with_borrow_mut(Vec::clear),
        Err(problem) if problem.is_unsure() => UNSURE.set(records.to_vec()),
        Err(_) => {}
    }
}
