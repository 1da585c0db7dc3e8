//! One household: what every phone may know, and what only the desk knows.

use leptos::prelude::*;
use passamano_core::household::{BRACKETS, Household, HouseholdDetail};

use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with};
use crate::pages::desk::words::language_word;
use crate::pages::guide::{said, text};
use crate::state::App;

/// The card of one household.
#[component]
pub(super) fn OneHousehold(
    /// The code on the card.
    code: String,
    /// Puts it away.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let title = code.clone();
    let code = StoredValue::new(code);
    let known = Memo::new(move |_| {
        code.with_value(|code| {
            app.world.with(|world| {
                Some((
                    world.household(code)?.clone(),
                    world.detail(code).cloned().unwrap_or_default(),
                ))
            })
        })
    });
    let served = move || {
        code.with_value(|code| {
            app.world.with(|world| {
                let mut given: Vec<_> = world
                    .history(code)
                    .into_iter()
                    .filter(|fold| fold.fact.outcome.served())
                    .collect();
                given.sort_by_key(|fold| fold.from.at.ms);
                (given.len() as u32, given.last().map(|fold| fold.from))
            })
        })
    };
    let history = move || match served() {
        (n, Some(last)) => format!("{} {}", tr_count("desk.served_times", n), said(app, &last)),
        (n, None) => tr_count("desk.served_times", n),
    };
    view! {
        <Card
            now=true
            title=title
            icon="household"
            end=ViewFn::from(move || view! {
                <Button small=true kind=ButtonKind::Quiet icon="close" label=move || tr("common.close") on_press=on_close/>
            })
        >
            {move || known.get().map(|(household, detail)| view! { <Known household detail/> })}
            <p>{history}</p>
        </Card>
    }
}

#[component]
fn Known(
    /// What every phone may know.
    household: Household,
    /// What only the desk knows.
    detail: HouseholdDetail,
) -> impl IntoView {
    let app = App::get();
    let people = household.people;
    let ages = BRACKETS.iter().enumerate().filter(move |(at, _)| people.in_bracket(*at) > 0).map(move |(at, bracket)| {
        view! { <Fact icon="household">{move || tr(&format!("bracket.{bracket}"))}": "{people.in_bracket(at)}</Fact> }
    });
    let said_by = |key: &'static str, area: &'static str, codes: Vec<String>| {
        let words = move || {
            codes.iter().map(|code| tr(&format!("{area}.{code}"))).collect::<Vec<_>>().join(", ")
        };
        move || tr_with(key, &[("what", &words())])
    };
    let list =
        move |icon: &'static str, key: &'static str, area: &'static str, codes: Vec<String>| {
            (!codes.is_empty())
                .then(|| view! { <Fact icon=icon>{said_by(key, area, codes)}</Fact> })
        };
    let left_out = household.leave_out.clone();
    let out = (!left_out.is_empty()).then(|| {
        let names = move || left_out.iter().map(|item| text(app, &format!("item.{item}"))).collect::<Vec<_>>().join(", ");
        view! { <Fact icon="warning">{move || tr_with("desk.leave_out", &[("what", &names())])}</Fact> }
    });
    let consent = if household.consent { "desk.consent_yes" } else { "desk.consent_no" };
    let notes = detail.notes;
    view! {
        <Facts>
            <Fact icon="household">{move || tr_count("handout.people", people.total())}</Fact>
            {ages.collect_view()}
            {household.language.map(|tag| view! { <Fact icon="language">{move || language_word(&tag)}</Fact> })}
            {household.proxy.then(|| view! { <Fact icon="team">{move || tr("desk.proxy")}</Fact> })}
            {(!household.flags.is_empty()).then(|| view! { <Fact icon="file">{household.flags.join(", ")}</Fact> })}
            {out}
        </Facts>
        <Callout icon="lock" title=move || tr("desk.told")>
            <Facts>
                {list("help", "desk.needs", "need", detail.needs)}
                {list("vegetarian", "desk.diet", "diet", detail.diet)}
                {list("allergy", "desk.allergens", "allergen", detail.allergens)}
            </Facts>
            {(!notes.is_empty()).then(|| notes.lines().map(|line| view! { <p dir="auto">{line.to_string()}</p> }).collect_view())}
            <p>{move || tr(consent)}</p>
        </Callout>
    }
}
