//! Served already, or a rule says not now: a fact with a time and a phone, a sentence to say,
//! the safe choice as main action. Giving all the same needs a reason, which stays in the log.

use leptos::prelude::*;
use passamano_core::distribution::{Outcome, Override, Past, Verdict, outcome_of};
use passamano_core::household::Household;

use super::household::{Stage, save};
use super::lines::{KitLines, in_words, kit_counts, kit_short, lines_of};
use super::loans::OnLoan;
use super::past::{PastDate, PastGoods};
use super::queue::NextCard;
use super::stopped::LookAfter;
use super::tag::HouseholdTag;
use crate::actions::handout::{self, How};
use crate::actions::steps;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::pages::Frame;
use crate::pages::record::History;
use crate::pages::when::date;
use crate::route::{From, Route};
use crate::state::App;

/// The reasons for setting a rule aside, in the order of the screen.
const REASONS: [(&str, Override); 5] = [
    ("part_missing", Override::PartMissing),
    ("wrong_card", Override::WrongCard),
    ("bad_goods", Override::BadGoods),
    ("lead_agreed", Override::LeadAgreed),
    ("other", Override::Other),
];

/// Not now, and why.
#[component]
pub fn Served(
    /// The household.
    household: Household,
    /// What the rules say.
    verdict: Verdict,
    /// Where to go next.
    stage: RwSignal<Stage>,
    /// A hand-over is being saved.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let again = RwSignal::new(false);
    steps::follow(again);
    let code = household.code.clone();
    let kits = untrack(move || app.activity()).map(|a| a.kits).unwrap_or_default();
    let twice = matches!(verdict, Verdict::AlreadyServed(_));
    let shown = StoredValue::new(household.clone());
    let facts = StoredValue::new(verdict);
    let not_given = StoredValue::new(code.clone());
    let do_not = move || {
        let outcome = if twice { Outcome::AlreadyServed } else { Outcome::NotDue };
        let (code, how) = (not_given.get_value(), How::not_given(outcome));
        let words = tr(if twice { "outcome.already_served" } else { "outcome.not_due" });
        save(app, code, vec![], how, words, stage, busy);
    };
    move || {
        if again.get() {
            return view! { <Again household=household.clone() stage busy/> }.into_any();
        }
        let kits = kits.clone();
        view! {
            <Frame
                title=move || tr("handout.title")
                sub=move || tr("handout.found")
                back=Route::HandOut
                action=move || view! {
                    <MainAction label=move || tr("handout.do_not_give") note=move || tr("handout.do_not_give_note") icon="next" busy=busy on_press=do_not/>
                }
            >
                <NextCard/>
                <HouseholdTag household=shown.get_value() kits/>
                <OnLoan code=not_given.get_value()/>
                <Callout kind=CalloutKind::Held icon="clock" live=Live::Status title=move || facts.with_value(|v| title(app, v))>
                    <p>{move || facts.with_value(|v| words(app, v))}</p>
                </Callout>
                <Show when=move || twice>
                    <Callout icon="feedback" title=move || tr("handout.say_quietly")>
                        <p>{move || tr("handout.say_words")}</p>
                    </Callout>
                </Show>
                <History code=not_given.get_value() from=From::Card/>
                <Button wide=true label=move || tr("handout.give_with_reason") on_press=move || again.set(true)/>
                <Button wide=true label=move || tr("handout.to_desk") href=Route::Feedback.path()/>
                <LookAfter code=not_given.get_value()/>
            </Frame>
        }
        .into_any()
    }
}

