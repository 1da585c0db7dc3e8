//! Hand out: scan or type a card, see the household, give; what to do when it was served
//! already; people without a card.

mod all_the_same;
mod asked;
mod given;
mod household;
mod lines;
mod loans;
mod other;
mod parcel;
pub mod past;
mod queue;
mod scan;
mod served;
mod stopped;
mod tag;
mod walk_in;

pub use household::HouseholdPage;
pub use lines::{KitCount, KitLines, kit_counts, kit_short};
pub use scan::HandOutPage;
pub use walk_in::WalkInPage;

use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::pages::SteadyBar;

/// What the screens of handing out share: somebody waits at each change between them. The camera
/// stays open, and a hand scanner is heard on all of them.
#[component]
pub fn HandOutScreens() -> impl IntoView {
    queue::provide();
    view! { <SteadyBar><Outlet/></SteadyBar> }
}
