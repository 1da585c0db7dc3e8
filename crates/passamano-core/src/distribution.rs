//! Handing out: the facts of a hand-over and the rules that say what is due (after Sahana Eden:
//! maximum per period, minimum interval, per-item maximum, required and debarring flags).
//! Who was served before comes in as an argument; stock is in [`crate::stock`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::catalogue::Kit;
pub use crate::catalogue::{Line, Rules};
use crate::code::{Code, codes};
use crate::household::{ACTIVE, Household, People, STOPS};
use crate::id::{ActivityId, DeviceId, RecordId};
use crate::time::{Day, Moment};

/// How a hand-over went (domain.md, B3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Everything that was due.
    ServedFull,
    /// Part of it.
    ServedPartial,
    /// Something else instead.
    ServedSubstitute,
    /// Nobody came, or nobody was home.
    Absent,
    /// The person declined.
    Refused,
    /// A new slot was given.
    Rescheduled,
    /// Not on the list; sent to the listening desk.
    NotOnList,
    /// The card had been served already, and nothing was given.
    AlreadyServed,
    /// Not done, for safety.
    SafetyStop,
    /// Nothing was due on this card, and nothing was given.
    NotDue,
    /// A code of a later version. It counts as something that was given: what is given twice does
    /// harm, and whoever knows better can say so with a reason.
    Later(Code),
}

codes!(Outcome {
    ServedFull = "served_full",
    ServedPartial = "served_partial",
    ServedSubstitute = "served_substitute",
    Absent = "absent",
    Refused = "refused",
    Rescheduled = "rescheduled",
    NotOnList = "not_on_list",
    AlreadyServed = "already_served",
    SafetyStop = "safety_stop",
    NotDue = "not_due",
});

impl Outcome {
    /// Something was handed out, or may have been.
    pub fn served(self) -> bool {
        matches!(
            self,
            Self::ServedFull | Self::ServedPartial | Self::ServedSubstitute | Self::Later(_)
        )
    }
}

/// Who took the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Collector {
    /// Somebody of the household.
    #[default]
    Household,
    /// Somebody whom the household named.
    Proxy,
    /// A code of a later version.
    Later(Code),
}

codes!(Collector {
    Household = "household",
    Proxy = "proxy",
});

/// Why a rule was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Override {
    /// Part of it was missing the first time.
    PartMissing,
    /// Another card was scanned by mistake.
    WrongCard,
    /// The goods were bad or past their date.
    BadGoods,
    /// The site lead agreed.
    LeadAgreed,
    /// Another reason.
    Other,
    /// A code of a later version. It is none of the reasons that this version lets decide.
    Later(Code),
}

codes!(Override {
    PartMissing = "part_missing",
    WrongCard = "wrong_card",
    BadGoods = "bad_goods",
    LeadAgreed = "lead_agreed",
    Other = "other",
});

/// Why goods past their use-by day were given all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PastWhy {
    /// The pack in the hand has a good date, and the book is wrong.
    PackIsGood,
    /// The site lead agreed.
    LeadAgreed,
    /// Another reason.
    Other,
    /// A code of a later version. The goods count as past their date.
    Later(Code),
}

codes!(PastWhy {
    PackIsGood = "pack_is_good",
    LeadAgreed = "lead_agreed",
    Other = "other",
});

/// By the book, some of what was given was past its use-by day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastDate {
    /// Why it was given.
    pub why: PastWhy,
    /// The kits and items that it is about.
    pub codes: Vec<String>,
}

/// So many of one kit, counted without a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "FlatTallied", into = "FlatTallied")]
pub struct Tallied {
    /// What, and how many.
    pub line: Line,
    /// It was past its use-by day by the book, and was given for this reason.
    pub past_date: Option<PastWhy>,
}

/// As it is written: flattening by serde costs a phone more code.
#[derive(Serialize, Deserialize)]
struct FlatTallied {
    code: String,
    qty: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    past_date: Option<PastWhy>,
}

impl From<FlatTallied> for Tallied {
    fn from(FlatTallied { code, qty, past_date }: FlatTallied) -> Self {
        Self { line: Line { code, qty }, past_date }
    }
}

