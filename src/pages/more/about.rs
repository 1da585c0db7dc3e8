//! What this app is, which version, and whether there is a newer one.

use leptos::prelude::*;

use crate::actions::device;
use crate::components::{Button, Card, Logo};
use crate::i18n::{tr, tr_with};
use crate::state::App;

/// Version, licenses, looking for a new version.
#[component]
pub fn About() -> impl IntoView {
    let app = App::get();
    let pack = move || {
        let label = app.toolkit.with(|toolkit| toolkit.as_ref().map(|t| t.pack.label()));
        label.map(|label| tr_with("more.pack", &[("name", &label)]))
    };
    view! {
        <Card title=move || tr("more.about")>
            <Logo/>
            <p>{move || tr_with("more.version", &[("version", env!("CARGO_PKG_VERSION"))])}</p>
            <p class="small soft">{pack}</p>
            <p>{move || tr("more.license")}</p>
            <p>{move || tr("more.privacy")}</p>
            <Button label=move || tr("more.update") icon="phone" on_press=device::look_for_update/>
        </Card>
    }
}
