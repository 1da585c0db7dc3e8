//! Served already, or a rule says not now: a fact with a time and a phone, a sentence to say,
//! the safe choice as main action. Giving all the same needs a reason, which stays in the log.

use leptos::prelude::*;
use passamano_core::distribution::{Outcome, Override, Past, Verdict};
use passamano_core::household::Household;

use super::all_the_same::{AllTheSame, Ask};
use super::household::{Stage, save};
use super::loans::OnLoan;
use super::queue::NextCard;
use super::stopped::LookAfter;
use super::tag::HouseholdTag;
use crate::actions::handout::How;
use crate::actions::steps;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::{From, Route};
use crate::screen::frame::Frame;
use crate::screen::history::History;
use crate::screen::kit_lines::kit_short;
use crate::screen::when::date;
use crate::state::App;

/// Giving to a card that was served already.
const AGAIN: Ask = Ask {
    title: "handout.again",
    id: "why-again",
    legend: "handout.why_again",
    reasons: &[
        ("part_missing", Override::PartMissing),
        ("wrong_card", Override::WrongCard),
        ("bad_goods", Override::BadGoods),
        ("lead_agreed", Override::LeadAgreed),
        ("other", Override::Other),
    ],
    again: true,
};

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
            return view! { <AllTheSame household=household.clone() ask=&AGAIN open=again stage busy/> }.into_any();
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
