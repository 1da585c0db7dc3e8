//! What is typed about goods that came or went, and when it can be saved: a lot has one date, and
//! a date is read or refused, never dropped. The fields are in `moving.rs`.

use leptos::prelude::*;
use passamano_core::pack::Item;
use passamano_core::stock::date::{self, BadDate};
use passamano_core::stock::{DateKind, Movement, Reason, date_of_lot};
use passamano_core::time::Day;

use crate::actions;
use crate::i18n::tr;
use crate::screen::goods::item_of;
use crate::state::App;

/// Ways that goods come and go; what was here at the start is a count by two people.
pub(super) const REASONS: [(&str, Reason); 5] = [
    ("received", Reason::Received),
    ("returned", Reason::Returned),
    ("damaged", Reason::Damaged),
    ("lost", Reason::Lost),
    ("transferred", Reason::Transferred),
];

/// The kinds of date, by the value of their answer.
pub(super) const DATES: [(&str, DateKind); 2] =
    [("use_by", DateKind::UseBy), ("best_before", DateKind::BestBefore)];

/// The date that is known is the lot's.
pub(super) const KNOWN: &str = "known";
/// What is typed stands on the pack.
pub(super) const PACK: &str = "pack";

/// What stops a movement, in the order of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The date cannot be read.
    Date(BadDate),
    /// The date is odd, and nobody said that it is right.
    Odd,
    /// The lot is known with another date, and nobody said which is right.
    Lot,
}

/// What is typed about goods that moved.
#[derive(Clone, Copy)]
pub(super) struct MoveForm {
    app: App,
    code: StoredValue<String>,
    /// A sealed bag has no lot, date or donor to write: the pharmacy's label is private.
    pub sealed: bool,
    pub reason: RwSignal<String>,
    pub qty: RwSignal<u32>,
    pub lot: RwSignal<String>,
    pub donor: RwSignal<String>,
    pub kind: RwSignal<String>,
    pub day: RwSignal<String>,
    /// Somebody looked at the pack: the odd date is right.
    pub odd_is_right: RwSignal<bool>,
    /// [`KNOWN`] or [`PACK`], where the two differ.
    pub which: RwSignal<String>,
    /// Somebody tried to save.
    tried: RwSignal<bool>,
}

impl MoveForm {
    /// An empty form for one code.
    pub(super) fn new(app: App, code: StoredValue<String>) -> Self {
        let item = untrack(|| code.with_value(|code| item_of(app, code)));
        let sealed = item.as_ref().is_some_and(Item::sealed_only);
        let usual = item.and_then(|item| item.date_kind());
        let usual = DATES.iter().find(|(_, kind)| Some(*kind) == usual);
        let empty = || RwSignal::new(String::new());
        Self {
            app,
            code,
            sealed,
            reason: RwSignal::new("received".into()),
            qty: RwSignal::new(1),
            lot: empty(),
            donor: empty(),
            kind: RwSignal::new(usual.map_or("", |(value, _)| *value).into()),
            day: empty(),
            odd_is_right: RwSignal::new(false),
            which: empty(),
            tried: RwSignal::new(false),
        }
    }

    /// Ready for the next goods.
    pub(super) fn clear(&self) {
        for field in [self.lot, self.donor, self.day, self.which] {
            field.set(String::new());
        }
        self.qty.set(1);
        self.odd_is_right.set(false);
        self.tried.set(false);
    }

    /// What will be saved, for the main action. Tracked.
    pub(super) fn words(&self) -> String {
        let reason = tr(&format!("stock.reason.{}", self.reason.read().as_str()));
        format!("{reason}: {}", self.qty.get())
    }

    fn today(&self) -> Day {
        self.app.now.with(|now| now.day())
    }

    /// What is typed as a date, if a kind of date is chosen.
    pub(super) fn typed(&self) -> Result<Option<(DateKind, Day)>, BadDate> {
        let kind = self.kind.get();
        let Some((_, kind)) = DATES.iter().find(|(value, _)| *value == kind) else {
            return Ok(None);
        };
        let day = date::read(&self.day.read(), self.today())?;
        Ok(day.map(|day| (*kind, day)))
    }

    /// The date that the lot has already.
    pub(super) fn known(&self) -> Option<(DateKind, Day)> {
        let (lot, activity) = (self.lot.get(), self.app.activity()?.id);
        self.app.world.with(|world| {
            let moved = world.moved_when(activity);
            self.code.with_value(|code| date_of_lot(code, &lot, &moved))
        })
    }

    /// The lot's known date and the other one that is typed.
    pub(super) fn differ(&self) -> Option<((DateKind, Day), (DateKind, Day))> {
        let typed = self.typed().ok().flatten()?;
        self.known().filter(|known| *known != typed).map(|known| (known, typed))
    }

    pub(super) fn is_odd(&self) -> bool {
        let typed = self.typed().ok().flatten();
        typed.is_some_and(|(_, day)| date::odd(day, self.today()).is_some())
    }

    /// What keeps this from being saved. Tracked.
    fn stop(&self) -> Option<Stop> {
        if let Err(bad) = self.typed() {
            return Some(Stop::Date(bad));
        }
        if self.is_odd() && !self.odd_is_right.get() {
            return Some(Stop::Odd);
        }
        (self.differ().is_some() && self.which.read().is_empty()).then_some(Stop::Lot)
    }

    pub(super) fn wrong(&self, stop: impl Fn(Stop) -> bool) -> Option<Stop> {
        self.stop().filter(|now| self.tried.get() && stop(*now))
    }

    /// The movement as it stands, or nothing: then the screen says why, and leads there.
    pub(super) fn read(&self, code: String) -> Option<Movement> {
        if let Some(stop) = untrack(|| self.stop()) {
            self.tried.set(true);
            actions::guide::look_at(match stop {
                Stop::Date(_) => "stock-day",
                Stop::Odd => "stock-odd",
                Stop::Lot => "stock-which",
            });
            return None;
        }
        untrack(|| self.movement(code))
    }

    fn movement(&self, code: String) -> Option<Movement> {
        let reason = self.reason.get();
        let (_, reason) = REASONS.iter().find(|(value, _)| *value == reason)?;
        let own = |field: RwSignal<String>| {
            Some(field.get().trim().to_string()).filter(|text| !text.is_empty())
        };
        let moved = Movement::new(*reason, code, self.qty.get());
        if self.sealed {
            return Some(moved);
        }
        let typed = self.typed().ok().flatten();
        let insisted = self.differ().is_some() && self.which.read().as_str() == PACK;
        Some(Movement {
            lot: own(self.lot),
            // A lot has one date: that which is known, unless somebody insists on another.
            date: if insisted { typed } else { self.known().or(typed) },
            donor: own(self.donor).filter(|_| *reason == Reason::Received),
            insisted,
            ..moved
        })
    }
}
