//! A space: its secrets, its signed settings, and the permission that lets a device in. The
//! organisation's public key comes only with the invitation and is pinned; an endpoint never
//! supplies a key. How an invitation is written into a link and read again is in
//! `space/invitation.rs`.

mod contact;
mod invitation;
mod recovery;

pub use contact::{BadContact, Callable, dialled};
pub use invitation::{BadInvitation, Invitation};
pub use recovery::{AskFor, ask_for_recovery};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::code::{Code, codes};
use crate::id::{DeviceId, SpaceId, base64};
use crate::keys::Keys;
use crate::seal::{self, SecretKey};

/// What a person may do in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A code of a later version. It has the least rights of all.
    Later(Code),
    /// Follows the toolkit, hands out, listens. Cannot open what is for the desk.
    Volunteer,
    /// Also opens what is for the desk.
    FocalPoint,
    /// Also signs settings and invites.
    Coordinator,
}

codes!(Role {
    Volunteer = "volunteer",
    FocalPoint = "focal_point",
    Coordinator = "coordinator",
});

impl Role {
    /// May open what is sealed to the desk.
    pub fn opens_desk(self) -> bool {
        self >= Role::FocalPoint
    }

    /// In an invitation and in what is signed of it. A role of a later version has none here: its
    /// grant is not believed.
    fn byte(self) -> u8 {
        match self {
            Role::Later(_) => 0,
            Role::Volunteer => 1,
            Role::FocalPoint => 2,
            Role::Coordinator => 3,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [Role::Volunteer, Role::FocalPoint, Role::Coordinator]
            .into_iter()
            .find(|role| role.byte() == byte)
    }
}

/// Every secret of a space. The founder's device makes it; it is the content of the recovery
/// file, without which nobody can read what was sealed to the desk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founding {
    /// The space.
    pub space: SpaceId,
    /// Signs settings and invitations.
    #[serde(with = "secret")]
    pub org_secret: SecretKey,
    /// Opens what is for the team.
    #[serde(with = "secret")]
    pub team: SecretKey,
    /// Opens what is for the desk.
    #[serde(with = "secret")]
    pub desk_secret: SecretKey,
}

/// Serde form of a secret key.
mod secret {
    use super::{SecretKey, base64};
    use serde::{Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(key: &SecretKey, to: S) -> Result<S::Ok, S::Error> {
        base64::serialize(key, to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<SecretKey, D::Error> {
        base64::deserialize(from)?.try_into().map_err(|_| D::Error::custom("a key has 32 bytes"))
    }
}

impl Founding {
    /// Makes a space from 112 random bytes.
    pub fn new(chance: &[u8; 112]) -> Self {
        let part = |at: usize| -> SecretKey {
            let mut key = [0; 32];
            key.copy_from_slice(&chance[at..at + 32]);
            key
        };
        let mut space = [0; 16];
        space.copy_from_slice(&chance[..16]);
        Self {
            space: SpaceId(space),
            org_secret: part(16),
            team: part(48),
            desk_secret: seal::letterbox(part(80)).0,
        }
    }

    /// The organisation's public key.
    pub fn org(&self) -> [u8; 32] {
        seal::signer_public(&self.org_secret)
    }

    /// The keys for envelopes, with the desk's secret.
    pub fn keys(&self) -> Keys {
        Keys {
            team: self.team,
            desk: seal::letterbox_public(&self.desk_secret).unwrap_or_default(),
            desk_secret: Some(self.desk_secret),
        }
    }

    /// Signs settings.
    pub fn sign_settings(&self, settings: &Settings) -> SignedSettings {
        let json = serde_json::to_string(settings).unwrap_or_default();
        let signature = seal::sign(&self.org_secret, &settings_message(self.space, &json));
        SignedSettings { json, signature: signature.to_vec() }
    }

    /// Permits `uses` devices to enrol with a role until a moment.
    pub fn grant(&self, role: Role, code: [u8; 16], expires_ms: i64, uses: u16) -> Grant {
        let mut grant = Grant {
            space: self.space,
            role,
            code: code.to_vec(),
            expires_ms,
            uses,
            signature: vec![],
        };
        grant.signature = seal::sign(&self.org_secret, &grant.message()).to_vec();
        grant
    }

    /// Writes an invitation with what its role needs and no more.
    pub fn invite(&self, name: &str, hub: Option<Hub>, grant: Grant) -> Invitation {
        let role = grant.role;
        Invitation {
            name: name.into(),
            org: self.org(),
            team: self.team,
            desk: seal::letterbox_public(&self.desk_secret).unwrap_or_default(),
            desk_secret: role.opens_desk().then_some(self.desk_secret),
            org_secret: (role == Role::Coordinator).then_some(self.org_secret),
            hub,
            grant,
        }
    }
}

fn settings_message(space: SpaceId, json: &str) -> Vec<u8> {
    [b"passamano settings 1".as_slice(), &space.0, json.as_bytes()].concat()
}

/// What the organisation decided for the whole space. Travels signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Grows with each change; the highest valid one counts.
    pub version: u32,
    /// The name of the organisation or project.
    pub name: String,
    /// Languages in use, as BCP 47 tags.
    pub languages: Vec<String>,
    /// Where envelopes go; several at once.
    #[serde(default)]
    pub endpoints: Vec<Endpoint>,
    /// Whom to call: code of a contact, then name and number.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// When a coordinator last kept the recovery file, Unix milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_kept_ms: Option<i64>,
    /// What a later version says besides.
    #[serde(flatten)]
    pub more: More,
}

impl Settings {
    /// The endpoints that this version can send to.
    pub fn reachable(&self) -> impl Iterator<Item = &Endpoint> {
        self.endpoints.iter().filter(|endpoint| endpoint.is_known())
    }

    /// Puts an endpoint in, in place of the one with its address.
    pub fn put(&mut self, mut endpoint: Endpoint) {
        let key = endpoint.key();
        let old = self.endpoints.iter().position(|old| old.key() == key);
        match (&mut endpoint, old.map(|at| self.endpoints.remove(at))) {
            (Endpoint::Hub(new), Some(Endpoint::Hub(old))) => new.more = old.more,
            (Endpoint::Webhook(new), Some(Endpoint::Webhook(old))) => new.more = old.more,
            _ => {}
        }
        self.endpoints.push(endpoint);
    }
}

/// Fields of a later version: written again as they were read, so that whoever changes one thing
/// with an older app takes nothing else away.
pub type More = BTreeMap<String, Value>;

/// A local contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// `site_lead`, `focal_point` or another code.
    pub code: String,
    /// What the team calls the person or office.
    pub name: String,
    /// A telephone number.
    pub phone: String,
    /// What a later version says besides.
    #[serde(flatten)]
    pub more: More,
}

/// Where envelopes go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Endpoint {
    /// A Passamano hub: sealed envelopes, signed receipts.
    Hub(Hub),
    /// Any HTTPS address that takes JSON.
    Webhook(Webhook),
    /// One that this version cannot read, as it stands in the settings. It stays there; nothing is
    /// sent to it, and no record of this phone waits for it.
    #[serde(untagged)]
    Unknown(Value),
}

