//! A card on which nothing is given before the desk has looked: a household that is suspended,
//! has moved, is closed or has a flag that nobody here knows, and a card that was replaced. The
//! screen says what to do and nothing that the queue should not hear. Giving all the same is the desk's to decide, with a reason.

use leptos::prelude::*;
use passamano_core::distribution::{Outcome, Override};
use passamano_core::household::Household;
use passamano_core::projection::WhyNot;

use super::all_the_same::{AllTheSame, Ask};
use super::household::{Stage, save};
use super::tag::HouseholdTag;
use crate::actions::handout::How;
use crate::actions::steps;
use crate::components::*;
use crate::i18n::{tr, tr_known, tr_with};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::state::App;

/// Giving because the desk decided so.
const BY_THE_DESK: Ask = Ask {
    title: "handout.give_despite",
    id: "why-all-the-same",
    legend: "handout.why_all_the_same",
    reasons: &[("desk_agreed", Override::LeadAgreed), ("other", Override::Other)],
    again: false,
};

/// A household with a flag that stops.
#[component]
pub fn Stopped(
    /// The household.
    household: Household,
    /// The flag.
    flag: String,
    /// Where to go next.
    stage: RwSignal<Stage>,
    /// A hand-over is being saved.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let giving = RwSignal::new(false);
    steps::follow(giving);
    let (household, flag) = (StoredValue::new(household), StoredValue::new(flag));
    let kits = untrack(move || app.activity()).map(|a| a.kits).unwrap_or_default();
    let do_not = move || {
        let code = household.with_value(|household| household.code.clone());
        save(app, code, vec![], How::not_given(Outcome::NotDue), String::new(), stage, busy);
    };
    move || {
        if giving.get() {
            return view! { <AllTheSame household=household.get_value() ask=&BY_THE_DESK open=giving stage busy/> }.into_any();
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
                <Callout kind=CalloutKind::Stop icon="warning" live=Live::Alert title=move || tr("handout.stopped")>
                    <p>{move || tr("handout.stopped_words")}</p>
                    <p>{move || tr("handout.walk_to_focal")}</p>
                </Callout>
                <HouseholdTag household=household.get_value() kits/>
                <Show when=move || app.opens_desk()>
                    <Callout icon="lock" title=move || tr("handout.desk_decides")>
                        <p>{move || tr_with("handout.flag_is", &[("flag", &tr_known("flag", &flag.get_value()))])}</p>
                        <div class="row-wrap">
                            <Button label=move || tr("handout.give_despite") on_press=move || giving.set(true)/>
                            <LookAfter code=household.with_value(|household| household.code.clone())/>
                        </div>
                    </Callout>
                </Show>
            </Frame>
        }
        .into_any()
    }
}

/// A card that does not count. Only the desk, and whoever holds one of two cards of one household,
/// is told the other code: a lost card may be in a stranger's hand. A card that was not needed
/// names the household's, and only the desk goes there from here: it may have been made for other
/// people.
#[component]
pub fn ReplacedCard(
    /// The code that was shown.
    code: String,
    /// The household's card.
    new: String,
    /// Why.
    why: WhyNot,
) -> impl IntoView {
    let app = App::get();
    let leads_on = move || why == WhyNot::Joined || app.opens_desk();
    let (title, words) = match why {
        WhyNot::Lost => ("handout.replaced", "handout.replaced_words"),
        WhyNot::Joined => ("handout.replaced", "handout.joined_words"),
        WhyNot::NotNeeded => ("handout.not_used", "handout.not_used_words"),
    };
    let to = StoredValue::new(new);
    view! {
        <Frame
            title=move || tr("handout.title")
            back=Route::HandOut
            action=move || view! { <MainAction label=move || tr("handout.next") icon="scan" href=Route::HandOut.path()/> }
        >
            <Callout kind=CalloutKind::Stop icon="warning" live=Live::Alert title=move || tr_with(title, &[("code", &code)])>
                <p>{move || tr_with(words, &[("code", &to.get_value())])}</p>
                <Show when=move || why == WhyNot::Lost>
                    <p>{move || tr("handout.walk_to_focal")}</p>
                </Show>
            </Callout>
            <Show when=leads_on>
                <Button
                    wide=true
                    icon="household"
                    label=move || tr_with("handout.open_card", &[("code", &to.get_value())])
                    href=Route::Household(to.get_value()).path()
                />
            </Show>
        </Frame>
    }
}

/// The way to the household at the desk, for those who may open it: a lost card, a change, the
/// history.
#[component]
pub fn LookAfter(
    /// The household's code.
    code: String,
) -> impl IntoView {
    let app = App::get();
    let to = StoredValue::new(Route::DeskHousehold(code).path());
    view! {
        <Show when=move || app.opens_desk()>
            <Button icon="household" label=move || tr("handout.look_after") href=to.get_value()/>
        </Show>
    }
}
