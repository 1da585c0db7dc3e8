//! The parcel of one household: for which size it is, what goes in, how many are left by the book,
//! which lot goes first. What goes in may be folded away; the rest is always seen.

use leptos::prelude::*;
use passamano_core::household::Household;
use passamano_core::pack::{KitLine, Parcel as Contents};
use passamano_core::stock::Left;

use crate::components::{Line, Lines, Phase};
use crate::i18n::{tr_count, tr_with};
use crate::screen::goods::{left_words, lot_words};
use crate::screen::kit_lines::{KitCount, KitLines};
use crate::screen::names::short_name;
use crate::state::{App, Toolkit};

/// The kits with their steppers, and what is to know about each.
#[component]
pub fn Parcel(
    /// The household.
    household: Household,
    /// The kits.
    counts: Vec<KitCount>,
) -> impl IntoView {
    let household = StoredValue::new(household);
    let kits: Vec<String> = counts.iter().map(|count| count.code.clone()).collect();
    view! {
        <KitLines counts=counts about=move |(app, code): (App, String)| household.try_with_value(|household| about(app, household, &code)).unwrap_or_default()/>
        {kits.into_iter().map(|code| view! { <GoesIn household code/> }).collect_view()}
    }
}

/// The size of the parcel, what is left, and the lot to give first. Tracked.
fn about(app: App, household: &Household, code: &str) -> String {
    let mut said = vec![];
    if let Some((from, to)) = contents(app, household, code).size {
        said.push(size_words(from, to));
    }
    if let Some(activity) = app.activity() {
        let left = app.world.with(|world| world.ledger(activity.id, code).left);
        match left {
            Left::Unknown => {}
            Left::Count(n) => said.push(tr_count("handout.left_by_book", n)),
            Left::Short(_) => said.push(left_words(left)),
        }
    }
    let shelves = crate::actions::stock::shelves(app, &[code.to_string()]);
    if let Some(lot) = shelves.first().and_then(|(_, shelf)| shelf.first()) {
        said.push(tr_with("handout.give_first", &[("lot", &lot_words(lot))]));
    }
    said.join(" · ")
}

fn size_words(from: u32, to: Option<u32>) -> String {
    match to {
        Some(to) if to == from => tr_count("handout.size_one", from),
        Some(to) => {
            tr_with("handout.size", &[("from", &from.to_string()), ("to", &to.to_string())])
        }
        None => tr_with("handout.size_from", &[("from", &from.to_string())]),
    }
}

fn contents(app: App, household: &Household, code: &str) -> Contents {
    app.toolkit.with(|toolkit| {
        let parcel = |t: &Toolkit| t.pack.parcel(code, &household.people, &household.leave_out);
        toolkit.as_deref().map(parcel).unwrap_or_default()
    })
}

/// What goes into one kit, to open.
#[component]
fn GoesIn(
    /// The household.
    household: StoredValue<Household>,
    /// The kit's code.
    code: String,
) -> impl IntoView {
    let app = App::get();
    let code = StoredValue::new(code);
    let inside = Memo::new(move |_| {
        code.with_value(|code| household.with_value(|household| contents(app, household, code)))
    });
    let name = move || {
        let kit = code.with_value(|code| short_name(app, code));
        tr_with("handout.goes_in", &[("kit", &kit)])
    };
    let line = move |line: KitLine| {
        view! { <Line words=move || item_words(app, &line)/> }
    };
    view! {
        <Show when=move || !inside.read().lines.is_empty()>
            <Phase name=name count=move || Some(inside.read().lines.len().to_string())>
                <Lines>{move || inside.get().lines.into_iter().map(line).collect_view()}</Lines>
            </Phase>
        </Show>
    }
}

/// `6 × Pasta, 500 g`: how many of which item, with the size of a piece where it is a measure.
/// Tracked.
fn item_words(app: App, line: &KitLine) -> String {
    app.toolkit.with(|toolkit| {
        let Some(t) = toolkit else { return line.item.clone() };
        let key = format!("item.{}", line.item);
        let name = t.texts.text(&key);
        let measure = t
            .pack
            .item(&line.item)
            .filter(|item| matches!(item.unit.as_str(), "g" | "kg" | "l" | "ml"));
        let size = measure.map(|item| format!(" ({} {})", amount(item.size), item.unit));
        let (qty, size) = (amount(line.qty), size.unwrap_or_default());
        tr_with("handout.in_parcel", &[("n", &qty), ("item", &format!("{name}{size}"))])
    })
}

/// A number of pieces. Half a piece happens.
fn amount(number: f64) -> String {
    let whole = number.floor();
    let half = (number - whole - 0.5).abs() < 0.01;
    match (half, whole > 0.0) {
        (true, true) => format!("{whole}½"),
        (true, false) => "½".into(),
        (false, _) => number.to_string(),
    }
}
