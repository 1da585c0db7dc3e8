//! The real binary is killed, or its disk fills up: every receipt that it gave is honoured.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use passamano_core::api::{Bytes, PUSH, Push, PushResult, Pushed, Receipt};
use passamano_core::seal;
use passamano_core::space::Role;

use crate::world::*;

const BINARY: &str = env!("CARGO_BIN_EXE_passamano-hub");

/// The binary at work. Dropping it kills it.
pub struct Running {
    pub child: Child,
    pub addr: SocketAddr,
}

/// Starts it and waits until it listens.
pub fn run(mut command: Command) -> Running {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let addr = line.trim().strip_prefix("listening on http://").unwrap().parse().unwrap();
    Running { child, addr }
}

pub fn serve(data: &Path) -> Command {
    let mut command = Command::new(BINARY);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
    command
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One push that may fail in any way; only verified receipts count.
fn push(phone: &Phone, envelopes: &[Vec<u8>]) -> Option<Vec<Receipt>> {
    let body = Push { envelopes: envelopes.iter().cloned().map(Bytes).collect() };
    let request = agent()
        .post(url(phone.addr, PUSH))
        .header("authorization", format!("Bearer {}", phone.token));
    let mut response = request.send_json(&body).ok()?;
    let pushed: Pushed = response.body_mut().read_json().ok()?;
    let receipts = pushed.results.into_iter().filter_map(|result| match result {
        PushResult::Held { receipt, .. } => Some(receipt),
        PushResult::Refused { .. } => None,
    });
    Some(
        receipts
            .filter(|receipt| receipt.signed_by(&phone.hub_key, phone.founding.space))
            .collect(),
    )
}

fn honoured(phone: &Phone, receipts: &[Receipt]) {
    let held: Vec<_> =
        phone.pull_all("own=1&limit=500").iter().map(|bytes| seal::digest(bytes)).collect();
    let lost = receipts.iter().filter(|receipt| !held.contains(&receipt.digest)).count();
    assert_eq!(lost, 0, "of {} receipts", receipts.len());
    assert_eq!(
        held.len(),
        held.iter().collect::<std::collections::HashSet<_>>().len(),
        "kept twice"
    );
}

#[test]
fn every_receipt_is_honoured_after_the_hub_was_killed_ten_times() {
    let data = Folder::new();
    let founding = founding();
    let mut hub = run(serve(&data.0));
    found_at(hub.addr, &founding);
    let mut phones: Vec<_> =
        (0..3).map(|_| Phone::enrolled(hub.addr, &founding, Role::Volunteer)).collect();
    let mut receipts = Vec::new();
    for round in 0..10 {
        let (tell, told) = channel();
        let killed = Arc::new(AtomicBool::new(false));
        let pushing: Vec<_> = phones
            .drain(..)
            .map(|mut phone| {
                let (tell, killed, addr) = (tell.clone(), killed.clone(), hub.addr);
                thread::spawn(move || {
                    phone.addr = addr;
                    while !killed.load(Ordering::Relaxed) {
                        let batch = phone.team(4);
                        let _ = tell.send(push(&phone, &batch).unwrap_or_default());
                    }
                    phone
                })
            })
            .collect();
        drop(tell);
        // However slow the machine is, the kill comes right after a receipt, or a moment later.
        let enough = receipts.len() + 20;
        while receipts.len() < enough {
            receipts.extend(told.recv().unwrap());
        }
        thread::sleep(Duration::from_millis(7 * (round / 2)));
        hub.child.kill().unwrap();
        hub.child.wait().unwrap();
        killed.store(true, Ordering::Relaxed);
        phones.extend(pushing.into_iter().map(|thread| thread.join().unwrap()));
        receipts.extend(told.into_iter().flatten());
        hub = run(serve(&data.0));
        phones[0].addr = hub.addr;
        honoured(&phones[0], &receipts);
    }
}

#[test]
fn a_full_disk_gives_no_receipt_and_the_hub_recovers() {
    let data = Folder::new();
    let founding = founding();
    // The limit on the size of a file stands for the end of the disk; 512-byte blocks.
    let mut limited = Command::new("sh");
    limited.args([
        "-c",
        "trap '' XFSZ; ulimit -f 1600; exec \"$0\" serve --listen 127.0.0.1:0 --data \"$1\"",
        BINARY,
    ]);
    limited.arg(&data.0).stderr(Stdio::null());
    let full = run(limited);
    found_at(full.addr, &founding);
    let mut phone = Phone::enrolled(full.addr, &founding, Role::Volunteer);
    let (mut receipts, mut refused) = (Vec::new(), Vec::new());
    while refused.len() < 3 {
        let batch = phone.team(25);
        let answer = phone.try_push(&batch);
        if answer.0 == 200 {
            receipts
                .extend(answer.ok::<Pushed>().results.iter().map(|result| held(result).0.clone()));
        } else {
            assert_eq!(answer.code(), (503, "busy".into()));
            refused.push(batch);
        }
        assert!(receipts.len() < 10_000, "the disk never filled up");
    }
    honoured(&phone, &receipts);
    drop(full);

    let roomy = run(serve(&data.0));
    phone.addr = roomy.addr;
    for batch in refused {
        receipts.extend(push(&phone, &batch).unwrap());
    }
    assert_eq!(phone.pull("").own.highest, phone.seq);
    honoured(&phone, &receipts);
}

#[test]
fn a_damaged_store_is_refused_in_a_plain_sentence() {
    let data = Folder::new();
    drop(hub(&data));
    let file = data.0.join("hub.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[4096..4200].fill(0xff);
    std::fs::write(&file, bytes).unwrap();
    let refused = passamano_hub::Hub::start(settings(&data.0)).err().unwrap();
    assert!(refused.0.contains("damaged"), "{refused}");
    std::fs::write(&file, "<html>").unwrap();
    assert!(passamano_hub::Hub::start(settings(&data.0)).is_err());
}

#[test]
fn a_hub_stops_when_it_is_told_to_and_says_who_it_is() {
    let data = Folder::new();
    let mut hub = run(serve(&data.0));
    let key = about(hub.addr).key;
    Command::new("kill").args(["-TERM", &hub.child.id().to_string()]).status().unwrap();
    assert!(hub.child.wait().unwrap().success());
    let told = Command::new(BINARY).args(["about", "--data"]).arg(&data.0).output().unwrap();
    let about: passamano_core::api::About = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!((about.service.as_str(), about.key), ("passamano-hub", key));
}

#[test]
fn the_founding_code_is_printed_at_the_start_and_by_about() {
    let data = Folder::new();
    let mut command = serve(&data.0);
    command.args(["--found", "code"]).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let lines: Vec<_> = BufReader::new(child.stdout.as_mut().unwrap())
        .lines()
        .take(2)
        .collect::<Result<_, _>>()
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let code = lines[1].strip_prefix("founding code: ").unwrap();
    let told = Command::new(BINARY).args(["about", "--data"]).arg(&data.0).output().unwrap();
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!((&told["service"], &told["founding_code"]), (&"passamano-hub".into(), &code.into()));
}
