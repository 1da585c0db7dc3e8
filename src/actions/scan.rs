//! Reading codes: from the camera while it is on, from a hand scanner, or from one photo; and
//! telling by ear and hand what came of a scan. What a code means is the caller's.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, HtmlElement, HtmlVideoElement};

use crate::platform::camera::{self, Camera};
use crate::platform::keys::ScannerKeys;
use crate::platform::sound::{self, Tone};
use crate::platform::{clock, codes, photo, prefs, scan, timer, vibrate};

/// The longer side of a photo in which codes are looked for, in pixels.
const PHOTO_SIDE: u32 = 1_600;
/// So long without a card and without another screen, and the camera goes to sleep: 3 minutes.
const AWAKE_MS: u32 = 180_000;

/// So long after another card is drawn in the place of the one that was shown, a tap is still meant
/// for the card before, milliseconds.
const MEANS_BEFORE_MS: i64 = 700;
/// So long a slow phone may take to draw it.
const DRAWS_MS: i64 = 3_000;

/// Taps are meant for the card before.
#[derive(Clone, Copy)]
enum Before {
    /// Since then another card is being drawn.
    Draws(i64),
    /// Another card is drawn since then.
    Drawn(i64),
}

thread_local! {
    static BEFORE: Cell<Option<Before>> = const { Cell::new(None) };
}

/// A scan puts another card in the place of the one that is shown.
pub fn another_card() {
    BEFORE.set(Some(Before::Draws(clock::now().ms)));
}

/// It is drawn.
pub fn card_is_drawn() {
    if let Some(Before::Draws(_)) = BEFORE.get() {
        BEFORE.set(Some(Before::Drawn(clock::now().ms)));
    }
}

/// That was a moment ago, so a tap was meant for the card before and must give nothing.
pub fn is_just_another_card() -> bool {
    let (since, long) = match BEFORE.get() {
        None => return false,
        Some(Before::Draws(since)) => (since, DRAWS_MS),
        Some(Before::Drawn(since)) => (since, MEANS_BEFORE_MS),
    };
    (0..long).contains(&(clock::now().ms - since))
}

/// The text of a code in a photo.
pub async fn read_photo(file: &File) -> Option<String> {
    codes::read(&photo::pixels(file, PHOTO_SIDE).await?).await
}

/// What the camera is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Off: nobody has asked for it.
    Closed,
    /// It is starting.
    Opening,
    /// It looks.
    Open,
    /// Off to save the battery; one tap opens it.
    Asleep,
    /// There is none, or it may not be used.
    Missing,
}

/// A camera that stays open while screens come and go, as long as its owner lives. Each screen
/// gives its picture a place.
#[derive(Clone, Copy)]
pub struct Eye {
    sight: RwSignal<Sight>,
    light: RwSignal<bool>,
    found: Callback<String>,
    video: StoredValue<Option<HtmlVideoElement>, LocalStorage>,
    watching: StoredValue<Option<scan::Scanner>, LocalStorage>,
    sleep: StoredValue<Option<timer::Timer>, LocalStorage>,
}

impl Eye {
    /// A closed one. `found` hears each code that comes before it.
    pub fn new(found: Callback<String>) -> Self {
        let eye = Self {
            sight: RwSignal::new(Sight::Closed),
            light: RwSignal::new(false),
            found,
            video: StoredValue::new_local(None),
            watching: StoredValue::new_local(None),
            sleep: StoredValue::new_local(None),
        };
        on_cleanup(move || {
            eye.watching.try_update_value(|watching| watching.take());
            eye.sleep.try_update_value(|sleep| sleep.take());
        });
        eye
    }

    /// What it is doing. Tracked.
    pub fn sight(&self) -> Sight {
        self.sight.get()
    }

    /// Its picture is there or is coming. Tracked.
    pub fn is_on(&self) -> bool {
        matches!(self.sight.get(), Sight::Opening | Sight::Open)
    }

    /// Its light is on. Tracked.
    pub fn light(&self) -> bool {
        self.light.get()
    }

