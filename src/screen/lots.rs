//! The lots of one code: what is still here of each, the one to give first named. What is past
//! its use-by day stands apart, so that nobody gives it.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::stock::{Lot, Shelf};

use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::screen::goods::lot_words;
use crate::state::App;

/// The lots that have a date or a number.
#[component]
pub fn Lots(
    /// The activity.
    activity: ActivityId,
    /// Code of the kit or item.
    code: StoredValue<String>,
) -> impl IntoView {
    let app = App::get();
    let shelf = Memo::new(move |_| {
        let today = app.now.with(|now| now.day());
        code.with_value(|code| app.world.with(|world| world.shelf(activity, code, today)))
    });
    let past = move || shelf.with(|shelf| shelf.past_qty());
    view! {
        <Show when=move || { past() > 0 }>
            <Callout kind=CalloutKind::Stop title=move || tr("stock.over_title") live=Live::Status>
                <p>{move || tr_count("stock.over_count", past())}</p>
                <p>{move || tr("stock.over_words")}</p>
            </Callout>
        </Show>
        <Show when=move || shelf.with(is_told)>
            <section class="stack">
                <h2 class="heavy">{move || tr("stock.lots")}</h2>
                <LotLines shelf/>
            </section>
        </Show>
    }
}

/// Some lot has a name or a date.
pub fn is_told(shelf: &Shelf) -> bool {
    shelf.good.iter().chain(&shelf.past).any(is_named)
}

fn is_named(lot: &Lot) -> bool {
    lot.date.is_some() || lot.lot.is_some()
}

/// The lots with a name or a date, the one to give first marked.
#[component]
pub fn LotLines(
    /// What is here.
    shelf: Memo<Shelf>,
) -> impl IntoView {
    let lots = move || {
        shelf.with(|shelf| {
            let first = shelf.first().cloned();
            let all = shelf.good.iter().chain(&shelf.past).filter(|lot| is_named(lot));
            all.map(|lot| (lot.clone(), Some(lot) == first.as_ref())).collect::<Vec<_>>()
        })
    };
    view! { <Lines card=true>{move || lots().into_iter().map(lot_line).collect_view()}</Lines> }
}

fn lot_line((lot, first): (Lot, bool)) -> impl IntoView {
    let over = !lot.freshness.may_be_given();
    let doubtful = lot.doubtful;
    let note = move || doubtful.then(|| tr("stock.lot_doubtful"));
    view! {
        <Line words=move || lot_words(&lot) note=note>
            {over.then(|| view! { <Chip kind=ChipKind::Stop label=move || tr("stock.do_not_give")/> })}
            {first.then(|| view! { <Chip kind=ChipKind::Outline label=move || tr("stock.give_first")/> })}
        </Line>
    }
}
