//! Carries out what the core's sync sessions decide: fetches, stores, sets timers. One session
//! for each endpoint of the space; one tab at a time drives them, by a Web Lock. No decision
//! about what to send or believe is here.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::endpoint::{Adapter, Diagnosis, hub, webhook};
use passamano_core::space::Endpoint;
use passamano_core::sync::{Effect, Input, Memory, Session, Wake};

use crate::platform::{clock, fetch, locks, net, random, timer};
use crate::state::{App, Identity};
use crate::storage::Arrived;

struct Driver {
    session: RefCell<Session>,
    endpoint: Endpoint,
    timer: RefCell<Option<timer::Timer>>,
    calls: RefCell<BTreeMap<u64, fetch::Abort>>,
}

/// What the rest of the app does when the exchange brings something. Given at the start, so that
/// nothing here knows the verbs of the app.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Envelopes of others lie in storage.
    pub arrived: fn(App, &[Arrived]),
    /// Receipts have changed what is on this phone only.
    pub counts: fn(App),
    /// The endpoint of this name had lost records, which go to it again.
    pub forgot: fn(App, &str),
    /// This device must enrol at an endpoint; gives its token.
    pub enrol: fn(App, Endpoint) -> LocalBoxFuture<'static, Result<String, Diagnosis>>,
}

thread_local! {
    static HOOKS: Cell<Option<Hooks>> = const { Cell::new(None) };
    static DRIVERS: RefCell<Vec<Rc<Driver>>> = const { RefCell::new(vec![]) };
    static HOLDS_LOCK: RefCell<bool> = const { RefCell::new(false) };
}

/// The endpoints of the space that this version can send to, as the signed settings or, before they arrive, the invitation say.
pub fn endpoints(app: App) -> Vec<Endpoint> {
    let Some(identity) = app.identity.get_untracked() else { return vec![] };
    if identity.practice {
        return vec![];
    }
    let settled = app
        .world
        .with_untracked(|world| world.settings.as_ref().map(|s| s.reachable().cloned().collect()));
    settled.unwrap_or_else(|| identity.hub.clone().map(Endpoint::Hub).into_iter().collect())
}

/// The names by which storage knows the endpoints.
pub fn endpoint_keys(app: App) -> Vec<String> {
    endpoints(app).iter().map(Endpoint::key).collect()
}

/// So long after the start the exchange begins. On a slow phone its beginning takes a tenth of a
/// second, which the first screen must not wait for.
const BEGINS_MS: u32 = 300;

/// Takes the lock when it is free, starts a session for each endpoint, and listens to the
/// phone: signal, visibility, time.
pub fn start(app: App, hooks: Hooks) {
    HOOKS.set(Some(hooks));
    spawn_local(async move {
        timer::sleep(BEGINS_MS).await;
        locks::hold("passamano-sync", exchange(app)).await;
    });
}

/// Runs as long as this tab lives, and the lock is held as long.
async fn exchange(app: App) {
    HOLDS_LOCK.set(true);
    renew(app).await;
    net::on_online(move || feed_all(app, Wake::Online));
    // What waits at the hub would hear of it late or never.
    net::on_offline(move || feed_all(app, Wake::Online));
    // As long as somebody looks at it, a phone hears of others' hand-overs at once: a card that
    // was served two desks away must not be served again.
    net::on_visible(move || {
        live(app, true);
        feed_all(app, Wake::Visible);
    });
    net::on_hidden(move || live(app, false));
    std::future::pending().await
}

/// Something new waits to be sent.
pub fn wake(app: App) {
    feed_all(app, Wake::Saved);
}

/// A person asked to try now.
pub fn try_now(app: App) {
    feed_all(app, Wake::Asked);
}

/// Somebody looks, or no longer.
fn live(app: App, on: bool) {
    each(|driver| feed(app, driver, Input::Live(on)));
}

/// Starts the sessions anew, with what this device may do now.
pub async fn restart(app: App) {
    DRIVERS.take();
    renew(app).await;
}

/// Starts the sessions anew when the settings name other endpoints than before.
pub async fn renew(app: App) {
    if !HOLDS_LOCK.with_borrow(|held| *held) {
        return;
    }
    let (Some(identity), Some(store)) = (app.identity.get_untracked(), app.store.get_untracked())
    else {
        return;
    };
    let wanted = endpoints(app);
    let same = DRIVERS.with_borrow(|drivers| {
        drivers.len() == wanted.len() && drivers.iter().zip(&wanted).all(|(d, e)| d.endpoint == *e)
    });
    if same {
        return;
    }
    let keys: Vec<String> = wanted.iter().map(Endpoint::key).collect();
    // Records from before an endpoint was configured go to it too.
    let _ = store.address(&keys).await;
    let mut drivers = Vec::new();
    for endpoint in wanted {
        let key = endpoint.key();
        let memory = Memory {
            cursor: store.cursor(&key).await.ok().flatten(),
            received: store.own_received(&key).await.unwrap_or_default(),
        };
        let Some(adapter) = adapter(&endpoint, &identity) else { continue };
        let session = Session::new(adapter, memory);
        drivers.push(Rc::new(Driver {
            session: RefCell::new(session),
            endpoint,
            timer: RefCell::default(),
            calls: RefCell::default(),
        }));
    }
    DRIVERS.set(drivers);
    counts(app);
    live(app, net::visible());
    feed_all(app, Wake::Start);
}

