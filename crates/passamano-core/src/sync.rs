//! When to send, what to send, what to believe: one [`Session`] for each endpoint, as a state
//! machine. An input goes in with the time and a random number, effects come out, and the
//! caller carries them out. No network, storage, clock or chance is here.
//!
//! What the caller must do: carry out effects in order, each one finished before the next
//! begins, except those with a [`Call`], whose result is handed in later. A result that comes
//! too late, or twice, is harmless. One session per endpoint at a time, in one tab.
//!
//! One round is: push what is unsent, batch by batch; then pull what others wrote; then rest.
//! There is one request at a time. A record is received only when the endpoint vouched for
//! that very record ([`crate::endpoint`]); one that fails is passed over until the others had
//! their turn.

mod pace;
mod pull;
mod push;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use self::pace::{Rest, Size};
use crate::api::{BATCH, Own};
use crate::endpoint::{Adapter, Answer, Diagnosis, Failure, HttpRequest};
use crate::id::RecordId;

/// Where one record stands at one endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", try_from = "Flat")]
pub enum Delivery {
    /// On this phone only.
    Waiting,
    /// Sent, and no receipt came yet. It will go again.
    Tried {
        /// The phone's clock, Unix milliseconds.
        at_ms: i64,
    },
    /// The endpoint vouches that it holds it.
    Received {
        /// The phone's clock, Unix milliseconds.
        at_ms: i64,
        /// Four characters by which people can compare.
        short: String,
    },
    /// The endpoint will not take it. It stays on this phone until a person decides.
    Refused {
        /// The phone's clock, Unix milliseconds.
        at_ms: i64,
        /// The endpoint's reason, as a code.
        reason: String,
    },
}

/// All fields of a [`Delivery`]: to read them so is a tenth of the code of reading by state.
#[derive(Deserialize)]
struct Flat {
    state: String,
    at_ms: Option<i64>,
    short: Option<String>,
    reason: Option<String>,
}

impl TryFrom<Flat> for Delivery {
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Self, Self::Error> {
        Ok(match (flat.state.as_str(), flat.at_ms, flat.short, flat.reason) {
            ("waiting", ..) => Self::Waiting,
            ("tried", Some(at_ms), ..) => Self::Tried { at_ms },
            ("received", Some(at_ms), Some(short), _) => Self::Received { at_ms, short },
            ("refused", Some(at_ms), _, Some(reason)) => Self::Refused { at_ms, reason },
            _ => return Err("not a delivery"),
        })
    }
}

impl Delivery {
    /// It is still to be sent.
    pub fn due(&self) -> bool {
        matches!(self, Self::Waiting | Self::Tried { .. })
    }
}

/// What a session needs from storage when it starts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    /// Where pulling stopped.
    pub cursor: Option<String>,
    /// How many own records this endpoint vouched for, and the highest sequence among them.
    pub received: Own,
}

/// Names one errand, so that its result finds back.
pub type Call = u64;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// There may be something to do.
    Wake(Wake),
    /// The time of [`Effect::WakeAt`] has come. It may come too often.
    Tick,
    /// Whether a screen wants others' records at once.
    Live(bool),
    /// The result of [`Effect::LoadUnsent`].
    Unsent {
        /// The errand.
        call: Call,
        /// What is [`Delivery::due`] at this endpoint, by sequence.
        records: Vec<RecordId>,
    },
    /// The result of [`Effect::LoadEnvelopes`].
    Envelopes {
        /// The errand.
        call: Call,
        /// Their bytes; missing ones are left out.
        envelopes: Vec<Vec<u8>>,
    },
    /// The result of [`Effect::Send`].
    Answered {
        /// The errand.
        call: Call,
        /// What came back.
        answer: Answer,
    },
    /// The result of [`Effect::Absorb`]; also of a load that failed.
    Stored {
        /// The errand.
        call: Call,
        /// It is durable.
        ok: bool,
    },
    /// The result of [`Effect::Enrol`].
    Enrolled {
        /// The errand.
        call: Call,
        /// The new token.
        result: Result<String, Diagnosis>,
    },
}

