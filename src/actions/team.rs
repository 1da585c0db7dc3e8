//! Entering a space: try it with a sample team, join by invitation, or start one; enrolling at
//! hubs, changing settings, inviting, leaving. Keys are made on this device.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::endpoint::{Diagnosis, hub};
use passamano_core::record::{Fact, Member};
use passamano_core::space::{Endpoint, Founding, Grant, Hub, Invitation, Role, Settings};

use super::{NewRecord, boot, language, records, sample, save, sealer};
use crate::i18n::tr;
use crate::platform::{clock, fetch, page, prefs, random};
use crate::state::{App, Identity};
use crate::storage::{Problem, Store};

/// How long a new invitation is valid, milliseconds: a day.
const INVITATION_MS: i64 = 86_400_000;
/// How many devices may use one invitation.
const INVITATION_USES: u16 = 30;

/// Opens the sample team, which lives on this phone only.
pub async fn try_it(app: App, name: String) -> Result<(), Problem> {
    // What is ticked in the sample is the pack's, which may still be on its way.
    if app.toolkit.with_untracked(Option::is_none) {
        language::load_toolkit(app).await;
    }
    let founding = Founding::new(&random::bytes());
    let grant = founding.grant(Role::Coordinator, random::bytes(), i64::MAX, 1);
    let mut identity =
        Identity::join(&founding.invite(&tr("sample.space"), None, grant), name, &random::bytes());
    identity.practice = true;
    let first = First { told: Some(sample::tell(app, &identity)), ..First::default() };
    begin(app, boot::PRACTICE, identity, first).await
}

/// Throws the sample team away, in one step, and shows the three doors again.
pub async fn end_practice(app: App) -> Result<(), Problem> {
    leave(app).await
}

/// Forgets the space on this phone: every record, key and draft of it.
pub async fn leave(app: App) -> Result<(), Problem> {
    let store = app.store.get_untracked();
    app.identity.set(None);
    app.store.set(None);
    if let Some(store) = store {
        store.destroy().await?;
    }
    prefs::set_practicing(false);
    prefs::forget_canary();
    page::reload();
    Ok(())
}

/// Joins a team.
pub async fn join(app: App, invitation: &Invitation, name: String) -> Result<(), Problem> {
    let identity = Identity::join(invitation, name, &random::bytes());
    begin(app, boot::TEAM, identity, First::default()).await
}

/// Enrols at the hub anew with a new invitation of the same team, as the same person.
pub async fn renew_access(app: App, invitation: &Invitation) -> Result<(), Problem> {
    let (Some(identity), Some(store)) = (app.identity.get_untracked(), app.store.get_untracked())
    else {
        return Err(Problem::Gone);
    };
    let mut identity = Identity::clone(&identity);
    identity.grant = Some(invitation.grant.clone());
    identity.hub = invitation.hub.clone().or(identity.hub);
    // With an old token the hub would not be asked for a new one.
    identity.tokens.clear();
    store.set_key("identity", &identity).await?;
    app.identity.set(Some(Arc::new(identity)));
    crate::sync::restart(app).await;
    Ok(())
}

/// The address of a hub as somebody typed it. People leave the scheme away.
pub fn whole_address(typed: &str) -> String {
    let typed = typed.trim();
    if typed.contains("://") { typed.into() } else { format!("https://{typed}") }
}

/// What a new team wants.
#[derive(Debug, Clone, Default)]
pub struct NewTeam {
    /// The name of the organisation or project.
    pub name: String,
    /// What the founder is called.
    pub founder: String,
    /// Languages in use.
    pub languages: Vec<String>,
    /// The hub, already asked who it is, if there is one.
    pub hub: Option<Hub>,
}

/// Starts a team: keys made here, the space opened at its hub, settings signed and published.
/// The caller saves the recovery file next.
pub async fn found(app: App, team: NewTeam) -> Result<(), Problem> {
    let founding = Founding::new(&random::bytes());
    let grant =
        founding.grant(Role::Coordinator, random::bytes(), clock::now().ms + INVITATION_MS, 1);
    let invitation = founding.invite(&team.name, team.hub.clone(), grant);
    let identity = Identity::join(&invitation, team.founder, &random::bytes());
    let settings = Settings {
        version: 1,
        name: team.name,
        languages: team.languages,
        endpoints: team.hub.into_iter().map(Endpoint::Hub).collect(),
        contacts: vec![],
        recovery_kept_ms: None,
        more: Default::default(),
    };
    let signed = founding.sign_settings(&settings);
    let publish = NewRecord::of(None, Fact::SettingsPublished(signed)).labelled(settings.name);
    let first = First { facts: vec![publish], ..First::default() };
    begin(app, boot::TEAM, identity, first).await
}

/// Signs settings with the organisation's key and puts them into the log. Only a coordinator can.
pub async fn publish(app: App, settings: Settings) -> Result<(), Problem> {
    let founding =
        app.identity.get_untracked().and_then(|i| i.founding.clone()).ok_or(Problem::Gone)?;
    let signed = founding.sign_settings(&settings);
    save(app, vec![NewRecord::of(None, Fact::SettingsPublished(signed)).labelled(&settings.name)])
        .await?;
    crate::sync::renew(app).await;
    Ok(())
}

