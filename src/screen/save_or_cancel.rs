//! The two ends of a small form that opens within a page.

use leptos::prelude::*;

use crate::components::{Button, ButtonKind};
use crate::i18n::tr;

/// *Save* and *Cancel*.
#[component]
pub fn SaveOrCancel(
    /// It is being saved: *Save* says so and takes no second press.
    busy: RwSignal<bool>,
    /// Saves.
    #[prop(into)]
    on_save: Callback<()>,
    /// Closes the form without saving.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="row-wrap">
            <Button
                kind=ButtonKind::Brand
                label=move || tr("common.save")
                busy_label=move || tr("common.saving")
                on_press=on_save
                busy=busy
            />
            <Button kind=ButtonKind::Quiet label=move || tr("common.cancel") on_press=on_cancel/>
        </div>
    }
}
