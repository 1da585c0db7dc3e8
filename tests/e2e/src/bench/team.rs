//! A team as large as one phone must carry, made without a browser: 5,000 households and, where
//! the phone is to receive them, hand-overs of another one until there are 10,000 records. Sealed
//! by one device and pushed to a hub as a phone would.

use passamano_core::api::BATCH;
use passamano_core::card;
use passamano_core::distribution::{HandOver, Line, Outcome};
use passamano_core::endpoint::{self, Answer, HttpRequest, HttpResponse, hub};
use passamano_core::envelope;
use passamano_core::household::{Household, People};
use passamano_core::id::{ActivityId, DeviceId, MemberId, RecordId, SpaceId};
use passamano_core::keys::Keys;
use passamano_core::record::{Activity, ActivityState, Fact, Record};
use passamano_core::seal::{self, SecretKey};
use passamano_core::space::{Founding, Hub, Role};
use passamano_core::stock::{Movement, Reason};
use passamano_core::time::Moment;

use crate::{Failure, now_ms};

/// Households on the list.
pub const HOUSEHOLDS: usize = 5_000;
/// Records of the whole log.
pub const RECORDS: usize = 10_000;
/// Households that were served today; the rest is due.
pub const SERVED: usize = 2_000;
/// Households in one record, as an import writes them.
const IN_ONE_RECORD: usize = 100;

const KITS: [&str; 2] = ["KIT-DRY7", "KIT-HYG"];
pub(super) const TODAY: ActivityId = ActivityId([2; 8]);
pub(super) const LAST_MONTH: ActivityId = ActivityId([1; 8]);
pub(super) const DAY_MS: i64 = 86_400_000;

/// A team whose log lies at a hub.
pub struct FullTeam {
    /// The end of the link by which phones join.
    pub invitation: String,
    /// The cards of the list. The first [`SERVED`] of them are served today.
    pub codes: Vec<String>,
    /// How many records lie at the hub.
    pub records: usize,
}

impl FullTeam {
    /// Makes the team at the hub of this address, with another phone's hand-overs or without.
    pub fn at(url: &str, hand_overs: bool) -> Result<Self, Failure> {
        let now = now_ms()?;
        let asked = hub::about(url);
        let about = hub::read_about(&asked, &send(&asked), None, now).map_err(|d| d.key())?;
        let hub =
            Hub { name: about.name, url: url.into(), key: about.key, more: Default::default() };
        // Made-up people need no secrets: the same team each time.
        let founding = Founding::new(&core::array::from_fn(|i| i as u8));
        let device = [9; 32];
        let asked = hub::found(&hub, &founding, None);
        hub::read_found(&asked, &send(&asked), now).map_err(|d| d.key())?;
        let grant = founding.grant(Role::Volunteer, [1; 16], now + DAY_MS, 2);
        let asked = hub::enrol(&hub, &grant, &device);
        let token = hub::read_enrol(&asked, &send(&asked), now).map_err(|d| d.key())?;

        let codes: Vec<String> = (0..HOUSEHOLDS as u64)
            .filter_map(|n| card::new_code((n * 7_919).to_le_bytes(), |_| false))
            .collect();
        let envelopes =
            Log { space: founding.space, keys: founding.keys(), device, now, sealed: vec![] }
                .full(&codes, hand_overs)?;
        let account = hub::Account {
            hub: hub.clone(),
            space: founding.space,
            device: DeviceId(seal::signer_public(&device)),
            token: Some(token),
        };
        push(&account, &envelopes, now)?;
        let invitation = founding.invite("Full team", Some(hub), grant).to_fragment();
        Ok(Self { invitation, records: envelopes.len(), codes })
    }
}

/// Pushes envelopes to a hub, which must take all of them.
pub fn push(account: &hub::Account, envelopes: &[Vec<u8>], now: i64) -> Result<(), Failure> {
    for batch in envelopes.chunks(BATCH) {
        let asked = hub::push(account, batch);
        let reading = hub::read_push(account, &asked, batch, &send(&asked), now);
        let held = |(_, outcome): &_| matches!(outcome, endpoint::Outcome::Received { .. });
        if !reading.outcomes.iter().all(held) {
            return Err(format!("the hub took not all: {:?}", reading.diagnosis).into());
        }
    }
    Ok(())
}

/// The log of one device, as it grows.
struct Log {
    space: SpaceId,
    keys: Keys,
    device: SecretKey,
    now: i64,
    sealed: Vec<Vec<u8>>,
}

