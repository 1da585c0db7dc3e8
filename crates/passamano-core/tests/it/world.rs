//! Time, the network and everything that happens. Faults stop after ten minutes; then there
//! is an hour for everything to arrive.

use std::collections::{BTreeMap, BTreeSet};

use passamano_core::endpoint::{Answer, Failure, HttpRequest};
use passamano_core::id::RecordId;
use passamano_core::sync::{Call, Input, Wake};

use crate::chance::Chance;
use crate::endpoints::{HookModel, HubModel, response};
use crate::phone::{HOOK, HUB, Out, Phone};

const MINUTE: i64 = 60_000;
const FAULTS_END: i64 = 10 * MINUTE;
const END: i64 = 70 * MINUTE;

/// What kind of world.
#[derive(Default, Clone, Copy)]
pub struct Plan {
    /// The hub goes back to a backup.
    pub restore: bool,
    /// The control: phones take status 200 for a receipt.
    pub believes_status: bool,
}

enum Event {
    Save(usize),
    Input(usize, usize, Input),
    Tick(usize, usize, u64),
    Arrive { phone: usize, at: usize, call: Option<Call>, request: HttpRequest },
    Answer { phone: usize, at: usize, call: Call, answer: Answer },
    SetClock(usize, i64),
    Restart(usize),
    BackUp,
    Restore,
}

pub struct World {
    now_ms: i64,
    queue: BTreeMap<(i64, u64), Event>,
    count: u64,
    chance: Chance,
    phones: Vec<Phone>,
    /// The number of the timer that counts, for each session; a new one replaces it.
    timers: [[u64; 2]; 3],
    hub: HubModel,
    hook: HookModel,
    saved: BTreeSet<RecordId>,
    team: BTreeSet<RecordId>,
    /// Records marked received that the endpoint never held.
    pub false_receipts: usize,
    /// Rows that the hub forgot.
    pub forgotten: usize,
}

impl World {
    pub fn new(seed: u64, plan: Plan) -> Self {
        let mut world = Self {
            now_ms: 0,
            queue: BTreeMap::new(),
            count: 0,
            chance: Chance(seed),
            phones: (0..3).map(|n| Phone::new(n, plan.believes_status)).collect(),
            timers: [[0; 2]; 3],
            hub: HubModel::default(),
            hook: HookModel::default(),
            saved: BTreeSet::new(),
            team: BTreeSet::new(),
            false_receipts: 0,
            forgotten: 0,
        };
        (0..3).for_each(|phone| world.plan_phone(phone));
        if plan.restore {
            let at = world.chance.below(4 * MINUTE);
            world.put(at, Event::BackUp);
            world.put(FAULTS_END + 3 * MINUTE, Event::Restore);
        }
        world
    }

    fn plan_phone(&mut self, phone: usize) {
        self.put(0, Event::Restart(phone));
        for _ in 0..6 {
            let at = self.chance.below(FAULTS_END);
            self.put(at, Event::Save(phone));
        }
        for _ in 0..4 {
            let at = self.chance.below(FAULTS_END);
            let events = [
                Event::Input(phone, HUB, Input::Wake(Wake::Online)),
                Event::Input(phone, HOOK, Input::Wake(Wake::Asked)),
                Event::Input(phone, HUB, Input::Live(true)),
                Event::Input(phone, HUB, Input::Live(false)),
                Event::SetClock(phone, (self.chance.below(7) - 3) * 24 * 60 * MINUTE),
                Event::Restart(phone),
            ];
            let which = self.chance.below(events.len() as i64) as usize;
            self.put(at, events.into_iter().nth(which).unwrap());
        }
        self.put(FAULTS_END, Event::Input(phone, HUB, Input::Live(false)));
    }

    fn put(&mut self, at_ms: i64, event: Event) {
        self.count += 1;
        self.queue.insert((at_ms, self.count), event);
    }

    pub fn run(&mut self) {
        while let Some(((at_ms, _), event)) = self.queue.pop_first() {
            if at_ms > END {
                break;
            }
            self.now_ms = at_ms;
            self.happen(event);
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Save(phone) => {
                let (id, for_desk) = self.phones[phone].save(self.now_ms);
                self.saved.insert(id);
                if !for_desk {
                    self.team.insert(id);
                }
                for at in [HUB, HOOK] {
                    self.step(phone, at, Input::Wake(Wake::Saved));
                }
            }
            Event::Input(phone, at, input) => self.step(phone, at, input),
            Event::Tick(phone, at, timer) if self.timers[phone][at] == timer => {
                self.step(phone, at, Input::Tick);
            }
            Event::Tick(..) => {}
            Event::Arrive { phone, at, call, request } => self.arrive(phone, at, call, &request),
            Event::Answer { phone, at, call, answer } => {
                let works = self.storage_works();
                let out = self.phones[phone].answer(
                    at,
                    call,
                    answer,
                    self.now_ms,
                    &mut self.chance,
                    works,
                );
                self.carry(phone, at, out);
            }
            Event::SetClock(phone, clock_ms) => self.phones[phone].clock_ms = clock_ms,
            Event::Restart(phone) => {
                self.phones[phone].restart();
                for at in [HUB, HOOK] {
                    self.step(phone, at, Input::Wake(Wake::Start));
                }
            }
            Event::BackUp => self.hub.back_up(),
            Event::Restore => self.forgotten += self.hub.restore(),
        }
    }

