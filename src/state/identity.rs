//! Who this device is: its keys, its person and its space. Stored whole in the `keys` store;
//! nothing of it is ever exported but by the recovery file.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use passamano_core::id::{DeviceId, MemberId, SpaceId, base64};
use passamano_core::keys::Keys;
use passamano_core::seal::{self, SecretKey};
use passamano_core::space::{Founding, Grant, Hub, Invitation, Role};
use serde::{Deserialize, Serialize};

/// Who this device is.
#[derive(Clone, Serialize, Deserialize)]
pub struct Identity {
    /// The sample team, which lives on this phone only.
    pub practice: bool,
    /// The space.
    pub space: SpaceId,
    /// What the organisation or project is called, as the invitation said.
    pub space_name: String,
    /// The organisation's public key, pinned.
    #[serde(with = "base64")]
    pub org: Vec<u8>,
    /// The person.
    pub member: MemberId,
    /// What the team calls the person.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    #[serde(with = "base64")]
    device: Vec<u8>,
    #[serde(with = "base64")]
    local: Vec<u8>,
    #[serde(with = "base64")]
    team: Vec<u8>,
    #[serde(with = "base64")]
    desk: Vec<u8>,
    /// Every secret of the space; coordinators hold it.
    pub founding: Option<Founding>,
    #[serde(with = "base64", default)]
    desk_secret: Vec<u8>,
    /// The hub that the invitation named, until settings arrive.
    pub hub: Option<Hub>,
    /// The permission to enrol at hubs.
    pub grant: Option<Grant>,
    /// Tokens by hub address.
    #[serde(default)]
    pub tokens: BTreeMap<String, String>,
    /// The public half of the signing key: every card asks for it, and working it out takes time.
    #[serde(skip)]
    public: OnceLock<DeviceId>,
}

/// The random bytes that make a device: signing key, local key, member id.
pub type DeviceChance = [u8; 72];

impl Identity {
    /// This device becomes part of a space by an invitation.
    pub fn join(invitation: &Invitation, name: String, chance: &DeviceChance) -> Self {
        let mut member = [0; 8];
        member.copy_from_slice(&chance[64..]);
        Self {
            practice: false,
            space: invitation.grant.space,
            space_name: invitation.name.clone(),
            org: invitation.org.to_vec(),
            member: MemberId(member),
            name,
            role: invitation.grant.role,
            device: chance[..32].to_vec(),
            local: chance[32..64].to_vec(),
            team: invitation.team.to_vec(),
            desk: invitation.desk.to_vec(),
            founding: invitation.founding(),
            desk_secret: invitation.desk_secret.map(|key| key.to_vec()).unwrap_or_default(),
            hub: invitation.hub.clone(),
            grant: Some(invitation.grant.clone()),
            tokens: BTreeMap::new(),
            public: OnceLock::new(),
        }
    }

    /// The invitation is to this very space, by its pinned key, and for the role that this device
    /// has: it brings nothing new but the permission to enrol.
    pub fn is_invited_again(&self, invitation: &Invitation) -> bool {
        let grant = &invitation.grant;
        !self.practice
            && (grant.space, grant.role) == (self.space, self.role)
            && self.org == invitation.org
            && grant.signed_by(&self.org_key())
    }

    /// The device's signing key.
    pub fn device_secret(&self) -> SecretKey {
        key(&self.device)
    }

    /// The device's public name.
    pub fn device_id(&self) -> DeviceId {
        *self.public.get_or_init(|| DeviceId(seal::signer_public(&self.device_secret())))
    }

    /// Seals drafts on this device.
    pub fn local_key(&self) -> SecretKey {
        key(&self.local)
    }

    /// Seals the stored copy of the projection, with another cipher: so it has a key of its own.
    pub fn copy_key(&self) -> SecretKey {
        seal::digest(&[b"stored copy".as_slice(), &self.local_key()].concat()).0
    }

    /// The organisation's pinned key.
    pub fn org_key(&self) -> [u8; 32] {
        key(&self.org)
    }

    /// The keys for envelopes.
    pub fn keys(&self) -> Keys {
        Keys {
            team: key(&self.team),
            desk: key(&self.desk),
            desk_secret: (!self.desk_secret.is_empty()).then(|| key(&self.desk_secret)),
        }
    }
}

/// Keys are stored as bytes of any length; only their own writer put them there.
fn key(bytes: &[u8]) -> SecretKey {
    let mut key = [0; 32];
    let length = bytes.len().min(32);
    key[..length].copy_from_slice(&bytes[..length]);
    key
}
