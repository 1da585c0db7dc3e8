//! Following a guide: where each step and check stands, as the team left it, and the go/no-go
//! gate before a distribution opens. What the steps say is in [`crate::pack`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where a step stands (domain.md, B1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Nobody began it, or it was taken up again.
    #[default]
    Todo,
    /// Finished.
    Done,
    /// Left out, for the record's reason. Never a mandatory step.
    Skipped,
    /// Cannot be done now, for the record's reason.
    Blocked,
}

/// The decision before a distribution opens (domain.md, B4.1 and B4.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// Open, or not.
    pub go: bool,
    /// Checks that were not ticked then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_checks: Vec<String>,
    /// Risks by id: true when the listed mitigations are in place.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub risks: BTreeMap<String, bool>,
}
