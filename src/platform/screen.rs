//! Keeping the screen on while hands are full. web-sys hides the browser's wake lock behind a
//! compiler flag, so it is reached by name. A browser or battery that refuses costs one tap more.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::{Listener, call, call_async, navigator, net, window};

/// What the browser gave; nothing while it is asked, and nothing where it refused.
#[derive(Default)]
struct Lock(RefCell<Option<JsValue>>);

impl Lock {
    fn keep(&self, lock: Option<JsValue>) {
        let before = self.0.replace(lock);
        // It refuses only a lock that it took back itself.
        let _ = before.and_then(|before| call(&before, "release", &[]));
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.keep(None);
    }
}

/// The screen stays on until this is dropped. The browser takes its lock back when the page is
/// hidden: it is asked again when the page comes back.
pub struct ScreenOn {
    _lock: Rc<Lock>,
    _listener: Option<Listener>,
}

impl ScreenOn {
    /// Asks the browser to keep the screen on.
    pub fn keep() -> Self {
        let lock = Rc::new(Lock::default());
        ask(&lock);
        let again = Rc::downgrade(&lock);
        let listener = window().and_then(|window| window.document()).map(|document| {
            Listener::new(&document, "visibilitychange", move |_| {
                if let Some(lock) = again.upgrade().filter(|_| net::visible()) {
                    ask(&lock);
                }
            })
        });
        Self { _lock: lock, _listener: listener }
    }
}

fn ask(lock: &Rc<Lock>) {
    // The page may have gone when the answer comes: then dropping the last handle gives it back.
    let lock = Rc::clone(lock);
    spawn_local(async move {
        if let Some(browser) = navigator("wakeLock") {
            lock.keep(call_async(&browser, "request", &["screen".into()]).await);
        }
    });
}
