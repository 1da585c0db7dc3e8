//! What the desk sees of what people said: each feedback with where it stands and what was
//! answered. Empty on a phone that cannot open what is sealed to the desk.

use super::{Desk, Fold, World};
use crate::feedback::{Answer, Feedback, Status};
use crate::id::RecordId;

/// One feedback as the desk works on it.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedbackView<'a> {
    /// The feedback.
    pub given: &'a Fold<Feedback>,
    /// Where it stands.
    pub status: Status,
    /// What the desk answered.
    pub answers: Vec<&'a Answer>,
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
                status: self.desk.status(given.from.record),
                answers: self.answers(&given.fact.code),
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
}

impl Desk {
    /// Where a feedback stands: the furthest that anybody took it.
    fn status(&self, feedback: RecordId) -> Status {
        let triage = self.triage.get(&feedback);
        triage.into_iter().flatten().map(|fold| fold.fact.status).max().unwrap_or_default()
    }
}
