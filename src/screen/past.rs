//! Goods past their date on the card: what is to be set aside, and the reason of whoever gives
//! them all the same. What is past its use-by day asks for a reason; what is past its best-before
//! day is only told.

use std::collections::BTreeMap;

use leptos::prelude::*;
use passamano_core::distribution::{Line as Given, PastWhy};
use passamano_core::household::People;
use passamano_core::stock::{Freshness, Lot, Shelf};

use crate::actions;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::goods::lot_words;
use crate::screen::names::name_of;
use crate::screen::reason::{Reason, ReasonChoice};
use crate::state::App;

/// The reasons for giving it all the same, in the order of the screen.
const REASONS: [(&str, PastWhy); 3] = [
    ("pack_is_good", PastWhy::PackIsGood),
    ("lead_agreed", PastWhy::LeadAgreed),
    ("other", PastWhy::Other),
];

/// Nobody said why goods past their date are given.
#[derive(Debug, Clone, Copy)]
pub struct NoReason;

/// Why it was given all the same, in words. Tracked.
pub fn why_words(why: PastWhy) -> String {
    match REASONS.iter().find(|(_, own)| *own == why) {
        Some((key, _)) => tr(&format!("handout.past_why.{key}")),
        None => why.code().to_string(),
    }
}

/// What is past its date of the kits that can be given now, and why it is given all the same.
#[derive(Clone, Copy)]
pub struct PastGoods {
    /// The shelves of the kits that have dates.
    kits: Memo<BTreeMap<String, Shelf>>,
    /// The shelves of the items that go in, where they have dates.
    items: Memo<BTreeMap<String, Shelf>>,
    why: Reason,
}

impl PastGoods {
    /// Looks at the shelves of these kits, and of what goes into them for these people.
    pub fn of(app: App, kits: Vec<String>, people: People, leave_out: Vec<String>) -> Self {
        let codes = StoredValue::new(kits);
        let shelves =
            move |codes: &[String]| actions::stock::shelves(app, codes).into_iter().collect();
        let items = Memo::new(move |_| {
            let inside: Vec<String> = app.toolkit.with(|toolkit| {
                let Some(t) = toolkit else { return vec![] };
                let of = |kit: &String| t.pack.parcel(kit, &people, &leave_out).lines;
                let lines = codes.with_value(|kits| kits.iter().flat_map(of).collect::<Vec<_>>());
                lines.into_iter().map(|line| line.item).collect()
            });
            shelves(&inside)
        });
        let kits = Memo::new(move |_| codes.with_value(|codes| shelves(codes)));
        Self { kits, items, why: Reason::new("why-past") }
    }

    /// A whole kit is past its use-by day. Tracked.
    pub fn asks(&self) -> bool {
        self.kits.try_with(|kits| kits.values().any(Shelf::all_past)).unwrap_or_default()
    }

    /// A reason is asked for and missing. Tracked.
    pub fn lacks_reason(&self) -> bool {
        self.asks() && self.why.code.try_with(String::is_empty).unwrap_or_default()
    }

    /// The reason, if one is needed for these lines. Without it the screen says so, and nothing
    /// is given.
    pub fn read(&self, lines: &[Given]) -> Result<Option<PastWhy>, NoReason> {
        let past = |line: &Given| {
            self.kits.with_untracked(|kits| kits.get(&line.code).is_some_and(Shelf::all_past))
        };
        if !lines.iter().any(|line| line.qty > 0 && past(line)) {
            return Ok(None);
        }
        let chosen = self.why.chosen().ok_or(NoReason)?;
        let known = REASONS.iter().find(|(value, _)| *value == chosen);
        known.map(|(_, why)| Some(*why)).ok_or(NoReason)
    }
}

/// What is past its date, and the question why it is given. Nothing where all is well.
#[component]
pub fn PastDate(
    /// What is past its date.
    past: PastGoods,
) -> impl IntoView {
    let app = App::get();
    // A whole kit first, then what must not go into it, then what only some of the shelf is.
    let stops = move || {
        let mut words = vec![];
        past.kits.with(|kits| {
            let some = kits.iter().filter(|(_, shelf)| !shelf.past.is_empty());
            words.extend(some.flat_map(|(code, shelf)| set_aside(app, code, &shelf.past)));
        });
        past.items.with(|items| {
            let some = items.iter().filter(|(_, shelf)| !shelf.past.is_empty());
            words.extend(some.flat_map(|(code, shelf)| set_aside(app, code, &shelf.past)));
        });
        words
    };
    let tells = move || {
        let best = |shelves: &BTreeMap<String, Shelf>| {
            let over = shelves.iter().filter_map(|(code, shelf)| {
                let lot = shelf.good.iter().find(|lot| lot.freshness == Freshness::PastBest)?;
                Some(about(app, code, lot))
            });
            over.collect::<Vec<_>>()
        };
        [past.kits.with(best), past.items.with(best)].concat()
    };
    let options = move || {
        REASONS.map(|(key, _)| Opt::new(key, tr(&format!("handout.past_why.{key}")))).to_vec()
    };
    let title = move || tr(if past.asks() { "stock.over_title" } else { "handout.past_some" });
    view! {
        <Show when=move || !stops().is_empty()>
            <Callout kind=CalloutKind::Stop live=Live::Alert title=title>
                {move || stops().into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
            </Callout>
        </Show>
        <Show when=move || !tells().is_empty()>
            <Callout kind=CalloutKind::Held icon="clock" title=move || tr("stock.check_date")>
                {move || tells().into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
            </Callout>
        </Show>
        <Show when=move || past.asks()>
            <ReasonChoice reason=past.why legend=move || tr("handout.past_why") options=options/>
        </Show>
    }
}

fn set_aside(app: App, code: &str, lots: &[Lot]) -> Vec<String> {
    lots.iter().map(|lot| about(app, code, lot)).collect()
}

/// Which goods, and what their lot and date say. Tracked.
fn about(app: App, code: &str, lot: &Lot) -> String {
    let places = [("name", name_of(app, code)), ("lot", lot_words(lot))];
    tr_with("handout.past_of", &places.each_ref().map(|(key, value)| (*key, value.as_str())))
}
