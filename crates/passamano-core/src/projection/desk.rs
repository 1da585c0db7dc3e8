//! What the desk sees of what people said: each feedback with where it stands and what was
//! answered. Empty on a phone that cannot open what is sealed to the desk.

use super::{Fold, World};
use crate::feedback::{Answer, Feedback, Status, Triage};
use crate::id::RecordId;

/// One feedback as the desk works on it.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedbackView<'a> {
    /// The feedback.
    pub given: &'a Fold<Feedback>,
    /// Where it stands.
    pub status: Status,
    /// What the desk answered, also what it took back since.
    pub answers: Vec<&'a Fold<Answer>>,
}

impl World {
    /// Feedback that was not undone: what is open first, sensitive before the rest.
    pub fn feedback(&self) -> Vec<FeedbackView<'_>> {
        let mut views: Vec<_> = self
            .desk
            .feedback
            .iter()
            .filter(|given| !self.is_undone(given.from.record))
            .map(|given| FeedbackView {
                given,
                status: self.status(given.from.record),
                answers: self.answers_given(&given.fact.code).collect(),
            })
            .collect();
        views.sort_by_key(|view| {
            let sensitive = view.given.fact.topic.is_some_and(|topic| topic.sensitive());
            (view.status, !sensitive, core::cmp::Reverse(view.given.from.record))
        });
        views
    }

    /// One feedback by its record.
    pub fn feedback_by(&self, record: RecordId) -> Option<FeedbackView<'_>> {
        self.feedback().into_iter().find(|view| view.given.from.record == record)
    }

    /// The desk's standing work on a feedback. A correction undoes what it replaces, so that no
    /// clock has to say which came last.
    pub fn triage(&self, feedback: RecordId) -> impl Iterator<Item = &Fold<Triage>> {
        let triage = self.desk.triage.get(&feedback);
        self.live(triage.map_or(&[], Vec::as_slice))
    }

    /// Where a feedback stands: the furthest that anybody took it.
    fn status(&self, feedback: RecordId) -> Status {
        self.triage(feedback).map(|fold| fold.fact.status).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::Header;
    use crate::id::{DeviceId, MemberId, SpaceId};
    use crate::record::{Fact, Record};
    use crate::time::Moment;

    const SPACE: SpaceId = SpaceId([1; 16]);
    const GIVEN: RecordId = RecordId([1; 16]);

    /// Folds records of two desks in this order: number, what it amends, what it says.
    fn world(records: &[(u8, Option<RecordId>, Fact)]) -> World {
        let mut world = World::default();
        for (n, amends, fact) in records.iter().cloned() {
            let header = Header {
                audience: fact.audience(),
                space: SPACE,
                device: DeviceId([n % 2; 32]),
                seq: u64::from(n),
                record: RecordId([n; 16]),
            };
            let record = Record {
                id: header.record,
                at: Moment { ms: 0, offset: 60 },
                by: MemberId([n % 2; 8]),
                activity: None,
                pack: None,
                amends,
                reason: None,
                fact,
            };
            world.fold(&header, record, SPACE, &[0; 32]);
        }
        world
    }

    fn triage(status: Status) -> Fact {
        Fact::FeedbackTriaged(Triage { status, note: String::new() })
    }

    #[test]
    fn a_correction_takes_a_feedback_back_to_an_earlier_state_in_any_order() {
        let mut records = vec![
            (1, None, Fact::FeedbackGiven(Feedback::default())),
            (2, Some(GIVEN), triage(Status::Closed)),
            (3, Some(RecordId([2; 16])), Fact::Undone),
            (4, Some(GIVEN), triage(Status::UnderReview)),
        ];
        for _ in 0..records.len() {
            records.rotate_left(1);
            let world = world(&records);
            assert_eq!(world.feedback_by(GIVEN).map(|view| view.status), Some(Status::UnderReview));
            assert_eq!(world.triage(GIVEN).count(), 1);
        }
    }

    #[test]
    fn an_answer_that_was_taken_back_is_read_out_to_nobody() {
        let answer = |words: &str| {
            Fact::FeedbackAnswered(Answer {
                code: "P4-7MX".into(),
                words: words.into(),
                language: "it".into(),
            })
        };
        let world = world(&[
            (2, Some(GIVEN), answer("Monday")),
            (3, Some(RecordId([2; 16])), Fact::Undone),
            (4, Some(GIVEN), answer("Tuesday")),
        ]);
        let said: Vec<_> = world.answers("p47mx").into_iter().map(|a| a.words.as_str()).collect();
        assert_eq!(said, ["Tuesday"]);
    }
}
