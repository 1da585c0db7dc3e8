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

/// Why a hub does not start in this folder.
fn refused(data: &Folder) -> String {
    passamano_hub::Hub::start(settings(&data.0)).err().unwrap().0
}

#[test]
fn a_key_without_its_database_is_refused_and_the_log_stays() {
    let data = Folder::new();
    let killed = run(serve(&data.0));
    let founding = founding();
    found_at(killed.addr, &founding);
    drop(killed);
    let (main, log_before) = (data.0.join("hub.sqlite"), log(&data));
    assert!(log_before > 0);
    let whole = fs::read(&main).unwrap();
    fs::remove_file(&main).unwrap();
    assert!(refused(&data).contains("hub.sqlite is missing"), "{}", refused(&data));
    fs::write(&main, "").unwrap();
    assert!(refused(&data).contains("hub.sqlite is missing or empty"), "{}", refused(&data));
    // Nor does the log alone look like a new folder.
    let (named, aside) = (data.0.join("hub.key"), data.0.join("aside"));
    fs::rename(&named, &aside).unwrap();
    fs::remove_file(&main).unwrap();
    assert!(refused(&data).contains("hub.key is missing"), "{}", refused(&data));
    fs::rename(&aside, &named).unwrap();
    assert_eq!(log(&data), log_before);
    // With the main file back, the log counts again.
    fs::write(&main, whole).unwrap();
    let again = hub(&data);
    Phone::enrolled(again.addr(), &founding, Role::Volunteer);
}

#[test]
fn a_crash_in_the_first_start_ends_in_a_hub_with_the_same_key() {
    let data = Folder::new();
    let key = {
        let first = hub(&data);
        about(first.addr()).key
    };
    // Everything was made but the key's name.
    let named = data.0.join("hub.key");
    let draft = data.0.join("hub.key.new");
    fs::rename(&named, &draft).unwrap();
    assert_eq!(about(hub(&data).addr()).key, key);
    assert!(named.exists() && !draft.exists());
    // Only the key was made, or the database had no content yet.
    for database in [None, Some("")] {
        fs::rename(&named, &draft).unwrap();
        let main = data.0.join("hub.sqlite");
        fs::remove_file(&main).unwrap();
        if let Some(text) = database {
            fs::write(&main, text).unwrap();
        }
        assert_eq!(about(hub(&data).addr()).key, key);
    }
    // Half a key, of which no database can know, is made anew.
    let (half, data) = (fs::read(&named).unwrap(), Folder::new());
    fs::write(data.0.join("hub.key.new"), &half[..16]).unwrap();
    assert_ne!(about(hub(&data).addr()).key, key);
}

#[test]
fn a_key_beside_the_database_of_another_hub_is_noticed() {
    let (ours, theirs) = (Folder::new(), Folder::new());
    drop((hub(&ours), hub(&theirs)));
    fs::copy(theirs.0.join("hub.key"), ours.0.join("hub.key")).unwrap();
    assert!(refused(&ours).contains("another hub than the store"), "{}", refused(&ours));
    // The same for a key that has no name yet.
    fs::rename(ours.0.join("hub.key"), ours.0.join("hub.key.new")).unwrap();
    assert!(refused(&ours).contains("another hub than the store"), "{}", refused(&ours));
}
