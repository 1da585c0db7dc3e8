//! A space: its keys, its signed settings, and the invitation that lets a device in. The
//! organisation's public key comes only with the invitation and is pinned; an endpoint never
//! supplies a key.

mod contact;
mod recovery;

pub use contact::{BadContact, Callable, dialled};
pub use recovery::{AskFor, ask_for_recovery};

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::card;
use crate::envelope::Keys;
use crate::id::{DeviceId, SpaceId, base64};
use crate::seal::{self, SecretKey};

/// What a person may do in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Follows the toolkit, hands out, listens. Cannot open what is for the desk.
    Volunteer,
    /// Also opens what is for the desk.
    FocalPoint,
    /// Also signs settings and invites.
    Coordinator,
}

impl Role {
    /// May open what is sealed to the desk.
    pub fn opens_desk(self) -> bool {
        self >= Role::FocalPoint
    }

    fn code(self) -> u8 {
        match self {
            Role::Volunteer => 1,
            Role::FocalPoint => 2,
            Role::Coordinator => 3,
        }
    }

    fn from_code(code: u8) -> Option<Self> {
        [Role::Volunteer, Role::FocalPoint, Role::Coordinator]
            .into_iter()
            .find(|r| r.code() == code)
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
}

/// A local contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// `site_lead`, `focal_point` or another code.
    pub code: String,
    /// What the team calls the person or office.
    pub name: String,
    /// A telephone number.
    pub phone: String,
}

/// Where envelopes go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Endpoint {
    /// A Passamano hub: sealed envelopes, signed receipts.
    Hub(Hub),
    /// Any HTTPS address that takes JSON.
    Webhook(Webhook),
}

impl Endpoint {
    /// A short stable name for storage: what it is and where.
    pub fn key(&self) -> String {
        match self {
            Endpoint::Hub(hub) => format!("hub {}", hub.url),
            Endpoint::Webhook(hook) => format!("webhook {}", hook.url),
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        match self {
            Endpoint::Hub(hub) => &hub.name,
            Endpoint::Webhook(hook) => &hook.name,
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
            &[self.role.code()],
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

/// Everything that a new device needs, in a link or QR code. It is a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The name of the organisation or project.
    pub name: String,
    /// The organisation's public key.
    pub org: [u8; 32],
    /// Opens what is for the team.
    pub team: SecretKey,
    /// Seals what is for the desk.
    pub desk: [u8; 32],
    /// Opens what is for the desk.
    pub desk_secret: Option<SecretKey>,
    /// Signs settings and invitations.
    pub org_secret: Option<SecretKey>,
    /// The hub, if the space has one.
    pub hub: Option<Hub>,
    /// The permission to enrol.
    pub grant: Grant,
}

/// Why an invitation was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadInvitation {
    /// Not an invitation at all.
    Foreign,
    /// Made by a later version of the app.
    LaterVersion,
    /// Cut off or mistyped.
    Damaged,
    /// Its time is over.
    Expired,
}

impl fmt::Display for BadInvitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "this is not an invitation",
            Self::LaterVersion => "this invitation needs a newer app",
            Self::Damaged => "this invitation is cut off or damaged",
            Self::Expired => "this invitation is no longer valid",
        })
    }
}

const LINK: &str = "#/join/";
const INVITATION_VERSION: u8 = 1;

impl Invitation {
    /// The part of a link after the address: `#/join/…`. It stays in the browser, because
    /// fragments are never sent to a server.
    pub fn to_fragment(&self) -> String {
        let mut bytes = vec![INVITATION_VERSION, self.grant.role.code()];
        bytes.extend(self.grant.space.0);
        bytes.extend(self.org);
        bytes.extend(self.team);
        bytes.extend(self.desk);
        bytes.extend(self.desk_secret.iter().flatten());
        bytes.extend(self.org_secret.iter().flatten());
        bytes.extend(self.grant.expires_ms.to_be_bytes());
        bytes.extend(self.grant.uses.to_be_bytes());
        short(&mut bytes, &self.grant.code);
        short(&mut bytes, &self.grant.signature);
        short(&mut bytes, self.name.as_bytes());
        match &self.hub {
            Some(hub) => {
                short(&mut bytes, hub.url.as_bytes());
                short(&mut bytes, &hub.key);
                short(&mut bytes, hub.name.as_bytes());
            }
            None => bytes.push(0),
        }
        bytes.extend(&seal::digest(&bytes).0[..4]);
        format!("{LINK}{}", base64::encode(&bytes))
    }

