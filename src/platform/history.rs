//! The history behind the Back of phone and browser: places within one address, and an address
//! that Back does not leave. What a place means is said by who made it.
//!
//! Each entry's state is a short text: how many places of this address lie before it, then the
//! places that stand there by number. The router makes entries of its own and gives them none.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::{Event, History};

use super::{Listener, clock, prefs, timer, window};

/// So long a way to another address takes at most.
const LEFT_MS: u32 = 50;

/// Under this name the phone keeps the address that is held, over loads of the page and an end of
/// the app.
const HELD_KEY: &str = "held";
/// An invitation that somebody opens is read, whatever was held: its link, and its page.
const INVITATION: (&str, &str) = ("#/join/", "/join");

type OnMove = Rc<dyn Fn(u32)>;
type OnLeave = Rc<dyn Fn()>;

thread_local! {
    static PLACES: RefCell<BTreeMap<u64, OnMove>> = const { RefCell::new(BTreeMap::new()) };
    static HELD: RefCell<Option<(String, OnLeave)>> = const { RefCell::new(None) };
    static LAST: Cell<u64> = const { Cell::new(0) };
}

/// Listens to Back and Forward, before the router does: a move within one address is none of its
/// business. A page that is loaded anew begins at the first place of its address; and where an
/// address was held before, at that one: whoever closes the app on a lent phone and opens it again
/// is where they were. After a reload WebKit loads the page again for an entry that lay before it.
pub fn listen() {
    let Some(window) = window() else { return };
    Listener::new(&window, "popstate", moved).for_ever();
    let held = prefs::get::<String>(HELD_KEY);
    if let (Some(path), Some(history)) = (held, history())
        && window.location().pathname().is_ok_and(|here| here != path && here != INVITATION.1)
        && !window.location().hash().is_ok_and(|hash| hash.starts_with(INVITATION.0))
    {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    rewind(Mark::here());
}

/// Something on the screen that has places in the history, until it is dropped.
pub struct Places {
    id: u64,
}

impl Places {
    /// `on_move` hears the number of the place that Back or Forward came to; the first is 0.
    pub fn new(on_move: impl Fn(u32) + 'static) -> Self {
        // The time keeps it apart from those of an earlier load of the page, whose entries stay.
        let id = LAST.get().max(clock::now().ms.unsigned_abs()) + 1;
        LAST.set(id);
        PLACES.with_borrow_mut(|places| places.insert(id, Rc::new(on_move)));
        Self { id }
    }

    /// Goes on from one place to the next: Back comes to the first of the two.
    pub fn push(&self, from: u32, to: u32) {
        let mut mark = Mark::here();
        if mark.places.insert(self.id, from).is_none() {
            replace(&mark);
        }
        mark.places.insert(self.id, to);
        mark.depth += 1;
        if let Some(history) = history() {
            // A browser refuses only a flood of entries; then Back goes further than one step.
            let _ = history.push_state(&mark.state(), "");
        }
    }
}

impl Drop for Places {
    fn drop(&mut self) {
        let id = self.id;
        PLACES.with_borrow_mut(|places| places.remove(&id));
        // A link to another address makes its entry in the meantime. Who is still here when this
        // is gone would have to press Back once for nothing.
        let here = move || back(Mark::here().places.get(&id).copied().unwrap_or_default());
        std::mem::forget(timer::once(LEFT_MS, here));
    }
}

/// Goes so many entries back.
pub fn back(entries: u32) {
    if let (Some(history), Ok(entries)) = (history(), i32::try_from(entries))
        && entries > 0
    {
        // It refuses only a page that is shown no more.
        let _ = history.go_with_delta(-entries);
    }
}

/// The address that Back does not leave, until it is dropped.
pub struct Held;

/// From now on Back does not leave this address: whoever is there sees nothing of what was before,
/// and `on_leave` hears that somebody wanted to.
pub fn hold(path: &str, on_leave: impl Fn() + 'static) -> Held {
    HELD.set(Some((path.to_owned(), Rc::new(on_leave))));
    // Where it cannot be kept, a page that is loaded anew may be another one.
    prefs::put(HELD_KEY, &path);
    Held
}

impl Drop for Held {
    fn drop(&mut self) {
        HELD.set(None);
        prefs::drop(HELD_KEY);
    }
}

/// Back or Forward has come to an entry.
fn moved(event: Event) {
    let mark = Mark::here();
    // Out of the borrow first: who hears it may make and drop places.
    let living: Vec<_> =
        PLACES.with_borrow(|places| places.iter().map(|(id, hear)| (*id, hear.clone())).collect());
    if living.iter().any(|(id, _)| mark.places.contains_key(id)) {
        event.stop_immediate_propagation();
        for (id, hear) in living {
            hear(mark.places.get(&id).copied().unwrap_or_default());
        }
    } else if let Some((path, hear)) = HELD.with_borrow(Clone::clone) {
        event.stop_immediate_propagation();
        if let Some(history) = history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&path));
        }
        hear();
    } else if mark.depth > 0 {
        // A place of something that is gone shows what the first place shows.
        event.stop_immediate_propagation();
        rewind(mark);
    }
}

fn rewind(mark: Mark) {
    back(mark.depth);
}

/// What is written on an entry.
#[derive(Default)]
struct Mark {
    depth: u32,
    places: BTreeMap<u64, u32>,
}

impl Mark {
    /// Of the entry that is shown; empty where the mark is none of ours.
    fn here() -> Self {
        let state = history().and_then(|history| history.state().ok());
        state.and_then(|state| Self::read(&state.as_string()?)).unwrap_or_default()
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let depth = parts.next()?.parse().ok()?;
        let place = |part: &str| {
            let (id, place) = part.split_once(':')?;
            Some((id.parse().ok()?, place.parse().ok()?))
        };
        Some(Self { depth, places: parts.map(place).collect::<Option<_>>()? })
    }

    fn state(&self) -> JsValue {
        let mut text = self.depth.to_string();
        for (id, place) in &self.places {
            text.push_str(&format!(" {id}:{place}"));
        }
        text.into()
    }
}

fn replace(mark: &Mark) {
    if let Some(history) = history() {
        // Refused as above.
        let _ = history.replace_state(&mark.state(), "");
    }
}

fn history() -> Option<History> {
    window()?.history().ok()
}
