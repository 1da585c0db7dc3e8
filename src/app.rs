//! The app itself: the long-lived state, made once, and the router, whose table is in
//! [`crate::route`]. What the app does when it opens is here in order; how, is in
//! [`crate::actions::boot`], and what is fetched later is in [`crate::parts`].

use futures::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;

use crate::actions::{self, device, language};
use crate::i18n::tr;
use crate::pages::*;
use crate::parts::{self, Page};
use crate::platform::{clock, history, page, prefs, sw};
use crate::route::every_page;
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

macro_rules! as_routes {
    (
        "" { $(
            $(#[$doc:meta])*
            $name:ident $(($($value:tt)*))? = $path:tt, $part:ident $view:ident;
        )* }
        $($under:tt { $(
            $(#[$inner_doc:meta])*
            $inner:ident $(($($inner_value:tt)*))? = $end:tt, $inner_part:ident $inner_view:ident;
        )* })*
    ) => {
        /// The router's table, from the one of `route.rs`.
        #[component]
        fn Table() -> impl IntoView {
            view! {
                <Routes fallback=NotFoundPage>
                    $( <Route path=path!($path) view=|| $part(Page::$name)/> )*
                    $(
                        <ParentRoute path=path!($under) view=|| team(Page::HandOutScreens)>
                            $( <Route path=path!($end) view=|| $inner_part(Page::$inner)/> )*
                        </ParentRoute>
                    )*
                </Routes>
            }
        }
    };
}
every_page!(as_routes);

/// The one page that is here before the other parts.
fn doors(_: Page) -> AnyView {
    view! { <Home/> }.into_any()
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
        true => team(Page::Home),
        false => view! { <StartPage on_try=try_it busy/> }.into_any(),
    }
}

/// A screen of the team, as soon as its part and this phone's records are here.
fn team(page: Page) -> AnyView {
    let arrived: Arrived = expect_context();
    waiting(arrived.team, move || parts::team_page(page).now_or_never())
}

/// A screen of the desk, as soon as its part is here too.
fn desk(page: Page) -> AnyView {
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
