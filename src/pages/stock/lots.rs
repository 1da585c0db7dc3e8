//! The lots of one code: what came with which date, the one to give first on top. What is past
//! its use-by day is marked, so that nobody gives it.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::stock::{self, Lot};

use super::words::date_words;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::state::App;

/// The lots that have a date or a number.
#[component]
pub(super) fn Lots(
    /// The activity.
    activity: ActivityId,
    /// Code of the kit or item.
    code: StoredValue<String>,
) -> impl IntoView {
    let app = App::get();
    let lots = Memo::new(move |_| {
        let today = app.now.with(|now| now.day());
        app.world.with(|world| {
            let movements: Vec<_> =
                world.movements(activity).map(|fold| (fold.from.at, &fold.fact)).collect();
            let mut lots = code.with_value(|code| stock::lots(code, &movements, today));
            lots.retain(|lot| lot.qty > 0 && (lot.date.is_some() || lot.lot.is_some()));
            lots
        })
    });
    let over = move || lots.with(|lots| lots.iter().any(|lot| !lot.freshness.may_be_given()));
    view! {
        <Show when=over>
            <Callout kind=CalloutKind::Stop title=move || tr("stock.over_title") live=Live::Status>
                <p>{move || tr("stock.over_words")}</p>
            </Callout>
        </Show>
        <Show when=move || !lots.read().is_empty()>
            <section class="stack">
                <h2 class="heavy">{move || tr("stock.lots")}</h2>
                <Lines card=true>{move || lots.get().into_iter().map(lot_line).collect_view()}</Lines>
            </section>
        </Show>
    }
}

fn lot_line(lot: Lot) -> impl IntoView {
    let over = !lot.freshness.may_be_given();
    let words = move || {
        let qty = lot.qty.to_string();
        let name = match &lot.lot {
            Some(lot) => tr_with("stock.lot_of", &[("n", &qty), ("lot", lot)]),
            None => tr_with("stock.lot_without", &[("n", &qty)]),
        };
        match date_words(&lot) {
            Some(date) => format!("{name} {date}"),
            None => name,
        }
    };
    view! {
        <Line words=words>
            {over.then(|| view! { <Chip kind=ChipKind::Stop label=move || tr("stock.do_not_give")/> })}
        </Line>
    }
}
