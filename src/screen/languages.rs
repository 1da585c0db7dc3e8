//! The names of the languages that recipients speak. Which the app itself speaks is in `i18n.rs`.

use passamano_core::household::LANGUAGES;

use crate::components::Opt;
use crate::i18n::tr_known;

/// The name of a language, or its tag where it has none here. Tracked.
pub fn language_word(tag: &str) -> String {
    tr_known("lang", tag)
}

/// All of them to choose from, by name. Tracked.
pub fn languages() -> Vec<Opt> {
    let mut all = LANGUAGES.map(|tag| Opt::new(tag, language_word(tag))).to_vec();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all
}
