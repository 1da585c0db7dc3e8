//! One household: what is due and the main action *Give*. What else can be the case is beside
//! this file: served already (`served.rs`), given in another way (`other.rs`), saved (`given.rs`).

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use leptos_router::hooks::use_params_map;
use passamano_core::distribution::{Decision, Line, Verdict, outcome_of};
use passamano_core::household::Household;
use passamano_core::id::RecordId;

use super::given::Given;
use super::loans::OnLoan;
use super::other::{ByProxy, Other};
use super::parcel::Parcel;
use super::queue::{NextCard, Queue};
use super::served::Served;
use super::stopped::{LookAfter, ReplacedCard, Stopped};
use super::tag::HouseholdTag;
use crate::actions::handout::{self, How};
use crate::actions::steps;
use crate::actions::{self, opening, scan};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::{From, Route};
use crate::screen::frame::Frame;
use crate::screen::history::History;
use crate::screen::kit_lines::{in_words, kit_counts, lines_of};
use crate::screen::names::goods_in_short;
use crate::screen::past::{PastDate, PastGoods};
use crate::screen::shut::{ShutNotice, ShutScreen};
use crate::state::App;

/// Where the person at the hand-over stands with this card.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// Looking at the card.
    Card,
    /// Part given, swapped, refused, a proxy, a loan.
    Other,
    /// Saved: what, and the record to undo.
    Saved { record: RecordId, words: String, given: bool },
}

/// Saves a hand-over of the card, and then the screen says so. On failure the card stays. A tap in
/// the moment in which a scan has brought this card is for the one before: it saves nothing and
/// says so.
pub fn save(
    app: App,
    code: String,
    lines: Vec<Line>,
    how: How,
    words: String,
    stage: RwSignal<Stage>,
    busy: RwSignal<bool>,
) {
    if scan::is_just_another_card() {
        return actions::warn(app, tr("handout.tap_before"));
    }
    let given = how.outcome.served();
    busy.set(true);
    spawn_local(async move {
        if let Ok(record) = handout::hand_over(app, &code, lines, how).await {
            // What the record changed on the card is drawn before the card goes: what is drawn
            // after it would ask for what went with it.
            tick().await;
            stage.set(Stage::Saved { record, words, given });
        }
        busy.set(false);
    });
}

/// The page of one card.
#[component]
pub fn HouseholdPage() -> impl IntoView {
    let app = App::get();
    let params = use_params_map();
    let household = Memo::new(move |_| {
        let code = params.with(|params| params.get("code")).unwrap_or_default();
        // With what was declared under another card of the household.
        app.world.with(|world| Some(world.known(&code)?.0))
    });
    let replaced = Memo::new(move |_| {
        let code = params.with(|params| params.get("code")).unwrap_or_default();
        let by = app.world.with(|world| world.replaced(&code).map(|by| (by.new, by.why)))?;
        Some((code, by))
    });
    let again = Queue::get().again;
    // The card is drawn anew when another code comes, or the same one again; not when a record
    // arrives.
    move || match (again.get(), replaced.get(), household.get()) {
        (_, Some((code, (new, why))), _) => view! { <ReplacedCard code new why/> }.into_any(),
        (_, None, Some(household)) => view! { <OneCard household/> }.into_any(),
        (_, None, None) => view! { <NoCard/> }.into_any(),
    }
}

#[component]
fn OneCard(
    /// The household.
    household: Household,
) -> impl IntoView {
    let app = App::get();
    Effect::new(|_| scan::card_is_drawn());
    let stage = RwSignal::new(Stage::Card);
    provide_context(steps::follow_to(stage, |stage| matches!(stage, Stage::Saved { .. })));
    let busy = RwSignal::new(false);
    let code = household.code.clone();
    let decision = {
        let code = code.clone();
        // While a hand-over is being saved the card stays as it is: the record enters the world
        // a moment before the screen may say *Saved*.
        Memo::new(move |before: Option<&Option<Decision>>| match before {
            Some(before) if busy.get() => before.clone(),
            _ => handout::decide(app, &code),
        })
    };
    // Looked at again with each record: another phone may close the day in this moment.
    let kept_back = Memo::new(move |_| opening::kept_back(app).is_some());
    move || match (stage.get(), decision.get().map(|d| (d.verdict, d.proxy))) {
        (Stage::Saved { record, words, given }, _) => {
            let rest = match decision.get().map(|d| d.verdict) {
                Some(Verdict::Rest(lines)) if given => Some(goods_in_short(app, &lines)),
                _ => None,
            };
            view! { <Given code=code.clone() record words given rest stage/> }.into_any()
        }
        (_, None) => view! { <NoCard/> }.into_any(),
        _ if kept_back.get() => view! { <NotNow household=household.clone()/> }.into_any(),
        (_, Some((Verdict::Stopped { flag }, _))) => {
            view! { <Stopped household=household.clone() flag stage busy/> }.into_any()
        }
        (Stage::Other, Some((verdict, proxy))) => {
            let due = due(&verdict);
            view! { <Other household=household.clone() due proxy stage busy/> }.into_any()
        }
        (Stage::Card, Some((verdict @ (Verdict::Due(_) | Verdict::Rest(_)), proxy))) => {
            let rest = matches!(verdict, Verdict::Rest(_));
            view! { <Due household=household.clone() due=due(&verdict) rest proxy stage busy/> }
                .into_any()
        }
        (Stage::Card, Some((verdict, _))) => {
            view! { <Served household=household.clone() verdict stage busy/> }.into_any()
        }
    }
}

