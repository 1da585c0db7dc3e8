//! Short tones, made here: no file has to be fetched. A page cannot ask whether a phone is silent;
//! where the browser can, these tones are of the kind that silent mode keeps quiet.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{call, call_async, clock, navigator, property, set, timer, window};

/// As loud as a voice in a hall, and no louder.
const LOUDNESS: f64 = 0.25;
/// Without a soft end a tone clicks, seconds.
const FADE: f64 = 0.02;
/// So long after the last tone a phone may still be sounding it, if it was slow to begin.
const LATE_MS: u32 = 500;

thread_local! {
    /// The end of the last tone, Unix milliseconds: no other tap cuts it off.
    static UNTIL: Cell<i64> = const { Cell::new(0) };
    static CONTEXT: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    static REST: RefCell<Option<timer::Timer>> = const { RefCell::new(None) };
}

/// A tone: how high in hertz, when it begins and how long it lasts, in milliseconds.
pub struct Tone(pub f64, pub u32, pub u32);

/// Gets ready at a tap: an iPhone lets a page sound only from then on.
pub fn wake() {
    if let Some(context) = context() {
        runs(context);
        rests_in(0);
    }
}

/// Sounds some tones, each at its time.
pub fn play(tones: &[Tone]) {
    let Some(context) = context() else { return };
    runs(context.clone());
    let end = tones.iter().map(|Tone(_, from, long)| from + long).max();
    rests_in(end.unwrap_or_default() + LATE_MS);
    let now = property(&context, "currentTime").and_then(|now| now.as_f64()).unwrap_or_default();
    for Tone(hertz, from, long) in tones {
        let from = now + f64::from(*from) / 1000.0;
        // A browser without one of the parts stays silent.
        let _ = tone(&context, *hertz, from, from + f64::from(*long) / 1000.0);
    }
}

fn runs(context: JsValue) {
    wasm_bindgen_futures::spawn_local(async move {
        // Refused where nobody has tapped yet; the next tap asks again.
        let _ = call_async(&context, "resume", &[]).await;
    });
}

/// Between tones nothing runs: a context makes silence all the time, for which a slow phone lacks
/// the time, and every phone the battery.
fn rests_in(ms: u32) {
    let until = clock::now().ms + i64::from(ms);
    if until < UNTIL.get() {
        return;
    }
    UNTIL.set(until);
    let rest = || {
        if let Some(context) = CONTEXT.with_borrow(Clone::clone) {
            wasm_bindgen_futures::spawn_local(async move {
                // Refused only by one that is closed, which ours never is.
                let _ = call_async(&context, "suspend", &[]).await;
            });
        }
    };
    REST.set(Some(timer::once(ms, rest)));
}

fn tone(context: &JsValue, hertz: f64, from: f64, to: f64) -> Option<()> {
    let source = call(context, "createOscillator", &[])?;
    let gain = call(context, "createGain", &[])?;
    set(source.unchecked_ref::<Object>(), "type", "triangle");
    set(property(&source, "frequency")?.unchecked_ref(), "value", hertz);
    let level = property(&gain, "gain")?;
    for (method, value, at) in [
        ("setValueAtTime", 0.0, from),
        ("linearRampToValueAtTime", LOUDNESS, from + FADE),
        ("setValueAtTime", LOUDNESS, (to - FADE).max(from + FADE)),
        ("linearRampToValueAtTime", 0.0, to),
    ] {
        call(&level, method, &[value.into(), at.into()])?;
    }
    call(&source, "connect", std::slice::from_ref(&gain))?;
    call(&gain, "connect", &[property(context, "destination")?])?;
    call(&source, "start", &[from.into()])?;
    call(&source, "stop", &[to.into()]).map(|_| ())
}

fn context() -> Option<JsValue> {
    if let Some(context) = CONTEXT.with_borrow(Clone::clone) {
        return Some(context);
    }
    if let Some(session) = navigator("audioSession") {
        set(session.unchecked_ref::<Object>(), "type", "ambient");
    }
    let class: Function = property(window()?.as_ref(), "AudioContext")?.dyn_into().ok()?;
    let context = Reflect::construct(&class, &js_sys::Array::new()).ok()?;
    CONTEXT.set(Some(context.clone()));
    Some(context)
}
