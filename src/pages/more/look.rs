//! Language, theme, and whether scans are heard.

use leptos::prelude::*;

use crate::actions::{device, scan};
use crate::components::{Card, Choice, Opt};
use crate::i18n::tr;
use crate::screen::language_switch::LanguageSwitch;

/// The theme's names, as the style knows them; `device` follows the phone.
const THEMES: [&str; 4] = ["device", "light", "dark", "sun"];

/// Scans are heard, or not.
const SOUNDS: [&str; 2] = ["on", "off"];

/// Language, theme, sound. Each choice counts at once.
#[component]
pub fn Look() -> impl IntoView {
    let theme = RwSignal::new(device::theme());
    Effect::new(move |before: Option<String>| {
        let now = theme.get();
        if before.is_some_and(|before| before != now) {
            device::set_theme(&now);
        }
        now
    });
    let themes = move || {
        let themes = THEMES.map(|name| Opt::new(name, tr(&format!("more.theme_{name}"))));
        themes.into_iter().collect::<Vec<_>>()
    };
    let sound = RwSignal::new(SOUNDS[usize::from(scan::is_quiet())].to_string());
    Effect::new(move |before: Option<String>| {
        let now = sound.get();
        if before.is_some_and(|before| before != now) {
            scan::set_quiet(now == SOUNDS[1]);
            // So that one hears what was chosen.
            scan::tell(scan::Outcome::Found);
        }
        now
    });
    let sounds = move || {
        let sounds = SOUNDS.map(|name| Opt::new(name, tr(&format!("more.sound_{name}"))));
        sounds.into_iter().collect::<Vec<_>>()
    };
    view! {
        <Card title=move || tr("common.language") icon="language">
            <LanguageSwitch/>
        </Card>
        <Choice legend=move || tr("more.theme") value=theme options=themes/>
        <Choice legend=move || tr("more.sound") hint=move || tr("more.sound_words") value=sound options=sounds/>
    }
}
