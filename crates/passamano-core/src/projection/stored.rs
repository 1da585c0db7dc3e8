//! The stored copy of the world, which only saves time at the next start. What there are
//! thousands of, hand-overs and households, is written as rows without names, and where a row
//! comes from as a place in a list: a phone reads that back several times as fast as the records'
//! own JSON. It is read on the phone that wrote it and nowhere else.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Fold, Origin, World};
use crate::card;
use crate::distribution::{Collector, HandOver, Line, Outcome, Override};
use crate::household::{Household, People};
use crate::id::{ActivityId, DeviceId, MemberId, RecordId};
use crate::json;
use crate::time::Moment;

/// Grows when [`World`] changes its shape, so that an older copy is made anew.
const FORMAT: u32 = 2;

#[derive(Serialize, Deserialize)]
struct Copy<W> {
    format: u32,
    upto: u64,
    world: W,
}

impl World {
    /// The world as bytes, with the place of arrival up to which it holds every envelope.
    pub fn to_stored(&self, upto: u64) -> Option<Vec<u8>> {
        json::to_vec(&Copy { format: FORMAT, upto, world: self })
    }

    /// The world from its stored copy. Nothing where the copy is damaged or of another version:
    /// then the envelopes make the world anew.
    pub fn from_stored(bytes: &[u8]) -> Option<(Self, u64)> {
        let copy: Copy<World> = json::from_slice(bytes).ok()?;
        (copy.format == FORMAT).then_some((copy.world, copy.upto))
    }
}

/// What many rows share of their origins.
type Place = (DeviceId, MemberId, Option<ActivityId>);

/// An origin: record, place, number, milliseconds, offset.
type Came = (RecordId, u32, u64, i64, i16);

#[derive(Serialize, Deserialize)]
struct Rows<R> {
    places: Vec<Place>,
    rows: Vec<R>,
}

/// Gives each place its number as it comes.
#[derive(Default)]
struct Places {
    numbers: BTreeMap<Place, u32>,
    list: Vec<Place>,
}

impl Places {
    fn number(&mut self, place: Place) -> u32 {
        let next = self.list.len() as u32;
        *self.numbers.entry(place).or_insert_with(|| {
            self.list.push(place);
            next
        })
    }
}

fn place_of<E: serde::de::Error>(places: &[Place], number: u32) -> Result<Place, E> {
    places.get(number as usize).copied().ok_or_else(|| E::custom("no such place"))
}

type Row<Code, Item> =
    (Came, Code, Outcome, Vec<(Item, u32)>, Collector, Option<People>, Option<Override>, bool);

/// Hand-overs as rows.
pub(super) mod handed {
    use super::*;

    pub fn serialize<S: Serializer>(all: &[Fold<HandOver>], to: S) -> Result<S::Ok, S::Error> {
        let mut places = Places::default();
        let rows: Vec<Row<Option<&str>, &str>> = all
            .iter()
            .map(|Fold { from, fact }| {
                let place = places.number((from.device, from.by, from.activity));
                let from = (from.record, place, from.seq, from.at.ms, from.at.offset);
                let lines = fact.lines.iter().map(|line| (line.code.as_str(), line.qty)).collect();
                let household = fact.household.as_deref();
                let (people, why) = (fact.people, fact.set_aside);
                (from, household, fact.outcome, lines, fact.collector, people, why, fact.loan)
            })
            .collect();
        Rows { places: places.list, rows }.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<Fold<HandOver>>, D::Error> {
        let Rows { places, rows } = Rows::<Row<Option<String>, String>>::deserialize(from)?;
        let fold = |row: Row<Option<String>, String>| {
            let (from, household, outcome, lines, collector, people, set_aside, loan) = row;
            let (record, place, seq, ms, offset) = from;
            let (device, by, activity) = place_of(&places, place)?;
            let from = Origin { record, device, seq, by, at: Moment { ms, offset }, activity };
            let lines = lines.into_iter().map(|(code, qty)| Line { code, qty }).collect();
            let fact = HandOver { household, outcome, lines, collector, people, set_aside, loan };
            Ok(Fold { from, fact })
        };
        rows.into_iter().map(fold).collect()
    }
}

/// A household: where from, number, code, people, language, consent, needs, diet, allergens,
/// what to leave out, flags, proxy.
type Listed<Text, Texts> = (
    (u32, u64),
    Text,
    ([u16; 6], [u16; 6], [u16; 6]),
    Option<Text>,
    bool,
    (Texts, Texts, Texts, Texts, Texts),
    bool,
);

/// Households as rows. Their keys come from their codes.
pub(super) mod households {
    use super::*;

    type Map = BTreeMap<String, (u64, DeviceId, Household)>;

    pub fn serialize<S: Serializer>(all: &Map, to: S) -> Result<S::Ok, S::Error> {
        let mut places = Places::default();
        let rows: Vec<Listed<&str, &[String]>> = all
            .values()
            .map(|(seq, device, h)| {
                let place = places.number((*device, MemberId([0; 8]), None));
                let people = (h.people.f, h.people.m, h.people.x);
                let lists = (&h.needs[..], &h.diet[..], &h.allergens[..], &h.leave_out[..]);
                let lists = (lists.0, lists.1, lists.2, lists.3, &h.flags[..]);
                (
                    (place, *seq),
                    h.code.as_str(),
                    people,
                    h.language.as_deref(),
                    h.consent,
                    lists,
                    h.proxy,
                )
            })
            .collect();
        Rows { places: places.list, rows }.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Map, D::Error> {
        let Rows { places, rows } = Rows::<Listed<String, Vec<String>>>::deserialize(from)?;
        let entry = |row: Listed<String, Vec<String>>| {
            let ((place, seq), code, (f, m, x), language, consent, lists, proxy) = row;
            let (device, ..) = place_of(&places, place)?;
            let (needs, diet, allergens, leave_out, flags) = lists;
            let key = card::normalize(&code);
            let people = People { f, m, x };
            let household = Household {
                code,
                people,
                language,
                consent,
                needs,
                diet,
                allergens,
                leave_out,
                flags,
                proxy,
            };
            Ok((key, (seq, device, household)))
        };
        rows.into_iter().map(entry).collect()
    }
}