impl Endpoint {
    /// A short stable name for storage: what it is and where.
    pub fn key(&self) -> String {
        match self {
            Endpoint::Hub(hub) => format!("hub {}", hub.url),
            Endpoint::Webhook(hook) => format!("webhook {}", hook.url),
            Endpoint::Unknown(value) => value.to_string(),
        }
    }

    /// This version can send to it.
    pub fn is_known(&self) -> bool {
        !matches!(self, Endpoint::Unknown(_))
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        match self {
            Endpoint::Hub(hub) => &hub.name,
            Endpoint::Webhook(hook) => &hook.name,
            Endpoint::Unknown(value) => {
                value.get("name").and_then(Value::as_str).unwrap_or_default()
            }
        }
    }
}

/// A hub and the key that signs its receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hub {
    /// What people call it.
    pub name: String,
    /// Its address, without a slash at the end.
    pub url: String,
    /// Its Ed25519 public key, pinned.
    #[serde(with = "base64")]
    pub key: Vec<u8>,
    /// What a later version says besides.
    #[serde(flatten)]
    pub more: More,
}

/// An HTTPS address that takes records as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    /// What people call it.
    pub name: String,
    /// Its whole address.
    pub url: String,
    /// Name of the header that carries the secret.
    pub header: String,
    /// The secret.
    pub secret: String,
    /// The organisation decided that this address may read records of the team. Without it,
    /// sealed envelopes are sent.
    #[serde(default)]
    pub plain: bool,
    /// What a later version says besides.
    #[serde(flatten)]
    pub more: More,
}

/// Settings with the organisation's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedSettings {
    /// [`Settings`] exactly as they were signed.
    pub json: String,
    /// Ed25519 signature.
    #[serde(with = "base64")]
    pub signature: Vec<u8>,
}

impl SignedSettings {
    /// The settings, if the organisation signed them.
    pub fn open(&self, space: SpaceId, org: &[u8; 32]) -> Option<Settings> {
        let signature = self.signature.as_slice().try_into().ok()?;
        seal::signed_by(org, &settings_message(space, &self.json), signature)
            .then(|| serde_json::from_str(&self.json).ok())
            .flatten()
    }
}

