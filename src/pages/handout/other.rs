//! Part given, swapped, refused, nobody came, a new slot, collected by somebody else, lent.

use leptos::prelude::*;
use passamano_core::distribution::{Collector, Line, Outcome};
use passamano_core::household::Household;

use super::household::{Stage, save};
use super::lines::{KitLines, in_words, kit_counts, lines_of};
use super::past::{PastDate, PastGoods};
use super::tag::HouseholdTag;
use crate::actions::handout::How;
use crate::components::*;
use crate::i18n::tr;
use crate::pages::Frame;
use crate::route::Route;
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

/// Full when everything that was due is given, else partial.
pub fn outcome_of(given: &[Line], due: &[Line]) -> Outcome {
    let whole =
        due.iter().all(|due| given.iter().any(|line| line.code == due.code && line.qty >= due.qty));
    if whole { Outcome::ServedFull } else { Outcome::ServedPartial }
}

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
    let (shown, noted) = (StoredValue::new(counts.clone()), counts.clone());
    let code = household.code.clone();
    let past = PastGoods::of(app, kits.clone(), household.people, household.leave_out.clone());
    let outcome = move || {
        let chosen = chosen.get();
        OUTCOMES
            .iter()
            .find(|(key, _)| *key == chosen)
            .map_or(Outcome::ServedPartial, |(_, outcome)| *outcome)
    };
    let save = StoredValue::new_local(move || {
        let outcome = untrack(outcome);
        let lines = if outcome.served() { lines_of(&counts) } else { vec![] };
        let Ok(past_date) = past.read(&lines) else { return };
        let how = How {
            outcome,
            collector: if by_proxy.get_untracked() {
                Collector::Proxy
            } else {
                Collector::Household
            },
            set_aside: None,
            past_date,
            loan: lent.get_untracked() && outcome.served(),
        };
        save(app, code.clone(), lines, how, in_words(app, &counts), stage, busy);
    });
    let options =
        move || OUTCOMES.map(|(key, _)| Opt::new(key, tr(&format!("outcome.{key}")))).to_vec();
    let giving = move || outcome().served();
    view! {
        <Frame
            title=move || tr("handout.title")
            sub=move || tr("handout.other")
            back=Route::HandOut
            action=move || {
                let noted = noted.clone();
                view! {
                    <MainAction
                        label=move || tr("common.save")
                        busy_label=move || tr("common.saving")
                        note=move || giving().then(|| in_words(app, &noted))
                        icon="give"
                        busy=busy
                        on_press=move || save.with_value(|save| save())
                    />
                }
            }
        >
            <HouseholdTag household=household.clone() kits=kits.clone()/>
            <Choice legend=move || tr("handout.how") value=chosen options=Signal::derive(options)/>
            <Show when=giving>
                <PastDate past/>
                <Card title=move || tr("handout.given_now")><KitLines counts=shown.get_value()/></Card>
                <Ticks legend=move || tr("handout.also")>
                    <Tick
                        label=move || tr("handout.by_proxy")
                        note=move || (!proxy).then(|| tr("handout.proxy_unknown"))
                        checked=by_proxy
                        on_change=move |on: bool| by_proxy.set(on)
                    />
                    <Tick label=move || tr("handout.lent") checked=lent on_change=move |on: bool| lent.set(on)/>
                </Ticks>
            </Show>
            <Button wide=true label=move || tr("common.cancel") on_press=move || stage.set(Stage::Card)/>
        </Frame>
    }
}
