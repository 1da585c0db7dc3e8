//! Stories of scanning without touching: a hand scanner that types whatever has the focus, a card
//! half in shade before a camera, and codes that are long, on paper.

use std::time::{Duration, Instant};

use passamano_core::card::scanner;
use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure, cdp, film, team};
use serde_json::json;
use thirtyfour::Key;

use super::bad_input::{says, tries_it};

/// So soon a card in shade must be read once the camera is open.
const READ_WITHIN: Duration = Duration::from_secs(2);

/// Keeps what a page would sound and how it would make the phone tremble.
const LISTENS: &str = "
    window.told = [];
    navigator.vibrate = times => { window.told.push('vibrates ' + [times].flat().join()); return true; };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (at) {
        window.told.push(Math.round(this.frequency.value));
        return start.call(this, at);
    };";

/// Codes of the sample team, from the desk's list.
async fn sample_codes(phone: &Phone, hub: &TestHub) -> Result<Vec<String>, Failure> {
    phone.open(&format!("{}/desk/households", hub.url())).await?;
    phone.sees("12 households on the list").await?;
    let find =
        "return [...new Set(document.body.innerText.match(/\\b[0-9A-Z]{2}-[0-9A-Z]{3}\\b/g))]";
    let codes = phone.script(find, vec![]).await?;
    Ok(serde_json::from_value(codes)?)
}

/// A hand scanner types, into whatever has the focus. On a busy machine a browser takes keys more
/// slowly than any scanner types: that is no scan, and said so, whatever the app made of it.
async fn scans(phone: &Phone, text: &str, end: Key) -> Result<(), Failure> {
    phone.script(NOTE_KEYS, vec![]).await?;
    let keys = format!("{text}{}", end.value());
    phone.browser()?.action_chain().send_keys(keys).perform().await?;
    let times: Vec<f64> = serde_json::from_value(phone.script("return keyTimes", vec![]).await?)?;
    // A key that is missing is no matter of speed.
    if times.len() != text.chars().count() + 1 {
        return Ok(());
    }
    let (mut listens, end_of) = (scanner::Keys::default(), times.len() - 1);
    let heard = times.iter().enumerate().map(|(at, time)| {
        let key = if at == end_of { scanner::Key::End } else { scanner::Key::Text("0") };
        listens.hear(key, *time)
    });
    match heard.last() {
        Some(scanner::Heard::Scan(_)) => Ok(()),
        _ => Err(Box::new(TypedSlowly)),
    }
}

/// The browser did not take the keys as fast as a scanner types.
#[derive(Debug)]
struct TypedSlowly;

impl std::fmt::Display for TypedSlowly {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        to.write_str("the browser took the keys more slowly than a scanner types")
    }
}

impl std::error::Error for TypedSlowly {}

/// Notes when each key went down, by the clock that the app goes by.
const NOTE_KEYS: &str = "
    window.keyTimes = [];
    if (window.noteKeys) return;
    window.noteKeys = event => event.isTrusted && keyTimes.push(event.timeStamp);
    addEventListener('keydown', noteKeys, { capture: true });";

/// The card with this code is on the screen.
async fn shows_card(phone: &Phone, code: &str, words: &str) -> Result<(), Failure> {
    phone
        .waits(&format!("show the card {code}"), async || {
            let here = phone.browser()?.current_url().await?;
            Ok(here.path().ends_with(code) && phone.words().await?.contains(words))
        })
        .await
}

/// Taps the main action as soon as the card with this code is there.
const TAP_AS_IT_COMES: &str = "
    const code = arguments[0];
    new MutationObserver((_, watch) => {
        const give = document.querySelector('.main-action');
        const there = location.pathname.endsWith(code) && document.querySelector('main').innerText.includes(code);
        if (!give || !there) return;
        watch.disconnect();
        give.click();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });";

async fn focuses(phone: &Phone, css: &str) -> Result<(), Failure> {
    let focus = "
        document.activeElement.blur();
        document.querySelector(arguments[0])?.focus();
        return document.activeElement === (document.querySelector(arguments[0]) ?? document.body)";
    phone
        .waits("have the focus there", async || {
            Ok(phone.script(focus, vec![json!(css)]).await? == true)
        })
        .await
}

/// So often the story is told to a browser that is too busy for it.
const TOLD: u32 = 4;

/// Tells a story in which a scanner types, until the browser took its keys in time.
async fn to_a_quick_browser(
    story: impl AsyncFn(Engine) -> Result<(), Failure>,
    engine: Engine,
) -> Result<(), Failure> {
    for _ in 1..TOLD {
        match story(engine).await {
            Err(failure) if failure.is::<TypedSlowly>() => eprintln!("once more: {failure}"),
            end => return end,
        }
    }
    story(engine).await
}

pub async fn a_hand_scanner_is_heard_whatever_has_the_focus(engine: Engine) -> Result<(), Failure> {
    to_a_quick_browser(a_hand_scanner_is_heard, engine).await
}

