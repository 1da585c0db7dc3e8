//! Two small charts drawn as SVG attributes, so that no inline style is needed. Words say the same.

use leptos::prelude::*;

/// Width that one bar takes, gap included, in units of the drawing.
const PITCH: usize = 44;
/// Width of a bar.
const WIDTH: usize = 32;
/// Height of the tallest bar.
const TALL: f64 = 49.0;
/// Where bars stand.
const FLOOR: f64 = 54.0;

/// One bar of [`Bars`].
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// A few letters below it.
    pub label: String,
    /// Its height, in any unit that all bars share. Below zero is drawn as zero.
    pub value: f64,
    /// Whether it is the one to look at, such as today.
    pub accent: bool,
}

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
    if accent { "bars-accent" } else { "bars-bar" }
}

/// Upright bars, such as one for each day.
#[component]
pub fn Bars(
    /// All values in words, for readers.
    #[prop(into)]
    label: Signal<String>,
    /// The bars, in order.
    #[prop(into)]
    bars: Signal<Vec<Bar>>,
) -> impl IntoView {
    let drawing = move || {
        let bars = bars.get();
        let largest = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
        bars.into_iter()
            .enumerate()
            .map(|(place, bar)| {
                let x = place * PITCH + (PITCH - WIDTH) / 2;
                let height = TALL * share(bar.value, largest);
                view! {
                    <rect
                        class=fill(bar.accent)
                        x=x
                        y=FLOOR - height
                        width=WIDTH
                        height=height
                        rx="4"
                    />
                    <text class="bars-text" x=x + WIDTH / 2 y="71">
                        {bar.label}
                    </text>
                }
            })
            .collect_view()
    };
    let view_box = move || format!("0 0 {} 74", PITCH * bars.read().len());
    view! {
        <svg class="bars" viewBox=view_box preserveAspectRatio="xMinYMax" role="img" aria-label=label>
            {drawing}
        </svg>
    }
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
                            <rect class="bars-soft" width="100" height="12" />
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
