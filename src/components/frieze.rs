//! The mark, longer: a chain of people who pass a parcel on. For first start and empty places.

use leptos::prelude::*;

/// Center, top and radius of each head, with the class of its color.
const HEADS: [(&str, &str, &str, &str); 6] = [
    ("frieze-a", "-21", "31", "18"),
    ("frieze-b", "63", "42.5", "15.5"),
    ("frieze-c", "147", "25", "18"),
    ("frieze-a", "231", "35", "17"),
    ("frieze-b", "315", "47", "14"),
    ("frieze-c", "399", "31", "18"),
];

const ARMS: &str = "M-21 62C-1 62 -5 100 21 100S43 71 63 71C83 71 79 100 105 100S127 56 147 56\
C167 56 163 100 189 100S211 65 231 65C251 65 247 100 273 100S295 74 315 74\
C335 74 331 100 357 100S379 62 399 62V121H-21z";

/// A decorative drawing, as wide as its place.
#[component]
pub fn Frieze() -> impl IntoView {
    view! {
        <svg class="frieze" viewBox="0 0 390 120" aria-hidden="true" focusable="false">
            {HEADS
                .map(|(class, cx, cy, r)| view! { <circle class=class cx=cx cy=cy r=r /> })
                .collect_view()}
            <path class="frieze-ground" d=ARMS />
            <rect class="frieze-parcel" x="169" y="62" width="40" height="40" rx="7" />
            <path class="frieze-tape" d="M189 62v14" />
        </svg>
    }
}