    /// Reads a pasted or scanned link, or only its end. What chats, mails and people put around a
    /// link, or into it, is passed over.
    pub fn parse(text: &str, now_ms: i64) -> Result<Self, BadInvitation> {
        let runs = runs(text);
        let read = |run: &String| base64::decode(run).ok();
        let whole = runs.iter().filter_map(read).find(|bytes| checked(bytes).is_some());
        let is_link = text.contains("/join/");
        let bytes = whole.or_else(|| read(runs.first()?)).ok_or(if is_link {
            BadInvitation::Damaged
        } else {
            BadInvitation::Foreign
        })?;
        match bytes.first() {
            Some(&INVITATION_VERSION) => {}
            Some(2..=9) if is_link => return Err(BadInvitation::LaterVersion),
            _ => return Err(BadInvitation::Foreign),
        }
        let body = match checked(&bytes) {
            Some(body) => body,
            None if is_link => return Err(BadInvitation::Damaged),
            None => return Err(BadInvitation::Foreign),
        };
        let invitation = Reader(&body[1..]).invitation().ok_or(BadInvitation::Damaged)?;
        if !invitation.grant.signed_by(&invitation.org) {
            return Err(BadInvitation::Damaged);
        }
        if invitation.grant.expires_ms < now_ms {
            return Err(BadInvitation::Expired);
        }
        Ok(invitation)
    }

    /// The keys for envelopes.
    pub fn keys(&self) -> Keys {
        Keys { team: self.team, desk: self.desk, desk_secret: self.desk_secret }
    }

    /// What the founder holds, if this invitation makes a coordinator.
    pub fn founding(&self) -> Option<Founding> {
        Some(Founding {
            space: self.grant.space,
            org_secret: self.org_secret?,
            team: self.team,
            desk_secret: self.desk_secret?,
        })
    }
}

/// What may be an invitation's code in a text: the letters of links after the last `/join/`, up to
/// a line break, and also over each one, because mails break long lines. A chat that slants a text
/// leaves its underscores, which are letters of links too. Which one it is, the checksum says.
fn runs(text: &str) -> Vec<String> {
    let rest = text.rsplit_once("/join/").map_or(text.trim(), |(_, rest)| rest);
    let (mut run, mut ends, mut new_line) = (String::new(), vec![], false);
    for sign in rest.chars() {
        match sign {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' => {
                run.push(sign);
                new_line = false;
            }
            '\n' | '\r' => {
                ends.push(run.len());
                new_line = true;
            }
            // How an answer by mail marks what it answers.
            ' ' | '>' if new_line => {}
            _ if card::is_invisible(sign) => {}
            _ => break,
        }
    }
    ends.push(run.len());
    let whole = ends.iter().filter_map(|end| run.get(..*end));
    let slanted = |run: &str| [run.to_string(), run.trim_end_matches('_').to_string()];
    whole.flat_map(slanted).collect()
}

/// The bytes before the checksum, if it is theirs.
fn checked(bytes: &[u8]) -> Option<&[u8]> {
    let (body, sum) = bytes.split_last_chunk::<4>()?;
    (!body.is_empty() && seal::digest(body).0[..4] == *sum).then_some(body)
}

