//! The list: the kits of the plan and everything that moved, with what there should be, what was
//! counted and which dates are over; below it, the rest of the catalogue.

use leptos::prelude::*;
use passamano_core::id::ActivityId;
use passamano_core::record::Activity;
use passamano_core::stock::{Freshness, Ledger as Book, State};

use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::goods::{codes_here, icon_of, state_words};
use crate::screen::names::name_of;
use crate::state::App;

/// The stock of the activity that the phone works on.
#[component]
pub fn StockPage() -> impl IntoView {
    let app = App::get();
    let activity = Memo::new(move |_| app.activity());
    move || {
        match activity.get() {
        Some(activity) => view! { <StockScreen activity/> }.into_any(),
        None => view! {
            <Frame
                title=move || tr("stock.title")
                back_word="common.today"
                action=ViewFn::from(|| view! {
                    <MainAction label=move || tr("guide.choose_activity") icon="calendar" href=Route::Activities.path()/>
                })
            >
                <EmptyPlace icon="stock" title=move || tr("guide.no_activity") note=move || tr("stock.no_activity_note")/>
            </Frame>
        }
        .into_any(),
    }
    }
}

/// The list of one activity.
#[component]
fn StockScreen(
    /// The activity.
    activity: Activity,
) -> impl IntoView {
    let app = App::get();
    let (id, title) = (activity.id, activity.title.clone());
    let here = Memo::new(move |_| codes_here(app, &activity));
    let rest = Memo::new(move |_| {
        let here = here.get();
        app.toolkit.with(|toolkit| {
            let Some(t) = toolkit else { return vec![] };
            let all = t
                .pack
                .kits
                .iter()
                .map(|kit| &kit.code)
                .chain(t.pack.items.iter().map(|item| &item.code));
            all.filter(|code| !here.contains(code)).cloned().collect::<Vec<_>>()
        })
    });
    let uncounted = Memo::new(move |_| {
        let open = |code: &String| {
            app.world.with(|world| world.ledger(id, code).state == State::NotCounted)
        };
        here.get().into_iter().filter(open).collect::<Vec<_>>()
    });
    let lines = move |codes: Vec<String>| {
        codes.into_iter().map(|code| view! { <StockLine activity=id code/> }).collect_view()
    };
    view! {
        <Frame
            title=move || tr("stock.title")
            sub=title
            back_word="common.today"
            action=ViewFn::from(move || view! { <CountNext uncounted/> })
        >
            <Show when=move || here.read().is_empty()>
                <EmptyPlace icon="stock" title=move || tr("stock.nothing") note=move || tr("stock.nothing_note")/>
            </Show>
            <Lines card=true>{move || lines(here.get())}</Lines>
            <p class="small soft">{move || tr("stock.phones_note")}</p>
            <Show when=move || app.opens_desk()>
                <TextLink label=move || tr("intake.title") href=Route::DeskStock.path()/>
            </Show>
            <Phase name=move || tr("stock.others") count=move || Some(rest.read().len().to_string())>
                <Lines>{move || lines(rest.get())}</Lines>
            </Phase>
        </Frame>
    }
}

/// One kit or item.
#[component]
fn StockLine(
    /// The activity.
    activity: ActivityId,
    /// Its code.
    code: String,
) -> impl IntoView {
    let app = App::get();
    let href = Route::StockItem(code.clone()).path();
    let code = StoredValue::new(code);
    let now = Memo::new(move |_| code.with_value(|code| standing(app, activity, code)));
    let untouched = |book: &Book| *book == Book { code: book.code.clone(), ..Book::default() };
    let note = move || now.with(|(book, _)| (!untouched(book)).then(|| state_words(book)));
    view! {
        <Line
            icon=move || code.with_value(|code| icon_of(app, code))
            words=move || code.with_value(|code| name_of(app, code))
            note=note
            href=href
        >
            {move || match now.with(|(_, freshness)| *freshness) {
                Freshness::Good => None,
                Freshness::PastBest => Some(view! { <Chip kind=ChipKind::Held label=move || tr("stock.check_date")/> }),
                Freshness::Expired => Some(view! { <Chip kind=ChipKind::Stop label=move || tr("stock.do_not_give")/> }),
            }}
        </Line>
    }
}

/// The book of one code, and the worst date of what is here. Tracked.
fn standing(app: App, activity: ActivityId, code: &str) -> (Book, Freshness) {
    let today = app.now.with(|now| now.day());
    app.world.with(|world| {
        let shelf = world.shelf(activity, code, today);
        let here: Vec<_> = shelf.good.iter().chain(&shelf.past).map(|lot| lot.freshness).collect();
        let worst = [Freshness::Expired, Freshness::PastBest]
            .into_iter()
            .find(|worst| here.contains(worst));
        (world.ledger(activity, code), worst.unwrap_or(Freshness::Good))
    })
}

/// The next count, as the main action.
#[component]
fn CountNext(
    /// Codes that nobody counted yet, in the order of the list.
    uncounted: Memo<Vec<String>>,
) -> impl IntoView {
    let app = App::get();
    move || match uncounted.read().first().cloned() {
        Some(code) => {
            let left = uncounted.read().len() as u32;
            let href = Route::StockItem(code.clone()).path();
            view! {
                <MainAction
                    label=move || tr_count("stock.count_left", left)
                    note=move || name_of(app, &code)
                    icon="stock"
                    href=href
                />
            }
            .into_any()
        }
        None => view! {
            <MainAction label=move || tr("stock.back_to_day") icon="back" href=Route::Home.path()/>
        }
        .into_any(),
    }
}
