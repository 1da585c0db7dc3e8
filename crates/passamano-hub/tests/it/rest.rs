//! What lies on the disk while a hub runs and after it stopped: the main file holds everything,
//! and a key and a database that do not belong together are noticed.

use std::fs;

use passamano_core::space::Role;

use crate::crash::{run, serve};
use crate::world::*;

/// A folder with these files of another one, and nothing else.
fn copied(from: &Folder, names: &[&str]) -> Folder {
    let copy = Folder::new();
    for name in names {
        fs::copy(from.0.join(name), copy.0.join(name)).unwrap();
    }
    copy
}

/// The length of the log beside the main file, in bytes.
fn log(data: &Folder) -> u64 {
    fs::metadata(data.0.join("hub.sqlite-wal")).map_or(0, |log| log.len())
}

/// The main file and the key alone hold all that this phone sent.
fn main_file_holds(data: &Folder, phone: &Phone, sent: &[Vec<u8>]) {
    let copy = copied(data, &["hub.key", "hub.sqlite"]);
    let hub = hub(&copy);
    let phone = Phone { addr: hub.addr(), ..phone.clone() };
    assert_eq!(phone.pull_all("own=1"), sent);
}

#[test]
fn after_a_stop_the_main_file_holds_everything() {
    let (data, founding) = (Folder::new(), founding());
    let running = hub(&data);
    found_at(running.addr(), &founding);
    let mut amina = Phone::enrolled(running.addr(), &founding, Role::Volunteer);
    let sent = amina.team(5);
    amina.push(&sent);
    assert!(log(&data) > 0);
    running.stop();
    // Whoever copies the folder does not even meet a log.
    assert!(!data.0.join("hub.sqlite-wal").exists());
    main_file_holds(&data, &amina, &sent);
}

#[test]
fn after_a_start_the_main_file_holds_what_a_killed_hub_left_in_the_log() {
    let (data, founding) = (Folder::new(), founding());
    let killed = run(serve(&data.0));
    found_at(killed.addr, &founding);
    let mut amina = Phone::enrolled(killed.addr, &founding, Role::Volunteer);
    let sent = amina.team(5);
    amina.push(&sent);
    drop(killed);
    assert!(log(&data) > 0);
    let again = run(serve(&data.0));
    assert_eq!(log(&data), 0);
    main_file_holds(&data, &amina, &sent);
    drop(again);
}
