//! Words in the user's language. Only the active language is loaded; its texts are a flat map
//! in `public/i18n/<lang>.json`, and plurals follow the browser's `Intl.PluralRules`. The pack's
//! own texts are not here: they come with the pack.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use serde::Deserialize;

use crate::platform::{page, plural};

/// A shipped language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
}

/// The shipped languages, Italian first.
pub const LANGUAGES: [Language; 4] = [
    Language { tag: "it", name: "Italiano", dir: "ltr" },
    Language { tag: "en", name: "English", dir: "ltr" },
    Language { tag: "fr", name: "Français", dir: "ltr" },
    Language { tag: "ar", name: "العربية", dir: "rtl" },
];

/// The shipped language for a tag such as `fr-SN`, or Italian.
pub fn language(tag: &str) -> Language {
    let base = tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    LANGUAGES.into_iter().find(|l| l.tag == base).unwrap_or(LANGUAGES[0])
}

/// One text, or its forms by plural category.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Text {
    One(String),
    Plural(BTreeMap<String, String>),
}

/// The texts of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// The language.
    pub language: Language,
    map: BTreeMap<String, Text>,
}

impl Texts {
    /// Reads a language file.
    pub fn parse(language: Language, json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok().map(|map| Self { language, map })
    }

    /// The text of a key, with `{name}` places filled. A missing key shows itself, so that
    /// it is seen and mended; `cargo xtask tidy` finds it first.
    pub fn get(&self, key: &str, places: &[(&str, &str)]) -> String {
        match self.map.get(key) {
            Some(Text::One(text)) => fill(text, places, self.language),
            _ => key.to_string(),
        }
    }

    /// The text of a key for a count, with `{n}` filled too.
    pub fn count(&self, key: &str, n: u32, places: &[(&str, &str)]) -> String {
        let number = n.to_string();
        let mut places = places.to_vec();
        places.push(("n", &number));
        match self.map.get(key) {
            Some(Text::Plural(forms)) => {
                let category = plural::category(self.language.tag, n);
                let form = forms.get(&category).or_else(|| forms.get("other"));
                form.map_or_else(|| key.to_string(), |text| fill(text, &places, self.language))
            }
            _ => self.get(key, &places),
        }
    }
}

fn fill(text: &str, places: &[(&str, &str)], language: Language) -> String {
    places.iter().fold(text.to_string(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), &isolated_in(language, value))
    })
}

/// A code, time or name that keeps its own order among words of the other direction: without
/// this, the card `38-AXV` reads `AXV-38` in an Arabic sentence. Tracked.
pub fn isolated(value: &str) -> String {
    isolated_in(active(), value)
}

/// A code that is read whole: no line breaks at its hyphens.
pub fn unbroken(code: &str) -> String {
    code.replace('-', "\u{2011}")
}

fn isolated_in(language: Language, value: &str) -> String {
    let turned = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    match language.dir == "rtl" || value.chars().any(turned) {
        true => format!("\u{2068}{value}\u{2069}"),
        false => value.to_string(),
    }
}

thread_local! {
    // Outlives every page, and is read from plain functions that have no reactive owner.
    static ACTIVE: ArcRwSignal<Arc<Texts>> = ArcRwSignal::new(Arc::new(Texts {
        language: LANGUAGES[0],
        map: BTreeMap::new(),
    }));
}

/// Makes these the texts of the interface and turns the page into their direction.
pub fn activate(texts: Texts) {
    page::set_language(texts.language.tag, texts.language.dir);
    ACTIVE.with(|active| active.set(Arc::new(texts)));
}

/// The active language. Tracked.
pub fn active() -> Language {
    ACTIVE.with(|active| active.with(|texts| texts.language))
}

/// The text of a key in the active language. Tracked.
pub fn tr(key: &str) -> String {
    tr_with(key, &[])
}

/// The word of a code, or the code where another version or another list wrote it. Tracked.
pub fn tr_known(area: &str, code: &str) -> String {
    let key = format!("{area}.{code}");
    let word = tr(&key);
    if word == key { code.to_string() } else { word }
}

/// The text of a key with places filled. Tracked.
pub fn tr_with(key: &str, places: &[(&str, &str)]) -> String {
    ACTIVE.with(|active| active.with(|texts| texts.get(key, places)))
}

/// The text of a key for a count. Tracked.
pub fn tr_count(key: &str, n: u32) -> String {
    tr_count_with(key, n, &[])
}

/// The text of a key for a count with more places filled. Tracked.
pub fn tr_count_with(key: &str, n: u32, places: &[(&str, &str)]) -> String {
    ACTIVE.with(|active| active.with(|texts| texts.count(key, n, places)))
}
