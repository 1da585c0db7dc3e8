//! Putting the app on the home screen. Chrome offers it through an event that must be kept;
//! Safari on an iPhone only by its own menu, and there the installed app starts empty.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use super::{Listener, call, navigator, property, window};

thread_local! {
    /// The browser's offer. It can be used once.
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Keeps the browser's offer and calls `act` when there is one, or it was taken: then
/// [`is_offered`] says which.
pub fn on_change(act: impl Fn() + Clone + 'static) {
    let Some(window) = window() else { return };
    // `boot.js` keeps an offer that came before this program was loaded.
    if let Some(early) = property(&window, "passamanoInstall") {
        OFFER.set(Some(early));
        act();
    }
    let offered = act.clone();
    let keep = move |event: Event| {
        event.prevent_default();
        OFFER.set(Some(event.into()));
        offered();
    };
    Listener::new(&window, "beforeinstallprompt", keep).for_ever();
    let installed = move |_| {
        OFFER.take();
        act();
    };
    Listener::new(&window, "appinstalled", installed).for_ever();
}

/// The browser offers to install the app.
pub fn is_offered() -> bool {
    OFFER.with_borrow(Option::is_some)
}

/// Asks the person, at a tap. True if the app is being installed, nothing without an offer.
pub async fn prompt() -> Option<bool> {
    let offer = OFFER.take()?;
    call(&offer, "prompt", &[])?;
    let choice: js_sys::Promise = property(&offer, "userChoice")?.dyn_into().ok()?;
    let choice = wasm_bindgen_futures::JsFuture::from(choice).await.ok()?;
    Some(property(&choice, "outcome")?.as_string()? == "accepted")
}

/// The app runs from the home screen, in a window of its own.
pub fn is_standalone() -> bool {
    let by_style = || window()?.match_media("(display-mode: standalone)").ok()?;
    // Safari on an iPhone says it in its own way too.
    by_style().is_some_and(|query| query.matches())
        || navigator("standalone").is_some_and(|value| value.is_truthy())
}

/// Safari, or a browser that wraps it, on an iPhone or iPad.
pub fn is_ios_safari() -> bool {
    let Some(navigator) = window().map(|window| window.navigator()) else { return false };
    let agent = navigator.user_agent().unwrap_or_default();
    // An iPad calls itself a Mac; no Mac has a touch screen.
    let is_ipad = agent.contains("Macintosh") && navigator.max_touch_points() > 1;
    agent.contains("iPhone") || agent.contains("iPad") || is_ipad
}
