//! Another way than everything: a part, something else instead, lent, refused, nobody came, a new
//! appointment. Each asks for what it needs and for nothing more.

use leptos::prelude::*;
use passamano_core::distribution::{self, Line, NotAPart, Outcome};
use passamano_core::household::Household;
use passamano_core::time::Day;

use super::household::{Stage, save};
use super::tag::HouseholdTag;
use crate::actions::handout::How;
use crate::components::*;
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::kit_lines::{KitCount, KitLines, in_words, kit_counts, lines_of};
use crate::screen::names::name_of;
use crate::screen::past::{PastDate, PastGoods};
use crate::state::App;

/// The outcomes that a person can choose, in the order of the screen; the first three give.
const OUTCOMES: [(&str, Outcome); 6] = [
    ("served_partial", Outcome::ServedPartial),
    ("served_substitute", Outcome::ServedSubstitute),
    ("served_full", Outcome::ServedFull),
    ("refused", Outcome::Refused),
    ("absent", Outcome::Absent),
    ("rescheduled", Outcome::Rescheduled),
];

/// Why somebody declines, by code, in the order of the screen; the last is the usual one.
const REFUSED: [&str; 7] =
    ["not_needed", "not_suitable", "too_heavy", "not_now", "quality", "other", "not_said"];

/// The answer for something that the pack does not name.
const NOT_LISTED: &str = "?";

/// Ids of the parts that can be wrong.
const GOODS: &str = "other-goods";
const INSTEAD: &str = "other-instead";
const WORDS: &str = "other-words";
const WHY: &str = "other-why";
const DAY: &str = "other-day";

