//! A worker program of the app's own (`src/workers`): started at the first call, ended when
//! nobody has called for a minute, started anew after a fault.
//!
//! Each call brings a port of its own for the answer, so calls need no numbers. The worker says
//! once that it is ready, because what is sent before its program has loaded would be lost.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageChannel, MessageEvent, Worker};

use super::{property, timer};

const IDLE_MS: u32 = 60_000;
const START_MS: u32 = 30_000;
const ANSWER_MS: u32 = 60_000;

/// Why a worker gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It did not start: not downloaded yet, or the browser has no workers.
    NotStarted,
    /// It crashed, or took longer than a minute.
    Crashed,
    /// It said why in a code of its own.
    Refused(String),
}

/// A worker by the address of its script.
#[derive(Clone)]
pub(super) struct Helper(Rc<Inner>);

struct Inner {
    script: &'static str,
    running: RefCell<Option<Running>>,
    calls: Cell<u32>,
    idle: RefCell<Option<timer::Timer>>,
}

#[derive(Clone)]
struct Running {
    worker: Worker,
    /// Kept when the worker says that it is ready.
    ready: Promise,
    /// Kept when it fails.
    failed: Promise,
}

impl Helper {
    pub(super) fn new(script: &'static str) -> Self {
        Self(Rc::new(Inner {
            script,
            running: RefCell::default(),
            calls: Cell::default(),
            idle: RefCell::default(),
        }))
    }

    /// Sends a message and awaits the answer.
    pub(super) async fn call(&self, message: &Object) -> Result<JsValue, Fault> {
        self.0.idle.take();
        self.0.calls.update(|calls| calls + 1);
        let answer = self.ask(message).await;
        self.0.calls.update(|calls| calls - 1);
        if matches!(answer, Err(Fault::NotStarted | Fault::Crashed)) {
            self.end();
        } else {
            self.rests();
        }
        let answer = answer?;
        match property(&answer, "error").and_then(|code| code.as_string()) {
            Some(code) => Err(Fault::Refused(code)),
            None => Ok(answer),
        }
    }

    /// Starts it before the first call: that takes a slow phone a while.
    pub(super) fn get_ready(&self) {
        if self.running().is_some() {
            self.rests();
        }
    }

    /// Ends it after a while in which nobody calls.
    fn rests(&self) {
        if self.0.calls.get() == 0 {
            let helper = self.clone();
            self.0.idle.replace(Some(timer::once(IDLE_MS, move || helper.end())));
        }
    }

    async fn ask(&self, message: &Object) -> Result<JsValue, Fault> {
        let running = self.running().ok_or(Fault::NotStarted)?;
        first(&running.ready, &running.failed, START_MS).await.ok_or(Fault::NotStarted)?;
        let channel = MessageChannel::new().map_err(|_| Fault::Crashed)?;
        let answered =
            Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
        running
            .worker
            .post_message_with_transfer(message, &Array::of1(&channel.port2()))
            .map_err(|_| Fault::Crashed)?;
        let event = first(&answered, &running.failed, ANSWER_MS).await;
        channel.port1().close();
        event.map(|event| event.data()).ok_or(Fault::Crashed)
    }

    fn running(&self) -> Option<Running> {
        if self.0.running.borrow().is_none() {
            self.0.running.replace(Some(start(self.0.script)?));
        }
        self.0.running.borrow().clone()
    }

    fn end(&self) {
        if let Some(running) = self.0.running.take() {
            running.worker.terminate();
        }
    }
}

fn start(script: &str) -> Option<Running> {
    let worker = Worker::new(script).ok()?;
    let ready = Promise::new(&mut |resolve, _| worker.set_onmessage(Some(&resolve)));
    let failed = Promise::new(&mut |resolve, _| worker.set_onerror(Some(&resolve)));
    Some(Running { worker, ready, failed })
}

/// The message, or nothing when the worker fails first or the time is over.
async fn first(message: &Promise, failed: &Promise, ms: u32) -> Option<MessageEvent> {
    let any = Array::of3(message, failed, &timer::after(ms));
    let event: Event = JsFuture::from(Promise::race(&any)).await.ok()?.dyn_into().ok()?;
    event.dyn_into().ok()
}
