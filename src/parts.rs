//! The app arrives in three parts, so that the first screen can be used before the rest is here:
//! what stands before a team comes with the program, then the team's screens with everything
//! that opens records, then the desk's. Which function belongs to which part is found by the
//! build from the marked functions below: what only they can reach comes with their part.
//! When each part is fetched, and what shows meanwhile, is in [`crate::app`].

use std::pin::Pin;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::actions::{boot, exchange, language, team};
use crate::pages::*;
use crate::state::App;
use crate::storage::Problem;

/// A part that could not be fetched: no signal, or a server that has moved on.
pub type Missing = SplitLoaderError;

/// Work that was begun in a part.
pub type Begun = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// The team's screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the page of its name")]
pub enum TeamPage {
    Activities,
    Answers,
    Close,
    Feedback,
    Found,
    Gate,
    Guide,
    GuideOf,
    Guides,
    HandOut,
    HandOutScreens,
    Happened,
    Household,
    Join,
    More,
    Record,
    Remark,
    Sent,
    Step,
    Stock,
    StockItem,
    Tally,
    Today,
    WalkIn,
}

/// The desk's screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the page of its name")]
pub enum DeskView {
    Activities,
    Cards,
    Change,
    Feedback,
    Home,
    Household,
    Households,
    Report,
    Reports,
    Settings,
    Stock,
    Team,
}

/// Reads what this phone holds, and starts what goes on as long as the app: the exchange with
/// endpoints, other tabs, the clock, the pack in the active language.
#[wasm_split(team, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open(app: App) -> Result<Begun, Missing> {
    language::keep_toolkit(app);
    Ok(Box::pin(async move {
        // Together: without its pack a screen would say that there is nothing to do.
        let (opened, ()) =
            futures::future::join(boot::open(app), language::load_toolkit(app)).await;
        opened?;
        boot::listen_to_tabs(app);
        exchange::start(app);
        boot::keep_clock(app);
        Ok(())
    }))
}

/// Opens the sample team, with this name for the person.
#[wasm_split(team, wasm_split_path = leptos::wasm_split, fallible)]
pub fn try_it(app: App, name: String) -> Result<Begun, Missing> {
    Ok(Box::pin(team::try_it(app, name)))
}

/// A screen of the team.
#[wasm_split(team, wasm_split_path = leptos::wasm_split, fallible, preload(/** Fetches the team's part. */ fetch_team))]
pub fn team_page(page: TeamPage) -> Result<AnyView, Missing> {
    Ok(match page {
        TeamPage::Activities => view! { <ActivitiesPage/> }.into_any(),
        TeamPage::Answers => view! { <AnswersPage/> }.into_any(),
        TeamPage::Close => view! { <ClosePage/> }.into_any(),
        TeamPage::Feedback => view! { <FeedbackPage/> }.into_any(),
        TeamPage::Found => view! { <FoundPage/> }.into_any(),
        TeamPage::Gate => view! { <GatePage/> }.into_any(),
        TeamPage::Guide => view! { <GuidePage/> }.into_any(),
        TeamPage::GuideOf => view! { <GuideOfPage/> }.into_any(),
        TeamPage::Guides => view! { <GuidesPage/> }.into_any(),
        TeamPage::HandOut => view! { <HandOutPage/> }.into_any(),
        TeamPage::HandOutScreens => view! { <HandOutScreens/> }.into_any(),
        TeamPage::Happened => view! { <HappenedPage/> }.into_any(),
        TeamPage::Household => view! { <HouseholdPage/> }.into_any(),
        TeamPage::Join => view! { <JoinPage/> }.into_any(),
        TeamPage::More => view! { <MorePage/> }.into_any(),
        TeamPage::Record => view! { <RecordPage/> }.into_any(),
        TeamPage::Remark => view! { <RemarkPage/> }.into_any(),
        TeamPage::Sent => view! { <SentPage/> }.into_any(),
        TeamPage::Step => view! { <StepPage/> }.into_any(),
        TeamPage::Stock => view! { <StockPage/> }.into_any(),
        TeamPage::StockItem => view! { <StockItemPage/> }.into_any(),
        TeamPage::Tally => view! { <TallyPage/> }.into_any(),
        TeamPage::Today => view! { <TodayPage/> }.into_any(),
        TeamPage::WalkIn => view! { <WalkInPage/> }.into_any(),
    })
}

/// A screen of the desk.
#[wasm_split(desk, wasm_split_path = leptos::wasm_split, fallible, preload(/** Fetches the desk's part. */ fetch_desk))]
pub fn desk_page(page: DeskView) -> Result<AnyView, Missing> {
    Ok(match page {
        DeskView::Activities => view! { <DeskActivitiesPage/> }.into_any(),
        DeskView::Cards => view! { <DeskCardsPage/> }.into_any(),
        DeskView::Change => view! { <DeskChangePage/> }.into_any(),
        DeskView::Feedback => view! { <DeskFeedbackPage/> }.into_any(),
        DeskView::Home => view! { <DeskPage/> }.into_any(),
        DeskView::Household => view! { <DeskHouseholdPage/> }.into_any(),
        DeskView::Households => view! { <DeskHouseholdsPage/> }.into_any(),
        DeskView::Report => view! { <DeskReportPage/> }.into_any(),
        DeskView::Reports => view! { <DeskReportsPage/> }.into_any(),
        DeskView::Settings => view! { <DeskSettingsPage/> }.into_any(),
        DeskView::Stock => view! { <DeskStockPage/> }.into_any(),
        DeskView::Team => view! { <DeskTeamPage/> }.into_any(),
    })
}
