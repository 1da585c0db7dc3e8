//! Choosing a language: its texts and the pack's texts are fetched, from the offline store
//! after the first visit, and become active together.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::pack::Pack;

use crate::i18n::{self, Language, Texts};
use crate::platform::{asset, prefs};
use crate::state::{App, Toolkit};

/// The pack that the app ships.
const PACK: &str = "/packs/food-medicines";

/// Loads a language and makes it active. False where it could not be fetched.
pub async fn choose(app: App, language: Language) -> bool {
    let Some(texts) = texts(language).await else { return false };
    let toolkit = toolkit(language).await;
    i18n::activate(texts);
    if let Some(toolkit) = toolkit {
        app.toolkit.set(Some(Arc::new(toolkit)));
    }
    prefs::set_language(language.tag);
    true
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