/// The organisation's permission to enrol. The hub sees this part of an invitation, never a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The space.
    pub space: SpaceId,
    /// As what.
    pub role: Role,
    /// Random; names the grant.
    #[serde(with = "base64")]
    pub code: Vec<u8>,
    /// Not valid after this Unix time in milliseconds.
    pub expires_ms: i64,
    /// How many devices may use it.
    pub uses: u16,
    /// The organisation's Ed25519 signature.
    #[serde(with = "base64")]
    pub signature: Vec<u8>,
}

impl Grant {
    /// The organisation signed it.
    pub fn signed_by(&self, org: &[u8; 32]) -> bool {
        self.signature.as_slice().try_into().is_ok_and(|s| seal::signed_by(org, &self.message(), s))
    }

    fn message(&self) -> Vec<u8> {
        [
            b"passamano grant 1".as_slice(),
            &self.space.0,
            &[self.role.byte()],
            &self.expires_ms.to_be_bytes(),
            &self.uses.to_be_bytes(),
            &self.code,
        ]
        .concat()
    }
}

/// What a device signs to prove that it holds its key when it enrols at a hub.
pub fn enrol_message(space: SpaceId, device: DeviceId, hub_key: &[u8]) -> Vec<u8> {
    [b"passamano enrol 1".as_slice(), &space.0, &device.0, hub_key].concat()
}

/// What the organisation signs to open its space at a hub.
pub fn found_message(space: SpaceId, hub_key: &[u8]) -> Vec<u8> {
    [b"passamano found 1".as_slice(), &space.0, hub_key].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    pub(super) fn founding() -> Founding {
        Founding::new(&core::array::from_fn(|i| i as u8))
    }

    #[test]
    fn settings_that_somebody_else_signed_are_refused() {
        let founding = founding();
        let settings = Settings { version: 1, name: "Casa Rossa".into(), ..Default::default() };
        let signed = founding.sign_settings(&settings);
        assert_eq!(signed.open(founding.space, &founding.org()), Some(settings));
        assert_eq!(signed.open(SpaceId([0; 16]), &founding.org()), None);
        assert_eq!(signed.open(founding.space, &seal::signer_public(&[1; 32])), None);
        let changed = SignedSettings { json: signed.json.replace("Rossa", "Nera"), ..signed };
        assert_eq!(changed.open(founding.space, &founding.org()), None);
    }

    /// What a coordinator with a later app published.
    const LATER: &str = r#"{"version":7,"name":"Casa Rossa","languages":["it"],"quiet_hours":[22,6],
        "endpoints":[{"kind":"couch","name":"Archive","url":"https://couch.example","view":{"by":1}},
        {"kind":"hub","name":"Casa","url":"https://hub.example","key":"CAgI","mirror":"https://b.example"},
        {"kind":"webhook","name":"Sheet"},"carrier pigeon"],
        "contacts":[{"code":"site_lead","name":"Ada","phone":"112","hours":"9-12"}]}"#;

    #[test]
    fn settings_of_a_later_version_are_read_and_lose_nothing_when_they_are_changed() {
        let founding = founding();
        let signed = |json: &str| SignedSettings {
            json: json.into(),
            signature: seal::sign(&founding.org_secret, &settings_message(founding.space, json))
                .to_vec(),
        };
        let open = |signed: &SignedSettings| signed.open(founding.space, &founding.org()).unwrap();
        let mut settings = open(&signed(LATER));
        let known: Vec<bool> = settings.endpoints.iter().map(Endpoint::is_known).collect();
        // A webhook without what makes one is none that this version can send to.
        assert_eq!(known, [false, true, false, false]);
        let names: Vec<&str> = settings.endpoints.iter().map(Endpoint::name).collect();
        assert_eq!(names, ["Archive", "Casa", "Sheet", ""]);
        let keys: BTreeSet<String> = settings.endpoints.iter().map(Endpoint::key).collect();
        assert_eq!(keys.len(), 4, "each can be removed by itself");

        settings.version += 1;
        settings.contacts[0].phone = "113".into();
        let mut again = settings.clone();
        again.put(Endpoint::Hub(Hub {
            name: "Casa".into(),
            url: "https://hub.example".into(),
            key: vec![8; 3],
            more: More::new(),
        }));
        assert_eq!(again.endpoints.len(), 4);
        assert_eq!(again.endpoints.last(), settings.endpoints.get(1));
        let published = founding.sign_settings(&settings);
        let wanted = LATER.replace(":7", ":8").replace("\"112\"", "\"113\"");
        let value = |json: &str| serde_json::from_str::<Value>(json).unwrap();
        assert_eq!(value(&published.json), value(&wanted));
        assert_eq!(open(&published), settings);
    }
}
