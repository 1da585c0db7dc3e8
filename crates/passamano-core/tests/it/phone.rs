//! A phone: its storage in memory, and one session for each of the two endpoints.

use std::collections::{BTreeMap, VecDeque};

use passamano_core::api::Own;
use passamano_core::endpoint::{Adapter, Answer, Diagnosis, HttpRequest, hub, webhook};
use passamano_core::envelope;
use passamano_core::feedback::Feedback;
use passamano_core::id::{DeviceId, MemberId, RecordId};
use passamano_core::keys::Keys;
use passamano_core::record::{Fact, Mark, Record};
use passamano_core::seal;
use passamano_core::space::{Hub, Webhook};
use passamano_core::sync::{Call, Delivery, Effect, Input, Memory, Session};
use passamano_core::time::Moment;

use crate::chance::Chance;
use crate::endpoints::{HOOK_URL, HUB_KEY, HUB_URL, SPACE};

/// Places in the arrays: the hub, the webhook.
pub const HUB: usize = 0;
pub const HOOK: usize = 1;

/// What leaves the phone.
pub enum Out {
    Send { call: Call, request: HttpRequest },
    TickIn { ms: i64 },
}

struct Kept {
    seq: u64,
    bytes: Vec<u8>,
    to: [Delivery; 2],
}

pub struct Phone {
    secret: [u8; 32],
    own: BTreeMap<RecordId, Kept>,
    pub others: BTreeMap<RecordId, Vec<u8>>,
    cursor: Option<String>,
    token: Option<String>,
    sessions: [Session; 2],
    sent: BTreeMap<(usize, Call), Vec<RecordId>>,
    /// How wrong the clock is, in milliseconds.
    pub clock_ms: i64,
    pub believes_status: bool,
}

impl Phone {
    pub fn new(n: u8, believes_status: bool) -> Self {
        let secret = [n + 10; 32];
        Self {
            secret,
            own: BTreeMap::new(),
            others: BTreeMap::new(),
            cursor: None,
            token: None,
            sessions: sessions(&secret, None, Memory::default()),
            sent: BTreeMap::new(),
            clock_ms: 0,
            believes_status,
        }
    }

    pub fn device(&self) -> [u8; 32] {
        seal::signer_public(&self.secret)
    }

    /// Writes a record down; every third is for the desk.
    pub fn save(&mut self, now_ms: i64) -> (RecordId, bool) {
        let seq = self.own.len() as u64 + 1;
        let mut id = [self.secret[0]; 16];
        id[8..].copy_from_slice(&seq.to_be_bytes());
        let for_desk = seq.is_multiple_of(3);
        let fact = if for_desk {
            Fact::FeedbackGiven(Feedback::default())
        } else {
            Fact::Marked(Mark::Feedback)
        };
        let record = Record {
            id: RecordId(id),
            at: Moment { ms: now_ms + self.clock_ms, offset: 60 },
            by: MemberId([1; 8]),
            activity: None,
            pack: None,
            amends: None,
            reason: None,
            fact,
        };
        let keys = Keys { team: [5; 32], desk: seal::letterbox([9; 32]).1, desk_secret: None };
        let bytes =
            envelope::seal(&record, SPACE, seq, &self.secret, &keys, [seq as u8; 32]).unwrap();
        self.own.insert(record.id, Kept { seq, bytes, to: [Delivery::Waiting, Delivery::Waiting] });
        (record.id, for_desk)
    }

    /// The app is killed and starts again from what storage kept.
    pub fn restart(&mut self) {
        let received =
            self.own.values().filter(|own| matches!(own.to[HUB], Delivery::Received { .. }));
        let received = received.fold(Own::default(), |r, own| Own {
            count: r.count + 1,
            highest: r.highest.max(own.seq),
        });
        let memory = Memory { cursor: self.cursor.clone(), received };
        self.sessions = sessions(&self.secret, self.token.clone(), memory);
        self.sent.clear();
    }

    /// The records that count as received at an endpoint.
    pub fn received(&self, at: usize) -> impl Iterator<Item = RecordId> {
        self.own
            .iter()
            .filter(move |(_, own)| matches!(own.to[at], Delivery::Received { .. }))
            .map(|(id, _)| *id)
    }

    pub fn has_unsent(&self) -> bool {
        self.own
            .values()
            .any(|own| own.to.iter().any(|delivery| !matches!(delivery, Delivery::Received { .. })))
    }