async fn a_hand_scanner_is_heard(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let phone = Phone::new(engine, "Amina").await?;
    tries_it(&phone, &hub.url()).await?;
    let codes = sample_codes(&phone, &hub).await?;
    let due = async |phone: &Phone, hub: &TestHub| -> Result<Vec<String>, Failure> {
        let mut due = vec![];
        for code in &codes {
            phone.open(&format!("{}/handout/card/{code}", hub.url())).await?;
            phone.sees(code).await?;
            phone
                .waits("say what is due", async || {
                    let words = phone.words().await?;
                    Ok(words.contains("Due today") || words.contains("Do not give"))
                })
                .await?;
            if phone.words().await?.contains("Due today") {
                due.push(code.clone());
            }
            if due.len() == 4 {
                break;
            }
        }
        Ok(due)
    };
    let codes = due(&phone, &hub).await?;
    let [a, b, c, d] = &codes[..] else { return Err("four cards with something due".into()) };

    // Nothing has the focus.
    phone.open(&format!("{}/handout", hub.url())).await?;
    phone.sees("Or type the code on the card").await?;
    focuses(&phone, "nothing").await?;
    scans(&phone, a, Key::Enter).await?;
    shows_card(&phone, a, "Due today").await?;

    // Enter presses no button that has the focus, and a card of nobody takes nothing along.
    focuses(&phone, ".main-action").await?;
    scans(&phone, "ZZ-ZZZZ", Key::Enter).await?;
    says(&phone, "en", "handout.check_code").await?;
    assert_eq!(phone.value("Or type the code on the card").await?, "ZZ-ZZZZ");

    // In the field stands an old code: the scan replaces it.
    focuses(&phone, "#card-code").await?;
    scans(&phone, a, Key::Tab).await?;
    shows_card(&phone, a, "Due today").await?;
    phone.taps("Give").await?;
    phone.sees("Saved on this phone").await?;

    // From the saved screen to the next card, and to the same one again.
    scans(&phone, b, Key::Enter).await?;
    shows_card(&phone, b, "Due today").await?;
    scans(&phone, a, Key::Enter).await?;
    shows_card(&phone, a, "Already served").await?;
    scans(&phone, a, Key::Enter).await?;
    shows_card(&phone, a, "Already served").await?;

    // What a scanner puts around a code.
    scans(&phone, &format!("]Q1{c}"), Key::Enter).await?;
    shows_card(&phone, c, "Due today").await?;
    phone.no_longer_sees("set to another keyboard").await?;

    // A tap as another card comes was for the one before: it gives nothing, and says so.
    phone.script(TAP_AS_IT_COMES, vec![json!(b)]).await?;
    scans(&phone, b, Key::Enter).await?;
    says(&phone, "en", "handout.tap_before").await?;
    shows_card(&phone, b, "Due today").await?;

    // A field of another screen keeps what stood in it, and an Italian keyboard is said once.
    phone.open(&format!("{}/handout/walk-in", hub.url())).await?;
    phone.sees("Make the card").await?;
    scans(&phone, &d.replace('-', "'"), Key::Enter).await?;
    shows_card(&phone, d, "set to another keyboard").await?;
    phone.taps("I know now").await?;
    phone.no_longer_sees("set to another keyboard").await?;
    scans(&phone, &b.replace('-', "+"), Key::Enter).await?;
    shows_card(&phone, b, "Due today").await?;
    phone.no_longer_sees("set to another keyboard").await?;

    // Counting without a list.
    phone.open(&format!("{}/tally", hub.url())).await?;
    phone.sees("Today").await?;
    focuses(&phone, "main button").await?;
    scans(&phone, c, Key::Enter).await?;
    shows_card(&phone, c, "Due today").await?;

    // A hand that types slowly, and its Enter.
    phone.open(&format!("{}/handout", hub.url())).await?;
    phone.sees("Or type the code on the card").await?;
    focuses(&phone, "#card-code").await?;
    for key in d.chars() {
        phone.browser()?.action_chain().send_keys(key.to_string()).perform().await?;
        tokio::time::sleep(Duration::from_millis(120)).await;
    }
    assert_eq!(phone.value("Or type the code on the card").await?, **d);
    tokio::time::sleep(Duration::from_millis(300)).await;
    phone.browser()?.action_chain().send_keys(Key::Enter.value().to_string()).perform().await?;
    shows_card(&phone, d, "Due today").await
}

pub async fn a_card_half_in_shade_is_read_by_the_camera(engine: Engine) -> Result<(), Failure> {
    to_a_quick_browser(a_card_half_in_shade_is_read, engine).await
}

