//! What is given, kit by kit, with a stepper each.

use leptos::prelude::*;
use passamano_core::distribution::Line as Given;

use crate::components::{Line, Lines, Stepper};
use crate::i18n::{tr, tr_with};
use crate::screen::names::{icon_of, name_of, short_name};
use crate::state::App;

/// One kit whose number can be changed.
#[derive(Clone)]
pub struct KitCount {
    /// The kit's code.
    pub code: String,
    /// How many.
    pub qty: RwSignal<u32>,
}

/// Steppers for these lines.
pub fn kit_counts(lines: &[Given]) -> Vec<KitCount> {
    lines
        .iter()
        .map(|line| KitCount { code: line.code.clone(), qty: RwSignal::new(line.qty) })
        .collect()
}

/// The lines as they stand on the screen.
pub fn lines_of(counts: &[KitCount]) -> Vec<Given> {
    counts
        .iter()
        .map(|count| Given { code: count.code.clone(), qty: count.qty.get_untracked() })
        .collect()
}

/// What these lines are, in a few words: `1 Food parcel, 1 Hygiene`. Tracked.
pub fn in_words(app: App, counts: &[KitCount]) -> String {
    let words: Vec<String> = counts
        .iter()
        .filter(|count| count.qty.get() > 0)
        .map(|count| format!("{} {}", count.qty.get(), short_name(app, &count.code)))
        .collect();
    words.join(&tr("handout.list_comma"))
}

/// The list of kits with their steppers.
#[component]
pub fn KitLines(
    /// The kits.
    counts: Vec<KitCount>,
    /// The most that each can be, where there is a most.
    #[prop(optional)]
    up_to: Vec<Given>,
    /// What is to know about a kit, as a small line. Tracked.
    #[prop(optional, into)]
    about: Option<Callback<(App, String), String>>,
) -> impl IntoView {
    let app = App::get();
    view! {
        <Lines>
            {counts.into_iter().map(|KitCount { code, qty }| {
                let (icon, name, known) = (code.clone(), code.clone(), code.clone());
                let note = move || about.and_then(|about| about.try_run((app, known.clone())));
                let max = up_to.iter().find(|line| line.code == code).map_or(u32::MAX, |line| line.qty);
                let named = move |key: &'static str| {
                    let code = code.clone();
                    move || tr_with(key, &[("kit", &name_of(app, &code))])
                };
                view! {
                    <Line wrap=true icon=move || icon_of(app, &icon) words=move || name_of(app, &name) note=note>
                        <Stepper value=qty max label=named("handout.how_many") fewer=named("handout.fewer") more=named("handout.more")/>
                    </Line>
                }
            }).collect_view()}
        </Lines>
    }
}
