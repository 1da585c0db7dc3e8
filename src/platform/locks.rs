//! Web Locks: work that only one tab may do. web-sys hides them behind a compiler flag, so they
//! are reached by name. A browser without them runs the work anyway.

use js_sys::{Function, Object, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{call, navigator, set};

/// Waits until no other tab holds the lock `name`, then does `work` while holding it.
pub async fn hold<T>(name: &str, work: impl Future<Output = T>) -> T {
    let _lock = request(name, false).await;
    work.await
}

/// Does `work` while holding the lock `name`, or nothing if another tab holds it now.
pub async fn try_hold<T>(name: &str, work: impl Future<Output = T>) -> Option<T> {
    let _lock = request(name, true).await?;
    Some(work.await)
}

/// A lock lasts until the promise that its holder gave is kept, by this function. Without one,
/// the browser has no locks, or none for this page.
struct Lock(Option<Function>);

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Asks for a lock; nothing if another tab holds it and we do not wait.
async fn request(name: &str, only_if_free: bool) -> Option<Lock> {
    let Some(locks) = navigator("locks") else {
        return Some(Lock(None));
    };
    let answer = Promise::new(&mut |answer, failed| {
        let holder = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                let _ = answer.call1(&JsValue::UNDEFINED, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            let until = Promise::new(&mut |release, _| {
                let _ = answer.call1(&JsValue::UNDEFINED, &release);
            });
            until.into()
        });
        let options = Object::new();
        set(&options, "ifAvailable", only_if_free);
        match call(&locks, "request", &[name.into(), options.into(), holder]) {
            Some(promise) => {
                let _ = call(&promise, "catch", &[failed.into()]);
            }
            None => {
                let _ = failed.call0(&JsValue::UNDEFINED);
            }
        }
    });
    match JsFuture::from(answer).await {
        Ok(release) if release.is_null() => None,
        Ok(release) => Some(Lock(release.dyn_into().ok())),
        Err(_) => Some(Lock(None)),
    }
}
