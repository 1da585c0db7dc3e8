//! The table of contents of the product: the long-lived state, made once, and every route. What
//! the app does when it opens is here in order; how, is in [`crate::actions::boot`], and what is
//! fetched later is in [`crate::parts`].

use futures::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;

use crate::actions::{self, device, language};
use crate::i18n::tr;
use crate::pages::*;
use crate::parts::{self, DeskView, TeamPage};
use crate::platform::{clock, history, page, prefs, sw};
use crate::state::App;

/// How far the app knows what this phone holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Reading,
    Ready,
    Failed(&'static str),
}

/// What is here already. Cheap to copy.
#[derive(Clone, Copy)]
struct Arrived {
    /// The records of this phone, and the team's part of the app.
    team: RwSignal<Opening>,
    /// The desk's part of the app.
    desk: RwSignal<Opening>,
}

/// The app.
#[component]
pub fn Root() -> impl IntoView {
    let app = App::new(clock::now());
    let arrived =
        Arrived { team: RwSignal::new(Opening::Reading), desk: RwSignal::new(Opening::Reading) };
    provide_context(app);
    provide_context(arrived);
    let spoken = RwSignal::new(false);
    page::show_theme(prefs::theme().as_deref());
    page::mark_large_text();
    // Before the router, which would take each step within a screen for a way to another one.
    history::listen();
    spawn_local(async move {
        let speak = async {
            match language::begin().await {
                true => {
                    page::end_splash();
                    spoken.set(true);
                }
                // Nothing can be said in words of ours: the rescue page has its own.
                false => sw::give_up(),
            }
        };
        // Somebody new sees the doors first: what is behind them must not delay them.
        if expects_team() {
            let _ = futures::future::join(speak, parts::fetch_team()).await;
        } else {
            speak.await;
        }
        open(app, arrived).await;
    });
    sw::on_replaced(move || {
        if !app.typing.get_untracked() {
            page::reload();
        }
    });
    sw::on_update_ready(move || app.update_ready.set(true));
    view! {
        <Router>
            <InvitationCatcher/>
            <Show when=move || spoken.get()>
                <Table/>
            </Show>
        </Router>
    }
}

/// The preferences remember a team on this phone. Only what shows while the database is read
/// depends on it: the database decides.
fn expects_team() -> bool {
    prefs::practicing() || prefs::canary().is_some()
}

/// Fetches the team's part, and reads what this phone holds.
async fn open(app: App, arrived: Arrived) {
    device::install_way();
    let outcome = match parts::open(app).await {
        Ok(begun) => begun.await.map_err(|problem| problem.key()),
        Err(_) => Err(MISSING),
    };
    let fetched = parts::fetch_team().await.map_err(|_| MISSING);
    arrived.team.set(match outcome.and(fetched) {
        Ok(()) => Opening::Ready,
        Err(key) => Opening::Failed(key),
    });
    if app.opens_desk() {
        fetch_desk(arrived).await;
    }
}

/// A part of the app could not be fetched: a key of the texts.
const MISSING: &str = "broken.part";

async fn fetch_desk(arrived: Arrived) {
    arrived.desk.set(match parts::fetch_desk().await {
        Ok(()) => Opening::Ready,
        Err(_) => Opening::Failed(MISSING),
    });
}