/// Why there may be something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// The app started.
    Start,
    /// The network came back or changed.
    Online,
    /// The app came to the foreground.
    Visible,
    /// A record was saved.
    Saved,
    /// A person asked to try now.
    Asked,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// List what is due at this endpoint.
    LoadUnsent {
        /// The errand.
        call: Call,
    },
    /// Read the envelopes of these records.
    LoadEnvelopes {
        /// The errand.
        call: Call,
        /// Whose.
        records: Vec<RecordId>,
    },
    /// Make a request.
    Send {
        /// The errand.
        call: Call,
        /// What to send.
        request: HttpRequest,
    },
    /// Give up a request that was sent.
    Cancel {
        /// The errand.
        call: Call,
    },
    /// Keep what became of records.
    Settle(Vec<(RecordId, Delivery)>),
    /// Keep what others wrote, together with the cursor, in one transaction.
    Absorb {
        /// The errand.
        call: Call,
        /// Checked envelopes of this space; some may be known already.
        envelopes: Vec<Vec<u8>>,
        /// Where to go on after them.
        cursor: String,
    },
    /// The hub lost records that it had vouched for: the own records above this sequence that
    /// count as received there are due again.
    Requeue {
        /// The highest sequence that need not be sent again.
        above: u64,
    },
    /// Keep bytes that are no envelope of this space, for a person to look at.
    SetAside {
        /// What came.
        bytes: Vec<u8>,
        /// What is wrong, as the code of an [`envelope::Problem`](crate::envelope::Problem).
        reason: String,
    },
    /// Enrol this device at the hub again and keep the token.
    Enrol {
        /// The errand.
        call: Call,
    },
    /// Hand in [`Input::Tick`] at this Unix time in milliseconds. It replaces the earlier one.
    WakeAt(i64),
    /// What to show.
    Status(Status),
}

/// How it stands with an endpoint, for the screen. Times are the phone's, Unix milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Something is under way.
    pub busy: bool,
    /// What is wrong, if something is.
    pub diagnosis: Option<Diagnosis>,
    /// The last request.
    pub last_try_ms: Option<i64>,
    /// The last answer without trouble.
    pub last_ok_ms: Option<i64>,
    /// The next try, while resting.
    pub next_try_ms: Option<i64>,
    /// Since when nothing went well.
    pub trouble_since_ms: Option<i64>,
}

/// The exchange with one endpoint.
pub struct Session {
    adapter: Adapter,
    memory: Memory,
    state: State,
    calls: Call,
    /// Something happened during the round: another one follows.
    again: bool,
    live: bool,
    /// How it stands is not known, or somebody wants to know: the next request must be answered
    /// at once, and not when something new has come.
    unsure: bool,
    /// Records that had their turn in this round, whatever became of them.
    had_turn: BTreeSet<RecordId>,
    batch: Size,
    page: Size,
    /// What went wrong in this round without ending it.
    trouble: Option<Diagnosis>,
    failures: u32,
    enrolled: bool,
    /// What the hub held when it was last found to have lost records.
    lost_at: Option<Own>,
    status: Status,
}

/// Either an errand is under way, or the session rests.
enum State {
    /// Until something happens.
    Idle,
    Resting(Rest),
    Waiting {
        call: Call,
        step: Step,
        patience: Rest,
    },
}

/// The errand that is under way.
enum Step {
    Unsent,
    Envelopes { asked: Vec<RecordId> },
    Push { request: HttpRequest, sent: Vec<Vec<u8>> },
    Pull { request: HttpRequest, since_ms: i64, wait: u32 },
    Absorb(pull::Kept),
    Enrol,
}

/// One call of [`Session::step`].
struct Turn {
    now_ms: i64,
    chance: u32,
    effects: Vec<Effect>,
}

/// How long storage may take for one errand, in milliseconds.
const STORAGE_MS: i64 = 60_000;
/// The most envelopes in one pull.
const PAGE: usize = 100;

