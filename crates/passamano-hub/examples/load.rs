//! How many receipts a second: phones that push batches to a real hub over loopback.
//!
//! `cargo run --profile hub -p passamano-hub --example load [phones] [records in all] [data folder]`

use std::error::Error;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use passamano_core::api::*;
use passamano_core::envelope;
use passamano_core::id::{DeviceId, MemberId, RecordId};
use passamano_core::record::{Fact, Mark, Record};
use passamano_core::seal;
use passamano_core::space::{Founding, Role, enrol_message, found_message};
use passamano_core::time::Moment;
use passamano_hub::{Hub, Settings};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::Agent;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Outcome<()> {
    let mut words = std::env::args().skip(1);
    let phones: usize = words.next().map_or(Ok(20), |word| word.parse())?;
    let records: usize = words.next().map_or(Ok(20_000), |word| word.parse())?;
    let scratch = std::env::temp_dir().join(format!("passamano-load-{}", std::process::id()));
    let data = words.next().map_or(scratch, PathBuf::from);
    let result = measure(phones, records, &data);
    std::fs::remove_dir_all(&data)?;
    result
}

fn measure(phones: usize, records: usize, data: &std::path::Path) -> Outcome<()> {
    let listen = "127.0.0.1:0".parse()?;
    let (data, name, found) = (data.into(), "load".into(), passamano_hub::Found::First);
    let hub = Hub::start(Settings { listen, data, dist: None, name, found })?;
    let (at, key) = (format!("http://{}", hub.addr()), hub.who().key.clone());
    let founding = Founding::new(&core::array::from_fn(|i| i as u8));
    let signature = seal::sign(&founding.org_secret, &found_message(founding.space, &key)).to_vec();
    let org = founding.org().to_vec();
    let found = Found { space: founding.space, org, signature, code: None };
    let _: serde_json::Value = post(&agent(), &at, SPACES, "", &found)?;

    println!("sealing {records} records for {phones} phones, before the clock starts");
    let ready: Vec<_> = (0..phones)
        .map(|n| Phone::ready(&at, &key, &founding, n, records / phones))
        .collect::<Outcome<_>>()?;
    let pushes: usize = ready.iter().map(|phone| phone.batches.len()).sum();

    let begun = Instant::now();
    let running: Vec<_> =
        ready.into_iter().map(|phone| thread::spawn(move || phone.run())).collect();
    let mut times = Vec::with_capacity(pushes);
    let mut receipts = Vec::new();
    for phone in running {
        let (took, held) = phone.join().map_err(|_| "a phone stopped")??;
        times.extend(took);
        receipts.extend(held);
    }
    let seconds = begun.elapsed().as_secs_f64();

    times.sort();
    let wrong = receipts
        .iter()
        .step_by(20)
        .filter(|receipt| !receipt.signed_by(&key, founding.space))
        .count();
    println!(
        "{} receipts in {seconds:.2} s: {:.0} a second",
        receipts.len(),
        receipts.len() as f64 / seconds
    );
    let at_share = |share: usize| {
        times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1000.0
    };
    println!("a push of {BATCH}: p50 {:.0} ms, p99 {:.0} ms", at_share(50), at_share(99));
    println!("one receipt in 20 checked: {wrong} wrong");
    if wrong > 0 { Err("the hub signed wrongly".into()) } else { Ok(()) }
}

/// A phone with its records sealed.
struct Phone {
    url: String,
    token: String,
    batches: Vec<Push>,
}

impl Phone {
    fn ready(
        at: &str,
        hub_key: &[u8],
        founding: &Founding,
        n: usize,
        records: usize,
    ) -> Outcome<Self> {
        let mut secret = [7; 32];
        secret[..8].copy_from_slice(&n.to_be_bytes());
        let device = DeviceId(seal::signer_public(&secret));
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64;
        let grant = founding.grant(Role::Volunteer, [n as u8; 16], now + 60_000, 1);
        let signature =
            seal::sign(&secret, &enrol_message(founding.space, device, hub_key)).to_vec();
        let enrolled: Enrolled =
            post(&agent(), at, ENROL, "", &Enrol { grant, device, signature })?;
        let sealed = (0..records).map(|i| {
            let mut chance = [n as u8; 32];
            chance[..8].copy_from_slice(&i.to_be_bytes());
            let record = Record {
                id: RecordId::new(
                    now + i as i64,
                    [chance[0], n as u8, chance[6], chance[7], 0, 0, 0, 0, 0, n as u8],
                ),
                at: Moment { ms: now, offset: 60 },
                by: MemberId([1; 8]),
                activity: None,
                pack: None,
                amends: None,
                reason: None,
                fact: Fact::Marked(Mark::Feedback),
            };
            envelope::seal(&record, founding.space, i as u64 + 1, &secret, &founding.keys(), chance)
        });
        let sealed = sealed.collect::<Result<Vec<_>, _>>()?;
        let batches = sealed
            .chunks(BATCH)
            .map(|part| Push { envelopes: part.iter().cloned().map(Bytes).collect() });
        Ok(Self { url: at.into(), token: enrolled.token, batches: batches.collect() })
    }

    /// Pushes batch after batch on one connection.
    fn run(self) -> Outcome<(Vec<Duration>, Vec<Receipt>)> {
        let (agent, mut times, mut receipts) = (agent(), Vec::new(), Vec::new());
        for batch in &self.batches {
            let begun = Instant::now();
            let pushed: Pushed = post(&agent, &self.url, PUSH, &self.token, batch)?;
            times.push(begun.elapsed());
            for result in pushed.results {
                match result {
                    PushResult::Held { receipt, .. } => receipts.push(receipt),
                    PushResult::Refused { reason, .. } => return Err(reason.into()),
                }
            }
        }
        Ok((times, receipts))
    }
}

fn agent() -> Agent {
    Agent::new_with_defaults()
}

fn post<T: DeserializeOwned>(
    agent: &Agent,
    at: &str,
    path: &str,
    token: &str,
    body: &impl Serialize,
) -> Outcome<T> {
    let request =
        agent.post(format!("{at}{path}")).header("authorization", format!("Bearer {token}"));
    Ok(request.send_json(body)?.body_mut().read_json()?)
}
