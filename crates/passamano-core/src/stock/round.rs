//! A count in several places: each is written down for itself, and their sum is the count. Which
//! counts belong together is decided here; what the sum is compared with is in [`crate::stock`].

use super::Count;
use crate::time::Moment;

/// What was counted in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// What the team calls it; nothing where no name was needed.
    pub place: Option<String>,
    /// When.
    pub at: Moment,
    /// How many.
    pub counted: u32,
    /// Somebody said why the sum differs.
    explained: bool,
}

/// The counts that say together what is here: the latest that was of everything, and each named
/// place that was counted since, by its latest count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Round {
    /// The places, earliest first.
    pub spots: Vec<Spot>,
    /// There was an earlier round: this one says nothing about the opening.
    pub later: bool,
}

impl Spot {
    /// It is the place of this name, however the name is written.
    fn is(&self, place: &str) -> bool {
        self.place.as_ref().is_some_and(|own| own.to_lowercase() == place.trim().to_lowercase())
    }
}

impl Round {
    /// The round that holds now, of counts in any order.
    pub fn of(code: &str, counts: &[(Moment, &Count)]) -> Self {
        let mut counts: Vec<_> = counts.iter().filter(|(_, count)| count.code == code).collect();
        // The reason of a difference is a second count of the same moment.
        counts.sort_by_key(|(at, count)| (at.ms, count.why.is_some(), count.counted));
        let mut round = Round::default();
        for (at, count) in counts {
            let place = count.place.as_deref().map(str::trim).filter(|place| !place.is_empty());
            let spot = Spot {
                place: place.map(str::to_owned),
                at: *at,
                counted: count.counted,
                explained: count.why.is_some(),
            };
            let same_place = |other: &Spot| place.is_some_and(|place| other.is(place));
            let again = |other: &Spot| other.at.ms != at.ms;
            match place {
                None => {
                    round.later |= round.spots.iter().any(again);
                    round.spots.clear();
                }
                Some(_) => {
                    round.later |= round.spots.iter().any(|spot| same_place(spot) && again(spot));
                    round.spots.retain(|spot| !same_place(spot));
                }
            }
            round.spots.push(spot);
        }
        round
    }

    /// How many there are in all places.
    pub fn sum(&self) -> u32 {
        self.spots.iter().fold(0, |sum, spot| sum.saturating_add(spot.counted))
    }

    /// A place of this name was counted in this round.
    pub fn knows(&self, place: &str) -> bool {
        self.spots.iter().any(|spot| spot.is(place))
    }

    /// How many there are once so many were counted in this place: a place counts once.
    pub fn sum_with(&self, place: &str, counted: u32) -> u32 {
        let others = self.spots.iter().filter(|spot| !spot.is(place));
        others.fold(counted, |sum, spot| sum.saturating_add(spot.counted))
    }

    /// When the last place was counted.
    pub fn at(&self) -> Option<Moment> {
        self.spots.last().map(|spot| spot.at)
    }

    /// The last that was counted says why the sum differs: a reason from before another place was
    /// added is the reason of another sum.
    pub(super) fn explained(&self) -> bool {
        self.spots.last().is_some_and(|spot| spot.explained)
    }

    /// A place that has no name yet in this round: `2` after the first.
    pub fn next_place(&self) -> String {
        let taken = |n: &usize| {
            let name = n.to_string();
            self.spots.iter().any(|spot| spot.place.as_deref() == Some(name.as_str()))
        };
        (self.spots.len() + 1..).find(|n| !taken(n)).unwrap_or_default().to_string()
    }
}