impl From<Tallied> for FlatTallied {
    fn from(Tallied { line: Line { code, qty }, past_date }: Tallied) -> Self {
        Self { code, qty, past_date }
    }
}

impl From<Line> for Tallied {
    fn from(line: Line) -> Self {
        Self { line, past_date: None }
    }
}

impl Tallied {
    /// The line, if it was past its date. Where the pack turned out to be good, it was not.
    pub fn past_line(&self) -> Option<&Line> {
        self.past_date.filter(|why| *why != PastWhy::PackIsGood).map(|_| &self.line)
    }
}

/// One hand-over, or the reason why there was none (domain.md, B2.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// The household's code; nothing for a person without a card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<String>,
    /// How it went.
    pub outcome: Outcome,
    /// What was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// Who took it.
    #[serde(default)]
    pub collector: Collector,
    /// Who was reached, when no household says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<People>,
    /// A rule was set aside for this reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<Override>,
    /// Goods past their use-by day were given for this reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub past_date: Option<PastDate>,
    /// To be brought back.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub loan: bool,
    /// When it was, where this was written down later: a correction has the time of what it
    /// corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// Code of the reason why the person declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The day of the new appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Day>,
}

impl HandOver {
    /// Lines for a household, collected by somebody of it, with nothing else to say.
    pub fn new(code: &str, outcome: Outcome, lines: Vec<Line>) -> Self {
        Self {
            household: Some(code.to_string()),
            outcome,
            lines,
            collector: Collector::Household,
            people: None,
            set_aside: None,
            past_date: None,
            loan: false,
            at: None,
            why: None,
            next: None,
        }
    }

    /// What of it was past its date. Where the pack turned out to be good, nothing was.
    pub fn past_lines(&self) -> impl Iterator<Item = &Line> {
        let past = self.past_date.as_ref().filter(|past| past.why != PastWhy::PackIsGood);
        self.lines
            .iter()
            .filter(move |line| past.is_some_and(|past| past.codes.contains(&line.code)))
    }
}

/// A hand-over to this household before. Those that were undone are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Its record.
    pub record: RecordId,
    /// When.
    pub at: Moment,
    /// The day it counts as: past midnight, still the day on which its activity began.
    pub day: Day,
    /// On which phone.
    pub device: DeviceId,
    /// The person who holds this phone wrote it.
    pub by_me: bool,
    /// It belongs to the activity that is going on.
    pub this_activity: bool,
    /// How it went.
    pub outcome: Outcome,
    /// What was given.
    pub lines: Vec<Line>,
}

impl Past {
    /// How many of a kit or item were given.
    fn given(&self, code: &str) -> u32 {
        self.lines.iter().filter(|line| line.code == code).map(|line| line.qty).sum()
    }

    /// Something was given, and it may have been this kit: a hand-over that does not say what
    /// was given counts for every kit.
    fn concerns(&self, code: &str) -> bool {
        self.outcome.served() && (self.lines.is_empty() || self.given(code) > 0)
    }
}

/// What the rules say, before any override.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What is due, or why nothing is.
    pub verdict: Verdict,
    /// The household said that somebody else may collect.
    pub proxy: bool,
}

/// What is due, or why nothing is. Whoever hands out may set it aside with an [`Override`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// All of this, in one step.
    Due(Vec<Line>),
    /// Part was given earlier in this activity; this is what was missing.
    Rest(Vec<Line>),
    /// Served in this activity, by this hand-over.
    AlreadyServed(Past),
    /// The last time was too short ago.
    TooSoon {
        /// The last time.
        last: Day,
        /// From this day on again.
        next: Day,
    },
    /// The period's share has been given.
    PeriodFull {
        /// How many times, or how many of an item, in this period.
        given: u32,
        /// How many are allowed.
        most: u32,
        /// From this day on again.
        next: Day,
    },
    /// The household has a flag with which nothing is given before the desk has looked.
    Stopped {
        /// The flag.
        flag: String,
    },
    /// The household has a flag that the rules refuse.
    Debarred {
        /// The flag.
        flag: String,
    },
    /// The household lacks a flag that the rules ask for.
    MissingFlag {
        /// The flag.
        flag: String,
    },
    /// Nothing on offer is meant for anybody in this household.
    Nothing,
}

