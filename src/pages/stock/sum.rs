//! After a count: what there should be, what was counted where and when, and the difference with
//! its reason. Before it this stays out of sight, so that nobody counts towards a number.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::stock::{Ledger as Book, Left, Spot};

use super::counting::spot_words;
use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::screen::goods::{WHYS, gap_words, here_words, left_words};
use crate::state::App;

/// The sum of one code in rows. Tracked.
fn rows(book: &Book) -> Vec<LedgerRow> {
    let row =
        |sign, key: &str, value: String| LedgerRow { sign, term: tr(key), value, total: false };
    let moved = [
        (None, "stock.row_opening", book.opening),
        (Some('+'), "stock.row_received", book.received),
        (Some('+'), "stock.row_returned", book.returned),
        (Some('−'), "stock.row_given", book.given),
        (Some('−'), "stock.row_damaged", book.damaged),
        (Some('−'), "stock.row_lost", book.lost),
        (Some('−'), "stock.row_transferred", book.transferred),
    ];
    let always = ["stock.row_opening", "stock.row_received", "stock.row_given"];
    let shown = moved.into_iter().filter(|(_, key, n)| *n != 0 || always.contains(key));
    let mut rows: Vec<_> = shown.map(|(sign, key, n)| row(sign, key, n.to_string())).collect();
    if let Some(should) = book.should_be() {
        let total = row(None, "stock.row_expected", should.to_string());
        rows.push(LedgerRow { total: true, ..total });
    }
    if let Some(counted) = book.counted {
        rows.push(row(None, "stock.row_counted", counted.counted.to_string()));
        match book.left {
            Left::Count(left) if left != counted.counted => {
                rows.push(row(None, "stock.row_now", left.to_string()));
            }
            _ => {}
        }
    }
    rows
}

/// The sum, the places, the difference and its reason.
#[component]
pub(super) fn Sum(
    /// The activity.
    activity: ActivityId,
    /// Code of the kit or item.
    code: StoredValue<String>,
    /// The places that were counted.
    spots: Memo<Vec<Spot>>,
    /// Code of the reason that is chosen.
    why: RwSignal<String>,
) -> impl IntoView {
    let app = App::get();
    let book = Memo::new(move |_| {
        code.with_value(|code| app.world.with(|world| world.ledger(activity, code)))
    });
    let gap = move || book.with(|book| gap_words(book.counted?.difference));
    let short = move || {
        let beyond = book.with(Book::beyond_the_book)?;
        Some(tr_count("stock.beyond", beyond))
    };
    let below = move || {
        book.with(|book| matches!(book.left, Left::Short(_)).then(|| left_words(book.left)))
    };
    let whys = move || WHYS.map(|code| Opt::new(code, tr(&format!("stock.why.{code}")))).to_vec();
    view! {
        <Card title=move || tr("stock.book")>
            <p class="heavy">{move || book.with(|book| here_words(book.left))}</p>
            <Ledger rows=Signal::derive(move || book.with(rows))/>
            {move || below().is_none().then(short).flatten().map(|words| view! { <p>{words}</p> })}
            <LedgerGap text=gap/>
            <Show when=move || gap().is_some()>
                <Select id="why-gap" label=move || tr("stock.why_gap") value=why options=whys empty=move || tr("stock.why_empty")/>
            </Show>
        </Card>
        <Show when=move || { spots.read().len() > 1 }>
            <section class="stack">
                <h2 class="heavy">{move || tr("stock.spots")}</h2>
                <Lines card=true>
                    {move || spots.get().into_iter().map(|spot| view! {
                        <Line icon="check" words=move || spot_words(&spot)/>
                    }).collect_view()}
                </Lines>
            </section>
        </Show>
    }
}
