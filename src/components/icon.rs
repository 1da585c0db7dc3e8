//! One glyph of `glyphs.rs`. It is never the only carrier of a meaning, so it is hidden from
//! readers.

use leptos::prelude::*;

use super::glyphs;

/// Glyphs that point along the line of reading.
const TURNING: [&str; 7] = ["back", "next", "onward", "sending", "refused", "give", "guide"];

/// How large an icon is, beside the text around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IconSize {
    /// One and a half times the text.
    #[default]
    Normal,
    /// A little more than the text.
    Small,
    /// 2 rem.
    Large,
    /// 2.75 rem.
    Huge,
    /// 24 px, whatever the text size is: for round buttons that cannot grow.
    Fixed,
}

impl IconSize {
    fn class(self) -> &'static str {
        match self {
            Self::Normal => "icon",
            Self::Small => "icon icon-small",
            Self::Large => "icon icon-large",
            Self::Huge => "icon icon-huge",
            Self::Fixed => "icon icon-fixed",
        }
    }
}

/// A glyph, in the color of the text.
#[component]
pub fn Icon(
    /// Name of the glyph.
    #[prop(into)]
    name: Signal<String>,
    /// How large.
    #[prop(optional)]
    size: IconSize,
    /// Whether it flips in right-to-left. Without it, arrows flip and nothing else does.
    #[prop(optional)]
    turns: Option<bool>,
    /// A class for its color or place.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let names = move || {
        let flips = turns.unwrap_or_else(|| TURNING.contains(&name.read().as_str()));
        let turning = if flips { " icon-turns" } else { "" };
        format!("{}{turning} {class}", size.class()).trim_end().to_owned()
    };
    view! {
        <svg class=names viewBox="0 0 24 24" aria-hidden="true">
            <path d=move || glyphs::line(&name.read()) />
        </svg>
    }
}
