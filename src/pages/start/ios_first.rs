//! Why nothing is stored in a browser tab on an iPhone: the installed app starts empty there,
//! and the tab's storage is thrown away after a week without a visit.

use leptos::prelude::*;

use crate::actions::device::{self, InstallWay};
use crate::components::{Callout, Live};
use crate::i18n::tr;

/// On this phone the app must be installed before it keeps keys. Tracked.
pub fn must_install_first() -> bool {
    device::install_way() == InstallWay::Ios
}

/// Says that the app must be installed first, and how.
#[component]
pub fn IosFirst(
    /// What helps after the steps, such as copying the link.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <Callout icon="phone" title=move || tr("join.ios_title") live=Live::Status>
            <p>{move || tr("join.ios_why")}</p>
            <ol class="bullets">
                {["join.ios_1", "join.ios_2", "join.ios_3"]
                    .map(|key| view! { <li class="bullet">{move || tr(key)}</li> })
                    .collect_view()}
            </ol>
            {children.map(|children| children())}
        </Callout>
    }
}
