//! Choosing a language: its texts are fetched, from the offline store after the first visit, and
//! the pack's texts follow.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::pack::Pack;

use crate::i18n::{self, Language, Texts};
use crate::platform::{asset, prefs};
use crate::state::{App, Toolkit};

/// The pack that the app ships.
const PACK: &str = "/packs/food-medicines";

/// Loads a language and makes it active. False where it could not be fetched.
pub async fn choose(language: Language) -> bool {
    let Some(texts) = texts(language).await else { return false };
    i18n::activate(texts);
    prefs::set_language(language.tag);
    true
}

/// From now on the pack speaks the active language. Where its texts cannot be fetched, it goes on
/// in the language that it had.
pub fn keep_toolkit(app: App) {
    Effect::new(move |_| {
        let language = i18n::active();
        spawn_local(async move {
            let toolkit = toolkit(language).await;
            // Another language may have been chosen meanwhile.
            if let Some(toolkit) = toolkit
                && i18n::active() == language
            {
                app.toolkit.set(Some(Arc::new(toolkit)));
            }
        });
    });
}

/// The texts of a language that only a part of the screen speaks: a recipient's.
pub async fn texts(language: Language) -> Option<Texts> {
    let json = asset::bytes(&format!("/i18n/{}.json", language.tag)).await?;
    Texts::parse(language, &json)
}

async fn toolkit(language: Language) -> Option<Toolkit> {
    let structure = text(&format!("{PACK}/pack.json")).await?;
    let texts = text(&format!("{PACK}/{}.json", language.tag)).await?;
    let (pack, texts) = Pack::parse(&structure, &texts).ok()?;
    Some(Toolkit { pack, texts })
}

async fn text(path: &str) -> Option<String> {
    String::from_utf8(asset::bytes(path).await?).ok()
}
