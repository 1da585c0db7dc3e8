//! A hand scanner types. This listens to all keys of the page and takes out what a scanner typed,
//! whatever has the focus; what a hand types stays untouched. Telling one from the other is in the
//! core (`card/scanner.rs`).

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use passamano_core::card::scanner::{Heard, Key, Keys};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use super::{Listener, property, window};

/// Keys that are still let go this long after a scan press nothing, milliseconds.
const LET_GO: f64 = 300.0;

/// Listens until it is dropped.
pub struct ScannerKeys {
    _down: Listener,
    _up: Listener,
}

/// What had the focus when a row of fast keys began, and what stood in it.
#[derive(Default)]
struct Before {
    element: Option<Element>,
    value: Option<JsValue>,
    scanned: f64,
}

impl ScannerKeys {
    /// Calls `found` with the text of each scan.
    pub fn listen(mut found: impl FnMut(String) + 'static) -> Option<Self> {
        let window = window()?;
        let before = Rc::new(RefCell::new(Before { scanned: f64::MIN, ..Before::default() }));
        let (mut keys, at_down) = (Keys::default(), Rc::clone(&before));
        let down = move |event: Event| {
            let mut before = at_down.borrow_mut();
            match keys.hear(key(&event).as_key(), event.time_stamp()) {
                Heard::Hand => {}
                Heard::First => before.look(),
                Heard::Fast if before.takes_text() => {}
                // A blank would press the button that has the focus, or scroll the page.
                Heard::Fast => event.prevent_default(),
                Heard::Echo => swallow(&event),
                Heard::Scan(text) => {
                    swallow(&event);
                    before.scanned = event.time_stamp();
                    before.put_back();
                    // What it calls may end the listening, which must find nothing borrowed.
                    drop(before);
                    found(text);
                }
            }
        };
        let up = move |event: Event| {
            if (0.0..LET_GO).contains(&(event.time_stamp() - before.borrow().scanned)) {
                swallow(&event);
            }
        };
        Some(Self {
            _down: Listener::before(window.as_ref(), "keydown", down),
            _up: Listener::before(window.as_ref(), "keyup", up),
        })
    }
}

impl Before {
    fn look(&mut self) {
        self.element =
            window().and_then(|window| window.document()).and_then(|page| page.active_element());
        self.value = self.element.as_ref().and_then(|element| property(element, "value"));
    }

    /// A field for text has the focus: what comes fast may still be a hand's.
    fn takes_text(&self) -> bool {
        const NOT_TEXT: [&str; 7] =
            ["button", "checkbox", "radio", "submit", "range", "file", "color"];
        self.element.as_ref().is_some_and(|element| match element.tag_name().as_str() {
            "TEXTAREA" => true,
            "INPUT" => !property(element, "type")
                .and_then(|kind| kind.as_string())
                .is_some_and(|kind| NOT_TEXT.contains(&kind.as_str())),
            _ => false,
        })
    }

    /// Takes what the scanner typed out of the field again, and tells the page.
    fn put_back(&mut self) {
        let (Some(element), Some(value)) = (self.element.take(), self.value.take()) else {
            return;
        };
        let kind = match element.tag_name().as_str() {
            "INPUT" | "TEXTAREA" => "input",
            "SELECT" => "change",
            _ => return,
        };
        if property(&element, "value").as_ref() == Some(&value) {
            return;
        }
        // A field of the browser's own takes any text.
        let _ = Reflect::set(&element, &"value".into(), &value);
        if let Some(told) = bubbling(kind) {
            let _ = element.dispatch_event(&told);
        }
    }
}

fn bubbling(kind: &str) -> Option<Event> {
    let class: Function = property(window()?.as_ref(), "Event")?.dyn_into().ok()?;
    let options = Object::new();
    super::set(&options, "bubbles", true);
    let arguments = js_sys::Array::of2(&kind.into(), &options);
    Reflect::construct(&class, &arguments).ok()?.dyn_into().ok()
}

fn swallow(event: &Event) {
    event.prevent_default();
    event.stop_immediate_propagation();
}

/// A key as the browser names it.
struct Named {
    name: String,
    /// It does not type: a shortcut, or a part of a character that is being composed.
    silent: bool,
}

fn key(event: &Event) -> Named {
    let is = |name| property(event, name).is_some_and(|value| value.is_truthy());
    let name = property(event, "key").and_then(|key| key.as_string()).unwrap_or_default();
    // AltGr comes as both on Windows.
    let shortcut = is("metaKey") || is("ctrlKey") != is("altKey");
    let back = name == "Tab" && is("shiftKey");
    Named { silent: shortcut || back || is("isComposing") || is("repeat"), name }
}

impl Named {
    fn as_key(&self) -> Key<'_> {
        const MODIFIERS: [&str; 8] =
            ["Shift", "CapsLock", "AltGraph", "Alt", "Control", "NumLock", "Dead", "Meta"];
        let name = self.name.as_str();
        if MODIFIERS.contains(&name) {
            Key::Modifier
        } else if self.silent {
            Key::Other
        } else if matches!(name, "Enter" | "Tab") {
            Key::End
        } else if name.chars().count() == 1 || !(name.is_empty() || name.is_ascii()) {
            Key::Text(name)
        } else {
            Key::Other
        }
    }
}
