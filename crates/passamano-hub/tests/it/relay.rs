//! What one phone pushes, another pulls: receipts, cursors, waiting, roles, gaps.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use passamano_core::api::{DEVICES, Devices, Own};
use passamano_core::envelope;
use passamano_core::record::Audience;
use passamano_core::seal;
use passamano_core::space::Role;

use crate::world::*;

#[test]
fn what_one_phone_pushes_is_receipted_and_another_pulls_it() {
    let data = Folder::new();
    let hub = hub(&data);
    let founding = founding();
    found_at(hub.addr(), &founding).ok::<serde_json::Value>();
    let mut amina = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);
    let bruno = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);

    let sent = amina.team(3);
    let results = amina.push(&sent);
    for (bytes, result) in sent.iter().zip(&results) {
        let (receipt, again) = held(result);
        assert!(receipt.signed_by(&amina.hub_key, founding.space));
        assert_eq!(
            (receipt.digest, receipt.device, again),
            (seal::digest(bytes), amina.device(), false)
        );
    }

    let pulled = bruno.pull("");
    assert_eq!(
        pulled.envelopes.iter().map(|b| &b.0).collect::<Vec<_>>(),
        sent.iter().collect::<Vec<_>>()
    );
    assert!(!pulled.more);
    assert_eq!(pulled.own, Own::default());
    assert!(envelope::open(&pulled.envelopes[0].0, founding.space, &founding.keys()).is_ok());
    assert!(bruno.pull(&format!("after={}", pulled.next)).envelopes.is_empty());

    let mine = amina.pull("");
    assert!(mine.envelopes.is_empty());
    assert_eq!(mine.own, Own { count: 3, highest: 3 });
    assert_eq!(amina.pull_all("own=1&limit=1"), sent);
    assert!(amina.pull("after=%F0%9F%99%82&limit=x").envelopes.is_empty());
}

#[test]
fn a_phone_that_waits_is_answered_when_something_comes() {
    let data = Folder::new();
    let hub = hub(&data);
    let founding = founding();
    found_at(hub.addr(), &founding);
    let mut amina = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);
    let bruno = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);

    let begun = Instant::now();
    let waiting =
        thread::spawn(move || (bruno.pull("wait=20").envelopes.len(), bruno.pull("wait=1&own=1")));
    thread::sleep(Duration::from_millis(300));
    let sent = amina.team(1);
    amina.push(&sent);
    assert_eq!(waiting.join().unwrap().0, 1);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_hub_that_stops_answers_those_who_wait() {
    let data = Folder::new();
    let hub = hub(&data);
    let founding = founding();
    found_at(hub.addr(), &founding);
    let bruno = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);
    let waiting = thread::spawn(move || bruno.pull("wait=25").envelopes.len());
    thread::sleep(Duration::from_millis(300));
    let begun = Instant::now();
    hub.stop();
    assert_eq!(waiting.join().unwrap(), 0);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_volunteer_never_gets_what_is_for_the_desk() {
    let data = Folder::new();
    let hub = hub(&data);
    let founding = founding();
    found_at(hub.addr(), &founding);
    let mut amina = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);
    let bruno = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);
    let carla = Phone::enrolled(hub.addr(), &founding, Role::FocalPoint);
    let mut sent = amina.team(1);
    sent.push(amina.desk());
    amina.push(&sent);

    for volunteer in [&amina, &bruno] {
        let got = volunteer.pull_all("own=1");
        assert_eq!(got.len(), 1);
        assert_eq!(envelope::check(&got[0]).unwrap().audience, Audience::Team);
    }
    assert_eq!(carla.pull_all(""), sent);
    assert_eq!(get(hub.addr(), DEVICES, &bruno.token).code(), (403, "desk_only".into()));
}

#[test]
fn the_desk_sees_which_records_are_missing_of_each_device() {
    let data = Folder::new();
    let hub = hub(&data);
    let founding = founding();
    found_at(hub.addr(), &founding);
    let mut amina = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);
    let carla = Phone::enrolled(hub.addr(), &founding, Role::Coordinator);
    let sent = amina.team(60);
    amina.push(&[sent[0].clone(), sent[2].clone(), sent[59].clone()]);

    let devices: Devices = get(hub.addr(), DEVICES, &carla.token).ok();
    let of = |phone: &Phone| devices.devices.iter().find(|d| d.device == phone.device()).unwrap();
    assert_eq!(of(&amina).own, Own { count: 3, highest: 60 });
    assert_eq!(of(&amina).missing, [2].into_iter().chain(4..=22).collect::<Vec<u64>>());
    assert!((now_ms() - of(&amina).seen_ms).abs() < 10_000);
    assert_eq!((of(&carla).own, of(&carla).missing.len()), (Own::default(), 0));
}

#[test]
fn a_page_ends_by_count_and_by_size_and_nothing_is_skipped() {
    let data = Folder::new();
    let hub = hub(&data);
    let founding = founding();
    found_at(hub.addr(), &founding);
    let mut amina = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);
    let carla = Phone::enrolled(hub.addr(), &founding, Role::Coordinator);
    let words = "x".repeat(200_000);
    let mut sent: Vec<_> = (0..8)
        .map(|_| {
            let feedback =
                passamano_core::feedback::Feedback { words: words.clone(), ..Default::default() };
            amina.seal(passamano_core::record::Fact::FeedbackGiven(feedback))
        })
        .collect();
    sent.extend(amina.team(5));
    amina.push(&sent);
    let first = carla.pull("");
    assert!(first.more && first.envelopes.len() < 8);
    assert_eq!(carla.pull_all(""), sent);
    assert_eq!(carla.pull_all("limit=3"), sent);
}

#[test]
fn records_that_came_by_file_may_be_brought_by_another_phone() {
    let data = Folder::new();
    let hub = hub(&data);
    let founding = founding();
    found_at(hub.addr(), &founding);
    let mut amina = Phone::new(hub.addr(), &founding);
    let bruno = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);
    let sent = amina.team(2);
    let results = bruno.push(&sent);
    assert_eq!(held(&results[1]).0.device, amina.device());
    assert_eq!(bruno.pull_all(""), sent);
}

#[test]
fn a_hub_restored_from_an_old_backup_gets_everything_again_and_nobody_misses_it() {
    let (data, backup) = (Folder::new(), Folder::new());
    let founding = founding();
    let old = hub(&data);
    found_at(old.addr(), &founding);
    let mut amina = Phone::enrolled(old.addr(), &founding, Role::Volunteer);
    let mut bruno = Phone::enrolled(old.addr(), &founding, Role::Volunteer);
    let mut sent = amina.team(2);
    amina.push(&sent);
    old.stop();
    for file in fs::read_dir(&data.0).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), backup.0.join(file.file_name())).unwrap();
    }
    let old = hub(&data);
    (amina.addr, bruno.addr) = (old.addr(), old.addr());
    sent.extend(amina.team(3));
    amina.push(&sent[2..]);
    let cursor = bruno.pull("").next;
    old.stop();

    let restored = hub(&backup);
    (amina.addr, bruno.addr) = (restored.addr(), restored.addr());
    assert_eq!(amina.pull("").own, Own { count: 2, highest: 2 });
    let mut anew = amina.clone();
    let mut late = sent[2..].to_vec();
    late.reverse();
    late.push(anew.team(1).remove(0));
    amina.push(&late);
    let seen: Vec<_> = bruno.pull(&format!("after={cursor}")).envelopes;
    assert!(late.iter().all(|bytes| seen.iter().any(|b| b.0 == *bytes)));
}
