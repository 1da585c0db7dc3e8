//! What a plan says while it is written, and what is still missing in it.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::opening::hours_fit;
use passamano_core::record::Activity;
use passamano_core::time::{Day, clock};
use serde::{Deserialize, Serialize};

use crate::actions::desk;
use crate::components::FieldError;
use crate::i18n::tr;
use crate::state::App;

/// Everybody is on a list and shows a card.
pub(super) const BY_LIST: &str = "list";
/// Kits are counted, without a list.
pub(super) const BY_TALLY: &str = "tally";

/// What somebody has typed into the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Typed {
    /// The plan that is changed.
    pub(super) of: Option<ActivityId>,
    texts: [String; 7],
    kits: Vec<String>,
}

/// The form. Copied into every part of the page.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// It is on the screen.
    pub(super) open: RwSignal<bool>,
    /// The plan that is changed; nothing for a new one.
    pub(super) old: RwSignal<Option<Activity>>,
    pub(super) title: RwSignal<String>,
    pub(super) place: RwSignal<String>,
    pub(super) day: RwSignal<String>,
    pub(super) opens: RwSignal<String>,
    pub(super) closes: RwSignal<String>,
    pub(super) kits: RwSignal<Vec<String>>,
    pub(super) expected: RwSignal<String>,
    pub(super) how: RwSignal<String>,
}

impl Form {
    pub(super) fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            open: RwSignal::new(false),
            old: RwSignal::new(None),
            title: text(),
            place: text(),
            day: text(),
            opens: text(),
            closes: text(),
            kits: RwSignal::new(vec![]),
            expected: text(),
            how: text(),
        }
    }

    /// Shows an empty form, for a morning.
    pub(super) fn start(self, today: Day) {
        self.old.set(None);
        self.title.set(String::new());
        self.place.set(String::new());
        self.day.set(today.to_string());
        self.opens.set("09:00".into());
        self.closes.set("13:00".into());
        self.kits.set(vec![]);
        self.expected.set(String::new());
        self.how.set(BY_LIST.into());
        self.open.set(true);
    }

    /// Shows the plan of an activity.
    pub(super) fn edit(self, plan: Activity) {
        self.title.set(plan.title.clone());
        self.place.set(plan.place.clone());
        self.day.set(plan.day.to_string());
        self.opens.set(clock(plan.opens));
        self.closes.set(clock(plan.closes));
        self.kits.set(plan.kits.clone());
        self.expected.set(if plan.expected == 0 {
            String::new()
        } else {
            plan.expected.to_string()
        });
        self.how.set(if plan.tally { BY_TALLY } else { BY_LIST }.into());
        self.old.set(Some(plan));
        self.open.set(true);
    }

    /// The time at which it closes on the next day, while the hours say so. Tracked.
    pub(super) fn closes_next_day(self) -> Option<String> {
        let (opens, closes) = (minutes(&self.opens.read())?, minutes(&self.closes.read())?);
        (closes <= opens && hours_fit(opens, closes)).then(|| clock(closes))
    }

    /// What is typed, to be kept until it is saved. Tracked.
    pub(super) fn typed(self) -> Typed {
        Typed {
            of: self.old.with(|old| old.as_ref().map(|old| old.id)),
            texts: [
                self.title,
                self.place,
                self.day,
                self.opens,
                self.closes,
                self.expected,
                self.how,
            ]
            .map(|field| field.get()),
            kits: self.kits.get(),
        }
    }

    /// Shows what was kept.
    pub(super) fn fill(self, typed: Typed) {
        let fields =
            [self.title, self.place, self.day, self.opens, self.closes, self.expected, self.how];
        for (field, text) in fields.into_iter().zip(typed.texts) {
            field.set(text);
        }
        self.kits.set(typed.kits);
    }

    /// The plan, or what is missing.
    pub(super) fn read(self, app: App) -> Result<Activity, Vec<FieldError>> {
        let text = |field: RwSignal<String>| field.get_untracked().trim().to_string();
        let (title, place, kits) = (text(self.title), text(self.place), self.kits.get_untracked());
        let day = text(self.day).parse::<Day>().ok();
        let (opens, closes) = (minutes(&text(self.opens)), minutes(&text(self.closes)));
        let expected = match text(self.expected).as_str() {
            "" => Some(0),
            number => number.parse().ok(),
        };
        let in_order = opens.zip(closes).is_none_or(|(opens, closes)| hours_fit(opens, closes));
        let wrong = [
            (title.is_empty(), "plan-title", "plan.title_missing"),
            (place.is_empty(), "plan-place", "plan.place_missing"),
            (day.is_none(), "plan-day", "plan.day_missing"),
            (opens.is_none(), "plan-opens", "plan.time_missing"),
            (closes.is_none(), "plan-closes", "plan.time_missing"),
            (!in_order, "plan-closes", "plan.time_order"),
            (kits.is_empty(), "plan-kits", "plan.kits_missing"),
            (expected.is_none(), "plan-expected", "plan.expected_wrong"),
        ];
        let error = |(_, field, key): (bool, &str, &str)| FieldError {
            field: field.into(),
            message: tr(key),
        };
        let errors: Vec<_> =
            wrong.into_iter().filter(|(is_wrong, ..)| *is_wrong).map(error).collect();
        let old = self.old.get_untracked();
        let goal = app.world.with_untracked(|world| world.goals().next().map(|goal| goal.id));
        match (day, opens, closes, expected) {
            (Some(day), Some(opens), Some(closes), Some(expected)) if errors.is_empty() => {
                Ok(Activity {
                    id: old.as_ref().map_or_else(desk::new_activity, |old| old.id),
                    goal: old.and_then(|old| old.goal).or(goal),
                    title,
                    place,
                    day,
                    opens,
                    closes,
                    kits,
                    expected,
                    tally: self.how.get_untracked() == BY_TALLY,
                })
            }
            _ => Err(errors),
        }
    }
}

/// Minutes since midnight, from `HH:MM`.
fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.get(..2)?.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}