impl Session {
    /// A session that does nothing until it is woken.
    pub fn new(adapter: Adapter, memory: Memory) -> Self {
        Self {
            adapter,
            memory,
            state: State::Idle,
            calls: 0,
            again: false,
            live: false,
            unsure: true,
            had_turn: BTreeSet::new(),
            batch: Size::new(BATCH),
            page: Size::new(PAGE),
            trouble: None,
            failures: 0,
            enrolled: false,
            lost_at: None,
            status: Status::default(),
        }
    }

    /// How it stands.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// Takes in what happened and says what is to be done. `chance` is a new random number.
    pub fn step(&mut self, now_ms: i64, chance: u32, input: Input) -> Vec<Effect> {
        let mut turn = Turn { now_ms, chance, effects: vec![] };
        let before = self.status.clone();
        match input {
            Input::Wake(why) => self.wake(&mut turn, why),
            Input::Tick => self.tick(&mut turn),
            Input::Live(live) => {
                self.live = live;
                if live {
                    self.wake(&mut turn, Wake::Saved);
                }
            }
            result => self.result(&mut turn, result),
        }
        self.show();
        if self.status != before {
            turn.effects.push(Effect::Status(self.status.clone()));
        }
        turn.effects
    }

    fn wake(&mut self, turn: &mut Turn, why: Wake) {
        if matches!(why, Wake::Online | Wake::Asked) {
            self.failures = 0;
        }
        self.unsure |= why != Wake::Saved;
        match &self.state {
            State::Idle => self.start(turn),
            State::Resting(rest) => {
                // A save must not drum on an endpoint that is in trouble, and nothing but a
                // person cuts short what the endpoint asked for.
                let may = match why {
                    Wake::Asked => true,
                    Wake::Start | Wake::Online | Wake::Visible => !rest.asked,
                    Wake::Saved => self.status.diagnosis.is_none(),
                };
                if may {
                    self.start(turn);
                }
            }
            // A long poll gives way to a record that waits.
            State::Waiting { call, step: Step::Pull { wait: 1.., .. }, .. } => {
                turn.effects.push(Effect::Cancel { call: *call });
                self.start(turn);
            }
            State::Waiting { .. } => self.again = true,
        }
    }

    fn tick(&mut self, turn: &mut Turn) {
        let rest = match &mut self.state {
            State::Idle => return,
            State::Resting(rest) | State::Waiting { patience: rest, .. } => rest,
        };
        if !rest.is_over(turn.now_ms) {
            return turn.effects.push(Effect::WakeAt(rest.until_ms()));
        }
        match &self.state {
            State::Waiting { call, step: Step::Push { .. } | Step::Pull { .. }, .. } => {
                let call = *call;
                turn.effects.push(Effect::Cancel { call });
                self.result(turn, Input::Answered { call, answer: Err(Failure::Timeout) });
            }
            State::Waiting { .. } => self.fail(turn, Diagnosis::Storage),
            State::Idle | State::Resting(_) => self.start(turn),
        }
    }

    /// Takes the result of the errand under way; any other result is too late and is dropped.
    fn result(&mut self, turn: &mut Turn, result: Input) {
        let (Input::Unsent { call: of, .. }
        | Input::Envelopes { call: of, .. }
        | Input::Answered { call: of, .. }
        | Input::Stored { call: of, .. }
        | Input::Enrolled { call: of, .. }) = &result
        else {
            return;
        };
        if !matches!(&self.state, State::Waiting { call, .. } if call == of) {
            return;
        }
        let State::Waiting { step, .. } = core::mem::replace(&mut self.state, State::Idle) else {
            return;
        };
        match (step, result) {
            (Step::Unsent, Input::Unsent { records, .. }) => self.choose(turn, records),
            (Step::Envelopes { asked }, Input::Envelopes { envelopes, .. }) => {
                self.push(turn, asked, envelopes)
            }
            (Step::Push { request, sent }, Input::Answered { answer, .. }) => {
                self.pushed(turn, &request, &sent, &answer)
            }
            (Step::Pull { request, since_ms, wait }, Input::Answered { answer, .. }) => {
                self.pulled(turn, &request, (wait > 0).then_some(since_ms), &answer);
            }
            (Step::Absorb(kept), Input::Stored { ok: true, .. }) => self.absorbed(turn, kept),
            (Step::Enrol, Input::Enrolled { result, .. }) => self.took_token(turn, result),
            _ => self.fail(turn, Diagnosis::Storage),
        }
    }

