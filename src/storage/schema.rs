//! The shape of the database, and opening it. A new version only adds stores and indexes: what
//! lies on phones is never moved or deleted by an upgrade.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbIndexParameters, IdbObjectStoreParameters, IdbOpenDbRequest,
};

use super::Problem;
use super::request::{ask, events};
use crate::platform;

pub(super) const ENVELOPES: &str = "envelopes";
pub(super) const UNSENT: &str = "unsent";
pub(super) const RECEIPTS: &str = "receipts";
pub(super) const SET_ASIDE: &str = "set_aside";
pub(super) const META: &str = "meta";
pub(super) const KEYS: &str = "keys";
pub(super) const DRAFTS: &str = "drafts";

/// Index of `envelopes`, and its key there.
pub(super) const BY_RECORD: &str = "record";
/// Index of `unsent` and `receipts`, and its key there.
pub(super) const BY_SEQ: &str = "seq";

const VERSION: u32 = 1;
const OPEN_MS: u32 = 5_000;

/// An open database, closed when dropped.
pub(super) struct Connection {
    database: IdbDatabase,
    on_end: Option<Closure<dyn FnMut()>>,
}

impl Connection {
    pub(super) fn database(&self) -> IdbDatabase {
        self.database.clone()
    }

    /// Calls `act` when the browser closes the database or another tab waits for that.
    pub(super) fn on_end(mut self, act: impl FnMut() + 'static) -> Self {
        let closure = Closure::<dyn FnMut()>::new(act);
        let function = Some(closure.as_ref().unchecked_ref());
        self.database.set_onclose(function);
        self.database.set_onversionchange(function);
        self.on_end = Some(closure);
        self
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onclose(None);
        self.database.set_onversionchange(None);
        self.database.close();
    }
}

/// Opens a database within 5 seconds. Without `may_create`, a missing one is [`Problem::Wiped`].
pub(super) async fn open(name: &str, may_create: bool) -> Result<Connection, Problem> {
    let request =
        factory()?.open_with_u32(name, VERSION).map_err(|error| Problem::from_opening(&error))?;
    let upgrade = {
        let request = request.clone();
        Closure::<dyn FnMut()>::new(move || {
            if !may_create || create(&request).is_err() {
                abandon(&request);
            }
        })
    };
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let event = first(&request).await?;
    let event_type = event.dyn_ref::<Event>().map(Event::type_);
    match event_type.as_deref() {
        Some("success") => {
            let database = request.result()?.unchecked_into();
            Ok(Connection { database, on_end: None })
        }
        Some(_) => {
            let error = request.error().ok().flatten().map_or(JsValue::NULL, JsValue::from);
            Err(match Problem::from_opening(&error) {
                Problem::Gone if !may_create => Problem::Wiped,
                problem => problem,
            })
        }
        None => {
            close_when_open(&request);
            Err(Problem::Timeout)
        }
    }
}

/// Deletes a database. Another tab that has it open closes it when asked.
pub(super) async fn delete(name: &str) -> Result<(), Problem> {
    let request = factory()?.delete_database(name)?;
    ask(Ok(request.unchecked_into()))?.value().await.map(|_| ())
}

/// Version 1. Later versions add below what is here, and look at what there is already.
fn create(request: &IdbOpenDbRequest) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    let counted = IdbObjectStoreParameters::new();
    counted.set_auto_increment(true);
    let unique = IdbIndexParameters::new();
    unique.set_unique(true);
    database
        .create_object_store_with_optional_parameters(ENVELOPES, &counted)?
        .create_index_with_str_and_optional_parameters(BY_RECORD, BY_RECORD, &unique)?;
    for name in [UNSENT, RECEIPTS] {
        database.create_object_store(name)?.create_index_with_str(BY_SEQ, BY_SEQ)?;
    }
    for name in [SET_ASIDE, META, KEYS, DRAFTS] {
        database.create_object_store(name)?;
    }
    Ok(())
}

/// Undoes an upgrade: no half database, and no empty one in place of one that was deleted.
fn abandon(request: &IdbOpenDbRequest) {
    if let Some(tx) = request.transaction() {
        // It refuses only if the upgrade has failed already.
        let _ = tx.abort();
    }
}

/// The event that ends the opening, or `undefined` when it takes too long.
async fn first(request: &IdbOpenDbRequest) -> Result<JsValue, Problem> {
    let opened = Promise::new(&mut |resolve, _| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&resolve));
    });
    let either = Array::of2(&opened, &platform::timer::after(OPEN_MS));
    Ok(JsFuture::from(Promise::race(&either)).await?)
}

/// A database that opens after nobody waits for it must not stand in another tab's way.
fn close_when_open(request: &IdbOpenDbRequest) {
    let late = request.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let opened = events(&mut |success, error| {
            late.set_onsuccess(Some(success));
            late.set_onerror(Some(error));
        });
        if opened.await.is_ok()
            && let Ok(database) = late.result()
        {
            database.unchecked_into::<IdbDatabase>().close();
        }
    });
}

fn factory() -> Result<IdbFactory, Problem> {
    platform::window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(Problem::Blocked)
}
