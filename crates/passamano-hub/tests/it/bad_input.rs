//! One bad item never stops the others, and what comes twice is kept once.

use std::io::Write;
use std::net::TcpStream;

use passamano_core::api::{ENROL, PUSH, PushResult, refusal_message};
use passamano_core::id::RecordId;
use passamano_core::record::{Fact, Mark, Record};
use passamano_core::seal;
use passamano_core::space::Role;
use passamano_core::time::Moment;
use passamano_hub::Hub;

use crate::world::*;

fn world() -> (Folder, Hub, Phone, Phone) {
    let data = Folder::new();
    let hub = hub(&data);
    let founding = founding();
    found_at(hub.addr(), &founding);
    let amina = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);
    let bruno = Phone::enrolled(hub.addr(), &founding, Role::Volunteer);
    (data, hub, amina, bruno)
}

#[test]
fn the_same_envelope_twice_is_kept_once_and_receipted_the_same() {
    let (_data, _hub, mut amina, bruno) = world();
    let sent = amina.team(1);
    let first = amina.push(&sent);
    let second = amina.push(&[sent[0].clone(), sent[0].clone()]);
    for result in &second {
        assert_eq!(held(result), (held(&first[0]).0, true));
    }
    assert_eq!(bruno.pull_all(""), sent);
}

/// A record whose id is always the same.
fn same_id(mark: Mark) -> Record {
    Record {
        id: RecordId::new(1, [5; 10]),
        at: Moment { ms: 1, offset: 60 },
        by: passamano_core::id::MemberId([1; 8]),
        activity: None,
        pack: None,
        amends: None,
        reason: None,
        fact: Fact::Marked(mark),
    }
}

#[test]
fn other_content_under_the_same_id_is_kept_beside_it() {
    let (_data, _hub, amina, bruno) = world();
    let mut numbered = amina.clone();
    numbered.seq = 1;
    let sent = [
        numbered.seal_record(&same_id(Mark::Feedback)),
        numbered.seal_record(&same_id(Mark::Incident)),
    ];
    let results = amina.push(&sent);
    assert!(results.iter().all(|result| !held(result).1));
    assert_ne!(held(&results[0]).0.digest, held(&results[1]).0.digest);
    assert_eq!(bruno.pull_all(""), sent);
}

#[test]
fn a_ninth_content_under_one_id_is_refused_and_the_eight_stay() {
    let (_data, _hub, amina, bruno) = world();
    let mut numbered = amina.clone();
    // The bytes differ by what sealing draws by chance.
    let mut sent: Vec<_> = (1..=9)
        .map(|seq| {
            numbered.seq = seq;
            numbered.seal_record(&same_id(Mark::Feedback))
        })
        .collect();
    // One push brings some, another the rest: the count is the store's.
    amina.push(&sent[..3]);
    let results = amina.push(&sent[3..]);
    assert!(results[..5].iter().all(|result| !held(result).1));
    let PushResult::Refused { reason, signature } = &results[5] else { panic!("held") };
    assert_eq!(reason, "too_many_clashes");
    let message = refusal_message(amina.founding.space, &seal::digest(&sent[8]), reason);
    let key = amina.hub_key.as_slice().try_into().unwrap();
    assert!(seal::signed_by(key, &message, signature.as_slice().try_into().unwrap()));

    let (mut other, ninth) = (amina.clone(), sent.pop().unwrap());
    other.seq = 20;
    let results = amina.push(&[sent[7].clone(), ninth, other.team(1).remove(0)]);
    assert!(held(&results[0]).1);
    assert!(matches!(results[1], PushResult::Refused { .. }));
    assert!(!held(&results[2]).1);
    assert_eq!(bruno.pull_all("")[..8], sent);
}

