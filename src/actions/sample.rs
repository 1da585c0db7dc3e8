//! The sample team, so that a stranger can learn by doing: a goal, today's activity that is open, a
//! dozen made-up households and goods to give, a second activity whose gate is to be practised,
//! and yesterday (`sample/yesterday.rs`) with what people said. Saved like anything else; what
//! other phones wrote is sealed by keys that are made here and forgotten.

mod yesterday;

use leptos::prelude::*;
use passamano_core::card;
use passamano_core::envelope;
use passamano_core::guide::{Gate, Level, level};
use passamano_core::household::{Household, People};
use passamano_core::id::{ActivityId, GoalId, MemberId, RecordId};
use passamano_core::pack::Pack;
use passamano_core::record::{Activity, ActivityState, Fact, Goal, Member, Record};
use passamano_core::seal::SecretKey;
use passamano_core::space::Role;
use passamano_core::stock::{Movement, Reason};
use passamano_core::time::{Day, Moment};

use super::NewRecord;
use crate::i18n::tr;
use crate::platform::{clock, random};
use crate::state::{App, Identity, Toolkit};

/// Kits of the sample activity and how many are here.
const KITS: [(&str, u32); 2] = [("KIT-DRY7", 40), ("KIT-HYG", 60)];

/// A made-up household: people by age bracket, language, then what it declared.
type Made = (
    [u16; 6],
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

const HOUSEHOLDS: [Made; 12] = [
    ([1, 0, 2, 0, 1, 1], "bn", &["cannot_carry"], &["no_pork"], &["peanuts"]),
    ([0, 0, 0, 0, 1, 0], "uk", &[], &[], &[]),
    ([0, 1, 1, 0, 2, 0], "ar", &[], &["halal"], &[]),
    ([0, 0, 0, 0, 0, 2], "it", &["mobility"], &[], &["gluten"]),
    ([1, 1, 0, 0, 1, 0], "fr", &["breastfeeding"], &[], &[]),
    ([0, 0, 3, 1, 2, 0], "en", &[], &[], &["milk"]),
    ([0, 0, 0, 2, 1, 0], "ro", &[], &[], &[]),
    ([0, 0, 0, 0, 3, 0], "ti", &["needs_interpreter"], &["vegetarian"], &[]),
    ([2, 0, 1, 0, 2, 1], "ur", &["cannot_carry"], &["halal"], &[]),
    ([0, 0, 0, 0, 1, 1], "sq", &[], &[], &["fish"]),
    ([0, 1, 0, 1, 2, 0], "so", &[], &["halal"], &[]),
    ([0, 0, 1, 0, 1, 0], "es", &[], &[], &[]),
];

/// What fills an empty space.
pub struct Told {
    /// Records of this phone, after the one of joining, each with its label.
    pub own: Vec<(Record, String)>,
    /// Envelopes that other phones of the team wrote.
    pub others: Vec<Vec<u8>>,
}

/// Another phone of the team, while the story is told.
struct Other {
    secret: SecretKey,
    member: MemberId,
    records: Vec<Record>,
}

impl Other {
    fn new() -> Self {
        Self { secret: random::bytes(), member: MemberId(random::bytes()), records: vec![] }
    }
}

/// Writes the story down.
struct Teller {
    now: Moment,
    me: MemberId,
    pack: Option<String>,
    own: Vec<(Record, String)>,
    table: Other,
    store: Other,
}

impl Teller {
    fn record(&self, by: MemberId, at: Moment, new_record: NewRecord) -> Record {
        Record {
            id: RecordId::new(at.ms, random::bytes()),
            at,
            by,
            activity: new_record.activity,
            pack: self.pack.clone(),
            amends: new_record.amends,
            reason: new_record.reason,
            fact: new_record.fact,
        }
    }

    /// This phone wrote it.
    fn mine(&mut self, at: Moment, new_record: NewRecord) -> RecordId {
        let label = new_record.label.clone();
        let record = self.record(self.me, at, new_record);
        let id = record.id;
        self.own.push((record, label));
        id
    }

    /// The phone at the other table wrote it.
    fn theirs(&mut self, at: Moment, new_record: NewRecord) -> RecordId {
        let record = self.record(self.table.member, at, new_record);
        let id = record.id;
        self.table.records.push(record);
        id
    }

    /// So many days ago, at this time.
    fn ago(&self, days: i64, hour: i64, minute: i64) -> Moment {
        let since = i64::from(self.now.minute_of_day()) + days * 1440 - hour * 60 - minute;
        Moment { ms: self.now.ms - since * 60_000, offset: self.now.offset }
    }

    /// Two more phones join. The one in the storeroom is not heard from again.
    fn joins(&mut self) {
        let at = self.ago(9, 10, 0);
        let joined = |member, name| {
            let joined = Member { member, name: tr(name), role: Role::Volunteer };
            self.record(member, at, NewRecord::of(None, Fact::MemberJoined(joined)))
        };
        let table = joined(self.table.member, "sample.member_2");
        let store = joined(self.store.member, "sample.member_3");
        self.table.records.push(table);
        self.store.records.push(store);
    }

    fn sealed(&self, identity: &Identity) -> Vec<Vec<u8>> {
        let keys = identity.keys();
        let seal = |other: &Other| {
            let numbered = other.records.iter().zip(1_u64..);
            numbered
                .filter_map(|(record, seq)| {
                    let chance = random::bytes();
                    envelope::seal(record, identity.space, seq, &other.secret, &keys, chance).ok()
                })
                .collect::<Vec<_>>()
        };
        [&self.table, &self.store].into_iter().flat_map(seal).collect()
    }
}

/// Tells the story of a team that has worked yesterday and works today.
pub fn tell(app: App, identity: &Identity) -> Told {
    let toolkit = app.toolkit.get_untracked();
    let mut teller = Teller {
        now: clock::now(),
        me: identity.member,
        pack: toolkit.as_ref().map(|toolkit| toolkit.pack.label()),
        own: vec![],
        table: Other::new(),
        store: Other::new(),
    };
    let goal = Goal { id: GoalId(random::bytes()), statement: tr("sample.goal") };
    let goal_id = goal.id;
    let households = households(toolkit.as_deref());
    let codes: Vec<String> = households.iter().map(|household| household.code.clone()).collect();
    let began = teller.ago(9, 9, 30);
    teller.joins();
    teller.mine(began, NewRecord::of(None, Fact::GoalSet(goal)));
    teller.mine(began, NewRecord::of(None, Fact::HouseholdsListed(households)));
    yesterday::tell(&mut teller, goal_id, &codes);
    today(&mut teller, goal_id, toolkit.as_deref().map(|toolkit| &toolkit.pack));
    let others = teller.sealed(identity);
    Told { own: teller.own, others }
}

/// Today is open, everything at its gate is done, and the next gate waits for practice.
fn today(teller: &mut Teller, goal: GoalId, pack: Option<&Pack>) {
    let (now, day) = (teller.now, teller.now.day());
    let open = plan(goal, "sample.activity", day, &KITS.map(|(kit, _)| kit));
    let next =
        plan(goal, "sample.gate_activity", Day(day.0.saturating_add(1)), &KITS.map(|(kit, _)| kit));
    let id = open.id;
    teller.mine(now, NewRecord::of(None, Fact::ActivityPlanned(open)));
    teller.mine(now, NewRecord::of(None, Fact::ActivityPlanned(next)));
    for check in pack.map(must_be_ticked).unwrap_or_default() {
        let label = check.clone();
        teller.mine(now, NewRecord::of(Some(id), Fact::StepChecked { check }).labelled(label));
    }
    for (kit, qty) in KITS {
        teller.mine(now, opening(id, kit, qty));
    }
    opens(teller, now, id);
}

/// Go, and open.
fn opens(teller: &mut Teller, at: Moment, id: ActivityId) -> RecordId {
    let gate = Gate { go: true, open_checks: vec![], risks: Default::default() };
    teller.mine(at, NewRecord::of(Some(id), Fact::GateDecided(gate)));
    teller.mine(at, NewRecord::of(Some(id), Fact::ActivityMoved(ActivityState::Open)))
}

/// What keeps a gate closed: its must-checks, and the measures against risks that stop.
fn must_be_ticked(pack: &Pack) -> Vec<String> {
    let checks = pack.gate.sections.iter().flat_map(|section| &section.checks);
    let must = checks.filter(|check| check.mandatory).map(|check| check.id.clone());
    let stops = pack.gate.risks.iter().filter(|risk| {
        risk.stop || level(risk.likelihood.saturating_mul(risk.impact)) == Level::VeryHigh
    });
    must.chain(stops.flat_map(|risk| risk.mitigations.iter().cloned())).collect()
}

fn plan(goal: GoalId, title: &str, day: Day, kits: &[&str]) -> Activity {
    Activity {
        id: ActivityId(random::bytes()),
        goal: Some(goal),
        title: tr(title),
        place: tr("sample.place"),
        day,
        opens: 9 * 60 + 30,
        closes: 13 * 60,
        kits: kits.iter().map(|kit| (*kit).to_string()).collect(),
        expected: HOUSEHOLDS.len() as u32,
        tally: false,
    }
}

fn opening(activity: ActivityId, kit: &str, qty: u32) -> NewRecord {
    let opening = Movement::new(Reason::Opening, kit, qty);
    NewRecord::of(Some(activity), Fact::StockMoved(opening)).labelled(kit)
}

fn households(toolkit: Option<&Toolkit>) -> Vec<Household> {
    let mut made: Vec<Household> = Vec::new();
    for (x, language, needs, diet, allergens) in HOUSEHOLDS {
        let taken = |code: &str| made.iter().any(|household| household.code == code);
        let Some(code) = card::new_code(random::bytes(), taken) else { continue };
        let owned = |list: &[&str]| list.iter().map(|text| (*text).to_string()).collect::<Vec<_>>();
        let (diet, allergens) = (owned(diet), owned(allergens));
        made.push(Household {
            code,
            people: People { x, ..Default::default() },
            language: Some(language.into()),
            consent: true,
            needs: owned(needs),
            leave_out: toolkit.map(|t| t.pack.leave_out(&allergens, &diet)).unwrap_or_default(),
            diet,
            allergens,
            flags: vec![],
            proxy: false,
            ask: false,
            replaces: vec![],
        });
    }
    made
}