impl Verdict {
    /// The day from which a refusal for time ends.
    fn next(&self) -> Option<Day> {
        match self {
            Verdict::TooSoon { next, .. } | Verdict::PeriodFull { next, .. } => Some(*next),
            _ => None,
        }
    }
}

/// What a household is due of the kits on offer, on the local day `today`.
///
/// Each kit is judged by its own history, so that a monthly kit of yesterday does not hold back
/// today's food. A hand-over dated after tomorrow comes from a wrong clock and holds back nobody.
pub fn decide(
    rules: &Rules,
    household: &Household,
    offered: &[&Kit],
    history: &[Past],
    today: Day,
) -> Decision {
    let verdict = flags(rules, household)
        .or_else(|| served_here(rules, household, offered, history, today))
        .unwrap_or_else(|| by_kit(rules, household, offered, history, today));
    Decision { verdict, proxy: household.proxy }
}

/// All of the kits on offer that a household gets by its size, whatever it got before.
pub fn share(household: &Household, offered: &[&Kit]) -> Vec<Line> {
    missing(household, offered, &[])
}

/// What of its share a household has not got in this activity.
pub fn missing(household: &Household, offered: &[&Kit], history: &[Past]) -> Vec<Line> {
    let here = || history.iter().filter(|past| past.this_activity && past.outcome.served());
    let missing = |kit: &&Kit| {
        let given: u32 = here().map(|past| past.given(&kit.code)).sum();
        let qty = kit.how_many(&household.people).saturating_sub(given);
        (qty > 0).then(|| Line { code: kit.code.clone(), qty })
    };
    offered.iter().filter_map(missing).collect()
}

/// Why something is not a part of what is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAPart {
    /// It is everything.
    Everything,
    /// It is nothing.
    Nothing,
}

/// Full when everything that was due is given, else partial.
pub fn outcome_of(given: &[Line], due: &[Line]) -> Outcome {
    let whole =
        due.iter().all(|due| given.iter().any(|line| line.code == due.code && line.qty >= due.qty));
    if whole { Outcome::ServedFull } else { Outcome::ServedPartial }
}

/// How a corrected hand-over went, with these goods: as it was said before where nothing says what
/// the household's share is.
pub fn outcome_corrected(given: &[Line], share: Option<&[Line]>, old: &HandOver) -> Outcome {
    match share {
        // A second time, with a reason, is no first share.
        Some(share) if old.set_aside.is_none() && old.outcome != Outcome::ServedSubstitute => {
            outcome_of(given, share)
        }
        _ if old.outcome.served() => old.outcome,
        _ => Outcome::ServedFull,
    }
}

/// Whether what is given is a part of what is due: then the rest stays due.
pub fn part(given: &[Line], due: &[Line]) -> Result<(), NotAPart> {
    if given.iter().all(|line| line.qty == 0) {
        Err(NotAPart::Nothing)
    } else if !due.is_empty() && outcome_of(given, due) == Outcome::ServedFull {
        Err(NotAPart::Everything)
    } else {
        Ok(())
    }
}

fn flags(rules: &Rules, household: &Household) -> Option<Verdict> {
    let has = |flag: &&String| household.flags.contains(flag);
    let stopped =
        stopping_flag(household, rules).map(|flag| Verdict::Stopped { flag: flag.into() });
    let refused = || rules.debarring_flags.iter().find(has);
    let missing = || rules.required_flags.iter().find(|flag| !has(flag));
    stopped
        .or_else(|| refused().map(|flag| Verdict::Debarred { flag: flag.clone() }))
        .or_else(|| missing().map(|flag| Verdict::MissingFlag { flag: flag.clone() }))
}

/// The flag of a household with which nothing is given before the desk has looked: one of
/// [`STOPS`], or one that neither this version nor the rules know. What a later version or another
/// pack means by it may be a stop.
pub fn stopping_flag<'a>(household: &'a Household, rules: &Rules) -> Option<&'a str> {
    let named = |flag: &String| {
        flag == ACTIVE
            || rules.required_flags.contains(flag)
            || rules.debarring_flags.contains(flag)
    };
    let stops = |flag: &&String| STOPS.contains(&flag.as_str()) || !named(flag);
    household.flags.iter().find(stops).map(String::as_str)
}

