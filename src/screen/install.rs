//! The card that offers to put the app on the home screen and to have the records kept.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::device::{self, InstallWay};
use crate::components::{Button, ButtonKind, Card, Chip, ChipKind};
use crate::i18n::tr;
use crate::state::App;

/// Installing and keeping, each with what stands now and one thing to do. It disappears where
/// both are in order, or when the person puts it away.
#[component]
pub fn InstallHint(
    /// Always there, as on *More*.
    #[prop(optional)]
    always: bool,
) -> impl IntoView {
    let app = App::get();
    let kept = RwSignal::new(None::<bool>);
    let away = RwSignal::new(!always && device::install_put_away());
    Effect::new(move |_| {
        spawn_local(async move { kept.set(device::this_phone(app).await.kept) });
    });
    let installed = move || device::install_way() == InstallWay::Installed;
    let shown = move || always || !(away.get() || installed() && kept.get() != Some(false));
    let put_away = move || {
        device::put_install_away();
        away.set(true);
    };
    view! {
        <Show when=shown>
            <Card title=move || tr("install.title") icon="phone">
                <Install/>
                <Keep kept=kept/>
                <Show when=move || !always>
                    <Button
                        label=move || tr("install.later")
                        kind=ButtonKind::Quiet
                        small=true
                        on_press=put_away
                    />
                </Show>
            </Card>
        </Show>
    }
}

/// How this browser installs the app.
#[component]
fn Install() -> impl IntoView {
    let install = move || spawn_local(device::install());
    move || {
        match device::install_way() {
        InstallWay::Installed => {
            view! { <p><Chip label=move || tr("install.done") icon="check"/></p> }.into_any()
        }
        InstallWay::Offered => view! {
            <p>{move || tr("install.why")}</p>
            <Button label=move || tr("install.now") icon="phone" kind=ButtonKind::Brand on_press=install/>
        }
        .into_any(),
        InstallWay::Ios => steps(&["install.ios_1", "install.ios_2"]).into_any(),
        InstallWay::Menu => steps(&["install.menu_1", "install.menu_2"]).into_any(),
    }
    }
}

fn steps(keys: &'static [&'static str]) -> impl IntoView {
    let step = |key: &'static str| view! { <li class="bullet">{move || tr(key)}</li> };
    view! {
        <p>{move || tr("install.why")}</p>
        <ol class="bullets">{keys.iter().map(|key| step(key)).collect_view()}</ol>
    }
}

/// Whether the browser may throw the records away, and asking it not to.
#[component]
fn Keep(
    /// What the browser said; nothing where it does not say.
    kept: RwSignal<Option<bool>>,
) -> impl IntoView {
    let asked = RwSignal::new(false);
    let ask = move || {
        spawn_local(async move {
            let answer = device::keep().await;
            kept.set(answer);
            asked.set(true);
        });
    };
    let words = move || {
        tr(match kept.get() {
            Some(true) => "install.kept",
            Some(false) if asked.get() => "install.refused",
            Some(false) => "install.not_kept",
            None => "install.unknown",
        })
    };
    let state = move || if kept.get() == Some(true) { ChipKind::Received } else { ChipKind::Held };
    let chip =
        move || view! { <Chip label=move || tr("install.records") kind=state() icon="lock"/> };
    view! {
        <p>{chip}</p>
        <p role="status">{words}</p>
        <Show when=move || kept.get() == Some(false)>
            <Button label=move || tr("install.ask") icon="lock" on_press=ask/>
        </Show>
    }
}