fn adapter(endpoint: &Endpoint, identity: &Identity) -> Option<Adapter> {
    Some(match endpoint {
        Endpoint::Hub(hub) => Adapter::Hub(hub::Account {
            hub: hub.clone(),
            space: identity.space,
            device: identity.device_id(),
            token: identity.tokens.get(&hub.url).cloned(),
        }),
        Endpoint::Webhook(hook) => Adapter::Webhook(webhook::Account {
            hook: hook.clone(),
            space: identity.space,
            keys: identity.keys(),
        }),
        Endpoint::Unknown(_) => return None,
    })
}

fn each(what: impl Fn(&Rc<Driver>)) {
    // The list is copied first: an effect may start the sessions anew.
    DRIVERS.with_borrow(Vec::clone).iter().for_each(what);
}

fn feed_all(app: App, wake: Wake) {
    each(|driver| feed(app, driver, Input::Wake(wake)));
}

fn feed(app: App, driver: &Rc<Driver>, input: Input) {
    // A session that was replaced meanwhile is over, whatever its timer or an answer says.
    if !DRIVERS.with_borrow(|drivers| drivers.iter().any(|it| Rc::ptr_eq(it, driver))) {
        return;
    }
    let effects = driver.session.borrow_mut().step(clock::now().ms, random::number(), input);
    let driver = Rc::clone(driver);
    spawn_local(async move {
        for effect in effects {
            carry_out(app, &driver, effect).await;
        }
    });
}

async fn carry_out(app: App, driver: &Rc<Driver>, effect: Effect) {
    let (Some(store), key) = (app.store.get_untracked(), driver.endpoint.key()) else { return };
    let answer = |input| feed(app, driver, input);
    match effect {
        Effect::LoadUnsent { call } => match store.due(&key).await {
            Ok(records) => answer(Input::Unsent { call, records }),
            Err(_) => answer(Input::Stored { call, ok: false }),
        },
        Effect::LoadEnvelopes { call, records } => match store.envelopes_of(&records).await {
            Ok(envelopes) => answer(Input::Envelopes { call, envelopes }),
            Err(_) => answer(Input::Stored { call, ok: false }),
        },
        Effect::Send { call, request } => {
            // Not awaited here: later effects of this step must not wait for the network.
            let (abort, answered) = fetch::start(&request);
            driver.calls.borrow_mut().insert(call, abort);
            let driver = Rc::clone(driver);
            spawn_local(async move {
                let result = answered.await;
                driver.calls.borrow_mut().remove(&call);
                feed(app, &driver, Input::Answered { call, answer: result });
            });
        }
        Effect::Cancel { call } => {
            if let Some(abort) = driver.calls.borrow_mut().remove(&call) {
                abort.abort();
            }
        }
        Effect::Settle(outcomes) => {
            // A receipt that could not be kept comes again: the hub answers `again`.
            let _ = store.settle(&key, &outcomes).await;
            counts(app);
        }
        Effect::Absorb { call, envelopes, cursor } => {
            match store.absorb(envelopes, Some((&key, &cursor))).await {
                Ok(arrived) => {
                    let settings = app.world.with_untracked(|world| world.settings.clone());
                    if let Some(hooks) = HOOKS.get() {
                        (hooks.arrived)(app, &arrived);
                    }
                    answer(Input::Stored { call, ok: true });
                    if app.world.with_untracked(|world| world.settings != settings) {
                        renew_later(app);
                    }
                }
                Err(_) => answer(Input::Stored { call, ok: false }),
            }
        }
        Effect::Requeue { above } => {
            let again = store.requeue(&key, above).await;
            counts(app);
            if let (Ok(1..), Some(hooks)) = (again, HOOKS.get()) {
                (hooks.forgot)(app, driver.endpoint.name());
            }
        }
        Effect::SetAside { bytes, reason } => {
            let _ = store.set_aside(&bytes, &reason, clock::now().ms).await;
        }
        Effect::Enrol { call } => {
            if let Some(hooks) = HOOKS.get() {
                let result = (hooks.enrol)(app, driver.endpoint.clone()).await;
                answer(Input::Enrolled { call, result });
            }
        }
        Effect::WakeAt(at) => {
            let wait = (at - clock::now().ms).clamp(0, 3_600_000) as u32;
            let again = Rc::clone(driver);
            let timer = timer::once(wait, move || feed(app, &again, Input::Tick));
            driver.timer.replace(Some(timer));
        }
        Effect::Status(status) => {
            app.links.update(|links| match links.iter_mut().find(|(k, _)| *k == key) {
                Some((_, old)) => *old = status,
                None => links.push((key, status)),
            })
        }
    }
}

fn counts(app: App) {
    if let Some(hooks) = HOOKS.get() {
        (hooks.counts)(app);
    }
}

fn renew_later(app: App) {
    spawn_local(renew(app));
}
