//! The day of one activity on one page, to read and to print: who was served, what was given, what
//! is left. Sums only: no card, no name.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use passamano_core::export::DaySummary;
use passamano_core::household::BRACKETS;
use passamano_core::id::ActivityId;
use passamano_core::record::Activity;

use crate::actions::export;
use crate::components::{Button, EmptyPlace};
use crate::i18n::{isolated, tr, tr_count, tr_with};
use crate::route::Route;
use crate::screen::desk::frame::DeskFrame;
use crate::screen::names::name_of;
use crate::screen::when::date;
use crate::state::App;

/// The page.
#[component]
pub fn DeskReportPage() -> impl IntoView {
    view! { <DeskFrame title=move || tr("desk.report") here=Route::Desk><Content/></DeskFrame> }
}

#[component]
fn Content() -> impl IntoView {
    let app = App::get();
    let params = use_params_map();
    let activity = Memo::new(move |_| {
        let id = params.read().get("activity")?.parse::<ActivityId>().ok()?;
        app.world.with(|world| world.plan(id).map(|plan| plan.fact.clone()))
    });
    move || {
        match activity.get() {
        Some(activity) => view! { <Report activity/> }.into_any(),
        None => view! {
            <div class="desk-page">
                <EmptyPlace icon="calendar" title=move || tr("desk.report_gone") note=move || tr("desk.feedback_gone_note")>
                    <Button label=move || tr("desk.today") href=Route::Desk.path()/>
                </EmptyPlace>
            </div>
        }
        .into_any(),
    }
    }
}

#[component]
fn Report(
    /// The activity.
    activity: Activity,
) -> impl IntoView {
    let app = App::get();
    let plan = StoredValue::new(activity.clone());
    let codes = Memo::new(move |_| {
        plan.with_value(|activity| app.world.with(|world| world.codes_here(activity)))
    });
    let day = Memo::new(move |_| {
        plan.with_value(|activity| export::summary(app, activity, &codes.read()))
    });
    let (title, place, on) = (activity.title, activity.place, activity.day);
    let head = move || {
        let organization = day.with(|day| day.organization.clone());
        let parts = [organization, isolated(&date(on)), place.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let households = move || {
        day.with(|day| match day.expected {
            0 => day.households.to_string(),
            all => {
                tr_with("common.of", &[("a", &day.households.to_string()), ("b", &all.to_string())])
            }
        })
    };
    let known = move || {
        let now = app.now.get();
        tr_with("desk.report_at", &[("day", &date(now.day())), ("time", &now.clock())])
    };
    let unsent = move || {
        let n = day.with(|day| day.unsent);
        (n > 0).then(|| tr_count("close.unsent", n))
    };
    let sum = |key: &'static str, n: Signal<String>| {
        view! { <tr><th scope="row">{move || tr(key)}</th><td class="number">{n}</td></tr> }
    };
    let number = move |of: fn(&DaySummary) -> u32| Signal::derive(move || day.with(of).to_string());
    view! {
        <article class="desk-page report">
            <header class="stack">
                <h2>{title}</h2>
                <p>{head}</p>
                <p class="small soft">{known} " " {unsent}</p>
            </header>
            <div class="no-print">
                <Button icon="file" label=move || tr("common.print") on_press=move || export::print_page(app)/>
            </div>
            <div class="table-wrap">
                <table class="table">
                    <caption>{move || tr("desk.report_served")}</caption>
                    <tbody>
                        {sum("close.label.households", Signal::derive(households))}
                        {sum("close.label.people", number(|day| day.people.total()))}
                        {sum("close.label.without_card", number(|day| day.walk_ins))}
                        {sum("close.label.absent", number(|day| day.absent))}
                        {sum("close.label.refused", number(|day| day.refused))}
                    </tbody>
                </table>
            </div>
            <Ages day/>
            <div class="table-wrap">
                <table class="table">
                    <caption>{move || tr("close.label.given")}</caption>
                    <tbody>
                        {move || day.with(|day| day.given.clone()).into_iter().map(|(name, n)| view! {
                            <tr><th scope="row">{name}</th><td class="number">{n}</td></tr>
                        }).collect_view()}
                        {move || day.with(|day| day.given.is_empty()).then(|| view! {
                            <tr><td>{tr("common.nothing_here")}</td></tr>
                        })}
                    </tbody>
                </table>
            </div>
            <Left plan codes/>
        </article>
    }
}

/// People by age and sex.
#[component]
fn Ages(
    /// The sums.
    day: Memo<DaySummary>,
) -> impl IntoView {
    let row = move |at: usize| {
        let people = day.with(|day| day.people);
        let numbers = [people.f, people.m, people.x].map(|by_age| by_age[at]);
        let words = tr(&format!("bracket.{}", BRACKETS[at]));
        view! {
            <tr>
                <th scope="row">{words}</th>
                {numbers.map(|n| view! { <td class="number">{n}</td> }).collect_view()}
                <td class="number">{people.in_bracket(at)}</td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=move || tr("close.label.people")>
            <table class="table">
                <caption>{move || tr("close.label.people")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || tr("desk.report_age")}</th>
                        {["f", "m", "x"].map(|sex| view! {
                            <th scope="col">{move || tr(&format!("column.{sex}"))}</th>
                        }).collect_view()}
                        <th scope="col">{move || tr("desk.report_all")}</th>
                    </tr>
                </thead>
                <tbody>{move || (0..BRACKETS.len()).map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// What the books say is left, and what was counted.
#[component]
fn Left(
    /// The activity.
    plan: StoredValue<Activity>,
    /// The kits and items that are here.
    codes: Memo<Vec<String>>,
) -> impl IntoView {
    let app = App::get();
    let row = move |code: String| {
        let id = plan.with_value(|activity| activity.id);
        let book = app.world.with(|world| world.ledger(id, &code));
        let counted = book.counted.map(|count| count.counted.to_string()).unwrap_or("–".into());
        let difference = book.counted.map(|count| count.difference).filter(|n| *n != 0);
        // Below zero is no number of goods.
        let (should_be, beyond) = (book.should_be(), book.beyond_the_book());
        let expected = match (should_be, beyond) {
            (Some(number), _) => number.to_string(),
            (None, Some(more)) => tr_count("stock.beyond", more),
            (None, None) => "–".into(),
        };
        view! {
            <tr>
                <th scope="row">{name_of(app, &code)}</th>
                <td class="number">{book.given}</td>
                <td class="number">{expected}</td>
                <td class="number">{counted}</td>
                <td class="number">{difference.map(|n| format!("{n:+}"))}</td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=move || tr("desk.report_left")>
            <table class="table">
                <caption>{move || tr("desk.report_left")}</caption>
                <thead>
                    <tr>
                        {["name", "given", "expected", "counted", "difference"].map(|name| view! {
                            <th scope="col">{move || tr(&format!("column.{name}"))}</th>
                        }).collect_view()}
                    </tr>
                </thead>
                <tbody>{move || codes.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
