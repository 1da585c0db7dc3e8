//! Goods: what came, went, broke and was counted. The sum that must come out is
//! opening + received + returned − given − damaged − lost − sent back = expected
//! (domain.md, B2.5). What was given comes from hand-overs, never from here.

use serde::{Deserialize, Serialize};

use crate::id::MemberId;
use crate::time::Day;

/// Why goods moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Here at the start, counted by two.
    Opening,
    /// Came in from a donor or store.
    Received,
    /// Broken, wet, spoiled or past its use-by day.
    Damaged,
    /// Gone, and nobody knows where.
    Lost,
    /// Came back from a recipient or a team.
    Returned,
    /// Sent to another place or back to the store.
    Transferred,
}

/// What a date on a pack means (Reg. (EU) 1169/2011).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// Unsafe from the next day on: never given.
    UseBy,
    /// Quality only: a warning.
    BestBefore,
}

/// Goods moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// Why.
    pub reason: Reason,
    /// Code of a kit or item.
    pub code: String,
    /// How many, in the item's unit.
    pub qty: u32,
    /// The maker's lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// The date on the pack and what it means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<(DateKind, Day)>,
    /// The organisation that gave it, never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub donor: Option<String>,
}

/// Goods were counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Code of a kit or item.
    pub code: String,
    /// How many there should have been, as this phone knew it then.
    pub expected: i64,
    /// How many there were.
    pub counted: u32,
    /// The second person who counted; the first is the record's author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<MemberId>,
    /// Code of the explanation of a difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}
