//! A phone that has handed out itself, far more often than a story could tap: the records are
//! sealed here with the phone's own key, pushed to the hub as the phone would have, and put into
//! its database in the form that `src/storage` of the app gives them.

use passamano_core::endpoint::hub;
use passamano_core::envelope;
use passamano_core::id::{DeviceId, MemberId, SpaceId, base64};
use passamano_core::keys::Keys;
use passamano_core::record::{Audience, Record};
use passamano_core::seal;
use passamano_core::space::Hub;
use passamano_core::sync::Delivery;
use serde_json::{Value, json};

use super::team::{self, DAY_MS, FullTeam, LAST_MONTH, SERVED, TODAY};
use crate::phone::Phone;
use crate::{Failure, now_ms};

/// Hand-overs of the phone itself.
pub const HAND_OVERS: usize = 10_000;
/// The last of them that no hub has seen.
pub const UNSENT: usize = 300;

/// So many rows go to the browser at a time.
const ROWS: usize = 500;

/// What the database says of its phone.
struct Owner {
    space: SpaceId,
    member: MemberId,
    device: [u8; 32],
    keys: Keys,
    hub: Hub,
    token: Option<String>,
    /// Under which name the hub's receipts are noted.
    endpoint: String,
    seq: u64,
}

/// Fills the database of a phone that has joined, while no page of the app is open on it.
pub async fn fill(phone: &Phone, url: &str, team: &FullTeam) -> Result<(), Failure> {
    // A page of the same origin on which nothing runs.
    phone.open(&format!("{url}/robots.txt")).await?;
    let owner = Owner::of(phone).await?;
    let now = now_ms()?;
    let records = owner.hand_overs(team, now);
    let mut sealed = Vec::new();
    for (at, record) in records.iter().enumerate() {
        let seq = owner.seq + at as u64 + 1;
        let chance = seal::digest(&record.id.to_string().into_bytes()).0;
        let (device, keys) = (&owner.device, &owner.keys);
        sealed.push(envelope::seal(record, owner.space, seq, device, keys, chance)?);
    }
    let account = hub::Account {
        hub: owner.hub.clone(),
        space: owner.space,
        device: DeviceId(seal::signer_public(&owner.device)),
        token: owner.token.clone(),
    };
    let sent = HAND_OVERS - UNSENT;
    team::push(&account, &sealed[..sent], now)?;

    let rows: Vec<Value> = records
        .iter()
        .zip(&sealed)
        .enumerate()
        .map(|(at, (record, bytes))| owner.row(at, record, bytes, at < sent))
        .collect();
    for rows in rows.chunks(ROWS) {
        let end = phone.browser()?.execute_async(PUT, vec![json!(rows)]).await?;
        if let Some(problem) = end.json().as_str() {
            return Err(format!("the phone's database refused records: {problem}").into());
        }
    }
    Ok(())
}

impl Owner {
    async fn of(phone: &Phone) -> Result<Self, Failure> {
        let read = phone.browser()?.execute_async(READ, vec![]).await?;
        let read: Vec<Value> = serde_json::from_value(read.json().clone())?;
        let [identity, seq, entry]: [Value; 3] =
            read.try_into().map_err(|_| "the phone's database could not be read")?;
        let parse = |text: &Value| serde_json::from_str::<Value>(text.as_str().unwrap_or_default());
        let (identity, entry) = (parse(&identity)?, parse(&entry)?);
        let secret = |name: &str| -> Result<[u8; 32], Failure> {
            let bytes = base64::decode(identity[name].as_str().unwrap_or_default());
            let bytes = bytes.map_err(|_| format!("the phone has no {name}"))?;
            bytes.try_into().map_err(|_| format!("the phone's {name} is no key").into())
        };
        let hub: Hub = serde_json::from_value(identity["hub"].clone())?;
        Ok(Self {
            space: serde_json::from_value(identity["space"].clone())?,
            member: serde_json::from_value(identity["member"].clone())?,
            device: secret("device")?,
            keys: Keys { team: secret("team")?, desk: secret("desk")?, desk_secret: None },
            token: identity["tokens"][&hub.url].as_str().map(str::to_string),
            endpoint: entry["to"]
                .as_object()
                .and_then(|to| to.keys().next())
                .cloned()
                .ok_or("no receipt yet")?,
            seq: seq.as_u64().ok_or("the phone has no count")?,
            hub,
        })
    }

    /// The first cards today, all others last month, as often as it takes.
    fn hand_overs(&self, team: &FullTeam, now: i64) -> Vec<Record> {
        let today = team.codes[..SERVED].iter().map(|code| (code, TODAY, now));
        let before = team.codes.iter().cycle().map(|code| (code, LAST_MONTH, now - 30 * DAY_MS));
        // The older ones first, as they would have come.
        let mut all: Vec<_> = before.take(HAND_OVERS - SERVED).collect();
        all.extend(today);
        all.into_iter()
            .enumerate()
            .map(|(at, (code, activity, ms))| {
                let seq = self.seq + at as u64 + 1;
                team::record(seq, ms, self.member, Some(activity), team::hand_over(code))
            })
            .collect()
    }

    /// What the script puts into the database for one record.
    fn row(&self, at: usize, record: &Record, bytes: &[u8], received: bool) -> Value {
        let seq = self.seq + at as u64 + 1;
        let delivery = match received {
            true => Delivery::Received { at_ms: record.at.ms, short: "abcd".into() },
            false => Delivery::Waiting,
        };
        let entry = json!({
            "record": record.id, "own": true, "seq": seq, "kind": record.fact.kind(),
            "label": "", "audience": Audience::Team, "at_ms": record.at.ms,
            "to": { self.endpoint.clone(): delivery },
        });
        json!([record.id, base64::encode(bytes), seq, entry.to_string(), received])
    }
}

/// Who the phone is, its own count, and the note of one receipt.
const READ: &str = "
    const [done] = arguments;
    const opening = indexedDB.open('passamano');
    opening.onsuccess = () => {
        const tx = opening.result.transaction(['keys', 'meta', 'receipts']);
        const identity = tx.objectStore('keys').get('identity');
        const seq = tx.objectStore('meta').get('seq');
        const receipts = tx.objectStore('receipts').getAll(null, 1);
        tx.oncomplete = () => { opening.result.close(); done([identity.result, seq.result, receipts.result[0]?.entry]); };
        tx.onerror = () => done([]);
    };";

const PUT: &str = "
    const [rows, done] = arguments;
    const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt());
    const opening = indexedDB.open('passamano');
    opening.onsuccess = () => {
        const tx = opening.result.transaction(['envelopes', 'unsent', 'receipts', 'meta'], 'readwrite');
        for (const [record, sealed, seq, entry, received] of rows) {
            tx.objectStore('envelopes').add({ record, own: true, bytes: bytes(sealed) });
            tx.objectStore(received ? 'receipts' : 'unsent').put({ seq, entry }, record);
            tx.objectStore('meta').put(seq, 'seq');
        }
        tx.oncomplete = () => { opening.result.close(); done(null); };
        tx.onabort = () => done(String(tx.error));
    };";
