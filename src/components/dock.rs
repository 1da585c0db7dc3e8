//! The place of the next action, always at the foot of the screen.

use leptos::prelude::*;

/// A named region that floats at the foot: the main action, then the rail. Where the screen is
/// small the main action floats alone and the rail waits at the end of the page.
#[component]
pub fn Dock(
    /// Name of the region: "Next action".
    #[prop(into)]
    label: Signal<String>,
    /// Whether it stands on a recipient screen.
    #[prop(optional)]
    guest: bool,
    /// What has just happened, above the main action: the eye is there.
    #[prop(optional, into)]
    news: ViewFn,
    /// The quiet links below the main action.
    #[prop(optional, into)]
    rail: ViewFn,
    /// Main action, perhaps a second button.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="foot" class:foot-guest=guest aria-label=label>
            <div class="dock">{news.run()} {children()}</div>
            {rail.run()}
        </section>
    }
}
