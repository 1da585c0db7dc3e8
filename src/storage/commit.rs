//! Saving what was recorded on this phone: one transaction, durable, read back.

use passamano_core::envelope;
use passamano_core::id::RecordId;
use passamano_core::record::Record;
use passamano_core::seal;
use passamano_core::sync::Delivery;
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::request::{self, Access, Tx, ask, ask_each, field, number, object, stored};
use super::schema::{BY_RECORD, ENVELOPES, KEYS, META, SET_ASIDE, UNSENT};
use super::small::written;
use super::{Entry, Problem, Saved, Store, absorb};

const SEQ: &str = "seq";

impl Store {
    /// Gives each record, with its label for the list, the next gapless number of this device,
    /// seals it with `seal(record, number)`, and keeps it together with the note that it must
    /// reach `endpoints`. Returns when that is on the disk and was read back. All or nothing.
    ///
    /// A record that was kept before is not kept twice, so a person may tap again after an error.
    pub async fn commit(
        &self,
        records: &[(Record, String)],
        endpoints: &[String],
        seal: impl Fn(&Record, u64) -> Result<Vec<u8>, envelope::Problem>,
    ) -> Result<Vec<Saved>, Problem> {
        self.run_and_check(
            &[ENVELOPES, UNSENT, META],
            async |tx| put(tx, records, endpoints, &seal).await,
            async |tx, sealed| read_back(tx, sealed).await,
        )
        .await
    }

    /// The same for the first records of a device, in one transaction with the key or identity
    /// that seals them, and with envelopes of `others` that it knows from its first moment: a device
    /// that has half joined is none.
    pub async fn commit_first<T: Serialize>(
        &self,
        key: (&str, &T),
        others: &[Vec<u8>],
        records: &[(Record, String)],
        endpoints: &[String],
        seal: impl Fn(&Record, u64) -> Result<Vec<u8>, envelope::Problem>,
    ) -> Result<Vec<Saved>, Problem> {
        let (name, text) = (key.0, written(key.1)?);
        self.run_and_check(
            &[KEYS, ENVELOPES, UNSENT, META, SET_ASIDE],
            async |tx| {
                absorb::put(tx, others).await?;
                let sealed = put(tx, records, endpoints, &seal).await?;
                tx.store(KEYS)?.put_with_key(&text.as_str().into(), &name.into())?;
                Ok(sealed)
            },
            async |tx, sealed| {
                let kept = ask(tx.store(KEYS)?.get(&name.into()))?;
                let saved = read_back(tx, sealed).await?;
                let same = kept.value().await?.as_string().as_deref() == Some(&text);
                same.then_some(saved).ok_or(Problem::NotReadBack)
            },
        )
        .await
    }

    /// The number of the latest record of this device, 0 before the first.
    pub async fn seq(&self) -> Result<u64, Problem> {
        self.run(&[META], Access::Read, async |tx| {
            Ok(number(&ask(tx.store(META)?.get(&SEQ.into()))?.value().await?))
        })
        .await
    }
}

/// A record that was put in and is not read back yet.
struct Sealed {
    seq: u64,
    record: RecordId,
    bytes: Vec<u8>,
}

/// Puts in what is new, without waiting for the answers: the transaction fails if one of them
/// does. The place of each record is known when it is read back.
async fn put(
    tx: &Tx,
    records: &[(Record, String)],
    endpoints: &[String],
    seal: &impl Fn(&Record, u64) -> Result<Vec<u8>, envelope::Problem>,
) -> Result<Vec<Sealed>, Problem> {
    let (envelopes, unsent, meta) = (tx.store(ENVELOPES)?, tx.store(UNSENT)?, tx.store(META)?);
    let index = envelopes.index(BY_RECORD)?;
    let seq = ask(meta.get(&SEQ.into()))?;
    let known = ask_each(records.iter().map(|(record, _)| record.id), |key| index.get(key))?;
    let mut seq = number(&seq.value().await?);
    let mut all = Vec::with_capacity(records.len());
    for ((record, label), known) in records.iter().zip(known) {
        if let Some(before) = kept(record, &known.value().await?)? {
            all.push(before);
            continue;
        }
        seq += 1;
        let bytes = seal(record, seq).map_err(Problem::Seal)?;
        let value = object([
            ("record", record.id.to_string().into()),
            ("own", true.into()),
            ("bytes", stored(&bytes)),
        ]);
        let entry = Entry {
            record: record.id,
            own: true,
            seq,
            kind: record.fact.kind().to_owned(),
            label: label.clone(),
            audience: record.fact.audience(),
            at_ms: record.at.ms,
            to: endpoints.iter().map(|key| (key.clone(), Delivery::Waiting)).collect(),
        };
        unsent.put_with_key(&entry.to_js(), &record.id.to_string().into())?;
        meta.put_with_key(&JsValue::from_f64(seq as f64), &SEQ.into())?;
        envelopes.add(&value)?;
        all.push(Sealed { seq, record: record.id, bytes });
    }
    Ok(all)
}

/// A record that was committed before: a second tap, or a connection that was lost between the
/// commit and the word that it was done.
fn kept(record: &Record, value: &JsValue) -> Result<Option<Sealed>, Problem> {
    let Some(bytes) = request::bytes(&field(value, "bytes")) else {
        return Ok(None);
    };
    if field(value, "own").is_falsy() {
        return Err(Problem::Other("the record's id is taken".into()));
    }
    let seq = envelope::header(&bytes).map_err(Problem::Seal)?.seq;
    Ok(Some(Sealed { seq, record: record.id, bytes }))
}

/// The records with their places, if they are there byte by byte.
async fn read_back(tx: &Tx, sealed: Vec<Sealed>) -> Result<Vec<Saved>, Problem> {
    let index = tx.store(ENVELOPES)?.index(BY_RECORD)?;
    let records = || sealed.iter().map(|sealed| sealed.record);
    let values = ask_each(records(), |key| index.get(key))?;
    let places = ask_each(records(), |key| index.get_key(key))?;
    let mut saved = Vec::with_capacity(sealed.len());
    for (Sealed { seq, record, bytes }, (value, place)) in
        sealed.into_iter().zip(values.into_iter().zip(places))
    {
        let found = field(&value.value().await?, "bytes");
        if request::bytes(&found).as_deref() != Some(bytes.as_slice()) {
            return Err(Problem::NotReadBack);
        }
        let n = number(&place.value().await?);
        saved.push(Saved { n, seq, record, digest: seal::digest(&bytes), bytes });
    }
    Ok(saved)
}