    /// Hands an answer to the session. The control also believes the status.
    pub fn answer(
        &mut self,
        at: usize,
        call: Call,
        answer: Answer,
        now_ms: i64,
        chance: &mut Chance,
        works: bool,
    ) -> Vec<Out> {
        let sent = self.sent.remove(&(at, call)).unwrap_or_default();
        if self.believes_status && answer.as_ref().is_ok_and(|response| response.status == 200) {
            for own in
                sent.iter().filter_map(|id| self.own.get(id).map(|_| *id)).collect::<Vec<_>>()
            {
                self.settle(at, own, Delivery::Received { at_ms: now_ms, short: String::new() });
            }
        }
        self.step(at, now_ms, chance, works, Input::Answered { call, answer })
    }

    /// Drives one session until it waits for something outside. `works` says whether storage does.
    pub fn step(
        &mut self,
        at: usize,
        now_ms: i64,
        chance: &mut Chance,
        works: bool,
        input: Input,
    ) -> Vec<Out> {
        let now_ms = now_ms + self.clock_ms;
        let (mut out, mut inputs) = (vec![], VecDeque::from([input]));
        while let Some(input) = inputs.pop_front() {
            for effect in self.sessions[at].step(now_ms, chance.any(), input) {
                match effect {
                    Effect::LoadUnsent { call } => {
                        inputs.push_back(Input::Unsent { call, records: self.unsent(at) })
                    }
                    Effect::LoadEnvelopes { call, records } => {
                        let envelopes =
                            records.iter().map(|id| self.own[id].bytes.clone()).collect();
                        self.sent.insert((at, call + 1), records);
                        inputs.push_back(Input::Envelopes { call, envelopes });
                    }
                    Effect::Send { call, request } => out.push(Out::Send { call, request }),
                    Effect::Settle(settled) if works => {
                        settled
                            .into_iter()
                            .for_each(|(id, delivery)| self.settle(at, id, delivery));
                    }
                    Effect::Absorb { call, envelopes, cursor } => {
                        if works {
                            self.absorb(envelopes);
                            self.cursor = Some(cursor);
                        }
                        inputs.push_back(Input::Stored { call, ok: works });
                    }
                    Effect::Requeue { above } if works => self.requeue(at, above),
                    Effect::Enrol { call } => {
                        let result = if chance.percent(70) {
                            Ok("t".to_string())
                        } else {
                            Err(Diagnosis::Offline)
                        };
                        self.token = result.clone().ok().or(self.token.take());
                        inputs.push_back(Input::Enrolled { call, result });
                    }
                    Effect::WakeAt(at_ms) => out.push(Out::TickIn { ms: (at_ms - now_ms).max(0) }),
                    Effect::SetAside { reason, .. } => {
                        panic!("an honest envelope was set aside: {reason}")
                    }
                    Effect::Settle(_)
                    | Effect::Requeue { .. }
                    | Effect::Cancel { .. }
                    | Effect::Status(_) => {}
                }
            }
        }
        out
    }

    fn unsent(&self, at: usize) -> Vec<RecordId> {
        let mut due: Vec<_> = self.own.iter().filter(|(_, own)| own.to[at].due()).collect();
        due.sort_by_key(|(_, own)| own.seq);
        due.into_iter().map(|(id, _)| *id).collect()
    }

    fn settle(&mut self, at: usize, id: RecordId, delivery: Delivery) {
        self.own.get_mut(&id).expect("an outcome for an own record").to[at] = delivery;
    }

    fn absorb(&mut self, envelopes: Vec<Vec<u8>>) {
        for bytes in envelopes {
            self.others.insert(envelope::header(&bytes).unwrap().record, bytes);
        }
    }

    fn requeue(&mut self, at: usize, above: u64) {
        for own in self.own.values_mut().filter(|own| own.seq > above && !own.to[at].due()) {
            own.to[at] = Delivery::Waiting;
        }
    }
}

fn sessions(secret: &[u8; 32], token: Option<String>, memory: Memory) -> [Session; 2] {
    let hub = Hub {
        name: "Casa".into(),
        url: HUB_URL.into(),
        key: seal::signer_public(&HUB_KEY).to_vec(),
        more: Default::default(),
    };
    let device = DeviceId(seal::signer_public(secret));
    let hub = Adapter::Hub(hub::Account { hub, space: SPACE, device, token });
    let hook = Webhook {
        name: "Sheet".into(),
        url: HOOK_URL.into(),
        header: "x-key".into(),
        secret: "s".into(),
        plain: true,
        more: Default::default(),
    };
    let keys = Keys { team: [5; 32], ..Keys::default() };
    let hook = Adapter::Webhook(webhook::Account { hook, space: SPACE, keys });
    [Session::new(hub, memory), Session::new(hook, Memory::default())]
}
