//! New versions of the app. `public/boot.js` keeps the service worker, because it must also work
//! when this program does not; here is how the two talk.

use web_sys::Event;

use super::{Listener, property, window};

/// Calls `act` when a new version waits, at once if it does already.
pub fn on_update_ready(mut act: impl FnMut() + 'static) {
    let Some(window) = window() else { return };
    if property(&window, "passamanoWaiting").is_some() {
        act();
    }
    Listener::new(&window, "passamano-waiting", move |_| act()).for_ever();
}

/// Calls `act` when another tab has put a new version in place: reload when nothing is unsaved.
pub fn on_replaced(mut act: impl FnMut() + 'static) {
    if let Some(window) = window() {
        Listener::new(&window, "passamano-replaced", move |_| act()).for_ever();
    }
}

/// Puts the waiting version in place and reloads this page once.
pub fn apply_update() {
    tell("passamano-activate");
}

/// The app cannot go on: the rescue page of `boot.js` takes over.
pub fn give_up() {
    tell("passamano-panic");
}

fn tell(name: &str) {
    if let (Some(window), Ok(event)) = (window(), Event::new(name)) {
        let _ = window.dispatch_event(&event);
    }
}