/// The whole route table.
#[component]
fn Table() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundPage>
            <Route path=path!("/") view=Home/>
            <Route path=path!("/join") view=|| team(TeamPage::Join)/>
            <Route path=path!("/found") view=|| team(TeamPage::Found)/>
            <Route path=path!("/activities") view=|| team(TeamPage::Activities)/>
            <Route path=path!("/guide") view=|| team(TeamPage::Guide)/>
            <Route path=path!("/guide/:step") view=|| team(TeamPage::Step)/>
            <Route path=path!("/gate") view=|| team(TeamPage::Gate)/>
            <Route path=path!("/guides") view=|| team(TeamPage::Guides)/>
            <Route path=path!("/guides/:guide") view=|| team(TeamPage::GuideOf)/>
            <ParentRoute path=path!("/handout") view=|| team(TeamPage::HandOutScreens)>
                <Route path=path!("") view=|| team(TeamPage::HandOut)/>
                <Route path=path!("card/:code") view=|| team(TeamPage::Household)/>
                <Route path=path!("walk-in") view=|| team(TeamPage::WalkIn)/>
            </ParentRoute>
            <ParentRoute path=path!("/tally") view=|| team(TeamPage::HandOutScreens)>
                <Route path=path!("") view=|| team(TeamPage::Tally)/>
            </ParentRoute>
            <Route path=path!("/feedback") view=|| team(TeamPage::Feedback)/>
            <Route path=path!("/remark") view=|| team(TeamPage::Remark)/>
            <Route path=path!("/answers") view=|| team(TeamPage::Answers)/>
            <Route path=path!("/stock") view=|| team(TeamPage::Stock)/>
            <Route path=path!("/stock/:code") view=|| team(TeamPage::StockItem)/>
            <Route path=path!("/happened") view=|| team(TeamPage::Happened)/>
            <Route path=path!("/close") view=|| team(TeamPage::Close)/>
            <Route path=path!("/sent") view=|| team(TeamPage::Sent)/>
            <Route path=path!("/record/:record") view=|| team(TeamPage::Record)/>
            <Route path=path!("/more") view=|| team(TeamPage::More)/>
            <Route path=path!("/desk") view=|| desk(DeskView::Home)/>
            <Route path=path!("/desk/report/:activity") view=|| desk(DeskView::Report)/>
            <Route path=path!("/desk/feedback") view=|| desk(DeskView::Feedback)/>
            <Route path=path!("/desk/feedback/:record") view=|| desk(DeskView::Feedback)/>
            <Route path=path!("/desk/households") view=|| desk(DeskView::Households)/>
            <Route path=path!("/desk/household") view=|| desk(DeskView::Change)/>
            <Route path=path!("/desk/household/:code") view=|| desk(DeskView::Household)/>
            <Route path=path!("/desk/household/:code/change") view=|| desk(DeskView::Change)/>
            <Route path=path!("/desk/cards") view=|| desk(DeskView::Cards)/>
            <Route path=path!("/desk/stock") view=|| desk(DeskView::Stock)/>
            <Route path=path!("/desk/activities") view=|| desk(DeskView::Activities)/>
            <Route path=path!("/desk/reports") view=|| desk(DeskView::Reports)/>
            <Route path=path!("/desk/team") view=|| desk(DeskView::Team)/>
            <Route path=path!("/desk/settings") view=|| desk(DeskView::Settings)/>
        </Routes>
    }
}

/// The first page: today's work for somebody in a team, the three doors for everybody else.
#[component]
fn Home() -> impl IntoView {
    let app = App::get();
    let arrived: Arrived = expect_context();
    let waits = Memo::new(move |_| {
        app.identity.with(Option::is_some)
            || match arrived.team.get() {
                Opening::Reading => expects_team(),
                Opening::Ready => false,
                // Who is in a team must not be sent back to the doors.
                Opening::Failed(key) => key != MISSING || expects_team(),
            }
    });
    let busy = RwSignal::new(false);
    let try_it = move || {
        // It takes a moment, and a second tap must not open it twice.
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let name = tr("start.sample_name");
        spawn_local(async move {
            match parts::try_it(app, name).await {
                Ok(begun) => {
                    if let Err(problem) = begun.await {
                        actions::fail(app, &problem);
                    }
                }
                Err(_) => actions::warn(app, tr("broken.part.cause")),
            }
            busy.set(false);
        });
    };
    move || match waits.get() {
        true => team(TeamPage::Today),
        false => view! { <StartPage on_try=try_it busy/> }.into_any(),
    }
}

/// A screen of the team, as soon as its part and this phone's records are here.
fn team(page: TeamPage) -> AnyView {
    let arrived: Arrived = expect_context();
    waiting(arrived.team, move || parts::team_page(page).now_or_never())
}

/// A screen of the desk, as soon as its part is here too.
fn desk(page: DeskView) -> AnyView {
    let arrived: Arrived = expect_context();
    let both = Memo::new(move |_| match arrived.team.get() {
        Opening::Ready => arrived.desk.get(),
        other => other,
    });
    if arrived.desk.get_untracked() != Opening::Ready {
        spawn_local(fetch_desk(arrived));
    }
    waiting(both, move || parts::desk_page(page).now_or_never())
}

fn waiting(
    state: impl Get<Value = Opening> + Send + Sync + 'static,
    screen: impl Fn() -> Option<Result<AnyView, parts::Missing>> + Send + Sync + 'static,
) -> AnyView {
    (move || match state.get() {
        Opening::Reading => view! { <OpeningPage/> }.into_any(),
        Opening::Failed(key) => view! { <BrokenPage key/> }.into_any(),
        // The part is here, so its screen is made at once, under this view's owner.
        Opening::Ready => match screen() {
            Some(Ok(screen)) => screen,
            _ => view! { <BrokenPage key=MISSING/> }.into_any(),
        },
    })
    .into_any()
}
