//! The wrappers give an answer in this browser, or say that it has none.

use passamano::platform::{clock, locks, page, persist, plural, prefs, random, timer, vault};
use passamano_core::endpoint::{Failure, HttpRequest};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_clock_and_chance_are_the_phones() {
    assert!(clock::now().day().ymd().0 >= 2024);
    assert_ne!(random::bytes::<32>(), random::bytes::<32>());
}

#[wasm_bindgen_test]
fn preferences_and_the_canary_are_kept() {
    prefs::set_language("ar");
    assert_eq!(prefs::language().as_deref(), Some("ar"));
    prefs::set_theme(Some("dark"));
    prefs::set_theme(None);
    assert_eq!(prefs::theme(), None);
    prefs::plant_canary("space");
    prefs::feed_canary(7);
    prefs::feed_canary(3);
    assert_eq!(prefs::canary().map(|canary| (canary.space, canary.seq)), Some(("space".into(), 7)));
    prefs::forget_canary();
    assert_eq!(prefs::canary(), None);
    prefs::drop("language");
}

#[wasm_bindgen_test]
async fn one_at_a_time_holds_a_lock() {
    let inside = locks::hold("test-lock", async {
        let second = locks::try_hold("test-lock", async { 2 }).await;
        let other = locks::try_hold("test-other-lock", async { 3 }).await;
        (second, other)
    });
    assert_eq!(inside.await, (None, Some(3)));
    // Letting go reaches the lock manager a moment later.
    assert_eq!(locks::hold("test-lock", async { 4 }).await, 4);
}

#[wasm_bindgen_test]
async fn what_the_vault_seals_only_its_key_opens() {
    let key: [u8; 32] = core::array::from_fn(|n| n as u8);
    let sealed = vault::lock(&key, b"about", b"copy").await.unwrap();
    assert_eq!(vault::unlock(&key, b"about", &sealed).await.as_deref(), Some(b"copy".as_slice()));
    assert_eq!(vault::unlock(&[1; 32], b"about", &sealed).await, None);
    assert_eq!(vault::unlock(&key, b"other", &sealed).await, None);
    assert_eq!(vault::unlock(&key, b"about", &sealed[..11]).await, None);
    // As OpenSSL seals it: what an earlier version kept must open.
    let earlier = *b"\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\
        \x6c\x05\xd6\x25\x8d\x60\xb8\x86\x94\x23\xfd\x81\x7f\xd7\xcb\x8e\xc5\x26\x69\xa9";
    assert_eq!(vault::unlock(&key, b"about", &earlier).await.as_deref(), Some(b"copy".as_slice()));
}

#[wasm_bindgen_test]
async fn waiting_ends_and_a_dropped_timer_does_not_ring() {
    let rung = std::rc::Rc::new(std::cell::Cell::new(0));
    let ring = |add: u32| {
        let rung = std::rc::Rc::clone(&rung);
        move || rung.set(rung.get() + add)
    };
    let _kept = timer::once(5, ring(1));
    drop(timer::once(5, ring(10)));
    timer::sleep(60).await;
    assert_eq!(rung.get(), 1);
}

#[wasm_bindgen_test]
async fn the_browser_says_how_much_room_there_is_or_nothing() {
    let room = persist::estimate().await;
    assert!(room.is_none_or(|room| room.quota > room.used));
    // WebKit on Linux knows neither of the two.
    assert_eq!(persist::persisted().await.is_some(), room.is_some());
}

#[wasm_bindgen_test]
fn the_page_takes_language_and_plural_rules() {
    page::set_language("ar", "rtl");
    assert!(!page::origin().is_empty() && !page::languages().is_empty());
    assert_eq!(
        (plural::category("ar", 2), plural::category("it", 1)),
        ("two".into(), "one".into())
    );
    page::set_language("it", "ltr");
    assert!(!page::has_large_text());
}

fn get(url: String, timeout_ms: u32) -> HttpRequest {
    HttpRequest { method: "GET", url, headers: vec![], body: None, timeout_ms }
}

#[wasm_bindgen_test]
async fn an_answer_comes_whole_and_a_dead_address_is_a_failure() {
    use passamano::platform::fetch;
    let answer = fetch::send(&get(page::origin() + "/", 5_000)).await.unwrap();
    assert_eq!(answer.status, 200);
    assert!(
        !answer.body.is_empty() && answer.headers.iter().any(|(name, _)| name == "content-type")
    );
    assert_eq!(fetch::send(&get("http://127.0.0.1:9/".into(), 5_000)).await, Err(Failure::Network));
    let (abort, answer) = fetch::start(&get(page::origin() + "/", 5_000));
    abort.abort();
    assert_eq!(answer.await, Err(Failure::Network));
}

#[wasm_bindgen_test]
fn a_code_that_was_drawn_can_be_read() {
    let text = "HH-07K3 · ciao àèì";
    let (size, modules) = passamano_codes::draw(text).unwrap();
    let (scale, quiet) = (4, 4);
    let side = (size as usize + 2 * quiet) * scale;
    let mut pixels = vec![255u8; side * side];
    for (at, dark) in modules.iter().enumerate() {
        let (x, y) = (at % size as usize + quiet, at / size as usize + quiet);
        for dot in 0..scale * scale {
            let place = (y * scale + dot / scale) * side + x * scale + dot % scale;
            pixels[place] = if *dark == 1 { 0 } else { 255 };
        }
    }
    assert_eq!(passamano_codes::read(&pixels, side, side).as_deref(), Some(text));
    let colored: Vec<u8> = pixels.iter().flat_map(|grey| [*grey, *grey, *grey, 255]).collect();
    assert_eq!(passamano_codes::read(&colored, side, side).as_deref(), Some(text));
    assert_eq!(passamano_codes::read(&pixels, side, side + 1), None);
    assert_eq!(passamano_codes::read(&[], 0, 0), None);
    assert_eq!(passamano_codes::draw(&"x".repeat(3_000)), None);
}
