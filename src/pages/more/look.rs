//! Language and theme.

use leptos::prelude::*;

use crate::actions::device;
use crate::components::{Card, Choice, Opt};
use crate::i18n::tr;
use crate::pages::language_switch::LanguageSwitch;

/// The theme's names, as the style knows them; `device` follows the phone.
const THEMES: [&str; 4] = ["device", "light", "dark", "sun"];

/// Language and theme. Each choice shows at once.
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
    view! {
        <Card title=move || tr("common.language") icon="language">
            <LanguageSwitch/>
        </Card>
        <Choice legend=move || tr("more.theme") value=theme options=themes/>
    }
}