async fn a_card_half_in_shade_is_read(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let mut phone = Phone::new(engine, "Amina").await?;
    tries_it(&phone, &hub.url()).await?;
    let codes = sample_codes(&phone, &hub).await?;
    phone.switch_off().await?;
    film::before_the_camera(&phone, &codes[0], true)?;
    phone.switch_on().await?;
    cdp::before_each_page(phone.browser()?, LISTENS).await?;
    // The worker is loaded, as on a phone that has the app.
    phone.open(&format!("{}/handout", hub.url())).await?;
    phone.has_the_app().await?;
    phone.taps("Open the camera").await?;
    let playing = "return !!document.querySelector('video')?.videoWidth";
    phone.waits("show the film", async || Ok(phone.script(playing, vec![]).await? == true)).await?;
    let begun = Instant::now();
    phone
        .waits("read the card", async || {
            Ok(phone.browser()?.current_url().await?.path().ends_with(&codes[0]))
        })
        .await?;
    let took = begun.elapsed();
    assert!(took < READ_WITHIN, "a card half in shade was read after {took:?}");

    // The card stands below the live picture, and the camera stays open behind the hand-over.
    phone.sees("Show the next card").await?;
    phone.waits("go on filming", async || {
        let live = "const film = document.querySelector('video'); return !!film && !film.paused && film.currentTime > 0";
        Ok(phone.script(live, vec![]).await? == true)
    })
    .await?;
    let told = phone.script("return window.told.join(' ')", vec![]).await?;
    assert_eq!(told, "1320 vibrates 40", "found is told by ear and hand, once");

    // Unknown sounds otherwise, and a quiet phone not at all.
    scans(&phone, "ZZ-ZZZZ", Key::Enter).await?;
    says(&phone, "en", "handout.check_code").await?;
    let told = phone.script("return window.told.slice(2).join(' ')", vec![]).await?;
    assert_eq!(told, "220 220 vibrates 250,120,250");
    phone.open(&format!("{}/more", hub.url())).await?;
    phone.taps("Quiet").await?;
    phone.open(&format!("{}/handout", hub.url())).await?;
    phone.sees("Or type the code on the card").await?;
    scans(&phone, "ZZ-ZZZZ", Key::Enter).await?;
    says(&phone, "en", "handout.check_code").await?;
    assert_eq!(phone.script("return window.told.length", vec![]).await?, 0);
    Ok(())
}

/// Codes as organisations print them.
const LONG: [&str; 6] = [
    "UNHCR-ITA-2026-000123",
    "CENTRO-ACCOGLIENZA-SUD-NORD-2026-0000117",
    "MSF/VTM/2026/00017",
    "WWWWWWWWWWWWWWWWWW",
    "أسرة-الحي-الشمالي-١٢٣",
    "K7-4QD",
];

pub async fn long_codes_are_whole_on_paper(engine: Engine) -> Result<(), Failure> {
    let hub = TestHub::start()?;
    let list: String = LONG.iter().map(|code| format!("{code};2\n")).collect();
    let list = format!("codice;f_18_59\n{list}");
    let desk = team::found_and_plan(engine, &hub.url(), &list).await?;
    desk.open(&format!("{}/desk/cards", hub.url())).await?;
    desk.taps("Make the cards of the list").await?;
    desk.sees("Print at full size").await?;
    let print = json!({ "media": "print" });
    let browser = desk.browser()?;
    browser.cdp().send_raw("Emulation.setEmulatedMedia", print).await?;
    browser.set_window_rect(0, 0, 900, 1200).await?;

    let printed = browser.execute_async(READS_PAPER, vec![]).await?;
    let printed: Vec<(String, String, Option<String>)> =
        serde_json::from_value(printed.json().clone())?;
    for (code, cut, qr) in &printed {
        assert_eq!(cut, "", "{code} is cut");
        assert_eq!(qr.as_ref(), Some(code), "what the square says");
    }
    for code in LONG {
        assert!(printed.iter().any(|(text, ..)| text == code), "{code} is not printed");
    }
    Ok(())
}

/// Each card: its code, which of its texts goes over its edge, and what its square says.
const READS_PAPER: &str = "
    const done = arguments[0];
    const worker = new Worker('/codes-worker_loader.js');
    const reads = message => new Promise(answer => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => answer(data.text ?? null);
        worker.postMessage(message, [port2]);
    });
    worker.onmessage = async () => {
        const cards = [];
        for (const card of document.querySelectorAll('.card-sheet-card')) {
            const box = card.getBoundingClientRect(), cut = [];
            for (const part of card.querySelectorAll('p')) {
                const range = document.createRange();
                range.selectNodeContents(part);
                for (const line of range.getClientRects()) {
                    if (line.left < box.left + 1 || line.right > box.right - 1 || line.top < box.top + 1 || line.bottom > box.bottom - 1)
                        cut.push(part.textContent);
                }
                if (part.scrollWidth > part.clientWidth + 1) cut.push(part.textContent + ' overflows');
            }
            const svg = card.querySelector('svg'), square = svg.getBoundingClientRect();
            if (square.top < box.top || square.bottom > box.bottom) cut.push('the square');
            const side = 300, canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
            const context = canvas.getContext('2d');
            context.fillStyle = '#fff';
            context.fillRect(0, 0, side, side);
            context.fillStyle = '#000';
            const unit = side / svg.viewBox.baseVal.width;
            context.setTransform(unit, 0, 0, unit, 0, 0);
            context.fill(new Path2D(svg.querySelector('path').getAttribute('d')));
            const picture = context.getImageData(0, 0, side, side);
            const text = await reads({ op: 'read', data: picture.data, width: side, height: side });
            cards.push([card.querySelector('.card-sheet-code').textContent, cut.join(), text]);
        }
        done(cards);
    };";