/// Why all the same, and what.
#[component]
fn Again(
    /// The household.
    household: Household,
    /// Where to go next.
    stage: RwSignal<Stage>,
    /// A hand-over is being saved.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let (reason, missing) = (RwSignal::new(String::new()), RwSignal::new(false));
    // What this household gets by its size: a number of somebody else's would be given unseen.
    let lines = untrack(|| handout::share(app, &household, false));
    let counts = kit_counts(&lines);
    // Who says that a part was missing is offered what is missing.
    let left = untrack(|| handout::share(app, &household, true));
    let (whole, offered) = (lines, counts.clone());
    let kits: Vec<String> = whole.iter().map(|line| line.code.clone()).collect();
    Effect::new(move |_| {
        let part = reason.with(|reason| reason == "part_missing") && !left.is_empty();
        let due = if part { &left } else { &whole };
        for count in &offered {
            let line = due.iter().find(|line| line.code == count.code);
            count.qty.set(line.map_or(0, |line| line.qty));
        }
    });
    let (shown, noted) = (counts.clone(), counts.clone());
    let code = household.code.clone();
    let nothing = RwSignal::new(false);
    let past = PastGoods::of(app, kits, household.people, household.leave_out.clone());
    let title = tr_with("handout.again_title", &[("code", &code)]);
    let give = StoredValue::new_local(move || {
        let chosen = reason.get_untracked();
        let Some((_, set_aside)) = REASONS.iter().find(|(key, _)| *key == chosen) else {
            return missing.set(true);
        };
        let lines = lines_of(&counts);
        if lines.iter().all(|line| line.qty == 0) {
            return nothing.set(true);
        }
        let Ok(past_date) = past.read(&lines) else { return };
        let how = How {
            outcome: outcome_of(&lines, &lines),
            set_aside: Some(*set_aside),
            past_date,
            ..How::FULL
        };
        save(app, code.clone(), lines, how, in_words(app, &counts), stage, busy);
    });
    let options = move || {
        REASONS.map(|(key, _)| Opt::new(key, tr(&format!("handout.reason.{key}")))).to_vec()
    };
    view! {
        <Frame
            title=move || tr("handout.again")
            sub=move || Some(title.clone())
            back=Route::HandOut
            action=move || {
                let noted = noted.clone();
                view! {
                    <MainAction
                        label=move || tr("handout.give_again")
                        busy_label=move || tr("common.saving")
                        note=move || in_words(app, &noted)
                        icon="give"
                        busy=busy
                        on_press=move || give.with_value(|give| give())
                    />
                }
            }
        >
            <PastDate past/>
            <Choice
                id="why-again"
                legend=move || tr("handout.why_again")
                value=reason
                options=Signal::derive(options)
                error=move || (missing.get() && reason.with(String::is_empty)).then(|| tr("handout.choose_reason"))
            />
            <Card title=move || tr("handout.what_again")><KitLines counts=shown/></Card>
            <Show when=move || nothing.get()>
                <Callout kind=CalloutKind::Stop live=Live::Alert title=move || tr("handout.is_nothing")/>
            </Show>
            <p class="small soft">{move || tr("handout.both_stay")}</p>
        </Frame>
    }
}

fn title(app: App, verdict: &Verdict) -> String {
    match verdict {
        Verdict::AlreadyServed(past) => {
            let key = if past.at.day() == app.now.get().day() {
                "handout.served_today"
            } else {
                "handout.served_before"
            };
            tr_with(key, &[("time", &past.at.clock()), ("day", &date(past.at.day()))])
        }
        Verdict::TooSoon { .. } => tr("handout.too_soon"),
        Verdict::PeriodFull { .. } => tr("handout.period_full"),
        Verdict::Debarred { .. } | Verdict::MissingFlag { .. } => tr("handout.ask_desk"),
        _ => tr("handout.nothing_due"),
    }
}

fn words(app: App, verdict: &Verdict) -> String {
    match verdict {
        Verdict::AlreadyServed(past) => served_words(app, past),
        Verdict::TooSoon { last, next } => {
            tr_with("handout.too_soon_words", &[("last", &date(*last)), ("next", &date(*next))])
        }
        Verdict::PeriodFull { given, most, next } => tr_with(
            "handout.period_full_words",
            &[("given", &given.to_string()), ("most", &most.to_string()), ("next", &date(*next))],
        ),
        Verdict::Debarred { .. } | Verdict::MissingFlag { .. } => tr("handout.ask_desk_words"),
        _ => tr("handout.nothing_due_words"),
    }
}

fn served_words(app: App, past: &Past) -> String {
    let what: Vec<String> = past
        .lines
        .iter()
        .map(|line| format!("{} {}", line.qty, kit_short(app, &line.code)))
        .collect();
    let who = app.world.with(|world| {
        let member = world.devices.get(&past.device)?;
        world.name(*member).map(str::to_string)
    });
    let key = match (past.by_me, &who) {
        (true, _) => "handout.served_by_me",
        (false, Some(_)) => "handout.served_by",
        (false, None) => "handout.served_by_other",
    };
    tr_with(
        key,
        &[("who", &who.unwrap_or_default()), ("what", &what.join(&tr("handout.list_comma")))],
    )
}
