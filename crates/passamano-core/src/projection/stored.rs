//! The stored copy of the world, which only saves time at the next start. What there are
//! thousands of, hand-overs and households, stands in it as rows of bytes, with what many rows
//! share in a list of its own; the rest is JSON. A phone reads rows many times as fast as the
//! records' own JSON. The copy is read on the phone that wrote it and nowhere else.

mod entries;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Fold, Origin, World};
use crate::card;
use crate::distribution::{Collector, HandOver, Line, Outcome, Override, PastDate, PastWhy};
use crate::household::{Household, People};
use crate::id::{ActivityId, DeviceId, MemberId, RecordId};
use crate::json;
use crate::record::Fact;
use crate::time::{Day, Moment};

/// Grows when [`World`] or a row changes its shape, so that an older copy is made anew from the
/// envelopes.
const FORMAT: u32 = 9;

/// The copy, as postcard 1 writes it.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    format: u32,
    upto: u64,
    /// The world without its rows.
    rest: &'a str,
    places: Vec<Place>,
    words: Vec<&'a str>,
    #[serde(borrow)]
    handed: Vec<Handed<'a>>,
    by_household: Vec<(&'a str, Vec<u32>)>,
    #[serde(borrow)]
    households: Vec<Listed<'a>>,
    #[serde(borrow)]
    entries: entries::Rows<'a>,
}

/// What many rows share of their origins. Rows name it by its number.
type Place = (DeviceId, MemberId, Option<ActivityId>);

/// The number of a code in the list of words.
type Word = u32;

/// Where a row came from.
#[derive(Serialize, Deserialize)]
struct From {
    record: [u8; 16],
    place: u32,
    seq: u64,
    ms: i64,
    offset: i16,
}

impl From {
    fn of(from: &Origin, places: &mut Numbers<Place>) -> Self {
        Self {
            record: from.record.0,
            place: places.of((from.device, from.by, from.activity)),
            seq: from.seq,
            ms: from.at.ms,
            offset: from.at.offset,
        }
    }

    fn origin(&self, places: &[Place]) -> Option<Origin> {
        let (device, by, activity) = *places.get(self.place as usize)?;
        let at = Moment { ms: self.ms, offset: self.offset };
        Some(Origin { record: RecordId(self.record), device, seq: self.seq, by, at, activity })
    }
}

#[derive(Serialize, Deserialize)]
struct Handed<'a> {
    from: From,
    household: Option<&'a str>,
    outcome: Word,
    lines: Vec<(Word, u32)>,
    collector: Word,
    people: Option<People>,
    set_aside: Option<Word>,
    past_date: Option<(Word, Vec<Word>)>,
    loan: bool,
    was: Option<(i64, i16)>,
    why: Option<Word>,
    next: Option<Day>,
}

/// A household. Its key comes from its code.
#[derive(Serialize, Deserialize)]
struct Listed<'a> {
    from: From,
    code: &'a str,
    people: People,
    language: Option<Word>,
    consent: bool,
    needs: Vec<Word>,
    diet: Vec<Word>,
    allergens: Vec<Word>,
    leave_out: Vec<Word>,
    flags: Vec<Word>,
    proxy: bool,
    ask: bool,
    replaces: Vec<[u8; 16]>,
}

impl World {
    /// The world as bytes, with the place of arrival up to which it holds every envelope.
    pub fn to_stored(&self, upto: u64) -> Option<Vec<u8>> {
        let rest = String::from_utf8(json::to_vec(self)?).ok()?;
        let (mut places, mut words) = (Numbers::default(), Numbers::default());
        let handed = self.handed.iter().map(|fold| handed(fold, &mut places, &mut words)).collect();
        let mut households = Vec::with_capacity(self.households.len());
        for fold in self.households.values().flatten() {
            households.push(listed(fold, &mut places, &mut words));
        }
        let entries = entries::rows(&self.entries, &mut places, &mut words);
        let by_household = self.by_household.iter();
        let stored = Stored {
            format: FORMAT,
            upto,
            rest: &rest,
            handed,
            by_household: by_household.map(|(key, at)| (key.as_str(), at.clone())).collect(),
            households,
            entries,
            places: places.list,
            words: words.list,
        };
        postcard::to_allocvec(&stored).ok()
    }

    /// The world from its stored copy. Nothing where the copy is damaged or of another version, or
    /// where it passed over records of a kind that this version knows: then the envelopes make the
    /// world anew.
    pub fn from_stored(bytes: &[u8]) -> Option<(Self, u64)> {
        let stored: Stored = postcard::from_bytes(bytes).ok()?;
        if stored.format != FORMAT {
            return None;
        }
        let (places, words) = (&stored.places, Words(&stored.words));
        let by_household = stored.by_household.into_iter().map(|(key, at)| (key.to_owned(), at));
        let mut world = Self {
            handed: stored
                .handed
                .iter()
                .map(|row| row.fold(places, words))
                .collect::<Option<_>>()?,
            households: by_card(&stored.households, places, words)?,
            by_household: by_household.collect(),
            entries: stored.entries.read(places, words)?,
            ..json::from_str(stored.rest).ok()?
        };
        core::mem::take(&mut world.cards_replaced).into_iter().for_each(|fold| world.replace(fold));
        let learned = world.unknown.keys().any(|kind| Fact::knows(kind));
        (!learned).then_some((world, stored.upto))
    }
}