    /// Opens it, at a tap.
    pub fn open(self) {
        if self.sight.with_untracked(|sight| matches!(sight, Sight::Opening | Sight::Open)) {
            return;
        }
        // The element for the picture is made for an opened eye only: it is a costly one.
        self.video.set_value(camera::new_video("camera-frame-video"));
        self.light.set(false);
        self.sight.set(Sight::Opening);
        spawn_local(async move {
            let Some(video) = self.video.try_get_value().flatten() else { return };
            let Ok(camera) = Camera::open(&video).await else {
                self.put_away(Sight::Missing);
                return;
            };
            let scanner = scan::Scanner::start(camera, move |text| {
                self.stay_awake();
                self.found.run(text);
            });
            // The page may have gone while the camera was starting: then it closes again.
            if self.watching.try_set_value(Some(scanner)).is_none() {
                self.sight.set(Sight::Open);
                self.stay_awake();
            }
        });
        // At the same tap, in its turn behind the camera: that takes a while to start, and a slow
        // phone takes a quarter of a second to make its first sound possible.
        spawn_local(async {
            scan::get_ready();
            if !prefs::quiet() {
                sound::wake();
            }
        });
    }

    /// Gives its picture a place on the screen that is shown.
    pub fn show_in(self, place: &HtmlElement) {
        if let Some(video) = self.video.get_value() {
            camera::place(&video, place);
            self.stay_awake();
        }
    }

    /// Turns its light on or off, where it has one.
    pub fn toggle_light(self) {
        let camera = self.watching.with_value(|eye| eye.as_ref().map(scan::Scanner::camera));
        let Some(camera) = camera else { return };
        spawn_local(async move {
            let on = !self.light.get_untracked();
            if camera.set_torch(on).await {
                let _ = self.light.try_set(on);
            }
        });
    }

    fn put_away(self, why: Sight) {
        self.watching.try_set_value(None);
        if let Some(video) = self.video.try_update_value(Option::take).flatten() {
            video.remove();
        }
        let _ = self.sight.try_set(why);
    }

    fn stay_awake(self) {
        let sleep = move || {
            if self.sight.try_get_untracked() == Some(Sight::Open) {
                self.put_away(Sight::Asleep);
            }
        };
        self.sleep.try_set_value(Some(timer::once(AWAKE_MS, sleep)));
    }
}

/// Hears a hand scanner, whatever has the focus, as long as the owner of this call lives.
pub fn hear_hand_scanner(found: Callback<String>) {
    let keys = StoredValue::new_local(ScannerKeys::listen(move |text| found.run(text)));
    on_cleanup(move || {
        keys.try_update_value(|keys| keys.take());
    });
}

/// What came of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A card of the list, and something is due.
    Found,
    /// A card of the list that was served already, or for which a rule says not now.
    NotNow,
    /// No card of the list.
    Unknown,
}

/// Tells it by tones and vibration, which nobody takes one for another: one high, three that fall,
/// two low. Quiet where the person has chosen so.
pub fn tell(outcome: Outcome) {
    if prefs::quiet() {
        return;
    }
    match outcome {
        Outcome::Found => {
            sound::play(&[Tone(1_320.0, 0, 110)]);
            vibrate::pattern(&[40]);
        }
        Outcome::NotNow => {
            sound::play(&[Tone(880.0, 0, 110), Tone(740.0, 140, 110), Tone(587.0, 280, 180)]);
            vibrate::pattern(&[60, 60, 60, 60, 60]);
        }
        Outcome::Unknown => {
            sound::play(&[Tone(220.0, 0, 200), Tone(220.0, 270, 260)]);
            vibrate::pattern(&[250, 120, 250]);
        }
    }
}

/// Scans make no sound and no vibration on this phone.
pub fn is_quiet() -> bool {
    prefs::quiet()
}

/// Lets scans sound on this phone, or not.
pub fn set_quiet(quiet: bool) {
    prefs::set_quiet(quiet);
}

/// It was said on this phone that its hand scanner is set to another keyboard.
pub fn keyboard_was_said() -> bool {
    prefs::get("keyboard-said").unwrap_or(false)
}

/// It was said, and understood.
pub fn keep_keyboard_said() {
    prefs::put("keyboard-said", &true);
}
