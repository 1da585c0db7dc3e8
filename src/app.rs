//! The table of contents of the product: the long-lived state, made once, and every route. What
//! the app does when it opens is here in order; how, is in [`crate::actions::boot`].

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::actions::{boot, device, exchange, language};
use crate::i18n;
use crate::pages::*;
use crate::platform::{clock, page, prefs, sw};
use crate::state::App;

/// Whether the app knows yet what this phone holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Reading,
    Ready,
    Failed(&'static str),
}

/// The app.
#[component]
pub fn Root() -> impl IntoView {
    let app = App::new(clock::now());
    provide_context(app);
    let opening = RwSignal::new(Opening::Reading);
    page::show_theme(prefs::theme().as_deref());
    page::mark_large_text();
    spawn_local(async move {
        // The two readings go side by side: texts from the offline store, records from the database.
        let wanted = prefs::language()
            .unwrap_or_else(|| page::languages().into_iter().next().unwrap_or_default());
        let (_, opened) =
            futures::future::join(language::choose(app, i18n::language(&wanted)), boot::open(app))
                .await;
        opening.set(match opened {
            Ok(_) => Opening::Ready,
            Err(problem) => Opening::Failed(problem.key()),
        });
        device::install_way();
        boot::listen_to_tabs(app);
        exchange::start(app);
        boot::keep_clock(app);
        sw::on_replaced(move || {
            if !app.typing.get_untracked() {
                page::reload();
            }
        });
        sw::on_update_ready(move || app.update_ready.set(true));
    });
    view! {
        <Router>
            <InvitationCatcher/>
            {move || match opening.get() {
                Opening::Reading => ().into_any(),
                Opening::Failed(key) => view! { <BrokenPage key/> }.into_any(),
                Opening::Ready => view! { <Table/> }.into_any(),
            }}
        </Router>
    }
}

/// The whole route table.
#[component]
fn Table() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundPage>
            <Route path=path!("/") view=HomePage/>
            <Route path=path!("/join") view=JoinPage/>
            <Route path=path!("/found") view=FoundPage/>
            <Route path=path!("/activities") view=ActivitiesPage/>
            <Route path=path!("/guide") view=GuidePage/>
            <Route path=path!("/guide/:step") view=StepPage/>
            <Route path=path!("/gate") view=GatePage/>
            <Route path=path!("/guides") view=GuidesPage/>
            <Route path=path!("/guides/:guide") view=GuideOfPage/>
            <Route path=path!("/handout") view=HandOutPage/>
            <Route path=path!("/handout/card/:code") view=HouseholdPage/>
            <Route path=path!("/handout/walk-in") view=WalkInPage/>
            <Route path=path!("/tally") view=TallyPage/>
            <Route path=path!("/feedback") view=FeedbackPage/>
            <Route path=path!("/remark") view=RemarkPage/>
            <Route path=path!("/answers") view=AnswersPage/>
            <Route path=path!("/stock") view=StockPage/>
            <Route path=path!("/stock/:code") view=StockItemPage/>
            <Route path=path!("/happened") view=HappenedPage/>
            <Route path=path!("/close") view=ClosePage/>
            <Route path=path!("/sent") view=SentPage/>
            <Route path=path!("/more") view=MorePage/>
            <Route path=path!("/desk") view=DeskPage/>
            <Route path=path!("/desk/feedback") view=DeskFeedbackPage/>
            <Route path=path!("/desk/feedback/:record") view=DeskFeedbackPage/>
            <Route path=path!("/desk/households") view=DeskHouseholdsPage/>
            <Route path=path!("/desk/cards") view=DeskCardsPage/>
            <Route path=path!("/desk/activities") view=DeskActivitiesPage/>
            <Route path=path!("/desk/reports") view=DeskReportsPage/>
            <Route path=path!("/desk/team") view=DeskTeamPage/>
            <Route path=path!("/desk/settings") view=DeskSettingsPage/>
        </Routes>
    }
}
