//! Words for feedback that several parts share.

use passamano_core::feedback::{Feedback, Status, Topic};

use crate::i18n::{tr, tr_known};

/// The states, from the first to the last.
pub(super) const STATES: [Status; 5] =
    [Status::Open, Status::UnderReview, Status::Referred, Status::ActionTaken, Status::Closed];

/// A state's word. Tracked.
pub(super) fn state_word(status: Status) -> String {
    tr_known("desk.status", status.code())
}

/// What it is about. Tracked.
pub(super) fn topic_word(topic: Option<Topic>) -> String {
    topic.map_or_else(|| tr("desk.topic.none"), |topic| tr_known("desk.topic", topic.code()))
}

/// The icon of what it is about.
pub(super) fn topic_icon(topic: Option<Topic>) -> &'static str {
    match topic {
        Some(Topic::Serious | Topic::Later(_)) => "lock",
        Some(Topic::Question) => "help",
        Some(Topic::Complaint) => "warning",
        Some(Topic::Thanks) => "check",
        _ => "feedback",
    }
}

/// Its first line, for a list. Tracked.
pub(super) fn headline(said: &Feedback) -> String {
    let first = said.words.lines().find(|line| !line.trim().is_empty());
    first.map_or_else(
        || if said.topic.is_some() { topic_word(said.topic) } else { tr("desk.only_faces") },
        str::to_string,
    )
}