/// The household was served in this activity: with all, or with a part.
fn served_here(
    rules: &Rules,
    household: &Household,
    offered: &[&Kit],
    history: &[Past],
    today: Day,
) -> Option<Verdict> {
    let here: Vec<&Past> =
        history.iter().filter(|past| past.this_activity && past.outcome.served()).collect();
    let latest = here.iter().max_by_key(|past| past.at)?;
    let part_only =
        here.iter().all(|past| past.outcome == Outcome::ServedPartial && !past.lines.is_empty());
    let mut rest = missing(household, offered, history);
    for line in &mut rest {
        line.qty = line.qty.min(room(rules, &line.code, history, today));
    }
    rest.retain(|line| line.qty > 0);
    Some(if part_only && !rest.is_empty() {
        Verdict::Rest(rest)
    } else {
        Verdict::AlreadyServed((*latest).clone())
    })
}

/// Nothing was given in this activity yet: what each kit's own history allows.
fn by_kit(
    rules: &Rules,
    household: &Household,
    offered: &[&Kit],
    history: &[Past],
    today: Day,
) -> Verdict {
    let mut due = vec![];
    let mut held_back: Option<Verdict> = None;
    for kit in offered {
        let wanted = kit.how_many(&household.people);
        if wanted == 0 {
            continue;
        }
        match too_early(rules, &kit.code, history, today) {
            None => {
                let qty = wanted.min(room(rules, &kit.code, history, today));
                due.push(Line { code: kit.code.clone(), qty });
            }
            // Of several refusals, the one that ends first is the one to tell.
            Some(refusal) => {
                if held_back.as_ref().is_none_or(|other| refusal.next() < other.next()) {
                    held_back = Some(refusal);
                }
            }
        }
    }
    if due.is_empty() { held_back.unwrap_or(Verdict::Nothing) } else { Verdict::Due(due) }
}

/// Interval, number of times and amount of one kit: the refusal that lasts longest, if any.
fn too_early(rules: &Rules, code: &str, history: &[Past], today: Day) -> Option<Verdict> {
    // Two hand-overs of one day are one time: the second brought what the first lacked.
    let days: BTreeSet<Day> =
        believed(history, today).filter(|past| past.concerns(code)).map(|past| past.day).collect();
    let last = *days.last()?;
    let interval = (rules.min_interval_days > 0)
        .then(|| Verdict::TooSoon { last, next: later(last, rules.min_interval_days) });

    let recent: Vec<Day> = days.into_iter().filter(|day| in_period(rules, *day, today)).collect();
    let (given, most) = (recent.len() as u32, rules.max_per_period);
    // As many of the oldest must leave the period as are too many, and one more.
    let leaving = given.checked_sub(most).filter(|_| most > 0);
    let times = leaving
        .and_then(|extra| recent.get(extra as usize))
        .map(|day| Verdict::PeriodFull { given, most, next: later(*day, rules.period_days) });
    let amount = recent.first().filter(|_| room(rules, code, history, today) == 0).map(|first| {
        let most = rules.per_item_max.get(code).copied().unwrap_or_default();
        Verdict::PeriodFull { given: most, most, next: later(*first, rules.period_days) }
    });
    [amount, times, interval]
        .into_iter()
        .flatten()
        .filter(|refusal| refusal.next().is_some_and(|next| next > today))
        .max_by_key(Verdict::next)
}

/// How many of a kit the per-item maximum still allows in this period.
fn room(rules: &Rules, code: &str, history: &[Past], today: Day) -> u32 {
    let Some(most) = rules.per_item_max.get(code).filter(|most| **most > 0) else {
        return u32::MAX;
    };
    let given: u32 = believed(history, today)
        .filter(|past| {
            past.outcome.served() && (past.this_activity || in_period(rules, past.day, today))
        })
        .map(|past| past.given(code))
        .sum();
    most.saturating_sub(given)
}

