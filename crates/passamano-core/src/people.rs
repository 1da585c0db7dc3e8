//! People in numbers, by sex and age bracket. Never who they are.

use serde::{Deserialize, Serialize};

/// Age brackets, youngest first (domain.md, B2.3): 0-1, 2-4, 5-11, 12-17, 18-59, 60 and over.
pub const BRACKETS: [&str; 6] = ["0_1", "2_4", "5_11", "12_17", "18_59", "60_plus"];

/// How many people, by sex and age bracket. Sex not said counts as `x`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// Women and girls per bracket.
    #[serde(default)]
    pub f: [u16; 6],
    /// Men and boys per bracket.
    #[serde(default)]
    pub m: [u16; 6],
    /// Other, or not said, per bracket.
    #[serde(default)]
    pub x: [u16; 6],
}

impl People {
    /// Everybody.
    pub fn total(&self) -> u32 {
        [self.f, self.m, self.x].iter().flatten().map(|n| u32::from(*n)).sum()
    }

    /// Adds the people of another household.
    pub fn add(&mut self, other: &People) {
        for (mine, theirs) in
            [(&mut self.f, &other.f), (&mut self.m, &other.m), (&mut self.x, &other.x)]
        {
            for (a, b) in mine.iter_mut().zip(theirs) {
                *a = a.saturating_add(*b);
            }
        }
    }

    /// People in one bracket, by its index in [`BRACKETS`].
    pub fn in_bracket(&self, bracket: usize) -> u32 {
        [self.f, self.m, self.x]
            .iter()
            .filter_map(|by_age| by_age.get(bracket))
            .map(|n| u32::from(*n))
            .sum()
    }
}
