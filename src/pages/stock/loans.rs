//! What is out on loan of one code: which card has it, since when. It is taken back on the card.

use leptos::prelude::*;
use passamano_core::distribution::Loan;

use crate::components::{Line, Lines};
use crate::i18n::{isolated, tr, tr_with};
use crate::route::Route;
use crate::screen::when::date;
use crate::state::App;

/// The loans of one kit or item, if there are any.
#[component]
pub(super) fn Loans(
    /// Code of the kit or item.
    code: StoredValue<String>,
) -> impl IntoView {
    let app = App::get();
    let loans =
        Memo::new(move |_| code.with_value(|code| app.world.with(|world| world.loans_with(code))));
    let line = move |loan: Loan| {
        let of_this = |qty: &passamano_core::distribution::Line| {
            code.with_value(|code| qty.code == *code).then_some(qty.qty)
        };
        let n: u32 = loan.lines.iter().filter_map(of_this).sum();
        let card = loan.household.unwrap_or_default();
        let href = Route::Household(card.clone()).path();
        let since = move || {
            tr_with("stock.loan_line", &[("n", &n.to_string()), ("day", &date(loan.at.day()))])
        };
        view! { <Line icon="household" words=move || isolated(&card) note=since href=href/> }
    };
    view! {
        <Show when=move || !loans.read().is_empty()>
            <section class="stack">
                <h2 class="heavy">{move || tr("stock.loans")}</h2>
                <p class="small soft">{move || tr("stock.loans_note")}</p>
                <Lines card=true>{move || loans.get().into_iter().map(line).collect_view()}</Lines>
            </section>
        </Show>
    }
}
