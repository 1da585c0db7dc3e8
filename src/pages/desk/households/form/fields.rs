//! The fields of a household as they are typed: from what is known, to what is kept half-typed on
//! this phone, and to the household that is saved.

use leptos::prelude::*;
use passamano_core::card;
use passamano_core::household::{ACTIVE, Household, HouseholdDetail, STOPS};
use serde::{Deserialize, Serialize};

use super::people::{Cell, cells_of, people_of};

/// A household with what only the desk knows of it.
pub(super) type Whole = (Household, HouseholdDetail);

/// The fields. Copied into every part of the form.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    before: StoredValue<Whole>,
    pub(super) cells: StoredValue<Vec<Cell>>,
    pub(super) code: RwSignal<String>,
    pub(super) language: RwSignal<String>,
    pub(super) needs: RwSignal<Vec<String>>,
    pub(super) diet: RwSignal<Vec<String>>,
    pub(super) allergens: RwSignal<Vec<String>>,
    pub(super) consent: RwSignal<bool>,
    pub(super) proxy: RwSignal<bool>,
    pub(super) unclear: RwSignal<bool>,
    pub(super) notes: RwSignal<String>,
    /// One of [`STOPS`], or [`ACTIVE`].
    pub(super) state: RwSignal<String>,
}

/// What is typed, over what was known then.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Typed {
    over: Whole,
    cells: Vec<String>,
    code: String,
    language: String,
    needs: Vec<String>,
    diet: Vec<String>,
    allergens: Vec<String>,
    consent: bool,
    proxy: bool,
    unclear: bool,
    notes: String,
    state: String,
}

impl Fields {
    pub(super) fn of(household: Household, detail: HouseholdDetail) -> Self {
        let state = household.flags.iter().find(|flag| is_stop(flag));
        Self {
            cells: StoredValue::new(cells_of(&household.people)),
            code: RwSignal::new(household.code.clone()),
            language: RwSignal::new(household.language.clone().unwrap_or_default()),
            needs: RwSignal::new(detail.needs.clone()),
            diet: RwSignal::new(detail.diet.clone()),
            allergens: RwSignal::new(detail.allergens.clone()),
            consent: RwSignal::new(household.consent),
            proxy: RwSignal::new(household.proxy),
            unclear: RwSignal::new(detail.unclear),
            notes: RwSignal::new(detail.notes.clone()),
            state: RwSignal::new(state.map_or(ACTIVE.to_string(), Clone::clone)),
            before: StoredValue::new((household, detail)),
        }
    }

    /// The household as it was when the form was opened.
    pub(super) fn before(self) -> Whole {
        self.before.get_value()
    }

    /// What is typed belongs to this household as it is now: over one that somebody has changed
    /// since, the rest of it would take that back.
    pub(super) fn belongs(self, typed: &Typed) -> bool {
        self.before.with_value(|before| *before == typed.over)
    }

    /// What is typed. Tracked.
    pub(super) fn typed(self) -> Typed {
        Typed {
            over: self.before(),
            cells: self.cells.with_value(|cells| cells.iter().map(|cell| cell.2.get()).collect()),
            code: self.code.get(),
            language: self.language.get(),
            needs: self.needs.get(),
            diet: self.diet.get(),
            allergens: self.allergens.get(),
            consent: self.consent.get(),
            proxy: self.proxy.get(),
            unclear: self.unclear.get(),
            notes: self.notes.get(),
            state: self.state.get(),
        }
    }

    /// Puts what was typed back.
    pub(super) fn fill(self, typed: Typed) {
        self.cells.with_value(|cells| {
            cells.iter().zip(typed.cells).for_each(|(cell, text)| cell.2.set(text));
        });
        self.code.set(typed.code);
        self.language.set(typed.language);
        self.needs.set(typed.needs);
        self.diet.set(typed.diet);
        self.allergens.set(typed.allergens);
        self.consent.set(typed.consent);
        self.proxy.set(typed.proxy);
        self.unclear.set(typed.unclear);
        self.notes.set(typed.notes);
        self.state.set(typed.state);
    }

    /// The household as it is to be saved, but for a code that a new one has not yet. Nothing where
    /// a number is none. Not tracked.
    pub(super) fn written(self) -> Option<Whole> {
        let (mut household, mut detail) = self.before();
        household.people = untrack(|| self.cells.with_value(|cells| people_of(cells)))?;
        household.code = card::shown(&self.code.get_untracked());
        household.language = Some(self.language.get_untracked()).filter(|tag| !tag.is_empty());
        let said_active = household.flags.iter().any(|flag| flag == ACTIVE);
        // Flags of the organisation stay as they are.
        household.flags.retain(|flag| flag != ACTIVE && !is_stop(flag));
        let now = self.state.get_untracked();
        if now != ACTIVE || said_active {
            household.flags.insert(0, now);
        }
        household.consent = self.consent.get_untracked();
        household.proxy = self.proxy.get_untracked();
        detail.needs = self.needs.get_untracked();
        detail.diet = self.diet.get_untracked();
        detail.allergens = self.allergens.get_untracked();
        detail.unclear = self.unclear.get_untracked();
        detail.notes = self.notes.get_untracked().trim().to_string();
        Some((household, detail))
    }
}

fn is_stop(flag: &str) -> bool {
    STOPS.contains(&flag)
}
