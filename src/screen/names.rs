//! What things are called: the pack's texts, kits and items, reasons.

use leptos::prelude::*;

use crate::i18n::tr;
use crate::screen::goods::item_of;
use crate::state::App;

/// Why a step was not done, by code: the record stays free of words about people.
pub const REASONS: [&str; 7] =
    ["not_needed", "others_do_it", "no_people", "no_goods", "no_time", "weather", "other"];

/// A text of the pack in the active language. Tracked.
pub fn text(app: App, key: &str) -> String {
    app.toolkit
        .with(|toolkit| toolkit.as_ref().map(|t| t.texts.text(key).to_string()))
        .unwrap_or_default()
}

/// What the pack is called whose guides are followed. Tracked.
pub fn title_of_pack(app: App) -> String {
    let id = app.toolkit.with(|toolkit| toolkit.as_ref().map(|t| t.pack.id.clone()));
    text(app, &format!("pack.{}.title", id.unwrap_or_default()))
}

/// What the team calls a kit or item. Tracked.
pub fn name_of(app: App, code: &str) -> String {
    let is_kit = app.toolkit.with(|t| t.as_ref().is_some_and(|t| t.pack.kit(code).is_some()));
    let is_item = item_of(app, code).is_some();
    match (is_kit, is_item) {
        (true, _) => text(app, &format!("kit.{code}")),
        (false, true) => text(app, &format!("item.{code}")),
        (false, false) => code.to_string(),
    }
}

/// The words of a reason code; nothing for a code of another version. Tracked.
pub fn reason_words(code: &str) -> Option<String> {
    REASONS.contains(&code).then(|| tr(&format!("guide.reason.{code}")))
}