/// Another way than everything to the household itself.
#[component]
pub fn Other(
    /// The household.
    household: Household,
    /// What is due.
    due: Vec<Line>,
    /// The household named somebody who may collect.
    proxy: bool,
    /// Where to go next.
    stage: RwSignal<Stage>,
    /// A hand-over is being saved.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let chosen = RwSignal::new("served_partial".to_string());
    let (by_proxy, lent) = (RwSignal::new(false), RwSignal::new(false));
    let kits: Vec<String> = due.iter().map(|line| line.code.clone()).collect();
    let counts = kit_counts(&due);
    let shown = StoredValue::new(counts);
    let (instead, instead_count) = (RwSignal::new(String::new()), RwSignal::new(1_u32));
    let (words, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (day, tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    let code = household.code.clone();
    let (due, own) = (StoredValue::new(due), kits.clone());
    let outcome = Memo::new(move |_| {
        chosen.with(|chosen| {
            let found = OUTCOMES.iter().find(|(key, _)| key == chosen);
            found.map_or(Outcome::ServedPartial, |(_, outcome)| *outcome)
        })
    });
    // What is given instead may be past its date as well.
    let leaves = Signal::derive(move || match outcome.get() {
        Outcome::ServedSubstitute => vec![instead.get()],
        _ => own.clone(),
    });
    let past = PastGoods::of(app, leaves, household.people, household.leave_out.clone());
    let not_listed = move || instead.with(|code| code == NOT_LISTED);
    // What goes out of the store, tracked: something that the pack does not name is in words.
    let lines = move || match outcome.get() {
        Outcome::ServedPartial | Outcome::ServedFull => shown.with_value(|counts| counted(counts)),
        Outcome::ServedSubstitute if !not_listed() => {
            let code = instead.get();
            let one = Line { code: code.clone(), qty: instead_count.get() };
            if code.is_empty() { vec![] } else { vec![one] }
        }
        _ => vec![],
    };
    let new_day = move || day.with(|day| day.parse::<Day>().ok());
    let wrong = move || -> Option<(&'static str, String)> {
        match outcome.get() {
            Outcome::ServedPartial => {
                let part = due.with_value(|due| distribution::part(&lines(), due));
                part.err().map(|wrong| (GOODS, tr(part_key(wrong))))
            }
            Outcome::ServedFull => {
                let none = lines().iter().all(|line| line.qty == 0);
                none.then(|| (GOODS, tr(part_key(NotAPart::Nothing))))
            }
            Outcome::ServedSubstitute if instead.with(String::is_empty) => {
                Some((INSTEAD, tr("handout.choose_instead")))
            }
            Outcome::ServedSubstitute if not_listed() && words.with(|w| w.trim().is_empty()) => {
                Some((WORDS, tr("common.needed")))
            }
            Outcome::ServedSubstitute if !not_listed() && instead_count.get() == 0 => {
                Some((INSTEAD, tr(part_key(NotAPart::Nothing))))
            }
            Outcome::Refused => {
                why.with(String::is_empty).then(|| (WHY, tr("handout.choose_reason")))
            }
            Outcome::Rescheduled => {
                let later = new_day().is_some_and(|day| day >= app.now.get().day());
                (!later).then(|| (DAY, tr("handout.next_wrong")))
            }
            _ => None,
        }
    };
    let error = move |field: &'static str| {
        let wrong = if tried.get() { wrong() } else { None };
        wrong.filter(|(at, _)| *at == field).map(|(_, words)| words)
    };
    // As of the last tap: the box takes the focus when it changes, and somebody types meanwhile.
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let in_short = move || match outcome.get() {
        Outcome::ServedPartial | Outcome::ServedFull => {
            shown.with_value(|counts| in_words(app, counts))
        }
        Outcome::ServedSubstitute if not_listed() => words.get(),
        Outcome::ServedSubstitute => {
            let one = |line: &Line| format!("{} {}", line.qty, name_of(app, &line.code));
            lines().iter().map(one).collect()
        }
        _ => chosen.with(|chosen| tr(&format!("outcome.{chosen}"))),
    };
    let keep = StoredValue::new_local(move || {
        tried.set(true);
        let found = untrack(wrong);
        let error = |(field, message): (&str, String)| FieldError { field: field.into(), message };
        errors.set(found.map(error).into_iter().collect());
        if errors.with_untracked(|errors| !errors.is_empty()) {
            return;
        }
        let lines = untrack(lines);
        let Ok(past_date) = past.read(&lines) else { return };
        let outcome = outcome.get_untracked();
        let is = |wanted: Outcome| outcome == wanted;
        let words_of = |signal: RwSignal<String>| signal.get_untracked();
        let how = How {
            outcome,
            past_date,
            loan: lent.get_untracked() && outcome.served(),
            why: is(Outcome::Refused).then(|| words_of(why)),
            next: untrack(new_day).filter(|_| is(Outcome::Rescheduled)),
            note: match is(Outcome::ServedSubstitute) && untrack(not_listed) {
                true => words_of(words),
                false => String::new(),
            },
            ..How::FULL
        };
        let how = how.by_proxy(by_proxy.get_untracked() && outcome.served());
        save(app, code.clone(), lines, how, untrack(in_short), stage, busy);
    });
    let options =
        move || OUTCOMES.map(|(key, _)| Opt::new(key, tr(&format!("outcome.{key}")))).to_vec();
    let giving = move || outcome.get().served();
    let whole = move || matches!(outcome.get(), Outcome::ServedPartial | Outcome::ServedFull);
    let is = move |wanted: Outcome| move || outcome.get() == wanted;
    let reasons =
        move || REFUSED.map(|code| Opt::new(code, tr(&format!("refused.{code}")))).to_vec();
    view! {
        <Frame
            title=move || tr("handout.title")
            sub=move || tr("handout.other")
            back=Route::HandOut
            action=move || view! {
                <MainAction
                    label=move || tr("common.save")
                    busy_label=move || tr("common.saving")
                    note=move || Some(in_short()).filter(|words| !words.is_empty())
                    icon="give"
                    busy=busy
                    on_press=move || keep.with_value(|keep| keep())
                />
            }
        >
            <ErrorBox title=move || tr("common.error_title") errors=errors/>
            <HouseholdTag household=household.clone() kits=kits.clone()/>
            <Choice legend=move || tr("handout.how") value=chosen options=Signal::derive(options)/>
            <Show when=whole>
                <PastDate past/>
                <div id=GOODS tabindex="-1">
                    <Card title=move || tr("handout.given_now")><KitLines counts=shown.get_value()/></Card>
                </div>
            </Show>
            <Show when=is(Outcome::ServedSubstitute)>
                <PastDate past/>
                <Select
                    id=INSTEAD
                    label=move || tr("handout.instead")
                    value=instead
                    options=Signal::derive(move || substitutes(app))
                    empty=move || tr("handout.choose_instead")
                    error=move || error(INSTEAD)
                />
                <Show when=not_listed fallback=move || view! {
                    <Lines card=true>
                        <Line wrap=true words=move || tr("handout.instead_count")>
                            <Stepper
                                value=instead_count
                                label=move || tr("handout.instead_count")
                                fewer=move || tr("handout.instead_fewer")
                                more=move || tr("handout.instead_more")
                            />
                        </Line>
                    </Lines>
                }>
                    <Field
                        id=WORDS
                        label=move || tr("handout.instead_words")
                        hint=move || tr("record.words_hint")
                        value=words
                        max_length=200_u32
                        error=move || error(WORDS)
                    />
                </Show>
            </Show>
            <Show when=is(Outcome::Refused)>
                <Choice
                    id=WHY
                    legend=move || tr("handout.why_refused")
                    value=why
                    options=Signal::derive(reasons)
                    error=move || error(WHY)
                />
            </Show>
            <Show when=is(Outcome::Rescheduled)>
                <Field id=DAY kind=FieldKind::Date label=move || tr("handout.next_day") value=day error=move || error(DAY)/>
            </Show>
            <Show when=giving>
                <ByProxy proxy by_proxy/>
                <Tick label=move || tr("handout.lent") checked=lent on_change=move |on: bool| lent.set(on)/>
            </Show>
            <Button wide=true label=move || tr("common.cancel") on_press=move || stage.set(Stage::Card)/>
        </Frame>
    }
}

/// One tap: somebody else takes it for the household.
#[component]
pub fn ByProxy(
    /// The household named somebody who may collect.
    proxy: bool,
    /// Somebody else collects.
    by_proxy: RwSignal<bool>,
) -> impl IntoView {
    let note = move || {
        let key = if proxy { "handout.proxy_named" } else { "handout.proxy_unknown" };
        (proxy || by_proxy.get()).then(|| tr(key))
    };
    view! {
        <Tick
            label=move || tr("handout.by_proxy")
            note=note
            checked=by_proxy
            on_change=move |on: bool| by_proxy.set(on)
        />
    }
}

/// The numbers as they stand, tracked.
fn counted(counts: &[KitCount]) -> Vec<Line> {
    counts.iter().for_each(|count| count.qty.track());
    lines_of(counts)
}

fn part_key(wrong: NotAPart) -> &'static str {
    match wrong {
        NotAPart::Everything => "handout.is_everything",
        NotAPart::Nothing => "handout.is_nothing",
    }
}

/// What can be given instead: kits, then items of the pack, then something in words. Tracked.
fn substitutes(app: App) -> Vec<Opt> {
    let codes: Vec<String> = app.toolkit.with(|toolkit| {
        let pack = toolkit.as_ref().map(|toolkit| &toolkit.pack);
        let kits = pack.into_iter().flat_map(|pack| pack.kits.iter().map(|kit| kit.code.clone()));
        let items = pack.into_iter().flat_map(|pack| pack.items.iter().map(|it| it.code.clone()));
        kits.chain(items).collect()
    });
    let mut all: Vec<Opt> =
        codes.into_iter().map(|code| Opt::new(code.clone(), name_of(app, &code))).collect();
    all.push(Opt::new(NOT_LISTED, tr("handout.instead_other")));
    all
}