    fn step(&mut self, phone: usize, at: usize, input: Input) {
        let works = self.storage_works();
        let out = self.phones[phone].step(at, self.now_ms, &mut self.chance, works, input);
        self.carry(phone, at, out);
    }

    fn storage_works(&mut self) -> bool {
        self.now_ms >= FAULTS_END || !self.chance.percent(5)
    }

    fn carry(&mut self, phone: usize, at: usize, out: Vec<Out>) {
        for out in out {
            match out {
                Out::TickIn { ms } => {
                    self.timers[phone][at] += 1;
                    let tick = Event::Tick(phone, at, self.timers[phone][at]);
                    self.put(self.now_ms + ms, tick);
                }
                Out::Send { call, request } => self.transmit(phone, at, call, request),
            }
        }
        let held = |id: &RecordId| {
            if at == HUB { self.hub.ever.contains(id) } else { self.hook.rows.contains(id) }
        };
        let false_now = self.phones[phone].received(at).filter(|id| !held(id)).count();
        self.false_receipts = self.false_receipts.max(false_now);
    }

    /// The network does its worst, or its work.
    fn transmit(&mut self, phone: usize, at: usize, call: Call, request: HttpRequest) {
        let soon = self.now_ms + 20 + self.chance.below(4_000);
        let timeout = self.now_ms + i64::from(request.timeout_ms);
        let answer = |answer| Event::Answer { phone, at, call, answer };
        let arrive = |call| Event::Arrive { phone, at, call, request: request.clone() };
        let html = || response(200, b"<!doctype html><form>Welcome to our Wi-Fi</form>".to_vec());
        match if self.now_ms < FAULTS_END { self.chance.below(100) } else { 99 } {
            0..10 => self.put(timeout, answer(Err(Failure::Timeout))),
            10..14 => self.put(soon, answer(Err(Failure::Offline))),
            14..24 => {
                self.put(soon, arrive(None));
                self.put(timeout, answer(Err(Failure::Timeout)));
            }
            24..34 => {
                self.put(soon, arrive(None));
                self.put(soon, answer(Err(Failure::Network)));
            }
            34..44 => self.put(soon, answer(Ok(html()))),
            44..47 => self.put(soon, answer(Ok(response(200, b"{\"ok\":true}".to_vec())))),
            47..50 => self.put(soon, answer(Ok(response(401, b"{}".to_vec())))),
            50..53 => self.put(soon, answer(Ok(response(500, vec![])))),
            53..55 => {
                let mut busy = response(503, vec![]);
                busy.headers.push(("retry-after".into(), "20".into()));
                self.put(soon, answer(Ok(busy)));
            }
            55..65 => {
                // Twice, the second time long after the phone gave up or went on.
                let late = self.now_ms + self.chance.below(5 * MINUTE);
                self.put(soon, arrive(Some(call)));
                self.put(late, arrive(None));
            }
            _ => self.put(soon, arrive(Some(call))),
        }
    }

    /// A request reaches its endpoint; with a call, the answer finds back.
    fn arrive(&mut self, phone: usize, at: usize, call: Option<Call>, request: &HttpRequest) {
        let mut response = if at == HUB {
            self.hub.answer(&self.phones[phone].device(), request, self.now_ms)
        } else {
            self.hook.answer(request)
        };
        let Some(call) = call else { return };
        if self.now_ms < FAULTS_END && self.chance.percent(5) {
            response.body.truncate(response.body.len() / 2);
        }
        let held_back = if request.url.ends_with("wait=20") { 20_000 } else { 0 };
        let at_ms = self.now_ms + held_back + 20 + self.chance.below(2_000);
        self.put(at_ms, Event::Answer { phone, at, call, answer: Ok(response) });
    }

    /// Every record is at both endpoints exactly once and marked so, and every phone holds what
    /// the others wrote for the team.
    pub fn assert_complete(&self, seed: u64) {
        let hub: Vec<_> = self.hub.rows.iter().map(|(id, ..)| *id).collect();
        for (name, rows) in [("hub", &hub), ("webhook", &self.hook.rows)] {
            assert_eq!(rows.len(), self.saved.len(), "seed {seed}: rows at the {name}");
            assert_eq!(
                &rows.iter().copied().collect::<BTreeSet<_>>(),
                &self.saved,
                "seed {seed}: the {name}"
            );
        }
        for phone in &self.phones {
            assert!(!phone.has_unsent(), "seed {seed}: something is still unsent");
            let own: BTreeSet<_> = phone.received(HUB).collect();
            let others: BTreeSet<_> = phone.others.keys().copied().collect();
            assert_eq!(
                others,
                self.team.difference(&own).copied().collect(),
                "seed {seed}: what a phone pulled"
            );
        }
    }

    /// How many records no endpoint holds although a phone says so.
    pub fn lost(&self) -> usize {
        let held: BTreeSet<_> = self.hub.rows.iter().map(|(id, ..)| *id).collect();
        self.phones
            .iter()
            .flat_map(|phone| phone.received(HUB))
            .filter(|id| !held.contains(id))
            .count()
    }
}
