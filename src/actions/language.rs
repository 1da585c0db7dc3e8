//! Choosing a language: its texts are fetched, from the offline store after the first visit, and
//! the pack's texts follow.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::pack::{self, Pack};

use crate::i18n::{self, LANGUAGES, Language, Texts};
use crate::platform::{asset, page, prefs};
use crate::state::{App, Toolkit};

/// The packs that the app ships.
const PACKS: &str = "/packs";

/// Makes a language active, and keeps the choice. False where its texts could not be fetched.
pub async fn choose(language: Language) -> bool {
    let spoken = speak(language).await;
    if spoken {
        prefs::set_language(language.tag);
    }
    spoken
}

/// Makes the first of the languages active whose texts arrive whole: the one that the person
/// chose, or that the browser names, before all others. False where none does.
pub async fn begin() -> bool {
    let wanted = prefs::language()
        .unwrap_or_else(|| page::languages().into_iter().next().unwrap_or_default());
    let wanted = i18n::language(&wanted);
    let others = LANGUAGES.into_iter().filter(|other| *other != wanted);
    for language in [wanted].into_iter().chain(others) {
        if speak(language).await {
            return true;
        }
    }
    false
}

async fn speak(language: Language) -> bool {
    texts(language).await.map(i18n::activate).is_some()
}

/// Reads the pack in the active language. Where it does not arrive whole, the app goes on in the
/// language that the pack had, or says that it has none.
pub async fn load_toolkit(app: App) {
    let language = i18n::active();
    let toolkit = toolkit(language).await;
    // Another language may have been chosen meanwhile.
    if i18n::active() != language {
        return;
    }
    match toolkit {
        Some(toolkit) => app.toolkit.set(Some(Arc::new(toolkit))),
        None => app.toolkit_missing.set(app.toolkit.with_untracked(Option::is_none)),
    }
}

/// From now on the pack follows when another language becomes active.
pub fn keep_toolkit(app: App) {
    Effect::new(move |before: Option<Language>| {
        let language = i18n::active();
        if before.is_some_and(|before| before != language) {
            spawn_local(load_toolkit(app));
        }
        language
    });
}

/// The texts of a language that only a part of the screen speaks: a recipient's.
pub async fn texts(language: Language) -> Option<Texts> {
    let json = asset::bytes(&format!("/i18n/{}.json", language.tag)).await?;
    Texts::parse(language, &json)
}

async fn toolkit(language: Language) -> Option<Toolkit> {
    let pack = Pack::from_json(&text(&format!("{PACKS}/packs.json")).await?).ok()?;
    let mut texts = words(language.tag).await?;
    // A missing word never stops the work: the pack's other languages lend theirs.
    for tag in pack.languages.iter().filter(|tag| *tag != language.tag) {
        let missing = pack.missing_texts(&texts);
        if missing.is_empty() {
            break;
        }
        if let Some(other) = words(tag).await {
            texts.borrow(&missing, &other, tag);
        }
    }
    Some(Toolkit { pack, texts })
}

/// The pack's words in one language.
async fn words(tag: &str) -> Option<pack::Texts> {
    pack::Texts::from_json(&text(&format!("{PACKS}/{tag}.json")).await?).ok()
}

/// The words of the pack in every shipped language that arrives whole.
pub async fn pack_texts() -> Vec<pack::Texts> {
    let one = async |language: Language| words(language.tag).await;
    futures::future::join_all(LANGUAGES.map(one)).await.into_iter().flatten().collect()
}

async fn text(path: &str) -> Option<String> {
    String::from_utf8(asset::bytes(path).await?).ok()
}
