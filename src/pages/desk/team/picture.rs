//! A code as a picture, large enough to be scanned from this screen.

use leptos::prelude::*;

use crate::actions::desk::cards::Picture;

/// Its id: a screen holds one.
pub(super) const CODE_PICTURE: &str = "code-picture";

/// Dark modules on a light ground in every theme: a scanner needs that.
#[component]
pub(super) fn CodePicture(
    /// The picture.
    picture: Picture,
    /// What it is, for readers.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let side = picture.side;
    view! {
        <svg
            class="code-picture"
            id=CODE_PICTURE
            viewBox=format!("0 0 {side} {side}")
            shape-rendering="crispEdges"
            role="img"
            aria-label=label
        >
            <rect width=side height=side fill="#FFFFFF"/>
            <path d=picture.path fill="#000000"/>
        </svg>
    }
}
