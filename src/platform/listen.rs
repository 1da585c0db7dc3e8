//! Listening to an event for as long as a value lives.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Listens until it is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
    capture: bool,
}

impl Listener {
    /// Calls `act` at every event `name` of `target`.
    pub fn new(target: &EventTarget, name: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        Self::listen(target, name, act, false)
    }

    /// Calls `act` before anything inside of `target` hears of the event.
    pub fn before(
        target: &EventTarget,
        name: &'static str,
        act: impl FnMut(Event) + 'static,
    ) -> Self {
        Self::listen(target, name, act, true)
    }

    fn listen(
        target: &EventTarget,
        name: &'static str,
        act: impl FnMut(Event) + 'static,
        capture: bool,
    ) -> Self {
        let closure = Closure::<dyn FnMut(Event)>::new(act);
        let function = closure.as_ref().unchecked_ref();
        // It refuses only a closure that is no function.
        let _ = target.add_event_listener_with_callback_and_bool(name, function, capture);
        Self { target: target.clone(), name, closure, capture }
    }

    /// Listens as long as the page lives.
    pub fn for_ever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.name,
            function,
            self.capture,
        );
    }
}
