//! The story of *a phone whose hub never comes back*: it hands its unsent records over by file,
//! and another phone that has the hub takes them there and to the webhook. Each arrives once,
//! also when the file is read twice, and when the first phone comes back and sends them itself.

use std::collections::BTreeSet;
use std::io::Write as _;

use passamano_core::endpoint::file;
use passamano_core::envelope;
use passamano_core::id::{RecordId, SpaceId};
use passamano_e2e::hub::TestHub;
use passamano_e2e::kept::Kept;
use passamano_e2e::phone::Phone;
use passamano_e2e::team::{self, DATABASE};
use passamano_e2e::webhook::TestWebhook;
use passamano_e2e::{Engine, Failure};

const HOUSEHOLDS: usize = 20;
const HAND_OUTS: usize = 3;

pub async fn records_go_by_file_when_the_hub_never_comes_back(
    engine: Engine,
) -> Result<(), Failure> {
    let mut hub = TestHub::start()?;
    let mut hook = TestWebhook::start().await?;
    let codes = team::codes(HOUSEHOLDS);
    let desk = team::found_and_plan(engine, &hub.url(), &team::list(&codes)?).await?;
    team::adds_webhook(&desk, &hook).await?;
    let (link, invitation) = team::invites(&desk).await?;
    let space = invitation.grant.space;
    let amina = team::joined(engine, "Amina", &link).await?;
    let marco = team::joined(engine, "Marco", &link).await?;
    team::pass_the_gate(&desk, &hub.url()).await?;
    team::hear_of_it(&[&amina, &marco], &hub.url()).await?;
    let with_signal = team::sent_everything(&amina, &hub.url(), 0).await?;

    // From here on nobody hears this phone.
    amina.open(&hub.url()).await?;
    amina.sees("Hand out").await?;
    amina.has_the_app().await?;
    hub.stop();
    hook.stop();
    let cards: Vec<&String> = codes[..HAND_OUTS].iter().collect();
    team::hands_out_inside(&amina, &cards).await?;
    amina.taps("Today").await?;
    team::feedback_in_arabic(&amina).await?;
    let unsent = Kept::on(&amina, DATABASE).await?.seq - with_signal;
    let (saved, in_file) = hands_over(&amina, unsent, space, &codes).await?;
    // It lies in a bag, and its app is closed.
    amina.open("about:blank").await?;

    hub.resume()?;
    hook.resume().await?;
    let at_hub = hub.records(space)?;
    assert!(in_file.iter().all(|record| !at_hub.contains(record)), "the hub knows of nothing");
    reads(&marco, &hub.url(), saved.path()).await?;
    marco.sees(&format!("{unsent} new records, now on this phone")).await?;
    team::sent_everything(&marco, &hub.url(), unsent).await?;
    desk.open(&format!("{}/desk/feedback", hub.url())).await?;
    desk.sees(team::THANKS).await?;
    each_once(&hub, space, &in_file)?;

    // The same file again brings nothing new.
    reads(&marco, &hub.url(), saved.path()).await?;
    marco.sees("0 new records, now on this phone").await?;

    // The phone comes back after all, and sends them itself.
    let mut wrote = vec![team::sent_everything(&amina, &hub.url(), 0).await?];
    wrote.push(team::sent_everything(&marco, &hub.url(), unsent).await?);
    wrote.push(team::sent_everything(&desk, &hub.url(), 0).await?);
    assert_eq!(wrote[0], with_signal + unsent, "the phone wrote nothing anew");
    each_once(&hub, space, &in_file)?;
    assert_eq!(hub.records(space)?.len() as u64, wrote.iter().sum::<u64>());
    hook.holds_each_once(&wrote)?;
    marco.open(&hub.url()).await?;
    marco.sees(&format!("{HAND_OUTS} households served")).await
}

/// Saves what is unsent to a file. Gives the file and the records in it.
async fn hands_over(
    phone: &Phone,
    unsent: u64,
    space: SpaceId,
    codes: &[String],
) -> Result<(tempfile::NamedTempFile, Vec<RecordId>), Failure> {
    phone.taps("on this phone only").await?;
    phone.sees("Sent and unsent").await?;
    phone.sees(&format!("On this phone only: {unsent}")).await?;
    phone.taps("Save to a file").await?;
    phone.sees(&format!("{unsent} records are in the file")).await?;
    let file = phone.takes_file().await?;
    assert!(file.name.starts_with("passamano-20") && file.name.ends_with(".passamano"));
    let words = String::from_utf8_lossy(&file.bytes);
    let mut told = codes.iter().map(String::as_str).chain([team::THANKS]);
    assert!(!told.any(|told| words.contains(told)), "the file is sealed");
    let contents = file::read(&file.bytes, space).map_err(|e| e.to_string())?;
    assert!(contents.whole && contents.others == 0);
    let mut records = Vec::new();
    for bytes in &contents.envelopes {
        records.push(envelope::header(bytes).map_err(|e| e.to_string())?.record);
    }
    assert_eq!(records.len() as u64, unsent, "what is unsent, and nothing else");
    // A copy that leaves changes no count.
    phone.sees(&format!("On this phone only: {unsent}")).await?;
    let mut saved = tempfile::Builder::new().suffix(".passamano").tempfile()?;
    saved.write_all(&file.bytes)?;
    saved.flush()?;
    Ok((saved, records))
}

async fn reads(phone: &Phone, url: &str, file: &std::path::Path) -> Result<(), Failure> {
    phone.open(&format!("{url}/more")).await?;
    phone.gives_file("Read a file", file).await
}

/// The hub holds each of these records, and no record twice.
fn each_once(hub: &TestHub, space: SpaceId, records: &[RecordId]) -> Result<(), Failure> {
    let held = hub.records(space)?;
    let different: BTreeSet<_> = held.iter().collect();
    assert_eq!(held.len(), different.len(), "the hub holds a record twice");
    let missing = records.iter().filter(|record| !different.contains(record)).count();
    assert_eq!(missing, 0, "records of the file are not at the hub");
    Ok(())
}