/// Leaves out what a wrong clock dated far ahead; a day ahead may be another time zone.
fn believed(history: &[Past], today: Day) -> impl Iterator<Item = &Past> {
    history.iter().filter(move |past| past.day <= later(today, 1))
}

fn in_period(rules: &Rules, day: Day, today: Day) -> bool {
    rules.period_days > 0 && i64::from(today.since(day)) < i64::from(rules.period_days)
}

fn later(day: Day, days: u32) -> Day {
    Day(day.0.saturating_add_unsigned(days))
}

/// A hand-over with what its record says around it. Those that were undone are left out.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Its record.
    pub record: RecordId,
    /// When.
    pub at: Moment,
    /// On which phone.
    pub device: DeviceId,
    /// In which activity.
    pub activity: Option<ActivityId>,
    /// What happened.
    pub hand_over: &'a HandOver,
}

/// Two phones served the same household the same thing in one activity, without knowing of each
/// other. Both hand-overs stand; the coordinator looks at them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// In which activity.
    pub activity: Option<ActivityId>,
    /// The household's code, as the first record has it.
    pub household: String,
    /// The hand-overs, earliest first.
    pub records: Vec<RecordId>,
}

/// Finds hand-overs that clash. A second one that somebody decided on, with a reason, and one
/// that brought other kits do not clash. `one_of` gives all cards of a household one name.
pub fn clashes(given: &[Given], one_of: impl Fn(&str) -> String) -> Vec<Clash> {
    let mut by_household: BTreeMap<(Option<ActivityId>, String), Vec<&Given>> = BTreeMap::new();
    for hand_over in given {
        let what = hand_over.hand_over;
        if let (Some(code), true, None) = (&what.household, what.outcome.served(), what.set_aside) {
            by_household.entry((hand_over.activity, one_of(code))).or_default().push(hand_over);
        }
    }
    by_household
        .into_values()
        .filter_map(|mut served| {
            served.sort_by_key(|given| (given.at.ms, given.record));
            let clash = |one: &&Given| served.iter().any(|other| same_goods_elsewhere(one, other));
            let records: Vec<RecordId> =
                served.iter().copied().filter(clash).map(|given| given.record).collect();
            let first = *served.first().filter(|_| !records.is_empty())?;
            Some(Clash {
                activity: first.activity,
                household: first.hand_over.household.clone()?,
                records,
            })
        })
        .collect()
}

fn same_goods_elsewhere(one: &Given, other: &Given) -> bool {
    let (mine, theirs) = (&one.hand_over.lines, &other.hand_over.lines);
    one.device != other.device
        && (mine.is_empty()
            || theirs.is_empty()
            || mine.iter().any(|line| theirs.iter().any(|their| their.code == line.code)))
}

/// What was lent and is not back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loan {
    /// The household's code, if a household has it.
    pub household: Option<String>,
    /// The record of the hand-over.
    pub record: RecordId,
    /// Since when.
    pub at: Moment,
    /// What is still out.
    pub lines: Vec<Line>,
}

/// Loans that are still out. A return names the record of the hand-over.
pub fn loans_out(given: &[Given], returned: &[(RecordId, &[Line])]) -> Vec<Loan> {
    let mut back: BTreeMap<(RecordId, &str), u32> = BTreeMap::new();
    for (record, lines) in returned {
        for line in *lines {
            let sum = back.entry((*record, &line.code)).or_default();
            *sum = sum.saturating_add(line.qty);
        }
    }
    let lent =
        given.iter().filter(|given| given.hand_over.loan && given.hand_over.outcome.served());
    lent.filter_map(|given| {
        let mut lines = vec![];
        for line in &given.hand_over.lines {
            let rest = back.get_mut(&(given.record, line.code.as_str()));
            let settled = rest.map_or(0, |rest| {
                let settled = line.qty.min(*rest);
                *rest -= settled;
                settled
            });
            lines.push(Line { code: line.code.clone(), qty: line.qty - settled });
        }
        lines.retain(|line| line.qty > 0);
        let household = given.hand_over.household.clone();
        (!lines.is_empty()).then_some(Loan { household, record: given.record, at: given.at, lines })
    })
    .collect()
}

#[cfg(test)]
mod tests;
