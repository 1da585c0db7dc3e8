//! Goods that came or went: how many, why, which lot and date, and where they came from. A lot
//! has one date, and a date is read or refused, never dropped. Nothing about a person.

use leptos::prelude::*;
use passamano_core::stock::date::{self, BadDate};
use passamano_core::stock::{DateKind, Movement, Reason, date_of_lot};
use passamano_core::time::Day;

use super::words::{date_key, item_of, sealed_only};
use crate::actions;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::pages::when::date as day_words;
use crate::state::App;

/// Ways that goods come and go; what was here at the start is a count by two people.
const REASONS: [(&str, Reason); 5] = [
    ("received", Reason::Received),
    ("returned", Reason::Returned),
    ("damaged", Reason::Damaged),
    ("lost", Reason::Lost),
    ("transferred", Reason::Transferred),
];

/// The kinds of date, by the value of their answer.
const DATES: [(&str, DateKind); 2] =
    [("use_by", DateKind::UseBy), ("best_before", DateKind::BestBefore)];

/// The date that is known is the lot's.
const KNOWN: &str = "known";
/// What is typed stands on the pack.
const PACK: &str = "pack";

/// What stops a movement, in the order of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
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
    sealed: bool,
    pub(super) reason: RwSignal<String>,
    pub(super) qty: RwSignal<u32>,
    pub(super) lot: RwSignal<String>,
    pub(super) donor: RwSignal<String>,
    pub(super) kind: RwSignal<String>,
    pub(super) day: RwSignal<String>,
    /// Somebody looked at the pack: the odd date is right.
    odd_is_right: RwSignal<bool>,
    /// [`KNOWN`] or [`PACK`], where the two differ.
    which: RwSignal<String>,
    /// Somebody tried to save.
    tried: RwSignal<bool>,
}

impl MoveForm {
    /// An empty form for one code.
    pub(super) fn new(app: App, code: StoredValue<String>) -> Self {
        let item = untrack(|| code.with_value(|code| item_of(app, code)));
        let sealed = item.as_ref().is_some_and(sealed_only);
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
    fn typed(&self) -> Result<Option<(DateKind, Day)>, BadDate> {
        let kind = self.kind.get();
        let Some((_, kind)) = DATES.iter().find(|(value, _)| *value == kind) else {
            return Ok(None);
        };
        let day = date::read(&self.day.read(), self.today())?;
        Ok(day.map(|day| (*kind, day)))
    }

    /// The date that the lot has already.
    fn known(&self) -> Option<(DateKind, Day)> {
        let (lot, activity) = (self.lot.get(), self.app.activity()?.id);
        self.app.world.with(|world| {
            let moved = world.moved_when(activity);
            self.code.with_value(|code| date_of_lot(code, &lot, &moved))
        })
    }

    /// The lot's known date and the other one that is typed.
    fn differ(&self) -> Option<((DateKind, Day), (DateKind, Day))> {
        let typed = self.typed().ok().flatten()?;
        self.known().filter(|known| *known != typed).map(|known| (known, typed))
    }

    fn is_odd(&self) -> bool {
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

    fn wrong(&self, stop: impl Fn(Stop) -> bool) -> Option<Stop> {
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

/// What is wrong with a date, as a sentence. Tracked.
fn bad_words(bad: BadDate) -> String {
    tr(match bad {
        BadDate::Half => "stock.date_half",
        BadDate::Unclear => "stock.date_unclear",
        BadDate::NoSuchDay => "stock.date_wrong",
    })
}

/// A kind of date with its day. Tracked.
fn dated_words((kind, day): (DateKind, Day)) -> String {
    format!("{} {}", tr(date_key(kind)), day_words(day))
}

/// The fields behind *Something came or went*.
#[component]
pub(super) fn Moving(
    /// What is typed.
    form: MoveForm,
) -> impl IntoView {
    let reasons = move || {
        REASONS.map(|(value, _)| Opt::new(value, tr(&format!("stock.reason.{value}")))).to_vec()
    };
    view! {
        <Card title=move || tr("stock.moved") icon="stock">
            <Choice legend=move || tr("stock.what_happened") value=form.reason options=reasons/>
            <div class="row-ends">
                <span class="field-label">{move || tr("stock.how_many")}</span>
                <Stepper
                    value=form.qty
                    min=1
                    field=true
                    label=move || tr("stock.how_many")
                    fewer=move || tr("stock.fewer")
                    more=move || tr("stock.more")
                />
            </div>
            {(!form.sealed).then(|| view! { <LotFields form/> })}
        </Card>
    }
}

/// Lot, date, and who gave it.
#[component]
fn LotFields(
    /// What is typed.
    form: MoveForm,
) -> impl IntoView {
    let came = move || form.reason.read().as_str() == "received";
    let kinds = move || DATES.map(|(value, kind)| Opt::new(value, tr(date_key(kind)))).to_vec();
    let read = move || match form.typed() {
        Ok(Some((_, day))) => tr_with("stock.date_read", &[("day", &day_words(day))]),
        _ => tr("stock.date_hint"),
    };
    let bad = move || match form.wrong(|stop| matches!(stop, Stop::Date(_))) {
        Some(Stop::Date(bad)) => Some(bad_words(bad)),
        _ => None,
    };
    let lot_known = move || {
        let date = form.known()?;
        Some(tr_with("stock.lot_known", &[("date", &dated_words(date))]))
    };
    let whiches = move || match form.differ() {
        Some((known, typed)) => vec![
            Opt::new(KNOWN, dated_words(known)),
            Opt {
                value: PACK.into(),
                label: dated_words(typed),
                note: Some(tr("stock.date_whole_lot")),
            },
        ],
        None => vec![],
    };
    view! {
        <Field label=move || tr("stock.lot") hint=lot_known value=form.lot max_length=40/>
        <Select label=move || tr("stock.date_kind") value=form.kind options=kinds empty=move || tr("stock.no_date")/>
        <Show when=move || !form.kind.read().is_empty()>
            <Field
                id="stock-day"
                kind=FieldKind::PackDate
                label=move || tr("stock.date")
                hint=read
                value=form.day
                max_length=20
                error=bad
            />
        </Show>
        <Show when=move || form.is_odd()>
            <Ticks legend=move || tr("stock.date_odd")>
                <Tick
                    id="stock-odd"
                    label=move || tr("stock.date_odd_right")
                    checked=form.odd_is_right
                    wrong=Signal::derive(move || form.wrong(|stop| stop == Stop::Odd).is_some())
                    on_change=move |on: bool| form.odd_is_right.set(on)
                />
            </Ticks>
        </Show>
        <Show when=move || form.differ().is_some()>
            <Choice
                id="stock-which"
                legend=move || tr("stock.date_which")
                value=form.which
                options=Signal::derive(whiches)
                error=move || form.wrong(|stop| stop == Stop::Lot).map(|_| tr("stock.date_look"))
            />
        </Show>
        <Show when=came>
            <Field label=move || tr("stock.donor") hint=move || tr("stock.donor_hint") value=form.donor max_length=80/>
        </Show>
    }
}
