//! What a phone's database holds, read by a script beside the app.

use serde_json::json;

use crate::Failure;
use crate::phone::Phone;

/// What is kept of a phone's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// How many envelopes, own and others'.
    pub envelopes: u64,
    /// The highest number that this phone gave to a record.
    pub seq: u64,
}

impl Kept {
    /// Reads the database `name` of the page's origin. One that does not exist holds nothing,
    /// and is not made.
    pub async fn on(phone: &Phone, name: &str) -> Result<Self, Failure> {
        let answer = phone.browser()?.execute_async(READ, vec![json!(name)]).await?;
        let (envelopes, seq) = serde_json::from_value(answer.json().clone())?;
        Ok(Self { envelopes, seq })
    }
}

const READ: &str = "
    const [name, done] = arguments;
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => done([0, 0]);
    opening.onsuccess = () => {
        const tx = opening.result.transaction(['envelopes', 'meta']);
        const envelopes = tx.objectStore('envelopes').count();
        const seq = tx.objectStore('meta').get('seq');
        tx.oncomplete = () => { opening.result.close(); done([envelopes.result, seq.result || 0]); };
    };";
