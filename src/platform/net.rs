//! Signal and visibility. "Online" only says that there is some network, not that anything is
//! reached through it.

use web_sys::VisibilityState;

use super::{Listener, window};

/// The phone has some network.
pub fn online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// The page is on the screen.
pub fn visible() -> bool {
    window()
        .and_then(|window| window.document())
        .is_none_or(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Calls `act` each time that the phone finds a network, as long as the page lives.
pub fn on_online(act: impl FnMut() + 'static) {
    on_window("online", act);
}

/// Calls `act` each time that the phone loses its network, as long as the page lives.
pub fn on_offline(act: impl FnMut() + 'static) {
    on_window("offline", act);
}

/// Calls `act` each time that the page comes back to the screen, as long as it lives.
pub fn on_visible(act: impl FnMut() + 'static) {
    on_visibility(true, act);
}

/// Calls `act` each time that the page leaves the screen, which may be its last moment.
pub fn on_hidden(act: impl FnMut() + 'static) {
    on_visibility(false, act);
}

fn on_window(name: &'static str, mut act: impl FnMut() + 'static) {
    if let Some(window) = window() {
        Listener::new(&window, name, move |_| act()).for_ever();
    }
}

fn on_visibility(wanted: bool, mut act: impl FnMut() + 'static) {
    if let Some(document) = window().and_then(|window| window.document()) {
        let listener = Listener::new(&document, "visibilitychange", move |_| {
            if visible() == wanted {
                act();
            }
        });
        listener.for_ever();
    }
}
