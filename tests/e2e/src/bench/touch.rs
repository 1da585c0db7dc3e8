//! A finger on a phone: finds what a step of a path names, swipes to it where it is out of sight,
//! touches it, and counts. What the app takes is measured; what the person takes is modelled.
//!
//! The model is the keystroke-level model (Card, Moran, Newell, *The Psychology of Human-Computer
//! Interaction*, 1983) with touches in place of a mouse. It is that of somebody who makes no
//! mistake and reads no more than needed: a newcomer takes longer, on both builds. One makes up
//! one's mind before a touch; the swipe that leads to it is part of the same thought.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::Key;

use super::paths::{CARD, Step};
use crate::phone::Phone;
use crate::{Failure, PATIENCE};

/// Seconds to make up one's mind before something that is not a mere repetition: the model's M.
pub const MIND: f64 = 1.35;
/// Seconds for one sign of a code: the model's K for "typing complex codes".
pub const KEY: f64 = 0.75;
/// Bits a second of a finger on a phone (MacKenzie, *Fitts' throughput and the remarkable case of
/// touch-based target selection*, 2015). A touch takes log₂(way / width + 1) of them.
pub const BITS: f64 = 6.95;

/// What [`HEAR_ENTER`] says of the key.
const ENTER: &str = "bench-enter";

/// Hears the Enter of a hand scanner before the app does, which keeps it to itself.
pub const HEAR_ENTER: &str = "
    addEventListener('keydown', key => {
        if (key.key === 'Enter') dispatchEvent(new Event('bench-enter'));
    }, true);";

/// The words that end the ticking of boxes, and those that lead to the next one.
const OPENS: &str = "Open the distribution";
const LEADS: &str = "Go to what is open";

/// The screen, in CSS pixels.
const SCREEN: (f64, f64) = (390.0, 844.0);
/// One swipe swipes so much of the screen.
const SWIPE: f64 = 0.6;
/// Where the thumb of somebody who holds the phone is, and how large what it aims at at least.
const THUMB: (f64, f64) = (195.0, 700.0);
const SMALLEST: f64 = 24.0;

/// What a path took.
#[derive(Debug, Default, Clone, Copy)]
pub struct Taken {
    /// Touches, also those in a list of the browser's.
    pub taps: u32,
    /// Signs typed or deleted.
    pub typed: u32,
    /// Swipes to come to what was out of sight.
    pub swipes: u32,
    /// Seconds from each touch until the next thing could be touched.
    pub app: f64,
    /// Seconds of the person, by the model.
    pub person: f64,
}

/// Where something is that shall be touched.
struct Target {
    x: f64,
    y: f64,
    /// Its smaller side.
    size: f64,
    /// How far the page had to be scrolled.
    scrolled: f64,
}

/// A person with one phone, on one path.
pub struct Finger<'a> {
    phone: &'a Phone,
    /// The card that stands for [`CARD`].
    card: &'a str,
    at: (f64, f64),
    /// What was touched last; nothing where the next is something else in any case.
    last: Option<String>,
    taken: Taken,
}

/// Gives a browser a phone's screen and takes its mouse away.
pub async fn is_a_phone(phone: &Phone) -> Result<(), Failure> {
    let cdp = phone.browser()?.cdp();
    let (width, height) = SCREEN;
    let screen =
        json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true });
    cdp.send_raw("Emulation.setDeviceMetricsOverride", screen).await?;
    cdp.send_raw("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await?;
    Ok(())
}

/// Walks the steps of a path.
pub async fn walk(phone: &Phone, card: &str, steps: &[Step]) -> Result<Taken, Failure> {
    let finger = Finger { phone, card, at: THUMB, last: None, taken: Taken::default() };
    finger.walks(steps).await
}

