//! Where a record is, in the words that are the same everywhere.

use leptos::prelude::*;
use passamano_core::record::Audience;
use passamano_core::space::Endpoint;
use passamano_core::sync::Delivery;
use passamano_core::time::Moment;

use crate::actions::exchange::Entry;
use crate::i18n::{isolated, tr, tr_with};
use crate::screen::when::when;
use crate::state::App;

/// An endpoint of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name by which deliveries know it.
    pub key: String,
    /// What people call it.
    pub name: String,
}

impl Named {
    fn of(endpoint: &Endpoint) -> Self {
        Self { key: endpoint.key(), name: endpoint.name().into() }
    }
}

/// The endpoints of the team that this version can send to: none in the sample team. Tracked.
pub fn endpoints(app: App) -> Vec<Named> {
    let settled = app.world.with(|world| {
        world
            .settings
            .as_ref()
            .map(|settings| settings.reachable().map(Named::of).collect::<Vec<_>>())
    });
    app.identity.with(|identity| match identity {
        Some(identity) if !identity.practice => settled.unwrap_or_else(|| {
            let hub = identity.hub.clone().map(Endpoint::Hub);
            hub.iter().map(Named::of).collect()
        }),
        _ => vec![],
    })
}

/// What it is: "Hand-over K7-4QD", "Check: Two exits are open". Tracked.
pub fn title(app: App, entry: &Entry) -> String {
    let kind = tr(&format!("kind.{}", entry.kind));
    match pack_words(app, &entry.label) {
        Some(what) => tr_with("sent.what", &[("kind", &kind), ("what", &what)]),
        None if entry.label.is_empty() => kind,
        None => format!("{kind} {}", isolated(&entry.label)),
    }
}

/// The words for a label that is an id of the pack: of a check, a step, a kit or an item. Tracked.
fn pack_words(app: App, id: &str) -> Option<String> {
    app.toolkit.with(|toolkit| {
        let toolkit = toolkit.as_ref()?;
        let texts = &toolkit.texts;
        let step = || texts.get(&format!("{id}.title"));
        texts.get(id).or_else(step).or_else(|| toolkit.short_name(id)).map(str::to_owned)
    })
}

/// Where a record is, for a page of its own. Tracked.
pub fn where_it_is(app: App, entry: &Entry) -> String {
    place(entry, &endpoints(app), app.now.get())
}

/// Where it is: one sentence for each endpoint that something is known of.
pub fn place(entry: &Entry, named: &[Named], now: Moment) -> String {
    let name = |key: &str| named.iter().find(|n| n.key == key).map_or("", |n| n.name.as_str());
    let said: Vec<String> =
        entry.to.iter().filter_map(|(key, at)| sentence(name(key), at, now)).collect();
    if !said.is_empty() {
        return said.join(" ");
    }
    match entry.audience {
        Audience::Team => tr("sent.only_here"),
        Audience::Desk => tr("sent.only_here_sealed"),
    }
}

fn sentence(name: &str, delivery: &Delivery, now: Moment) -> Option<String> {
    match delivery {
        Delivery::Waiting => None,
        Delivery::Tried { at_ms } => Some(tr_with("sent.tried", &[("time", &when(*at_ms, now))])),
        Delivery::Received { at_ms, short } => Some(tr_with(
            "sent.receipt",
            &[("name", name), ("code", short), ("time", &when(*at_ms, now))],
        )),
        Delivery::Refused { reason, .. } => {
            Some(tr_with("sent.refused", &[("name", name), ("reason", &why(reason))]))
        }
    }
}

/// Hubs refuse with a code; what another endpoint says is shown as it is.
fn why(reason: &str) -> String {
    match reason {
        "too_large" | "bad_signature" | "not_an_envelope" | "other_space" | "other_device"
        | "too_many_clashes" => tr(&format!("sent.reason_{reason}")),
        other => other.into(),
    }
}

/// The icon of a kind of record.
pub fn icon(kind: &str) -> &'static str {
    match kind {
        "handed_over" | "counted" | "returned" => "give",
        "stock_moved" | "stock_counted" => "stock",
        "feedback_given" | "feedback_triaged" | "feedback_answered" | "suggested" | "debriefed" => {
            "feedback"
        }
        "incident_reported" | "marked" => "warning",
        "referred" => "onward",
        "step_checked" | "step_marked" | "gate_decided" => "guide",
        "households_listed" | "households_detailed" => "household",
        "member_joined" => "team",
        "goal_set" | "activity_planned" | "activity_moved" => "calendar",
        "settings_published" => "settings",
        "undone" => "undo",
        _ => "file",
    }
}
