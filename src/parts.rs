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
use crate::route::every_page;
use crate::state::App;
use crate::storage::Problem;

/// A part that could not be fetched: no signal, or a server that has moved on.
pub type Missing = SplitLoaderError;

/// Work that was begun in a part.
pub type Begun = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

macro_rules! as_views {
    ($($under:tt { $(
        $(#[$doc:meta])*
        $name:ident $(($($value:tt)*))? = $path:tt, $part:ident $view:ident;
    )* })*) => {
        /// A screen that the router shows: each page of the table, and what stands around those of
        /// handing out.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is the page of the route of its name")]
        pub enum Page {
            HandOutScreens,
            $($( $name, )*)*
        }

        fn of_team(page: Page) -> AnyView {
            match page {
                Page::HandOutScreens => view! { <HandOutScreens/> }.into_any(),
                $($( Page::$name => view_in!(team $part $view), )*)*
            }
        }

        fn of_desk(page: Page) -> AnyView {
            match page {
                Page::HandOutScreens => ().into_any(),
                $($( Page::$name => view_in!(desk $part $view), )*)*
            }
        }
    };
}

/// The view of a page that is in this part. The router asks no part for another one's page.
macro_rules! view_in {
    (team team $view:ident) => {
        view! { <$view/> }.into_any()
    };
    (team doors $view:ident) => {
        view! { <$view/> }.into_any()
    };
    (desk desk $view:ident) => {
        view! { <$view/> }.into_any()
    };
    ($wanted:ident $part:ident $view:ident) => {
        ().into_any()
    };
}

every_page!(as_views);

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
pub fn team_page(page: Page) -> Result<AnyView, Missing> {
    Ok(of_team(page))
}

/// A screen of the desk.
#[wasm_split(desk, wasm_split_path = leptos::wasm_split, fallible, preload(/** Fetches the desk's part. */ fetch_desk))]
pub fn desk_page(page: Page) -> Result<AnyView, Missing> {
    Ok(of_desk(page))
}
