//! Joining a team: its link is pasted, scanned or opened; then a nickname and one tap.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use passamano_core::space::{BadInvitation, Invitation};

use super::already::{AlreadyIn, Renew};
use super::ios_first::{IosFirst, must_install_first};
use crate::actions::{self, device, invitation};
use crate::components::{Button, Card, Fact, Facts, Field, FieldKind, MainAction};
use crate::i18n::{tr, tr_with};
use crate::route::Route;
use crate::screen::doorway::{Doorway, keep_typed};
use crate::screen::role::role_word;
use crate::screen::scanner::Scanner;
use crate::screen::when::{date, when};
use crate::state::App;

/// *Join a team*.
#[component]
pub fn JoinPage() -> impl IntoView {
    let app = App::get();
    let title = move || tr("start.join");
    let member = Memo::new(move |_| app.identity.with(|i| i.as_ref().is_some_and(|i| !i.practice)));
    let tab = Memo::new(move |_| must_install_first());
    let renewal = Memo::new(move |_| invitation::renewal(app));
    move || match (member.get(), tab.get()) {
        (true, _) => match renewal.get() {
            Some(invitation) => view! { <Renew title=title invitation=invitation/> }.into_any(),
            None => view! { <AlreadyIn title=title/> }.into_any(),
        },
        (false, true) => {
            view! { <Doorway title=title><IosFirst><CopyLink/></IosFirst></Doorway> }.into_any()
        }
        (false, false) => view! { <JoinForm/> }.into_any(),
    }
}

/// The installed app does not get the link that was opened here: it can be pasted there.
#[component]
fn CopyLink() -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |link: String| {
        spawn_local(async move { copied.set(device::copy(link).await) });
    };
    let label = move || tr(if copied.get() { "common.copied" } else { "join.copy_link" });
    move || {
        invitation::pending().map(|link| {
            view! { <Button label=label icon="share" on_press=move || copy(link.clone())/> }
        })
    }
}

#[component]
fn JoinForm() -> impl IntoView {
    let app = App::get();
    let navigate = use_navigate();
    let (link, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (scanning, tried, busy) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    keep_typed(app, vec![link, name]);
    Effect::new(move |_| {
        if let Some(caught) = invitation::pending() {
            link.set(caught);
        }
    });
    let read = Memo::new(move |_| {
        let now = app.now.get().ms;
        link.with(|link| (!link.trim().is_empty()).then(|| Invitation::parse(link, now)))
    });
    let good = Memo::new(move |_| read.get().and_then(Result::ok));
    let scanned = move |text: String| {
        scanning.set(false);
        link.set(text);
    };

    let join = move || {
        tried.set(true);
        let (Some(good), person) = (good.get_untracked(), name.get_untracked().trim().to_string())
        else {
            return;
        };
        if person.is_empty() {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match invitation::accept(app, &good, person).await {
                Ok(()) => {
                    // Who came back has read that the browser had cleared everything.
                    app.wiped.set(false);
                    navigate(&Route::Home.path(), Default::default());
                }
                Err(problem) => actions::fail(app, &problem),
            }
            busy.set(false);
        });
    };
    let action = move || {
        let join = join.clone();
        view! {
            {move || match (good.with(Option::is_some), scanning.get()) {
                (true, _) => {
                    view! {
                        <MainAction
                            label=move || tr("join.now")
                            busy_label=move || tr("common.saving")
                            icon="team"
                            busy=busy
                            on_press=join.clone()
                        />
                    }.into_any()
                }
                (false, true) => view! {
                    <MainAction label=move || tr("join.paste") icon="keyboard" on_press=move || scanning.set(false)/>
                }.into_any(),
                (false, false) => view! {
                    <MainAction label=move || tr("join.scan") icon="scan" on_press=move || scanning.set(true)/>
                }.into_any(),
            }}
        }
    };
    let no_name = move || {
        (tried.get() && name.with(|name| name.trim().is_empty())).then(|| tr("join.name_needed"))
    };
    let bad = move || {
        let today = date(app.now.get().day());
        let words = |problem| tr_with(sentence(problem), &[("day", &today)]);
        read.get().and_then(Result::err).map(words)
    };
    let entry = move || {
        match good.get() {
        Some(invitation) => view! {
            <Invited invitation=invitation/>
            <Field
                label=move || tr("join.name")
                hint=move || tr("join.name_hint")
                value=name
                error=no_name
                required=true
                max_length=40
            />
            <Button label=move || tr("join.other_link") icon="scan" on_press=move || link.set(String::new())/>
        }
        .into_any(),
        None if scanning.get() => view! { <Scanner on_text=scanned/> }.into_any(),
        None => view! {
            <p>{move || tr("join.words")}</p>
            <Field
                label=move || tr("join.link")
                hint=move || tr("join.link_hint")
                value=link
                kind=FieldKind::Web
                error=bad
            />
        }
        .into_any(),
    }
    };
    view! { <Doorway title=move || tr("start.join") action=action>{entry}</Doorway> }
}

/// Who invites, as what, and where the records will go.
#[component]
fn Invited(invitation: Invitation) -> impl IntoView {
    let app = App::get();
    let role = invitation.grant.role;
    let hub = invitation.hub.map(|hub| hub.name);
    let expires = invitation.grant.expires_ms;
    let goes = move || match &hub {
        Some(name) => tr_with("join.goes_to", &[("name", name)]),
        None => tr("join.goes_nowhere"),
    };
    let sample = move || app.identity.with(Option::is_some);
    view! {
        <Card title=invitation.name icon="team" now=true>
            <Facts>
                <Fact icon="check">{move || tr_with("join.as", &[("role", &role_word(role))])}</Fact>
                <Fact icon="sending">{goes}</Fact>
                <Fact icon="clock">
                    {move || tr_with("join.until", &[("time", &when(expires, app.now.get()))])}
                </Fact>
                <Show when=sample>
                    <Fact icon="close">{move || tr("join.sample_ends")}</Fact>
                </Show>
            </Facts>
        </Card>
    }
}

fn sentence(problem: BadInvitation) -> &'static str {
    match problem {
        BadInvitation::Foreign => "join.bad_foreign",
        BadInvitation::LaterVersion => "join.bad_later",
        BadInvitation::Damaged => "join.bad_damaged",
        BadInvitation::Expired => "join.bad_expired",
    }
}
