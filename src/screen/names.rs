//! What things are called, and the only place that says it: the pack's texts, kits and items with
//! their icons, goods in a row, reasons. A code that has no name here shows itself.

use leptos::prelude::*;
use passamano_core::distribution::Line;

use crate::i18n::tr;
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

/// A text that a pack may have or not. Tracked.
pub fn text_if_any(app: App, key: &str) -> Option<String> {
    app.toolkit.with(|toolkit| toolkit.as_ref()?.texts.get(key).map(str::to_owned))
}

/// What the pack is called whose guides are followed. Tracked.
pub fn title_of_pack(app: App) -> String {
    let id = app.toolkit.with(|toolkit| toolkit.as_ref().map(|t| t.pack.id.clone()));
    text(app, &format!("pack.{}.title", id.unwrap_or_default()))
}

/// What the team calls a kit or item, or its code. Tracked.
pub fn name_of(app: App, code: &str) -> String {
    app.toolkit
        .with(|toolkit| toolkit.as_ref().and_then(|t| t.name(code)).unwrap_or(code).to_string())
}

/// The same in few letters, for buttons and charts. Tracked.
pub fn short_name(app: App, code: &str) -> String {
    app.toolkit.with(|toolkit| {
        toolkit.as_ref().and_then(|t| t.short_name(code)).unwrap_or(code).to_string()
    })
}

/// These goods: `1 Food parcel, 2 Hygiene`. Tracked.
pub fn goods(app: App, lines: &[Line]) -> String {
    listed(lines, |code| name_of(app, code))
}

/// These goods in few letters. Tracked.
pub fn goods_in_short(app: App, lines: &[Line]) -> String {
    listed(lines, |code| short_name(app, code))
}

fn listed(lines: &[Line], name: impl Fn(&str) -> String) -> String {
    let one = |line: &Line| format!("{} {}", line.qty, name(&line.code));
    lines.iter().map(one).collect::<Vec<_>>().join(&tr("handout.list_comma"))
}

/// The icon of a kit or item. Tracked.
pub fn icon_of(app: App, code: &str) -> String {
    let icon = app.toolkit.with(|toolkit| {
        let pack = &toolkit.as_ref()?.pack;
        let kit = pack.kit(code).map(|kit| kit.icon.clone());
        kit.or_else(|| pack.item(code)?.sealed_only().then(|| "medicine".into()))
    });
    icon.unwrap_or_else(|| "stock".into())
}

/// The words of a reason code; nothing for a code of another version. Tracked.
pub fn reason_words(code: &str) -> Option<String> {
    REASONS.contains(&code).then(|| tr(&format!("guide.reason.{code}")))
}
