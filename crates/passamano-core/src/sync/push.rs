//! The first half of a round: own records go out. What others wrote is in the other half.

use super::{Delivery, Effect, STORAGE_MS, Session, Step, Turn};
use crate::endpoint::{Answer, Diagnosis, HttpRequest, Outcome, Reading};
use crate::envelope;
use crate::id::RecordId;

/// The most bytes of envelopes in one push.
const BATCH_BYTES: usize = 1024 * 1024;

impl Session {
    /// Asks what is unsent.
    pub(super) fn list(&mut self, turn: &mut Turn) {
        self.again = false;
        let call = self.wait_for(turn, Step::Unsent, STORAGE_MS);
        turn.effects.push(Effect::LoadUnsent { call });
    }

    /// Chooses the next batch from what is unsent, or goes on to the other half of the round.
    pub(super) fn choose(&mut self, turn: &mut Turn, unsent: Vec<RecordId>) {
        let nothing_left = unsent.is_empty();
        let fresh = unsent.into_iter().filter(|record| !self.had_turn.contains(record));
        let records: Vec<_> = fresh.take(self.batch.get()).collect();
        if !records.is_empty() {
            let call = self.wait_for(turn, Step::Envelopes { asked: records.clone() }, STORAGE_MS);
            return turn.effects.push(Effect::LoadEnvelopes { call, records });
        }
        self.had_turn.clear();
        if nothing_left {
            self.trouble = None;
        } else {
            // Without other trouble, what was settled was not kept.
            self.trouble.get_or_insert(Diagnosis::Storage);
        }
        if self.adapter.hub().is_some() { self.pull(turn) } else { self.finish(turn) }
    }

    /// Sends as many of the envelopes as fit in one request.
    pub(super) fn push(
        &mut self,
        turn: &mut Turn,
        asked: Vec<RecordId>,
        mut envelopes: Vec<Vec<u8>>,
    ) {
        envelopes.retain(|bytes| {
            envelope::header(bytes).is_ok_and(|header| asked.contains(&header.record))
        });
        let mut total = 0;
        let fit = envelopes.iter().take_while(|bytes| {
            total += bytes.len();
            total <= BATCH_BYTES
        });
        envelopes.truncate(fit.count());
        if envelopes.is_empty() {
            // Storage lists records that it cannot hand out; they must not stop the others.
            self.had_turn.extend(asked);
            return self.list(turn);
        }
        match self.adapter.push(&envelopes) {
            Ok(request) => {
                self.send(turn, request.clone(), Step::Push { request, sent: envelopes })
            }
            Err(diagnosis) => self.fail(turn, diagnosis),
        }
    }

    /// Keeps what the answer says of each record, and goes on with the next batch if it can.
    pub(super) fn pushed(
        &mut self,
        turn: &mut Turn,
        request: &HttpRequest,
        sent: &[Vec<u8>],
        answer: &Answer,
    ) {
        let mut reading = self.adapter.read_push(request, sent, answer, turn.now_ms);
        let alone = sent.len() == 1;
        if alone && reading.diagnosis == Some(Diagnosis::TooLarge) {
            reading.diagnosis = None;
            for (_, outcome) in &mut reading.outcomes {
                *outcome = Outcome::Refused { reason: "too_large".into() };
            }
        }
        self.settle(turn, sent, &reading);
        let Some(trouble) = reading.diagnosis.clone() else {
            self.batch.grow();
            self.had_their_turn(&reading);
            self.went_well(turn);
            return self.list(turn);
        };
        if reading.outcomes.iter().any(|(_, outcome)| *outcome != Outcome::NoReceipt) {
            self.had_their_turn(&reading);
            self.trouble = Some(trouble);
            return self.list(turn);
        }
        if trouble.may_be_the_batch() {
            self.batch.shrink(sent.len());
            if alone {
                self.had_their_turn(&reading);
                self.trouble = Some(trouble.clone());
            }
        }
        if trouble == Diagnosis::TooLarge { self.list(turn) } else { self.fail(turn, trouble) }
    }

    fn had_their_turn(&mut self, reading: &Reading) {
        self.had_turn.extend(reading.outcomes.iter().map(|(record, _)| *record));
    }

    /// Asks storage to keep the outcomes. What cannot have arrived stays as it was.
    fn settle(&mut self, turn: &mut Turn, sent: &[Vec<u8>], reading: &Reading) {
        let at_ms = turn.now_ms;
        let tried = reading.diagnosis.as_ref().is_none_or(Diagnosis::may_have_arrived);
        let settled = reading.outcomes.iter().filter_map(|(record, outcome)| {
            let delivery = match outcome.clone() {
                Outcome::Received { short } => Delivery::Received { at_ms, short },
                Outcome::Refused { reason } => Delivery::Refused { at_ms, reason },
                Outcome::NoReceipt if tried => Delivery::Tried { at_ms },
                Outcome::NoReceipt => return None,
            };
            Some((*record, delivery))
        });
        let settled: Vec<_> = settled.collect();
        for (header, (_, outcome)) in
            sent.iter().flat_map(|bytes| envelope::header(bytes)).zip(&reading.outcomes)
        {
            if matches!(outcome, Outcome::Received { .. }) {
                self.memory.received.count += 1;
                self.memory.received.highest = self.memory.received.highest.max(header.seq);
            }
        }
        if !settled.is_empty() {
            turn.effects.push(Effect::Settle(settled));
        }
    }
}
