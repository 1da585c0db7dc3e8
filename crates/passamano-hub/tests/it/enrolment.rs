//! Who gets in: the organisation's signature decides, and each grant lets in as many as it says.

use std::thread;

use passamano_core::api::{Enrolled, PULL};
use passamano_core::seal;
use passamano_core::space::Role;
use passamano_hub::Hub;

use crate::world::*;

#[test]
fn a_space_belongs_to_the_organisation_that_opened_it() {
    let data = Folder::new();
    let hub = hub(&data);
    let ours = founding();
    for _ in 0..2 {
        assert_eq!(found_at(hub.addr(), &ours).0, 200);
    }
    let mut theirs = founding();
    theirs.space = ours.space;
    assert_eq!(found_at(hub.addr(), &theirs).code(), (409, "other_organisation".into()));
    let mut forged = passamano_core::api::Found {
        space: ours.space,
        org: ours.org().to_vec(),
        signature: vec![0; 64],
        code: None,
    };
    assert_eq!(post(hub.addr(), "/v1/spaces", "", &forged).code(), (403, "bad_signature".into()));
    forged.org.pop();
    assert_eq!(post(hub.addr(), "/v1/spaces", "", &forged).code(), (400, "bad_request".into()));
}

#[test]
fn a_stranger_opens_no_second_space() {
    use passamano_hub::Found::*;
    let data = Folder::new();
    let (ours, theirs) = (founding(), founding());
    let start = |found| Hub::start(passamano_hub::Settings { found, ..settings(&data.0) }).unwrap();
    let closed = (403, "founding_closed".into());

    let none = start(Closed);
    assert_eq!(found_at(none.addr(), &ours).code(), closed);
    drop(none);

    let first = start(First);
    for _ in 0..2 {
        assert_eq!(found_at(first.addr(), &ours).0, 200);
        assert_eq!(found_at(first.addr(), &theirs).code(), closed);
    }
    drop(first);

    // The one that stands is the organisation's, whatever is set.
    for found in [First, Closed, Code] {
        let hub = start(found);
        assert_eq!(found_at(hub.addr(), &ours).0, 200, "{found:?}");
        assert_eq!(found_at(hub.addr(), &theirs).0, 403, "{found:?}");
    }
    let open = start(Open);
    assert_eq!(found_at(open.addr(), &theirs).0, 200);
    assert_eq!(found_at(open.addr(), &founding()).0, 200);
}

