//! A small chart drawn as SVG attributes, so that no inline style is needed. Words say the same.

use leptos::prelude::*;

/// One row of [`Meters`].
#[derive(Clone, Debug, PartialEq)]
pub struct Meter {
    /// What is counted.
    pub label: String,
    /// Its length, in any unit that all rows share.
    pub value: f64,
    /// The value as words, with its unit.
    pub shown: String,
    /// Whether it is the one to look at.
    pub accent: bool,
}

/// The share of the largest value, from 0 to 1.
fn share(value: f64, largest: f64) -> f64 {
    if largest > 0.0 { (value / largest).clamp(0.0, 1.0) } else { 0.0 }
}

fn fill(accent: bool) -> &'static str {
    if accent { "meter-accent" } else { "meter-value" }
}

/// Lying bars with their words and values, such as one for each type.
#[component]
pub fn Meters(
    /// The rows, in order.
    #[prop(into)]
    rows: Signal<Vec<Meter>>,
) -> impl IntoView {
    let drawing = move || {
        let rows = rows.get();
        let largest = rows.iter().map(|row| row.value).fold(0.0, f64::max);
        rows.into_iter()
            .map(|row| {
                view! {
                    <li class="meter">
                        <span class="meter-label">{row.label}</span>
                        <svg
                            class="meter-bar"
                            viewBox="0 0 100 12"
                            preserveAspectRatio="none"
                            aria-hidden="true"
                        >
                            <rect class="meter-ground" width="100" height="12" />
                            <rect
                                class=fill(row.accent)
                                width=100.0 * share(row.value, largest)
                                height="12"
                            />
                        </svg>
                        <b class="number">{row.shown}</b>
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ul class="meters">{drawing}</ul> }
}
