//! The page as a whole: its language, title, theme, address and focus.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, FocusOptions, HtmlElement};

use super::{Listener, call, set, window};

/// Letters larger than this many pixels mean that the person asked for large text.
const LARGE_TEXT: f64 = 24.0;

/// Says to the browser and to screen readers which language and direction the page has.
pub fn set_language(tag: &str, dir: &str) {
    set_attribute("lang", Some(tag));
    set_attribute("dir", Some(dir));
}

/// Shows a theme, `light` or `dark`, or follows the phone.
pub fn show_theme(theme: Option<&str>) {
    set_attribute("data-theme", theme);
}

/// Takes the mark away that stands on the page until the app speaks.
pub fn end_splash() {
    if let Some(splash) = document().and_then(|document| document.get_element_by_id("splash")) {
        splash.remove();
    }
}

/// The title of the window and of the page in the history.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Tells the styles that the person has asked the browser or phone for large text: what floats
/// takes less of the screen then.
pub fn mark_large_text() {
    set_attribute("data-large-text", has_large_text().then_some(""));
}

/// The person has set text so large that screens must make room.
pub fn has_large_text() -> bool {
    let size = || {
        let style = window()?.get_computed_style(&root()?).ok()??;
        style.get_property_value("font-size").ok()?.trim_end_matches("px").parse::<f64>().ok()
    };
    size().is_some_and(|pixels| pixels >= LARGE_TEXT)
}

/// The languages that the person reads, best first, as BCP 47 tags.
pub fn languages() -> Vec<String> {
    let languages = window().map(|window| window.navigator().languages());
    languages.into_iter().flatten().filter_map(|tag| tag.as_string()).collect()
}

/// Scheme, host and port of this site.
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// What follows `#` in the address: an invitation, which the browser sends to nobody.
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Takes the fragment out of the address and the history, because it holds a secret.
pub fn forget_fragment() {
    let forget = || {
        let window = window()?;
        let location = window.location();
        let address = location.pathname().ok()? + &location.search().ok()?;
        let history = window.history().ok()?;
        history.replace_state_with_url(&history.state().ok()?, "", Some(&address)).ok()
    };
    // Without a history there is nothing to take it out of.
    let _ = forget();
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Calls `act` each time that the browser puts the page by for its back button, frozen as it is.
pub fn on_put_by(mut act: impl FnMut() + 'static) {
    let is_kept = |event: &Event| {
        Reflect::get(event, &"persisted".into()).is_ok_and(|persisted| persisted.is_truthy())
    };
    if let Some(window) = window() {
        let listener = Listener::new(&window, "pagehide", move |event| {
            if is_kept(&event) {
                act();
            }
        });
        listener.for_ever();
    }
}

/// Shows the page from its top.
pub fn to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Scrolls until the element with this id is in the view, and no further.
pub fn show(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Moves the focus to the element with this id, as after a change of page.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        // It refuses only a window that is gone.
        let _ = element.focus();
    }
}

/// Opens what an element is folded away in, and moves the focus to it.
pub fn reveal(id: &str) {
    unfold(id);
    focus(id);
}

/// Opens what an element is folded away in, or heads.
pub fn unfold(id: &str) {
    let Some(target) = element(id) else { return };
    let mut folded = target.closest("details").ok().flatten();
    while let Some(details) = folded {
        // It refuses only a name that is none.
        let _ = details.set_attribute("open", "");
        folded = details.parent_element().and_then(|above| above.closest("details").ok().flatten());
    }
}

/// Moves focus and view from what the first id heads to what the second does, no further than
/// needed. Not where the focus is elsewhere by now: then it says no.
pub fn goes_on(from: &str, to: &str) -> bool {
    let folded = |id: &str| element(id)?.closest("details").ok().flatten();
    let (Some(left), Some(part), Some(head)) = (folded(from), folded(to), element(to)) else {
        return false;
    };
    let focused = document().and_then(|document| document.active_element());
    let elsewhere =
        |focused: &Element| focused.tag_name() != "BODY" && !left.contains(Some(focused));
    if focused.as_ref().is_some_and(elsewhere) {
        return false;
    }
    focus_in_place(&head);
    // At once: what still moves lets a quick finger tick something else than it aimed at.
    let way = Object::new();
    set(&way, "block", "nearest");
    // A browser too old for it leaves the view where the focus is.
    let _ = call(&part, "scrollIntoView", &[way.into()]);
    true
}

/// Moves the focus without moving the screen: one that is drawn anew stays where the person is
/// reading. An element that has the focus gets it again, so that a reader says what it has become.
/// Whoever has put the focus somewhere since, such as a hand scanner that types, keeps it there.
pub fn focus_quietly(id: &str) {
    let Some(element) = element(id) else { return };
    let focused = document().and_then(|document| document.active_element());
    match focused {
        // It refuses only a window that is gone.
        Some(focused) if focused == *element => drop(element.blur()),
        Some(focused) if focused.tag_name() != "BODY" => return,
        _ => {}
    }
    focus_in_place(&element);
}

fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // It refuses only a window that is gone.
    let _ = element.focus_with_options(&options);
}

fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

fn document() -> Option<Document> {
    window()?.document()
}

fn root() -> Option<Element> {
    document()?.document_element()
}

fn set_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        // The names are ours, and valid.
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}
