//! Giving all the same where the card says no: what, and why. Goods past their date ask for their own
//! reason here too. When a card says no is in `served.rs` and `stopped.rs`.

use leptos::prelude::*;
use passamano_core::distribution::{Override, outcome_of};
use passamano_core::household::Household;

use super::household::{Stage, save};
use crate::actions::handout::{self, How};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::kit_lines::{KitLines, in_words, kit_counts, lines_of};
use crate::screen::past::{PastDate, PastGoods};
use crate::screen::reason::{Reason, ReasonChoice};
use crate::state::App;

/// How one of these screens asks.
pub struct Ask {
    /// Key of its title.
    pub title: &'static str,
    /// Id of the question for the reason.
    pub id: &'static str,
    /// Key of that question.
    pub legend: &'static str,
    /// The reasons, in the order of the screen.
    pub reasons: &'static [(&'static str, Override)],
    /// The household got something already: what it gets now is no part of that.
    pub again: bool,
}

/// What is given, and why all the same.
#[component]
pub fn AllTheSame(
    /// The household.
    household: Household,
    /// How the screen asks.
    ask: &'static Ask,
    /// This screen is open.
    open: RwSignal<bool>,
    /// Where to go next.
    stage: RwSignal<Stage>,
    /// A hand-over is being saved.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let reason = Reason::new(ask.id);
    // What this household gets by its size: a number of somebody else's would be given unseen.
    let whole = untrack(|| handout::share(app, &household, false));
    // Who says that a part was missing is offered what is missing.
    let left = untrack(|| handout::share(app, &household, true));
    let counts = kit_counts(&whole);
    let (all, offered) = (whole.clone(), counts.clone());
    Effect::new(move |_| {
        let part = reason.code.with(|reason| reason == "part_missing") && !left.is_empty();
        let due = if part { &left } else { &all };
        for count in &offered {
            let line = due.iter().find(|line| line.code == count.code);
            count.qty.set(line.map_or(0, |line| line.qty));
        }
    });
    let (shown, noted) = (counts.clone(), counts.clone());
    let code = household.code.clone();
    let nothing = RwSignal::new(false);
    let kits: Vec<String> = whole.iter().map(|line| line.code.clone()).collect();
    let past = PastGoods::of(app, kits, household.people, household.leave_out.clone());
    let sub = ask.again.then(|| tr_with("handout.again_title", &[("code", &code)]));
    let give = StoredValue::new_local(move || {
        let Some(chosen) = reason.chosen() else { return };
        let known = ask.reasons.iter().find(|(key, _)| *key == chosen);
        let Some((_, set_aside)) = known else { return };
        let lines = lines_of(&counts);
        if lines.iter().all(|line| line.qty == 0) {
            return nothing.set(true);
        }
        let Ok(past_date) = past.read(&lines) else { return };
        let due = if ask.again { &lines } else { &whole };
        let outcome = outcome_of(&lines, due);
        let how = How { outcome, set_aside: Some(*set_aside), past_date, ..How::FULL };
        save(app, code.clone(), lines, how, in_words(app, &counts), stage, busy);
    });
    let reasons = move || {
        let one =
            |(key, _): &(&str, Override)| Opt::new(*key, tr(&format!("handout.reason.{key}")));
        ask.reasons.iter().map(one).collect::<Vec<_>>()
    };
    view! {
        <Frame
            title=move || tr(ask.title)
            sub=move || sub.clone()
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
            <ReasonChoice reason legend=move || tr(ask.legend) options=reasons/>
            <Card title=move || tr("handout.what_again")><KitLines counts=shown/></Card>
            <Show when=move || nothing.get()>
                <Callout kind=CalloutKind::Stop live=Live::Alert title=move || tr("handout.is_nothing")/>
            </Show>
            {match ask.again {
                true => view! { <p class="small soft">{move || tr("handout.both_stay")}</p> }.into_any(),
                false => view! { <Button wide=true label=move || tr("common.cancel") on_press=move || open.set(false)/> }.into_any(),
            }}
        </Frame>
    }
}
