//! A hub, an organisation and its phones, for the stories.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use passamano_core::api::*;
use passamano_core::envelope;
use passamano_core::feedback::Feedback;
use passamano_core::id::{DeviceId, MemberId, RecordId};
use passamano_core::keys::Keys;
use passamano_core::record::{Fact, Mark, Record};
use passamano_core::seal::{self, SecretKey};
use passamano_core::space::{Founding, Grant, Role, enrol_message, found_message};
use passamano_core::time::Moment;
use passamano_hub::{Hub, Settings};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::Agent;

/// A number that no other call gets.
pub fn fresh() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

pub fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64
}

/// A folder that goes away with its story.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!(
            "{}-{}",
            std::process::id(),
            fresh()
        ));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn settings(data: &Path) -> Settings {
    Settings {
        listen: "127.0.0.1:0".parse().unwrap(),
        data: data.into(),
        dist: None,
        name: "Casa Rossa".into(),
        found: passamano_hub::Found::First,
    }
}

pub fn hub(data: &Folder) -> Hub {
    Hub::start(settings(&data.0)).unwrap()
}

pub fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).build().new_agent()
}

/// An answer: its status and its JSON.
pub struct Answer(pub u16, pub String);

impl Answer {
    pub fn ok<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.0, 200, "{}", self.1);
        serde_json::from_str(&self.1).unwrap()
    }

    pub fn code(&self) -> (u16, String) {
        (self.0, serde_json::from_str::<ApiError>(&self.1).unwrap().code)
    }
}

/// One organisation's space.
pub fn founding() -> Founding {
    let mut chance = [0; 112];
    for (i, byte) in chance.iter_mut().enumerate() {
        *byte = i as u8;
    }
    chance[..8].copy_from_slice(&fresh().to_be_bytes());
    chance[16..24].copy_from_slice(&fresh().to_be_bytes());
    Founding::new(&chance)
}

pub fn found_at(addr: SocketAddr, founding: &Founding) -> Answer {
    found_with(addr, founding, None)
}

pub fn found_with(addr: SocketAddr, founding: &Founding, code: Option<&str>) -> Answer {
    let key = about(addr).key;
    let signature = seal::sign(&founding.org_secret, &found_message(founding.space, &key)).to_vec();
    let (org, code) = (founding.org().to_vec(), code.map(Into::into));
    post(addr, SPACES, "", &Found { space: founding.space, org, signature, code })
}

pub fn grant(founding: &Founding, role: Role) -> Grant {
    founding.grant(role, code(), now_ms() + 60_000, 1)
}

pub fn code() -> [u8; 16] {
    u128::from(fresh()).to_be_bytes()
}

pub fn about(addr: SocketAddr) -> About {
    Answer(200, agent().get(url(addr, ABOUT)).call().unwrap().body_mut().read_to_string().unwrap())
        .ok()
}

pub fn url(addr: SocketAddr, path: &str) -> String {
    format!("http://{addr}{path}")
}

pub fn post(addr: SocketAddr, path: &str, token: &str, body: &impl Serialize) -> Answer {
    let request = agent().post(url(addr, path)).header("authorization", format!("Bearer {token}"));
    let mut response = request.send_json(body).unwrap();
    Answer(response.status().as_u16(), response.body_mut().read_to_string().unwrap())
}

pub fn get(addr: SocketAddr, path: &str, token: &str) -> Answer {
    let request = agent().get(url(addr, path)).header("authorization", format!("Bearer {token}"));
    let mut response = request.call().unwrap();
    Answer(response.status().as_u16(), response.body_mut().read_to_string().unwrap())
}

/// A phone of a space.
#[derive(Clone)]
pub struct Phone {
    pub addr: SocketAddr,
    pub founding: Founding,
    pub secret: SecretKey,
    pub hub_key: Vec<u8>,
    pub token: String,
    pub seq: u64,
}

impl Phone {
    pub fn new(addr: SocketAddr, founding: &Founding) -> Self {
        let mut secret = [7; 32];
        secret[..8].copy_from_slice(&fresh().to_be_bytes());
        let (founding, hub_key) = (founding.clone(), about(addr).key);
        Self { addr, founding, secret, hub_key, token: String::new(), seq: 0 }
    }

    /// A phone that is enrolled already.
    pub fn enrolled(addr: SocketAddr, founding: &Founding, role: Role) -> Self {
        let mut phone = Self::new(addr, founding);
        phone.token = phone.enrol(&grant(founding, role)).ok::<Enrolled>().token;
        phone
    }

    pub fn device(&self) -> DeviceId {
        DeviceId(seal::signer_public(&self.secret))
    }

    pub fn enrol(&self, grant: &Grant) -> Answer {
        let message = enrol_message(grant.space, self.device(), &self.hub_key);
        let signature = seal::sign(&self.secret, &message).to_vec();
        post(
            self.addr,
            ENROL,
            "",
            &Enrol { grant: grant.clone(), device: self.device(), signature },
        )
    }

    /// Seals the next record.
    pub fn seal(&mut self, fact: Fact) -> Vec<u8> {
        self.seq += 1;
        let mut chance = [0; 10];
        chance[..8].copy_from_slice(&fresh().to_be_bytes());
        let record = Record {
            id: RecordId::new(now_ms(), chance),
            at: Moment { ms: now_ms(), offset: 60 },
            by: MemberId([1; 8]),
            activity: None,
            pack: None,
            amends: None,
            reason: None,
            fact,
        };
        self.seal_record(&record)
    }

    pub fn seal_record(&self, record: &Record) -> Vec<u8> {
        let keys = Keys { desk_secret: None, ..self.founding.keys() };
        let mut chance = [3; 32];
        chance[..8].copy_from_slice(&fresh().to_be_bytes());
        envelope::seal(record, self.founding.space, self.seq, &self.secret, &keys, chance).unwrap()
    }

    pub fn team(&mut self, n: usize) -> Vec<Vec<u8>> {
        (0..n).map(|_| self.seal(Fact::Marked(Mark::Feedback))).collect()
    }

    pub fn desk(&mut self) -> Vec<u8> {
        self.seal(Fact::FeedbackGiven(Feedback {
            words: "they asked me for money".into(),
            ..Default::default()
        }))
    }

    pub fn try_push(&self, envelopes: &[Vec<u8>]) -> Answer {
        let envelopes = envelopes.iter().cloned().map(Bytes).collect();
        post(self.addr, PUSH, &self.token, &Push { envelopes })
    }

    pub fn push(&self, envelopes: &[Vec<u8>]) -> Vec<PushResult> {
        self.try_push(envelopes).ok::<Pushed>().results
    }

    pub fn pull(&self, query: &str) -> Pulled {
        get(self.addr, &format!("{PULL}?{query}"), &self.token).ok()
    }

    /// Pulls page after page until nothing is left.
    pub fn pull_all(&self, query: &str) -> Vec<Vec<u8>> {
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.pull(&format!("{query}&after={after}"));
            all.extend(page.envelopes.into_iter().map(|bytes| bytes.0));
            after = page.next;
            if !page.more {
                return all;
            }
        }
    }
}

/// The receipt and whether the hub had it before.
pub fn held(result: &PushResult) -> (&Receipt, bool) {
    match result {
        PushResult::Held { receipt, again } => (receipt, *again),
        PushResult::Refused { reason, .. } => panic!("refused: {reason}"),
    }
}