#[test]
fn one_bad_item_among_fifty_does_not_stop_the_others() {
    let (_data, _hub, mut amina, bruno) = world();
    let (_data2, _hub2, mut foreign, _) = world();
    let poisons: [(Vec<u8>, &str); 5] = [
        {
            let mut bytes = amina.team(1).remove(0);
            bytes[200] ^= 1;
            (bytes, "bad_signature")
        },
        (vec![0; 5_000_000], "too_large"),
        ((0..900u32).map(|i| (i * 7919) as u8).collect(), "not_an_envelope"),
        (foreign.team(1).remove(0), "other_space"),
        (vec![], "not_an_envelope"),
    ];
    let mut good = Vec::new();
    for (poison, expected) in poisons {
        let mut batch = amina.team(49);
        good.extend(batch.clone());
        batch.insert(20, poison);
        let results = amina.push(&batch);
        assert_eq!(results.len(), 50);
        for (at, result) in results.iter().enumerate() {
            match result {
                PushResult::Refused { reason, signature } => {
                    assert_eq!((at, reason.as_str()), (20, expected));
                    let digest = seal::digest(&batch[at]);
                    let message = refusal_message(amina.founding.space, &digest, expected);
                    let (key, signature) = (&amina.hub_key[..], &signature[..]);
                    let (key, signature) = (key.try_into().unwrap(), signature.try_into().unwrap());
                    assert!(seal::signed_by(key, &message, signature));
                }
                PushResult::Held { .. } => assert_ne!(at, 20),
            }
        }
    }
    assert_eq!(bruno.pull_all(""), good);
}

#[test]
fn text_that_is_no_base64url_is_refused_alone() {
    let (_data, hub, amina, _) = world();
    let answer =
        post(hub.addr(), PUSH, &amina.token, &serde_json::json!({"envelopes": ["🙂", "=="]}));
    assert!(answer.1.matches("not_an_envelope").count() == 2, "{}", answer.1);
}

#[test]
fn a_request_that_is_wrong_as_a_whole_says_so_in_words() {
    let (_data, hub, mut amina, _) = world();
    let raw = |path: &str, body: &str| {
        let request = agent()
            .post(url(hub.addr(), path))
            .header("authorization", format!("Bearer {}", amina.token));
        let mut response = request.send(body).unwrap();
        Answer(response.status().as_u16(), response.body_mut().read_to_string().unwrap()).code()
    };
    for body in ["", "{", "[]", "{\"envelopes\":7}", "<html>portal</html>"] {
        assert_eq!(raw(PUSH, body), (400, "bad_request".into()));
        assert_eq!(raw(ENROL, body), (400, "bad_request".into()));
    }
    assert_eq!(raw(ENROL, &"x".repeat(20_000)), (413, "too_large".into()));
    assert_eq!(get(hub.addr(), PUSH, &amina.token).code(), (405, "bad_request".into()));
    assert_eq!(get(hub.addr(), "/v1/nothing", "").code(), (404, "not_found".into()));
    let batch = amina.team(51);
    assert_eq!(amina.try_push(&batch).code(), (413, "too_large".into()));
    assert_eq!(
        post(hub.addr(), PUSH, "wrong", &serde_json::json!({"envelopes": []})).code(),
        (401, "not_enrolled".into())
    );
}

#[test]
fn a_body_beyond_sixteen_mebibytes_is_refused() {
    let (_data, _hub, amina, _) = world();
    let request = agent()
        .post(url(amina.addr, PUSH))
        .header("authorization", format!("Bearer {}", amina.token));
    // The hub may answer and close while the phone is still sending: that is no answer at all.
    if let Ok(mut response) = request.send(vec![b'x'; 17 * 1024 * 1024]) {
        let body = response.body_mut().read_to_string().unwrap();
        assert_eq!(Answer(response.status().as_u16(), body).code(), (413, "too_large".into()));
    }
    assert_eq!(amina.pull("").own.count, 0);
}

#[test]
fn bodies_that_come_slowly_stop_no_other_phone() {
    let (_data, hub, mut amina, bruno) = world();
    // More than would fit if the announced length took room.
    let slow: Vec<_> = (0..12)
        .map(|_| {
            let mut stream = TcpStream::connect(hub.addr()).unwrap();
            let head = format!(
                "POST {PUSH} HTTP/1.1\r\nhost: hub\r\nauthorization: Bearer {}\r\n\
                 content-length: 16000000\r\n\r\n{{",
                bruno.token
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream
        })
        .collect();
    std::thread::sleep(std::time::Duration::from_millis(300));
    let begun = std::time::Instant::now();
    for _ in 0..5 {
        let sent = amina.team(2);
        assert!(amina.push(&sent).iter().all(|result| !held(result).1));
    }
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
    drop(slow);
}
