//! The place of the next action, always at the foot of the screen.

use leptos::prelude::*;

/// A named region that floats at the foot: the main action, then the rail.
#[component]
pub fn Dock(
    /// Name of the region: "Next action".
    #[prop(into)]
    label: Signal<String>,
    /// Whether it stands on a recipient screen.
    #[prop(optional)]
    guest: bool,
    /// Main action, perhaps a second button, and the rail.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="dock" class:dock-guest=guest aria-label=label>
            {children()}
        </section>
    }
}
