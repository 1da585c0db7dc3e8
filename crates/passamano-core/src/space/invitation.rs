//! The invitation: everything that a new device needs, as a link or a QR code.

use core::fmt;

use super::{Founding, Grant, Hub, More, Role};
use crate::card;
use crate::id::{SpaceId, base64};
use crate::keys::Keys;
use crate::seal::{self, SecretKey};

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
        let mut bytes = vec![INVITATION_VERSION, self.grant.role.byte()];
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
        // Which secrets follow depends on the role: one of a later version cannot be read here.
        if !body.get(1).is_some_and(|role| Role::from_byte(*role).is_some()) {
            return Err(BadInvitation::LaterVersion);
        }
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
        let role = Role::from_byte(role)?;
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
            Some(Hub { url, key, name: self.text()?, more: More::new() })
        };
        let grant = Grant { space, role, code, expires_ms, uses, signature };
        Some(Invitation { name, org, team, desk, desk_secret, org_secret, hub, grant })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::founding;
    use super::*;

    fn invitation(role: Role) -> Invitation {
        let founding = founding();
        let hub = Hub {
            name: "Casa Rossa".into(),
            url: "https://hub.example".into(),
            key: vec![8; 32],
            more: More::new(),
        };
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
    fn a_role_of_a_later_version_has_no_rights_and_no_invitation() {
        let role: Role = serde_json::from_str("\"warden\"").unwrap();
        assert!(!role.opens_desk() && role < Role::Volunteer);
        let signed = founding().grant(role, [1; 16], 2_000, 5);
        let link = founding().invite("Casa", None, signed).to_fragment();
        assert_eq!(Invitation::parse(&link, 0).err(), Some(BadInvitation::LaterVersion));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,200}") {
            let _ = Invitation::parse(&text, 0);
            let _ = Invitation::parse(&format!("#/join/{text}"), 0);
        }
    }
}
