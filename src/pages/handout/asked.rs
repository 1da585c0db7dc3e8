//! The questions to somebody who is on no list, each with its frequent answers in sight. What an
//! answer means is the core's.

use leptos::prelude::*;
use passamano_core::household::asked::{Answer, likely_languages};

use crate::components::{Opt, Picks, Select};
use crate::i18n::{LANGUAGES, tr, tr_count};
use crate::screen::languages::{language_word, languages};
use crate::state::App;

/// So many languages can be tapped; the others are in a list.
const TAPPED: usize = 4;

/// One question with many answers. *None* is an answer that somebody gives: as long as nobody has
/// answered, it says that nobody asked.
#[component]
pub(super) fn Asked(
    /// The key of its words.
    key: &'static str,
    /// Its icon.
    icon: &'static str,
    /// The first part of the keys of its answers.
    area: &'static str,
    /// Its answers, by code, the most frequent first.
    codes: &'static [&'static str],
    /// So many of them are seen at first.
    first: usize,
    /// What was answered.
    value: RwSignal<Answer>,
) -> impl IntoView {
    let options = move || {
        let none = Opt::new("", tr("handout.none_of_these"));
        let others = codes.iter().map(|code| Opt::new(*code, tr(&format!("{area}.{code}"))));
        std::iter::once(none).chain(others).collect::<Vec<_>>()
    };
    let chosen = move |code: String| {
        value.with(|answer| match code.as_str() {
            "" => answer.is_none(),
            code => answer.said().iter().any(|said| said == code),
        })
    };
    let press = move |code: String| {
        value.update(|answer| match code.as_str() {
            "" => answer.toggle_none(),
            code => answer.toggle(code, codes),
        });
    };
    let state = move || value.with(Answer::is_open).then(|| tr("handout.not_asked"));
    view! {
        <Picks
            legend=move || tr(key)
            icon=icon
            state=state
            options=Signal::derive(options)
            // Beside *none*.
            first=first + 1
            more=move |n: u32| tr_count("handout.more_answers", n)
            chosen=chosen
            on_press=press
        />
    }
}

/// The language that they prefer: what most of the list speak is tapped, any other is chosen.
#[component]
pub(super) fn AskedLanguage(
    /// Its tag; empty where nobody said it.
    value: RwSignal<String>,
) -> impl IntoView {
    let app = App::get();
    let ours = LANGUAGES.map(|language| language.tag);
    let likely =
        app.world.with_untracked(|world| likely_languages(world.households(), &ours, TAPPED));
    let likely = StoredValue::new(likely);
    let tapped = move || {
        likely.with_value(|tags| {
            tags.iter().map(|tag| Opt::new(tag, language_word(tag))).collect::<Vec<_>>()
        })
    };
    let others = move || {
        let listed = |tag: &String| likely.with_value(|tags| tags.contains(tag));
        languages().into_iter().filter(|other| !listed(&other.value)).collect::<Vec<_>>()
    };
    let press = move |tag: String| {
        value.update(|now| *now = if *now == tag { String::new() } else { tag });
    };
    view! {
        <Picks
            legend=move || tr("handout.language")
            icon="language"
            options=Signal::derive(tapped)
            chosen=move |tag: String| value.with(|now| *now == tag)
            on_press=press
            single=true
        >
            <Select
                label=move || tr("handout.other_language")
                value=value
                options=Signal::derive(others)
                empty=move || tr("handout.other_language")
                quiet=true
            />
        </Picks>
    }
}