fn short(to: &mut Vec<u8>, bytes: &[u8]) {
    let length = bytes.len().min(255);
    to.push(length as u8);
    to.extend(&bytes[..length]);
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn fixed<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, tail) = self.0.split_first_chunk::<N>()?;
        self.0 = tail;
        Some(*head)
    }

    fn short(&mut self) -> Option<Vec<u8>> {
        let [length] = self.fixed()?;
        let (head, tail) = self.0.split_at_checked(usize::from(length))?;
        self.0 = tail;
        Some(head.to_vec())
    }

    fn text(&mut self) -> Option<String> {
        // A name cut at 255 bytes may end inside a letter; that letter is dropped.
        self.short()
            .map(|bytes| String::from_utf8_lossy(&bytes).trim_end_matches('\u{fffd}').to_string())
    }

    fn invitation(mut self) -> Option<Invitation> {
        let [role] = self.fixed()?;
        let role = Role::from_code(role)?;
        let space = SpaceId(self.fixed()?);
        let (org, team, desk) = (self.fixed()?, self.fixed()?, self.fixed()?);
        let desk_secret = if role.opens_desk() { Some(self.fixed()?) } else { None };
        let org_secret = if role == Role::Coordinator { Some(self.fixed()?) } else { None };
        let expires_ms = i64::from_be_bytes(self.fixed()?);
        let uses = u16::from_be_bytes(self.fixed()?);
        let (code, signature) = (self.short()?, self.short()?);
        let name = self.text()?;
        let url = self.text()?;
        let hub = if url.is_empty() {
            None
        } else {
            let key = self.short()?;
            Some(Hub { url, key, name: self.text()? })
        };
        let grant = Grant { space, role, code, expires_ms, uses, signature };
        Some(Invitation { name, org, team, desk, desk_secret, org_secret, hub, grant })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn founding() -> Founding {
        Founding::new(&core::array::from_fn(|i| i as u8))
    }

    fn invitation(role: Role) -> Invitation {
        let founding = founding();
        let hub =
            Hub { name: "Casa Rossa".into(), url: "https://hub.example".into(), key: vec![8; 32] };
        founding.invite(
            "كازا روسا · Casa Rossa",
            Some(hub),
            founding.grant(role, [1; 16], 2_000, 5),
        )
    }

    #[test]
    fn an_invitation_reads_back_and_holds_no_more_than_its_role_needs() {
        for role in [Role::Volunteer, Role::FocalPoint, Role::Coordinator] {
            let invitation = invitation(role);
            let link = format!("https://hub.example/{}", invitation.to_fragment());
            let read = Invitation::parse(&link, 1_000).ok().unwrap();
            assert!(read == invitation);
            let message = format!("Ciao! {link}\nA domani, Rosa");
            assert!(Invitation::parse(&message, 1_000).is_ok_and(|read| read == invitation));
            assert_eq!(read.desk_secret.is_some(), role != Role::Volunteer);
            assert_eq!(read.founding().is_some(), role == Role::Coordinator);
        }
    }

    #[test]
    fn what_stands_around_a_link_or_breaks_it_is_passed_over() {
        let invitation = invitation(Role::Volunteer);
        let link = format!("https://casa.example/{}", invitation.to_fragment());
        let (head, tail) = link.split_at(90);
        for text in [
            format!("{link}."),
            format!("({link})"),
            format!("<{link}>"),
            format!("*{link}*"),
            format!("_{link}_"),
            format!("__{link}__"),
            format!("“{link}”"),
            format!("{link}?utm_source=chat"),
            format!("{link}\u{200f}"),
            format!("{link},"),
            // findings/link-in-an-arabic-message-takes-its-comma.sh
            format!("{link}، مرحبا"),
            format!("{link}۔"),
            format!("\u{2068}{link}\u{2069}"),
            link.replace('#', "%23"),
            format!("{head}\n{tail}"),
            format!("{head}\r\n{tail}\r\nA domani, Rosa"),
            format!("> {head}\n> {tail}\n> A domani"),
            format!("{head}\u{200b}{tail}"),
            format!("{link}\nCiao"),
        ] {
            let read = Invitation::parse(&text, 1_000);
            assert!(read.is_ok_and(|read| read == invitation), "{text}");
        }
        let cut = Invitation::parse(&format!("{head}\nCiao"), 1_000);
        assert_eq!(cut.err(), Some(BadInvitation::Damaged));
    }

    #[test]
    fn a_bad_invitation_says_what_is_wrong() {
        let link = invitation(Role::Volunteer).to_fragment();
        let problem = |text: &str, now| Invitation::parse(text, now).err();
        assert_eq!(problem(&link, 3_000), Some(BadInvitation::Expired));
        assert_eq!(problem(&link[..link.len() - 5], 0), Some(BadInvitation::Damaged));
        assert_eq!(problem("https://example.org/menu", 0), Some(BadInvitation::Foreign));
        assert_eq!(problem("K7-4QD", 0), Some(BadInvitation::Foreign));
        assert_eq!(problem("", 0), Some(BadInvitation::Foreign));
        assert_eq!(problem("#/join/AgAAAAAA", 0), Some(BadInvitation::LaterVersion));
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

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,200}") {
            let _ = Invitation::parse(&text, 0);
            let _ = Invitation::parse(&format!("#/join/{text}"), 0);
        }
    }
}
