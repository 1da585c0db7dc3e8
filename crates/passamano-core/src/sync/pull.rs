//! The second half of a round: what others wrote comes in, the hub shows whether it still holds
//! what it vouched for, and the round ends.

use super::pace::{self, Rest};
use super::{Effect, STORAGE_MS, Session, Step, Turn};
use crate::api::Own;
use crate::endpoint::{Answer, HttpRequest, hub};
use crate::envelope::{self, Problem};
use crate::id::SpaceId;

/// How long the hub may hold back its answer when somebody watches, in seconds.
const LIVE_WAIT: u32 = 20;
/// The least time between two empty answers of that kind, in milliseconds.
const LIVE_GAP_MS: i64 = 1_000;

/// What follows once a page is durable.
pub(super) struct Kept {
    /// Where to go on.
    next: String,
    /// More is waiting now, and the cursor moved towards it.
    more: bool,
    /// Something new came.
    new: bool,
    /// When the page was asked for, if the hub could hold back its answer.
    waited_since_ms: Option<i64>,
}

impl Session {
    /// Asks the hub for the next page.
    pub(super) fn pull(&mut self, turn: &mut Turn) {
        let Some(account) = self.adapter.hub() else { return self.finish(turn) };
        let watched = self.live && !self.unsure && self.trouble.is_none() && self.failures == 0;
        let wait = if watched { LIVE_WAIT } else { 0 };
        let request = hub::pull(account, self.memory.cursor.as_deref(), self.page.get(), wait);
        let since_ms = turn.now_ms;
        self.send(turn, request.clone(), Step::Pull { request, since_ms, wait });
    }

    /// Checks a page and asks storage to keep it.
    pub(super) fn pulled(
        &mut self,
        turn: &mut Turn,
        request: &HttpRequest,
        waited_since_ms: Option<i64>,
        answer: &Answer,
    ) {
        let space = self.adapter.hub().map(|account| account.space);
        let page = match hub::read_pull(request, answer, turn.now_ms) {
            Ok(page) => page,
            Err(diagnosis) => {
                if diagnosis.may_be_the_batch() {
                    self.page.shrink(self.page.get());
                }
                return self.fail(turn, diagnosis);
            }
        };
        self.page.grow();
        self.went_well(turn);
        self.compare(turn, page.own);
        let mut envelopes = vec![];
        for bytes in page.envelopes {
            match belongs(&bytes, space) {
                Ok(()) => envelopes.push(bytes),
                Err(problem) => {
                    turn.effects.push(Effect::SetAside { bytes, reason: problem.code().into() })
                }
            }
        }
        let moved = self.memory.cursor.as_ref() != Some(&page.next);
        let new = !envelopes.is_empty();
        let more = page.more && moved;
        let kept = Kept { next: page.next, more, new: new && moved, waited_since_ms };
        if !new && !moved {
            return self.page_done(turn, &kept);
        }
        let cursor = kept.next.clone();
        let call = self.wait_for(turn, Step::Absorb(kept), STORAGE_MS);
        turn.effects.push(Effect::Absorb { call, envelopes, cursor });
    }

    /// The page is durable.
    pub(super) fn absorbed(&mut self, turn: &mut Turn, kept: Kept) {
        self.memory.cursor = Some(kept.next.clone());
        self.page_done(turn, &kept);
    }

    fn page_done(&mut self, turn: &mut Turn, kept: &Kept) {
        if kept.more && !self.again {
            return self.pull(turn);
        }
        let since_ms = kept.waited_since_ms.unwrap_or(turn.now_ms.saturating_sub(LIVE_GAP_MS));
        let gap = LIVE_GAP_MS - turn.now_ms.saturating_sub(since_ms).max(0);
        if self.live && self.trouble.is_none() && !self.again && !kept.new && gap > 0 {
            return self.rest(turn, Rest::new(turn.now_ms, gap));
        }
        self.finish(turn);
    }

    /// Ends the round: another one at once, or after a rest.
    pub(super) fn finish(&mut self, turn: &mut Turn) {
        if let Some(trouble) = self.trouble.take() {
            return self.fail(turn, trouble);
        }
        if self.again {
            self.list(turn);
        } else if self.adapter.hub().is_none() {
            self.state = super::State::Idle;
        } else if self.live {
            self.pull(turn);
        } else {
            self.rest(turn, Rest::new(turn.now_ms, pace::period_ms(turn.chance)));
        }
    }

    /// A hub that holds less than it vouched for was restored from an old backup. If it holds
    /// the same too little as last time, sending again did not help and is not repeated.
    fn compare(&mut self, turn: &mut Turn, own: Own) {
        let vouched = self.memory.received;
        let lost = own.highest < vouched.highest || own.count < vouched.count;
        let before = core::mem::replace(&mut self.lost_at, lost.then_some(own));
        if !lost || before == Some(own) {
            return;
        }
        // Without gaps, only what comes after is missing; with gaps, anything may be.
        let above = if own.count == own.highest { own.highest } else { 0 };
        self.memory.received = if above == 0 { Own::default() } else { own };
        self.again = true;
        turn.effects.push(Effect::Requeue { above });
    }
}

fn belongs(bytes: &[u8], space: Option<SpaceId>) -> Result<(), Problem> {
    let header = envelope::check(bytes)?;
    if Some(header.space) == space { Ok(()) } else { Err(Problem::OtherSpace) }
}
