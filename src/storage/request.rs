//! Requests and transactions of the browser's database as futures. The browser's events resolve
//! promises directly, so no closure has to be kept alive. No answer is waited for without end.

use std::cell::RefCell;
use std::pin::pin;

use futures::channel::oneshot;
use futures::future::{Either, select};
use js_sys::{Array, Function, Object, Promise, Reflect};
use passamano_core::id::RecordId;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use super::Problem;
use crate::platform::timer;

/// So long one answer may take: another page that holds the records may never let go of them, and
/// a browser whose database has died may never say so.
const ANSWER_MS: u32 = 10_000;

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Read.
    Read,
    /// Write what can be made again. The browser's own durability: asking for `relaxed` would
    /// turn off what Firefox does by itself.
    Write,
    /// Write what must not be lost: complete means flushed to the disk.
    Strict,
}

#[wasm_bindgen]
extern "C" {
    /// The database as it is called here: web-sys hides the options behind a compiler flag.
    type Database;
    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Database,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

thread_local! {
    static GOING_ON: RefCell<Vec<IdbTransaction>> = const { RefCell::new(vec![]) };
}

/// Counts a transaction among those that go on, until this is dropped.
struct GoingOn(IdbTransaction);

impl GoingOn {
    fn new(tx: IdbTransaction) -> Self {
        GOING_ON.with_borrow_mut(|all| all.push(tx.clone()));
        Self(tx)
    }
}

impl Drop for GoingOn {
    fn drop(&mut self) {
        GOING_ON.with_borrow_mut(|all| all.retain(|tx| *tx != self.0));
    }
}

/// Undoes every transaction that goes on. Its caller gets an error, and nothing was said to be
/// saved.
pub(super) fn abort_all() {
    for tx in GOING_ON.with_borrow(Vec::clone) {
        // It refuses only if the browser has ended the transaction before.
        let _ = tx.abort();
    }
}

/// A transaction that is going on.
pub(super) struct Tx {
    tx: GoingOn,
    end: JsFuture,
}

impl Tx {
    pub(super) fn begin(
        database: &IdbDatabase,
        stores: &[&str],
        access: Access,
    ) -> Result<Self, Problem> {
        let names: Array = stores.iter().copied().map(JsValue::from_str).collect();
        let options = Object::new();
        if access == Access::Strict {
            Reflect::set(&options, &"durability".into(), &"strict".into())?;
        }
        let mode = if access == Access::Read { "readonly" } else { "readwrite" };
        let tx = database.unchecked_ref::<Database>().transaction(&names, mode, &options)?;
        let end = events(&mut |ended, _| {
            tx.set_oncomplete(Some(ended));
            tx.set_onabort(Some(ended));
        });
        Ok(Self { tx: GoingOn::new(tx), end })
    }

    pub(super) fn store(&self, name: &str) -> Result<IdbObjectStore, Problem> {
        Ok(self.tx.0.object_store(name)?)
    }

    /// Returns when everything is written, or with the reason why nothing is. After
    /// [`Problem::Timeout`] it may be either.
    pub(super) async fn finish(mut self) -> Result<(), Problem> {
        let end = match in_time(&mut self.end).await {
            // What the browser is writing already it lets nobody undo: it is waited for once more.
            Err(Problem::Timeout) if self.tx.0.abort().is_err() => in_time(self.end).await?,
            end => end?,
        };
        let event: Event = end?.unchecked_into();
        if event.type_() == "complete" {
            return Ok(());
        }
        Err(Problem::from_js(&self.tx.0.error().map_or(JsValue::NULL, Into::into)))
    }

    /// Undoes everything and returns when that is done.
    pub(super) async fn abort(self) {
        // It refuses only if the browser has ended the transaction before.
        let _ = self.tx.0.abort();
        let _ = in_time(self.end).await;
    }
}

/// Something that was asked of the database. Ask everything first, then wait for the answers.
pub(super) struct Answer {
    request: IdbRequest,
    event: JsFuture,
}

/// Sends a request: `ask(store.get(&key))?`.
pub(super) fn ask(request: Result<IdbRequest, JsValue>) -> Result<Answer, Problem> {
    let request = request?;
    let event = events(&mut |success, error| {
        request.set_onsuccess(Some(success));
        request.set_onerror(Some(error));
    });
    Ok(Answer { request, event })
}

/// Sends the same request for each record, all before the first answer.
pub(super) fn ask_each(
    records: impl IntoIterator<Item = RecordId>,
    request: impl Fn(&JsValue) -> Result<IdbRequest, JsValue>,
) -> Result<Vec<Answer>, Problem> {
    records.into_iter().map(|record| ask(request(&record.to_string().into()))).collect()
}

impl Answer {
    /// The result, `undefined` where nothing was found.
    pub(super) async fn value(self) -> Result<JsValue, Problem> {
        match in_time(self.event).await? {
            Ok(_) => Ok(self.request.result()?),
            Err(_) => {
                let error = self.request.error().ok().flatten();
                Err(Problem::from_js(&error.map_or(JsValue::NULL, Into::into)))
            }
        }
    }
}

/// What comes within ten seconds.
async fn in_time<T>(answer: impl Future<Output = T>) -> Result<T, Problem> {
    let (ring, rung) = oneshot::channel();
    let _timer = timer::once(ANSWER_MS, move || {
        // Nobody listens any more once the answer is here.
        let _ = ring.send(());
    });
    match select(pin!(answer), rung).await {
        Either::Left((answer, _)) => Ok(answer),
        Either::Right(_) => Err(Problem::Timeout),
    }
}

/// A future of whichever event comes first.
pub(super) fn events(listen: &mut dyn FnMut(&Function, &Function)) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, reject| listen(&resolve, &reject)))
}

/// A property of a stored object.
pub(super) fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// An object to store.
pub(super) fn object<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}

/// A whole number as the database counts them.
pub(super) fn number(value: &JsValue) -> u64 {
    value.as_f64().unwrap_or(0.0) as u64
}

/// Stored bytes, or nothing if it is something else.
pub(super) fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<js_sys::Uint8Array>().map(js_sys::Uint8Array::to_vec)
}

/// Bytes as they are stored.
pub(super) fn stored(bytes: &[u8]) -> JsValue {
    js_sys::Uint8Array::from(bytes).into()
}
