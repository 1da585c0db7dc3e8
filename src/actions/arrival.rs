//! Coming to a screen: the window takes its name, and a reader starts at its heading. Without
//! this, somebody who cannot see the screen would not know that it has changed.

use std::cell::Cell;

use leptos::prelude::*;

use super::FOLLOWS_MS;
use crate::platform::{page, timer};

/// Id of the heading of a screen.
const HEADING: &str = "page-title";

thread_local! {
    static OPENED: Cell<bool> = const { Cell::new(false) };
}

/// A screen of the team has come: names the window after it and moves the focus to its heading.
/// The first screen keeps the focus where the browser put it: at the top of the page.
///
/// The focus moves once the screen has been seen: moving it makes the browser lay the page out at
/// once and then again, a quarter of the time that a slow phone took to show a household.
pub fn at(title: Signal<String>) {
    name(title);
    if OPENED.replace(true) {
        // Kept by the screen: one that goes before takes its turn with it.
        let _ = StoredValue::new_local(timer::once(FOLLOWS_MS, || page::focus_quietly(HEADING)));
    }
}

/// A screen has come that stands on the same page as the one before.
pub fn at_top() {
    Effect::new(|_| page::to_top());
}

/// Brings something into the view that has come, or that stands at the side of a row.
pub fn show(id: &str) {
    page::show(id);
}

/// Names the window after a screen that finds the focus a place by itself. The screen of the
/// three doors has no other name than the app's.
pub fn name(title: Signal<String>) {
    Effect::new(move |_| match title.get() {
        title if title.is_empty() => page::set_title("Passamano"),
        title => page::set_title(&format!("{title} · Passamano")),
    });
}
