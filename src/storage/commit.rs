//! Saving what was recorded on this phone: one transaction, durable, read back.

use passamano_core::envelope;
use passamano_core::record::Record;
use passamano_core::seal;
use passamano_core::sync::Delivery;
use serde::Serialize;
use wasm_bindgen::JsValue;
use web_sys::IdbObjectStore;

use super::request::{Access, Answer, Tx, ask, bytes, field, number, object, stored};
use super::schema::{BY_RECORD, ENVELOPES, KEYS, META, UNSENT};
use super::small::written;
use super::{Entry, Problem, Saved, Store};

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
            async |tx, saved| read_back(tx, saved).await,
        )
        .await
    }

    /// The same for the first records of a device, in one transaction with the key or identity
    /// that seals them: a device that has half joined is none.
    pub async fn commit_first<T: Serialize>(
        &self,
        key: (&str, &T),
        records: &[(Record, String)],
        endpoints: &[String],
        seal: impl Fn(&Record, u64) -> Result<Vec<u8>, envelope::Problem>,
    ) -> Result<Vec<Saved>, Problem> {
        let (name, text) = (key.0, written(key.1)?);
        self.run_and_check(
            &[KEYS, ENVELOPES, UNSENT, META],
            async |tx| {
                let saved = put(tx, records, endpoints, &seal).await?;
                tx.store(KEYS)?.put_with_key(&text.as_str().into(), &name.into())?;
                Ok(saved)
            },
            async |tx, saved| {
                let kept = ask(tx.store(KEYS)?.get(&name.into()))?;
                read_back(tx, saved).await?;
                let same = kept.value().await?.as_string().as_deref() == Some(&text);
                same.then_some(()).ok_or(Problem::NotReadBack)
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

async fn put(
    tx: &Tx,
    records: &[(Record, String)],
    endpoints: &[String],
    seal: &impl Fn(&Record, u64) -> Result<Vec<u8>, envelope::Problem>,
) -> Result<Vec<Saved>, Problem> {
    let (envelopes, unsent, meta) = (tx.store(ENVELOPES)?, tx.store(UNSENT)?, tx.store(META)?);
    let mut seq = number(&ask(meta.get(&SEQ.into()))?.value().await?);
    let known: Vec<_> = records
        .iter()
        .map(|(record, _)| ask_known(&envelopes, record))
        .collect::<Result<_, _>>()?;
    let mut all = Vec::with_capacity(records.len());
    let mut added = Vec::new();
    for ((record, label), known) in records.iter().zip(known) {
        if let Some(before) = kept(record, known).await? {
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
        added.push((all.len(), ask(envelopes.add(&value))?));
        all.push(Saved { n: 0, seq, record: record.id, digest: seal::digest(&bytes), bytes });
    }
    for (at, n) in added {
        all[at].n = number(&n.value().await?);
    }
    Ok(all)
}

/// Asks for a record that may be here: its envelope and its place.
fn ask_known(envelopes: &IdbObjectStore, record: &Record) -> Result<(Answer, Answer), Problem> {
    let key = record.id.to_string().into();
    let index = envelopes.index(BY_RECORD)?;
    Ok((ask(index.get(&key))?, ask(index.get_key(&key))?))
}

/// A record that was committed before: a second tap, or a connection that was lost between the
/// commit and the word that it was done.
async fn kept(record: &Record, (value, n): (Answer, Answer)) -> Result<Option<Saved>, Problem> {
    let (value, n) = (value.value().await?, number(&n.value().await?));
    let Some(bytes) = bytes(&field(&value, "bytes")) else {
        return Ok(None);
    };
    if field(&value, "own").is_falsy() {
        return Err(Problem::Other("the record's id is taken".into()));
    }
    let seq = envelope::header(&bytes).map_err(Problem::Seal)?.seq;
    let digest = seal::digest(&bytes);
    Ok(Some(Saved { n, seq, record: record.id, digest, bytes }))
}

async fn read_back(tx: &Tx, saved: &[Saved]) -> Result<(), Problem> {
    let envelopes = tx.store(ENVELOPES)?;
    let answers: Vec<_> = saved
        .iter()
        .map(|saved| ask(envelopes.get(&JsValue::from_f64(saved.n as f64))))
        .collect::<Result<_, _>>()?;
    for (saved, answer) in saved.iter().zip(answers) {
        let found = bytes(&field(&answer.value().await?, "bytes"));
        if found.as_deref() != Some(saved.bytes.as_slice()) {
            return Err(Problem::NotReadBack);
        }
    }
    Ok(())
}