#[test]
fn of_many_who_race_for_the_first_space_one_gets_it() {
    let data = Folder::new();
    let hub = hub(&data);
    let addr = hub.addr();
    let race: Vec<_> =
        (0..8).map(|_| thread::spawn(move || found_at(addr, &founding()).0)).collect();
    let statuses: Vec<_> = race.into_iter().map(|t| t.join().unwrap()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
}

#[test]
fn a_founding_code_opens_spaces_and_stays_the_same() {
    use std::os::unix::fs::PermissionsExt;
    let data = Folder::new();
    let start = || {
        let found = passamano_hub::Found::Code;
        Hub::start(passamano_hub::Settings { found, ..settings(&data.0) }).unwrap()
    };
    let hub = start();
    let code = hub.founding_code().unwrap().to_string();
    assert_eq!(code.len(), 16);
    let refused = (403, "founding_code".into());
    let mut near = code.clone().into_bytes();
    near[15] = if near[15] == b'A' { b'B' } else { b'A' };
    let near = String::from_utf8(near).unwrap();
    for wrong in [None, Some(""), Some(" "), Some(&code[..15]), Some(near.as_str())] {
        assert_eq!(found_with(hub.addr(), &founding(), wrong).code(), refused, "{wrong:?}");
    }
    let typed = format!(" {}-{}", code[..8].to_lowercase(), &code[8..]);
    let ours = founding();
    assert_eq!(found_with(hub.addr(), &ours, Some(&typed)).0, 200);
    assert_eq!(found_with(hub.addr(), &founding(), Some(&code)).0, 200);
    assert_eq!(found_at(hub.addr(), &ours).0, 200);
    // It is said to whoever runs the hub, never over the wire.
    assert!(!get(hub.addr(), "/v1/about", "").1.contains(&code));
    drop(hub);

    assert_eq!(start().founding_code(), Some(code.as_str()));
    assert_eq!(Hub::founding_code_of(&data.0), Ok(Some(code)));
    let file = data.0.join("founding.code");
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_wrong_grant_lets_nobody_in() {
    let data = Folder::new();
    let hub = hub(&data);
    let (ours, theirs) = (founding(), founding());
    let phone = Phone::new(hub.addr(), &ours);
    assert_eq!(phone.enrol(&grant(&ours, Role::Volunteer)).code(), (404, "unknown_space".into()));
    found_at(hub.addr(), &ours);

    let expired = ours.grant(Role::Volunteer, code(), now_ms() - 1, 1);
    assert_eq!(phone.enrol(&expired).code(), (403, "grant_expired".into()));

    let mut forged = grant(&ours, Role::Volunteer);
    forged.role = Role::Coordinator;
    assert_eq!(phone.enrol(&forged).code(), (403, "bad_signature".into()));

    let mut foreign = theirs.clone();
    foreign.space = ours.space;
    assert_eq!(
        phone.enrol(&grant(&foreign, Role::Volunteer)).code(),
        (403, "bad_signature".into())
    );

    let mut thief = phone.clone();
    thief.hub_key = seal::signer_public(&[9; 32]).to_vec();
    assert_eq!(thief.enrol(&grant(&ours, Role::Volunteer)).code(), (403, "bad_signature".into()));

    assert_eq!(get(hub.addr(), PULL, "").code(), (401, "not_enrolled".into()));
    assert_eq!(get(hub.addr(), PULL, "AAAA").code(), (401, "not_enrolled".into()));
}

#[test]
fn a_grant_for_one_lets_one_of_two_racing_phones_in() {
    let data = Folder::new();
    let hub = hub(&data);
    let ours = founding();
    found_at(hub.addr(), &ours);
    let once = grant(&ours, Role::Volunteer);
    let race: Vec<_> = (0..4)
        .map(|_| {
            let (phone, once) = (Phone::new(hub.addr(), &ours), once.clone());
            thread::spawn(move || phone.enrol(&once).0)
        })
        .collect();
    let let_in =
        race.into_iter().map(|t| t.join().unwrap()).filter(|status| *status == 200).count();
    assert_eq!(let_in, 1);
    assert_eq!(Phone::new(hub.addr(), &ours).enrol(&once).code(), (403, "grant_used_up".into()));
}

#[test]
fn a_phone_that_enrols_again_gets_a_new_token_and_uses_the_grant_once() {
    let data = Folder::new();
    let hub = hub(&data);
    let ours = founding();
    found_at(hub.addr(), &ours);
    let once = ours.grant(Role::Volunteer, code(), now_ms() + 60_000, 2);
    let mut phone = Phone::new(hub.addr(), &ours);
    let first = phone.enrol(&once).ok::<Enrolled>().token;
    phone.token = phone.enrol(&once).ok::<Enrolled>().token;
    assert_ne!(first, phone.token);
    assert_eq!(get(hub.addr(), PULL, &first).code(), (401, "not_enrolled".into()));
    assert!(phone.pull("").envelopes.is_empty());
    assert_eq!(Phone::new(hub.addr(), &ours).enrol(&once).0, 200);
}

#[test]
fn what_a_hub_is_survives_a_restart_and_its_key_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let data = Folder::new();
    let first = hub(&data);
    let (ours, key) = (founding(), about(first.addr()).key);
    found_at(first.addr(), &ours);
    let mut phone = Phone::enrolled(first.addr(), &ours, Role::Volunteer);
    let refused = passamano_hub::Hub::start(settings(&data.0)).err().unwrap();
    assert!(refused.0.contains("another hub"));
    first.stop();

    let second = hub(&data);
    phone.addr = second.addr();
    assert_eq!(about(second.addr()).key, key);
    assert!(phone.pull("").envelopes.is_empty());
    second.stop();
    let file = data.0.join("hub.key");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::remove_file(file).unwrap();
    let refused = passamano_hub::Hub::start(settings(&data.0)).err().unwrap();
    assert!(refused.0.contains("backup"));
}