/// The lines that the rules allow now.
fn due(verdict: &Verdict) -> Vec<Line> {
    match verdict {
        Verdict::Due(lines) | Verdict::Rest(lines) => lines.clone(),
        _ => vec![],
    }
}

/// Something is due: the second tap gives it.
#[component]
fn Due(
    /// The household.
    household: Household,
    /// What is due.
    due: Vec<Line>,
    /// Only what was missing the first time.
    rest: bool,
    /// The household named somebody who may collect.
    proxy: bool,
    /// Where to go next.
    stage: RwSignal<Stage>,
    /// A hand-over is being saved.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let kits: Vec<String> = due.iter().map(|line| line.code.clone()).collect();
    let counts = kit_counts(&due);
    let code = household.code.clone();
    let (shown, noted) = (counts.clone(), counts.clone());
    let (borrower, served, cared) = (code.clone(), code.clone(), code.clone());
    let by_proxy = RwSignal::new(false);
    let past = PastGoods::of(app, kits.clone(), household.people, household.leave_out.clone());
    let parcel = StoredValue::new(household.clone());
    let give = move || {
        let lines = lines_of(&counts);
        let Ok(past_date) = past.read(&lines) else { return };
        let how = How { outcome: outcome_of(&lines, &due), past_date, ..How::FULL };
        let how = how.by_proxy(by_proxy.get_untracked());
        save(app, code.clone(), lines, how, in_words(app, &counts), stage, busy);
    };
    let give = StoredValue::new_local(give);
    view! {
        <Frame
            title=move || tr("handout.title")
            sub=move || tr("handout.found")
            back=Route::HandOut
            action=move || {
                let noted = noted.clone();
                view! {
                    <MainAction
                        label=move || tr(if past.asks() { "handout.give_past" } else { "handout.give" })
                        busy_label=move || tr("common.saving")
                        note=move || match past.lacks_reason() {
                            true => tr("handout.choose_reason"),
                            false => in_words(app, &noted),
                        }
                        icon="give"
                        busy=busy
                        on_press=move || give.with_value(|give| give())
                    />
                }
            }
        >
            <NextCard/>
            <ShutNotice/>
            <HouseholdTag household kits/>
            <PastDate past/>
            <OnLoan code=borrower/>
            <Card
                title=move || tr(if rest { "handout.rest" } else { "handout.due" })
                end=ViewFn::from(move || view! {
                    <Chip kind=ChipKind::Outline label=move || tr(if rest { "handout.part_served" } else { "handout.not_served" })/>
                })
            >
                <Parcel household=parcel.get_value() counts=shown/>
            </Card>
            <ByProxy proxy by_proxy/>
            <Button label=move || tr("handout.other") wide=true on_press=move || stage.set(Stage::Other)/>
            <History code=served from=From::Card/>
            <LookAfter code=cared/>
        </Frame>
    }
}

/// Nothing may leave now: the card is shown, and what was lent can come back.
#[component]
fn NotNow(
    /// The household.
    household: Household,
) -> impl IntoView {
    let code = household.code.clone();
    view! {
        <ShutScreen title="handout.title" back=Route::HandOut>
            <HouseholdTag household kits=vec![]/>
            <OnLoan code/>
        </ShutScreen>
    }
}

/// The code of the address is on no list, or there is nothing to hand out.
#[component]
fn NoCard() -> impl IntoView {
    view! {
        <Frame title=move || tr("handout.title") back=Route::HandOut>
            <Callout kind=CalloutKind::Stop icon="warning" live=Live::Alert title=move || tr("handout.not_found")>
                <p>{move || tr_with("handout.walk_with", &[])}</p>
            </Callout>
        </Frame>
    }
}