/// The link that lets a device in, with what its role needs and no more. Nothing for somebody
/// who is no coordinator.
pub fn invitation_link(app: App, role: Role) -> Option<String> {
    let identity = app.identity.get_untracked()?;
    let founding = identity.founding.as_ref()?;
    let expires = clock::now().ms + INVITATION_MS;
    let grant = founding.grant(role, random::bytes(), expires, INVITATION_USES);
    let hub = crate::sync::endpoints(app).into_iter().find_map(|endpoint| match endpoint {
        Endpoint::Hub(hub) => Some(hub),
        Endpoint::Webhook(_) | Endpoint::Unknown(_) => None,
    });
    let name = app.world.with_untracked(|world| world.settings.as_ref().map(|s| s.name.clone()));
    let invitation = founding.invite(name.as_ref().unwrap_or(&identity.space_name), hub, grant);
    Some(format!("{}/{}", page::origin(), invitation.to_fragment()))
}

/// Asks an address whether it is a hub.
pub async fn ask_hub(url: &str) -> Result<Hub, Diagnosis> {
    let url = url.trim().trim_end_matches('/');
    let request = hub::about(url);
    let answer = fetch::send(&request).await;
    let about = hub::read_about(&request, &answer, None, clock::now().ms)?;
    Ok(Hub { name: about.name, url: url.into(), key: about.key, more: Default::default() })
}

/// Enrols this device at a hub and keeps the token. A coordinator opens the space there first.
pub async fn enrol(app: App, endpoint: &Endpoint) -> Result<String, Diagnosis> {
    let (Endpoint::Hub(hub), Some(identity)) = (endpoint, app.identity.get_untracked()) else {
        return Err(Diagnosis::NotEnrolled);
    };
    let grant = match &identity.founding {
        Some(founding) => {
            let request = hub::found(hub, founding, None);
            hub::read_found(&request, &fetch::send(&request).await, clock::now().ms)?;
            fresh_grant(founding)
        }
        None => identity.grant.clone().ok_or(Diagnosis::NotEnrolled)?,
    };
    let request = hub::enrol(hub, &grant, &identity.device_secret());
    let token = hub::read_enrol(&request, &fetch::send(&request).await, clock::now().ms)?;
    let mut identity = Identity::clone(&identity);
    identity.tokens.insert(hub.url.clone(), token.clone());
    if let Some(store) = app.store.get_untracked() {
        // Without it the device enrols again at the next start, which is harmless.
        let _ = store.set_key("identity", &identity).await;
    }
    app.identity.set(Some(Arc::new(identity)));
    Ok(token)
}

/// The recovery file's name and text: every secret of the space.
pub fn recovery_file(app: App) -> Option<(String, String)> {
    let identity = app.identity.get_untracked()?;
    let founding = identity.founding.as_ref()?;
    let file = Recovery {
        passamano_recovery: 1,
        name: identity.space_name.clone(),
        founding: founding.clone(),
    };
    Some(("passamano-recovery.json".into(), serde_json::to_string_pretty(&file).ok()?))
}

/// What a recovery file holds.
#[derive(serde::Serialize, serde::Deserialize)]
struct Recovery {
    passamano_recovery: u8,
    name: String,
    founding: Founding,
}

/// Comes back into a space with its recovery file, as a coordinator on a new device. Nothing
/// where the text is no recovery file.
pub async fn recover(
    app: App,
    text: &str,
    name: String,
    hub: Option<Hub>,
) -> Option<Result<(), Problem>> {
    let file: Recovery = serde_json::from_str(text).ok()?;
    let grant = fresh_grant(&file.founding);
    let invitation = file.founding.invite(&file.name, hub, grant);
    Some(join(app, &invitation, name).await)
}

fn fresh_grant(founding: &Founding) -> Grant {
    founding.grant(Role::Coordinator, random::bytes(), clock::now().ms + INVITATION_MS, 1)
}

/// What a space has from its first moment, besides who joined.
#[derive(Default)]
struct First {
    /// Facts of now.
    facts: Vec<NewRecord>,
    /// What is told of a sample team.
    told: Option<sample::Told>,
}

/// Becomes part of a space, with what it has from its first moment. The identity is
/// kept together with them, before any screen shows the space: a person who closes the app at
/// once, or whose phone is full, has not half joined.
async fn begin(app: App, database: &str, identity: Identity, first: First) -> Result<(), Problem> {
    let store = Store::open(database).await?;
    let identity = match store.key("identity").await? {
        // Kept by another tab, or by an earlier tap that got no answer: one phone, one team.
        Some(before) => before,
        None => {
            let Identity { member, name, role, .. } = identity.clone();
            let mut facts =
                vec![NewRecord::of(None, Fact::MemberJoined(Member { member, name, role }))];
            facts.extend(first.facts);
            let (mut records, seal) = (records(app, &identity, facts), sealer(&identity));
            let (own, others) = first.told.map(|told| (told.own, told.others)).unwrap_or_default();
            records.extend(own);
            let key = ("identity", &identity);
            let saved = store.commit_first(key, &others, &records, &[], seal).await?;
            prefs::plant_canary(&identity.space.to_string());
            prefs::feed_canary(saved.last().map_or(0, |last| last.seq));
            identity
        }
    };
    prefs::set_practicing(identity.practice);
    boot::enter(app, store, identity).await?;
    crate::sync::renew(app).await;
    Ok(())
}