impl Log {
    /// Two activities, the list, and hand-overs until the log is full.
    fn full(mut self, codes: &[String], hand_overs: bool) -> Result<Vec<Vec<u8>>, Failure> {
        for (id, days_ago, state) in
            [(LAST_MONTH, 30, ActivityState::Closed), (TODAY, 0, ActivityState::Open)]
        {
            let day = Moment { ms: self.now - days_ago * DAY_MS, offset: 0 }.day();
            let activity = Activity {
                id,
                goal: None,
                title: "Friday distribution".into(),
                place: "Parish hall".into(),
                day,
                opens: 9 * 60,
                closes: 18 * 60,
                kits: KITS.map(String::from).to_vec(),
                expected: HOUSEHOLDS as u32,
                tally: false,
            };
            self.write(days_ago, None, Fact::ActivityPlanned(activity))?;
            self.write(days_ago, Some(id), Fact::ActivityMoved(state))?;
        }
        for kit in KITS {
            let opening = Movement::new(Reason::Opening, kit, HOUSEHOLDS as u32);
            self.write(0, Some(TODAY), Fact::StockMoved(opening))?;
        }
        for part in codes.chunks(IN_ONE_RECORD) {
            let list = part.iter().enumerate().map(|(n, code)| household(n, code)).collect();
            self.write(30, None, Fact::HouseholdsListed(list))?;
        }
        if !hand_overs {
            return Ok(self.sealed);
        }
        for code in &codes[..SERVED] {
            self.write(0, Some(TODAY), hand_over(code))?;
        }
        for code in codes.iter().cycle() {
            if self.sealed.len() == RECORDS {
                break;
            }
            self.write(30, Some(LAST_MONTH), hand_over(code))?;
        }
        Ok(self.sealed)
    }

    fn write(
        &mut self,
        days_ago: i64,
        activity: Option<ActivityId>,
        fact: Fact,
    ) -> Result<(), Failure> {
        let seq = self.sealed.len() as u64 + 1;
        let at = self.now - days_ago * DAY_MS;
        let record = record(seq, at, MemberId([1; 8]), activity, fact);
        let chance = seal::digest(&seq.to_be_bytes()).0;
        let sealed = envelope::seal(&record, self.space, seq, &self.device, &self.keys, chance)?;
        self.sealed.push(sealed);
        Ok(())
    }
}

/// A record of a device, the same each time.
pub(super) fn record(
    seq: u64,
    at_ms: i64,
    by: MemberId,
    activity: Option<ActivityId>,
    fact: Fact,
) -> Record {
    let chance = seal::digest(&[&by.0[..], &seq.to_be_bytes()].concat()).0;
    let mut random = [0; 10];
    random.copy_from_slice(&chance[..10]);
    let at = Moment { ms: at_ms, offset: 0 };
    Record {
        id: RecordId::new(at_ms, random),
        at,
        by,
        activity,
        pack: None,
        amends: None,
        reason: None,
        fact,
    }
}

/// A household; every third has something to heed.
fn household(n: usize, code: &str) -> Household {
    let heeds = n.is_multiple_of(3);
    let some = |what: &str| if heeds { vec![what.to_string()] } else { vec![] };
    Household {
        code: code.into(),
        people: People { x: [0, 1, (n % 3) as u16, 0, 2, 0], ..Default::default() },
        language: Some("ar".into()),
        consent: heeds,
        needs: some("cannot_carry"),
        diet: some("halal"),
        allergens: some("peanuts"),
        ..Default::default()
    }
}

/// Both kits for one card.
pub(super) fn hand_over(code: &str) -> Fact {
    let lines = KITS.map(|kit| Line { code: kit.into(), qty: 1 }).to_vec();
    Fact::HandedOver(HandOver::new(code, Outcome::ServedFull, lines))
}

/// Sends a request as a phone would, without a browser.
pub fn send(request: &HttpRequest) -> Answer {
    let mut http = ureq::http::Request::builder().method(request.method).uri(&request.url);
    for (name, value) in &request.headers {
        http = http.header(name, value);
    }
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let lost = |_| endpoint::Failure::Network;
    let answer = match &request.body {
        Some(body) => {
            agent.run(http.body(body.as_slice()).map_err(|_| endpoint::Failure::Network)?)
        }
        None => agent.run(http.body(()).map_err(|_| endpoint::Failure::Network)?),
    };
    let mut answer = answer.map_err(lost)?;
    let body = answer.body_mut().read_to_vec().map_err(lost)?;
    Ok(HttpResponse { status: answer.status().as_u16(), headers: vec![], body, url: None })
}