    /// Starts a round, or takes up the one that was interrupted.
    fn start(&mut self, turn: &mut Turn) {
        self.enrolled = false;
        if self.adapter.hub().is_some_and(|account| account.token.is_none()) {
            self.enrol(turn);
        } else {
            self.list(turn);
        }
    }

    fn enrol(&mut self, turn: &mut Turn) {
        self.enrolled = true;
        let call = self.wait_for(turn, Step::Enrol, STORAGE_MS);
        turn.effects.push(Effect::Enrol { call });
    }

    fn took_token(&mut self, turn: &mut Turn, result: Result<String, Diagnosis>) {
        match (result, &mut self.adapter) {
            (Ok(token), Adapter::Hub(account)) => {
                account.token = Some(token);
                self.list(turn);
            }
            (Ok(_), Adapter::Webhook(_)) => self.list(turn),
            (Err(diagnosis), _) => self.fail(turn, diagnosis),
        }
    }

    /// Sends a request; its errand is `step`.
    fn send(&mut self, turn: &mut Turn, request: HttpRequest, step: Step) {
        self.status.last_try_ms = Some(turn.now_ms);
        // The caller gives up first; this is for a caller that never comes back.
        let call = self.wait_for(turn, step, i64::from(request.timeout_ms) + 10_000);
        turn.effects.push(Effect::Send { call, request });
    }

    fn wait_for(&mut self, turn: &mut Turn, step: Step, for_ms: i64) -> Call {
        self.calls += 1;
        let patience = Rest::new(turn.now_ms, for_ms);
        turn.effects.push(Effect::WakeAt(patience.until_ms()));
        self.state = State::Waiting { call: self.calls, step, patience };
        self.calls
    }

    fn rest(&mut self, turn: &mut Turn, rest: Rest) {
        turn.effects.push(Effect::WakeAt(rest.until_ms()));
        self.state = State::Resting(rest);
    }

    /// An answer came that is as it should be.
    fn went_well(&mut self, turn: &Turn) {
        self.status.last_ok_ms = Some(turn.now_ms);
        self.enrolled = false;
        if self.trouble.is_none() {
            self.unsure = false;
            self.failures = 0;
            self.status.diagnosis = None;
            self.status.trouble_since_ms = None;
        }
    }

    /// The round cannot go on now: enrols where that may help, else rests.
    fn fail(&mut self, turn: &mut Turn, diagnosis: Diagnosis) {
        if diagnosis == Diagnosis::NotEnrolled && !self.enrolled && self.adapter.hub().is_some() {
            return self.enrol(turn);
        }
        let rest = Rest::after(&diagnosis, self.failures, turn.now_ms, turn.chance);
        self.failures = self.failures.saturating_add(1);
        self.again = false;
        self.unsure = true;
        self.status.trouble_since_ms.get_or_insert(turn.now_ms);
        self.status.diagnosis = Some(diagnosis);
        self.rest(turn, rest);
    }

    /// Brings the status up to date. A long poll is not shown as work.
    fn show(&mut self) {
        self.status.busy = match &self.state {
            State::Waiting { step: Step::Pull { wait, .. }, .. } => *wait == 0,
            State::Waiting { .. } => true,
            State::Idle | State::Resting(_) => false,
        };
        self.status.next_try_ms = match &self.state {
            State::Resting(rest) => Some(rest.until_ms()),
            State::Idle | State::Waiting { .. } => None,
        };
    }
}
