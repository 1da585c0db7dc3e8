//! Puts households on the list, all of a file or none. Reading the file is in `list_file.rs`.

use leptos::prelude::*;
use passamano_core::household::HouseholdDetail;
use passamano_core::household::import::Row;
use passamano_core::record::Fact;

use crate::actions::{Draft, save};
use crate::state::App;
use crate::storage::Problem;

/// The most households in one record.
const MOST: usize = 100;
/// The most bytes of notes in one record: the envelope has to stay small enough for any endpoint.
const MOST_NOTES: usize = 64 * 1024;

/// Puts households on the list in one save, all or none. The screen says that it is saved.
pub async fn add(app: App, list: Vec<Row>) -> Result<(), Problem> {
    let (households, details): (Vec<_>, Vec<_>) =
        list.into_iter().map(|row| (row.household, row.detail)).unzip();
    let listed =
        households.chunks(MOST).map(|part| (part.len(), Fact::HouseholdsListed(part.to_vec())));
    let detailed =
        parts(details).into_iter().map(|part| (part.len(), Fact::HouseholdsDetailed(part)));
    let drafts = listed
        .chain(detailed)
        .map(|(n, fact)| Draft::of(None, fact).labelled(n.to_string()))
        .collect();
    save(app, drafts).await?;
    app.notice.set(None);
    Ok(())
}

/// Parts that are short in number and in bytes.
fn parts(details: Vec<HouseholdDetail>) -> Vec<Vec<HouseholdDetail>> {
    let mut parts: Vec<Vec<HouseholdDetail>> = vec![];
    let mut bytes = 0;
    for detail in details {
        bytes += detail.notes.len();
        match parts.last_mut() {
            Some(part) if part.len() < MOST && bytes <= MOST_NOTES => part.push(detail),
            _ => {
                bytes = detail.notes.len();
                parts.push(vec![detail]);
            }
        }
    }
    parts
}
