//! Where a fact came from, and which of two about the same thing counts where neither names the
//! other.

use serde::{Deserialize, Serialize};

use crate::id::{ActivityId, DeviceId, MemberId, RecordId};
use crate::time::Moment;

/// Where a fact came from: enough to say who, when and on which phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The record.
    pub record: RecordId,
    /// The phone.
    pub device: DeviceId,
    /// The phone's count.
    pub seq: u64,
    /// The person.
    pub by: MemberId,
    /// The phone's wall clock.
    pub at: Moment,
    /// The piece of work.
    pub activity: Option<ActivityId>,
}

/// What of two records about the same thing counts, where none names the other: the later by
/// the phones' clocks, and one of them for everybody where these agree.
pub(crate) type Rank = (i64, DeviceId, RecordId);

impl Origin {
    /// What is compared where neither of two records names the other: never the counts of two
    /// phones, which say nothing of each other.
    pub(crate) fn rank(&self) -> Rank {
        (self.at.ms, self.device, self.record)
    }
}

/// A fact with its origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fold<T> {
    /// Where it came from.
    pub from: Origin,
    /// The fact.
    pub fact: T,
}
