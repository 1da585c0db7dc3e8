//! The people of the team, invitations for more, and the recovery file.

mod picture;

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::space::Role;

use self::picture::{CODE_PICTURE, CodePicture};
use crate::actions::{arrival, desk, desk::cards, export, team};
use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::route::Route;
use crate::screen::desk::frame::DeskFrame;
use crate::screen::recovery::RecoveryCard;
use crate::screen::role::role_word;
use crate::state::App;

const ROLES: [(Role, &str); 3] = [
    (Role::Volunteer, "volunteer"),
    (Role::FocalPoint, "focal_point"),
    (Role::Coordinator, "coordinator"),
];

/// The team.
#[component]
pub fn DeskTeamPage() -> impl IntoView {
    view! {
        <DeskFrame title=move || tr("desk.team") here=Route::DeskTeam>
            <div class="desk-page">
                <Invite/>
                <Members/>
                <RecoveryCard/>
            </div>
        </DeskFrame>
    }
}

/// Who is in the team, as what, on how many phones.
#[component]
fn Members() -> impl IntoView {
    let app = App::get();
    let members = Memo::new(move |_| {
        app.world.with(|world| {
            let phones = |member| world.devices.values().filter(|m| **m == member).count() as u32;
            let mut all: Vec<_> = world
                .members
                .values()
                .map(|m| (m.name.clone(), m.role, phones(m.member)))
                .collect();
            all.sort();
            all
        })
    });
    let row = |(name, role, phones): (String, Role, u32)| {
        view! {
            <tr>
                <td><bdi>{name}</bdi></td>
                <td>{move || role_word(role)}</td>
                <td class="table-number">{phones}</td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=move || tr("desk.team")>
            <table class="table">
                <caption>{move || tr_count("team.members", members.with(Vec::len) as u32)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || tr("team.name")}</th>
                        <th scope="col">{move || tr("team.role")}</th>
                        <th scope="col" class="table-number">{move || tr("team.phones")}</th>
                    </tr>
                </thead>
                <tbody>{move || members.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// An invitation, for who may make one.
#[component]
fn Invite() -> impl IntoView {
    let app = App::get();
    let why_not = move || match (desk::is_practice(app), desk::may_sign(app)) {
        (true, _) => Some("team.practice"),
        (_, false) => Some("team.not_yours"),
        _ => None,
    };
    move || match why_not() {
        Some(key) => view! { <Callout icon="lock" title=move || tr(key)/> }.into_any(),
        None => view! { <InviteForm/> }.into_any(),
    }
}

#[component]
fn InviteForm() -> impl IntoView {
    let app = App::get();
    let role = RwSignal::new(ROLES[0].1.to_string());
    let (link, picture) = (RwSignal::new(String::new()), RwSignal::new(None::<cards::Picture>));
    let busy = RwSignal::new(false);
    let chosen = move || {
        ROLES
            .into_iter()
            .find(|(_, code)| *code == *role.read())
            .map_or(Role::Volunteer, |(role, _)| role)
    };
    // A link for another role must not stay beside the new choice.
    Effect::new(move |_| {
        role.track();
        link.set(String::new());
        picture.set(None);
    });
    // It comes below the button that makes it, and is of use only when all of it is in the view.
    Effect::new(move |_| {
        if picture.with(Option::is_some) {
            arrival::show(CODE_PICTURE);
        }
    });
    let options = move || {
        let option = |(role, code): (Role, &str)| Opt {
            value: code.into(),
            label: role_word(role),
            note: Some(tr(&format!("team.may.{code}"))),
        };
        ROLES.map(option).to_vec()
    };
    let make = move || {
        let Some(made) = team::invitation_link(app, untrack(chosen)) else { return };
        link.set(made.clone());
        busy.set(true);
        spawn_local(async move {
            let drawn = cards::draw(app, &made).await;
            let _ = picture.try_set(drawn);
            let _ = busy.try_set(false);
        });
    };
    let copy = move || spawn_local(export::copy_text(app, link.get_untracked()));
    let share = move || spawn_local(export::share_text(app, link.get_untracked()));
    view! {
        <Card title=move || tr("team.invite") icon="team">
            <Choice legend=move || tr("team.as") value=role options=Signal::derive(options)/>
            <Show when=move || chosen().opens_desk()>
                <Callout kind=CalloutKind::Stop icon="warning" title=move || tr("team.opens_desk")>
                    <p>{move || tr(if chosen() == Role::Coordinator { "team.coordinator_warning" } else { "team.focal_point_warning" })}</p>
                </Callout>
            </Show>
            <Button kind=ButtonKind::Brand icon="plus" label=move || tr("team.make") on_press=make busy=busy/>
            <Show when=move || link.with(|link| !link.is_empty())>
                <Callout kind=CalloutKind::Held icon="lock" live=Live::Status title=move || tr("team.made")>
                    <p>{move || tr("team.made_words")}</p>
                </Callout>
                {move || picture.get().map(|picture| view! { <CodePicture picture label=move || tr("team.picture")/> })}
                <Field kind=FieldKind::Web label=move || tr("team.link") value=link/>
                <div class="row-wrap">
                    <Button icon="file" label=move || tr("team.copy") on_press=copy/>
                    <Button icon="share" label=move || tr("team.share") on_press=share/>
                </div>
            </Show>
        </Card>
    }
}
