//! What is given, kit by kit, with a stepper each.

use leptos::prelude::*;
use passamano_core::distribution::Line as Given;

use crate::components::{Line, Lines, Stepper};
use crate::i18n::{tr, tr_with};
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

/// A kit's name from the pack. Tracked.
pub fn kit_name(app: App, code: &str) -> String {
    named(app, code, &format!("kit.{code}"))
}

/// A kit's name in a button. Tracked.
pub fn kit_short(app: App, code: &str) -> String {
    named(app, code, &format!("kit.{code}.short"))
}

/// By this key, or as an item: that is what may be given in the place of a kit.
fn named(app: App, code: &str, key: &str) -> String {
    app.toolkit.with(|toolkit| {
        let texts = toolkit.as_ref().map(|toolkit| &toolkit.texts);
        let name = texts.and_then(|texts| texts.get(key).or(texts.get(&format!("item.{code}"))));
        name.unwrap_or(code).to_string()
    })
}

/// A kit's icon from the pack. Tracked.
pub fn kit_icon(app: App, code: &str) -> String {
    app.toolkit.with(|toolkit| {
        toolkit
            .as_ref()
            .and_then(|t| t.pack.kit(code))
            .map_or("parcel".into(), |kit| kit.icon.clone())
    })
}

/// What these lines are, in a few words: `1 Food parcel, 1 Hygiene`. Tracked.
pub fn in_words(app: App, counts: &[KitCount]) -> String {
    let words: Vec<String> = counts
        .iter()
        .filter(|count| count.qty.get() > 0)
        .map(|count| format!("{} {}", count.qty.get(), kit_short(app, &count.code)))
        .collect();
    words.join(&tr("handout.list_comma"))
}

/// These goods in a few words. Tracked.
pub fn goods(app: App, lines: &[Given]) -> String {
    let one = |line: &Given| format!("{} {}", line.qty, kit_short(app, &line.code));
    lines.iter().map(one).collect::<Vec<_>>().join(&tr("handout.list_comma"))
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
                    move || tr_with(key, &[("kit", &kit_name(app, &code))])
                };
                view! {
                    <Line wrap=true icon=move || kit_icon(app, &icon) words=move || kit_name(app, &name) note=note>
                        <Stepper value=qty max label=named("handout.how_many") fewer=named("handout.fewer") more=named("handout.more")/>
                    </Line>
                }
            }).collect_view()}
        </Lines>
    }
}