impl Finger<'_> {
    async fn walks(mut self, steps: &[Step]) -> Result<Taken, Failure> {
        for (at, step) in steps.iter().enumerate() {
            let next = until(&steps[at + 1..]);
            match *step {
                Step::Tap(words) => self.touches("tap", words, &next).await?,
                Step::Type(label, text) => self.types(label, text).await?,
                Step::Scan => self.scans(&next).await?,
                Step::Choose(label, words) => self.chooses(label, words).await?,
                Step::TickMust => self.ticks().await?,
                Step::Sees(words) => self.finds("sees", words).await.map(drop)?,
            }
        }
        Ok(self.taken)
    }

    /// Touches, and waits until what comes next can be.
    async fn touches(&mut self, kind: &str, words: &str, next: &Value) -> Result<(), Failure> {
        let target = self.finds(kind, words).await?;
        self.watches("touchend", next).await?;
        let cdp = self.phone.browser()?.cdp();
        let points = json!([{ "x": target.x, "y": target.y }]);
        for (kind, points) in [("touchStart", points), ("touchEnd", json!([]))] {
            let touch = json!({ "type": kind, "touchPoints": points });
            cdp.send_raw("Input.dispatchTouchEvent", touch).await?;
        }
        let again = self.last.as_deref() == Some(words);
        self.counts_swipes(&target);
        self.taken.taps += 1;
        self.taken.person += if again { 0.0 } else { MIND } + self.reach(&target);
        self.last = Some(words.to_string());
        self.waits(words, next).await
    }

    /// The person's part is to hold the card under the scanner, which is not counted.
    async fn scans(&mut self, next: &Value) -> Result<(), Failure> {
        self.watches(ENTER, next).await?;
        let keys = format!("{}{}", self.card, Key::Enter.value());
        self.phone.browser()?.action_chain().send_keys(keys).perform().await?;
        self.last = None;
        self.waits("a scan", next).await?;
        // A touch that comes sooner than a person could mean it is not taken as one.
        tokio::time::sleep(Duration::from_secs_f64(MIND)).await;
        Ok(())
    }

    async fn watches(&self, event: &str, next: &Value) -> Result<(), Failure> {
        let watch = format!("{LOOK}{WATCH}");
        self.phone.script(&watch, vec![next.clone(), json!(event)]).await.map(drop)
    }

    /// Waits until the page has what comes next, and counts how long it took.
    async fn waits(&mut self, after: &str, next: &Value) -> Result<(), Failure> {
        let shown = async || self.phone.script("return window.benchTook ?? null", vec![]).await;
        let what = format!("see {next} after “{after}”");
        self.phone.waits(&what, async || Ok(!shown().await?.is_null())).await?;
        self.taken.app += shown().await?.as_f64().unwrap_or_default() / 1e3;
        Ok(())
    }

    async fn types(&mut self, label: &str, text: &str) -> Result<(), Failure> {
        self.touches("field", label, &json!([])).await?;
        // What stands there and is not selected has to be deleted sign by sign.
        let delete = format!("{LOOK}{DELETES}");
        let deleted = self.phone.script(&delete, vec![json!(label)]).await?;
        let text = if text == CARD { self.card } else { text };
        let cdp = self.phone.browser()?.cdp();
        for sign in text.chars() {
            cdp.send_raw("Input.insertText", json!({ "text": sign.to_string() })).await?;
        }
        let keys = text.chars().count() as u32 + deleted.as_u64().unwrap_or_default() as u32;
        self.taken.typed += keys;
        self.taken.person += f64::from(keys) * KEY;
        Ok(())
    }

    /// The browser's own list is no part of the page: its row is a touch that is only counted.
    async fn chooses(&mut self, label: &str, words: &str) -> Result<(), Failure> {
        let target = self.finds("field", label).await?;
        self.counts_swipes(&target);
        self.taken.taps += 2;
        self.taken.person += 2.0 * (MIND + self.reach(&target));
        self.phone.chooses(label, words).await
    }

    /// Each box is a question that has to be read. Where none is to be seen, the main action leads
    /// to the next one, until it opens.
    async fn ticks(&mut self) -> Result<(), Failure> {
        let there = async |way: &str, words: &str| {
            let there = format!("{LOOK} return !!ways[arguments[0]](arguments[1])");
            let there = self.phone.script(&there, vec![json!(way), json!(words)]).await?;
            Ok::<_, Failure>(there == true)
        };
        while !there("tap", OPENS).await? {
            self.last = None;
            match there("box", "").await? {
                true => self.touches("box", "", &json!([["ticked", ""]])).await?,
                false => self.touches("tap", LEADS, &json!([["box", ""]])).await?,
            }
        }
        Ok(())
    }

    /// Waits until it is there, and swipes to it.
    async fn finds(&self, kind: &str, words: &str) -> Result<Target, Failure> {
        let find = format!("{LOOK}{PLACE}");
        let until = Instant::now() + PATIENCE;
        loop {
            let found = self.phone.script(&find, vec![json!(kind), json!(words)]).await?;
            if found.is_array() {
                let [x, y, size, scrolled] = serde_json::from_value(found)?;
                return Ok(Target { x, y, size, scrolled });
            }
            if Instant::now() > until {
                let seen = self.phone.words().await?;
                let words = format!("no finger reaches a {kind} “{words}”: {found}. On:\n{seen}");
                return Err(words.into());
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    fn counts_swipes(&mut self, target: &Target) {
        let swipe = SWIPE * SCREEN.1;
        let swipes = (target.scrolled.abs() / swipe).ceil();
        self.taken.swipes += swipes as u32;
        self.taken.person += swipes * seconds(swipe, SMALLEST);
    }

    /// The way from the last touch to this one.
    fn reach(&mut self, target: &Target) -> f64 {
        let (x, y) = std::mem::replace(&mut self.at, (target.x, target.y));
        seconds((target.x - x).hypot(target.y - y), target.size.max(SMALLEST))
    }
}

fn seconds(way: f64, width: f64) -> f64 {
    (way / width + 1.0).log2() / BITS
}

/// What must be there before the person can go on: all words up to the next touch, and what that
/// touches.
fn until(steps: &[Step]) -> Value {
    let mut all = vec![];
    for step in steps {
        match step {
            Step::Sees(words) => all.push(["sees", words]),
            Step::Tap(words) => {
                all.push(["tap", words]);
                break;
            }
            Step::Type(label, _) | Step::Choose(label, _) => {
                all.push(["field", label]);
                break;
            }
            Step::TickMust => {
                all.push(["box", ""]);
                break;
            }
            Step::Scan => break,
        }
    }
    json!(all)
}

/// How each kind of thing is found.
const LOOK: &str = "
    const shown = e => e.getClientRects().length > 0 && e.checkVisibility({ visibilityProperty: true });
    const text = e => (e.innerText || e.getAttribute('aria-label') || '').replace(/\\s+/g, ' ').trim();
    const near = (all, words) => all
        .map(e => [e, text(e)])
        .filter(([, text]) => text.includes(words))
        .sort(([, a], [, b]) => b.startsWith(words) - a.startsWith(words) || a.length - b.length)[0]?.[0];
    const can = e => shown(e) && !e.disabled && e.getAttribute('aria-busy') !== 'true';
    const touchable = () => [...document.querySelectorAll('a, button, summary, label, [role=button]')].filter(can);
    const ways = {
        tap: words => words.split('|').map(words => words.startsWith('.')
            ? [...document.querySelectorAll(words)].find(can)
            : near(touchable(), words)).find(found => found),
        field: label => {
            const found = near([...document.querySelectorAll('label')].filter(shown), label);
            return found && (found.control || found.querySelector('input, select, textarea'));
        },
        box: () => [...document.querySelectorAll('main input[type=checkbox]:not(:checked)')]
            .find(box => shown(box) && text(box.labels[0]).includes('Must') && window.benchTouched !== box.id),
        ticked: () => document.getElementById(window.benchTouched)?.checked,
        sees: words => words.split('|').some(words => document.body.innerText.includes(words)) && document.body,
    };";

/// Scrolls to what is out of sight or lies under something, and says where it is, or in words why no
/// finger presses it there.
const PLACE: &str = "
    const [kind, words] = arguments;
    let found = ways[kind](words);
    if (!found) return 'it is not there';
    if (kind === 'sees') return [0, 0, 0, 0];
    if (kind === 'box') {
        window.benchTouched = found.id;
        found = found.labels[0] ?? found;
    }
    const box = () => found.getBoundingClientRect();
    const middle = () => [box().left + box().width / 2, box().top + box().height / 2];
    const free = () => {
        const at = document.elementFromPoint(...middle());
        return !!at && (found.contains(at) || at.contains(found) && at.closest('label, a, button') !== null);
    };
    const before = box().top;
    if (!free()) found.scrollIntoView({ block: 'center', behavior: 'instant' });
    if (!free()) return 'under ' + document.elementFromPoint(...middle())?.outerHTML.slice(0, 200);
    const [x, y] = middle();
    return [x, y, Math.min(box().width, box().height), before - box().top];";

/// Measures from the next touch, or the next Enter, to the frame that shows all of these.
const WATCH: &str = "
    const [next, event] = arguments;
    window.benchTook = undefined;
    addEventListener(event, () => {
        const begun = performance.now();
        let seen = false;
        const look = () => {
            if (seen || !next.every(([kind, words]) => ways[kind](words))) return;
            seen = true;
            changes.disconnect();
            clearInterval(clock);
            requestAnimationFrame(() => setTimeout(() => { window.benchTook = performance.now() - begun; }));
        };
        const changes = new MutationObserver(look);
        changes.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        const clock = setInterval(look, 30);
    }, { once: true, capture: true });";

/// How many signs stand in a field and would not be replaced; they are selected.
const DELETES: &str = "
    const field = ways.field(arguments[0]);
    field.focus();
    const selected = field.selectionEnd - field.selectionStart;
    const left = field.value.length > selected ? field.value.length : 0;
    field.select();
    return left;";
