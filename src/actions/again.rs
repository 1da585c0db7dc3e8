//! The same save again. A save may end without a word of whether it is kept; who then taps once
//! more must not have recorded twice, so records keep their ids until one save ends well. A code
//! that such a save gave out is the form's to keep: the next person's form must not get it.

use std::cell::RefCell;

use passamano_core::id::MemberId;
use passamano_core::record::Record;

use super::NewRecord;
use crate::storage::{Problem, Saved};

thread_local! {
    static UNSURE: RefCell<Vec<(Record, String)>> = const { RefCell::new(vec![]) };
}

/// The records of the save before, if it was of the same facts and nobody knows how it ended.
pub fn same(new_records: &[NewRecord], by: MemberId) -> Option<Vec<(Record, String)>> {
    let first = UNSURE.with_borrow(|before| before.first().map(|(record, _)| record.id));
    let is_of = |(record, label): &(Record, String), new_record: &NewRecord| {
        record.by == by
            && record.fact == new_record.fact
            && record.activity == new_record.activity
            && record.amends == new_record.amends.or(first.filter(|_| new_record.about_first))
            && record.reason == new_record.reason
            && *label == new_record.label
    };
    UNSURE.with_borrow(|before| {
        let all = before.len() == new_records.len();
        let same = all
            && before.iter().zip(new_records).all(|(before, new_record)| is_of(before, new_record));
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