fn handed<'a>(
    Fold { from, fact }: &'a Fold<HandOver>,
    places: &mut Numbers<Place>,
    words: &mut Numbers<&'a str>,
) -> Handed<'a> {
    Handed {
        from: From::of(from, places),
        household: fact.household.as_deref(),
        outcome: words.of(fact.outcome.code()),
        lines: fact.lines.iter().map(|line| (words.of(&line.code), line.qty)).collect(),
        collector: words.of(fact.collector.code()),
        people: fact.people,
        set_aside: fact.set_aside.as_ref().map(|why| words.of(why.code())),
        past_date: fact.past_date.as_ref().map(|past| {
            let why = words.of(past.why.code());
            (why, past.codes.iter().map(|code| words.of(code)).collect())
        }),
        loan: fact.loan,
        was: fact.at.map(|at| (at.ms, at.offset)),
        why: fact.why.as_deref().map(|why| words.of(why)),
        next: fact.next,
    }
}

impl Handed<'_> {
    fn fold(&self, places: &[Place], words: Words) -> Option<Fold<HandOver>> {
        let line = |(code, qty): &(Word, u32)| Some(Line { code: words.get(*code)?, qty: *qty });
        let past_date = match &self.past_date {
            Some((why, codes)) => {
                let codes = codes.iter().map(|code| words.get(*code)).collect::<Option<_>>()?;
                Some(PastDate { why: PastWhy::from_code(words.text(*why)?)?, codes })
            }
            None => None,
        };
        let fact = HandOver {
            household: self.household.map(str::to_owned),
            outcome: Outcome::from_code(words.text(self.outcome)?)?,
            lines: self.lines.iter().map(line).collect::<Option<_>>()?,
            collector: Collector::from_code(words.text(self.collector)?)?,
            people: self.people,
            set_aside: match self.set_aside {
                Some(why) => Some(Override::from_code(words.text(why)?)?),
                None => None,
            },
            past_date,
            loan: self.loan,
            at: self.was.map(|(ms, offset)| Moment { ms, offset }),
            why: match self.why {
                Some(word) => Some(words.get(word)?),
                None => None,
            },
            next: self.next,
        };
        Some(Fold { from: self.from.origin(places)?, fact })
    }
}

/// Every version of each household under its key.
fn by_card(
    rows: &[Listed],
    places: &[Place],
    words: Words,
) -> Option<BTreeMap<String, Vec<Fold<Household>>>> {
    let mut all: BTreeMap<String, Vec<Fold<Household>>> = BTreeMap::new();
    for row in rows {
        let fold = row.fold(places, words)?;
        all.entry(card::normalize(&fold.fact.code)).or_default().push(fold);
    }
    Some(all)
}

fn listed<'a>(
    Fold { from, fact: household }: &'a Fold<Household>,
    places: &mut Numbers<Place>,
    words: &mut Numbers<&'a str>,
) -> Listed<'a> {
    let mut numbers = |list: &'a [String]| list.iter().map(|word| words.of(word)).collect();
    Listed {
        from: From::of(from, places),
        replaces: household.replaces.iter().map(|record| record.0).collect(),
        code: &household.code,
        people: household.people,
        consent: household.consent,
        needs: numbers(&household.needs),
        diet: numbers(&household.diet),
        allergens: numbers(&household.allergens),
        leave_out: numbers(&household.leave_out),
        flags: numbers(&household.flags),
        proxy: household.proxy,
        ask: household.ask,
        language: household.language.as_deref().map(|language| words.of(language)),
    }
}

impl Listed<'_> {
    fn fold(&self, places: &[Place], words: Words) -> Option<Fold<Household>> {
        let list = |numbers: &[Word]| -> Option<Vec<String>> {
            numbers.iter().map(|word| words.get(*word)).collect()
        };
        let language = match self.language {
            Some(word) => Some(words.get(word)?),
            None => None,
        };
        let household = Household {
            code: self.code.to_owned(),
            people: self.people,
            language,
            consent: self.consent,
            needs: list(&self.needs)?,
            diet: list(&self.diet)?,
            allergens: list(&self.allergens)?,
            leave_out: list(&self.leave_out)?,
            flags: list(&self.flags)?,
            proxy: self.proxy,
            ask: self.ask,
            replaces: self.replaces.iter().map(|record| RecordId(*record)).collect(),
        };
        Some(Fold { from: self.from.origin(places)?, fact: household })
    }
}

/// Gives each thing its number as it comes.
struct Numbers<T> {
    numbers: BTreeMap<T, u32>,
    list: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self { numbers: BTreeMap::new(), list: vec![] }
    }
}

impl<T: Ord + Copy> Numbers<T> {
    fn of(&mut self, thing: T) -> u32 {
        let next = self.list.len() as u32;
        *self.numbers.entry(thing).or_insert_with(|| {
            self.list.push(thing);
            next
        })
    }
}

/// The words of a copy by their numbers.
#[derive(Clone, Copy)]
struct Words<'a>(&'a [&'a str]);

impl<'a> Words<'a> {
    fn text(self, word: Word) -> Option<&'a str> {
        self.0.get(word as usize).copied()
    }

    fn get(self, word: Word) -> Option<String> {
        self.text(word).map(str::to_owned)
    }
}
