//! When goods may leave: only while an activity is open, by whatever way they are given, unless
//! somebody of the desk makes an exception and says why. And which activity it is now, also when
//! one goes on past midnight. Cards on which nothing is given are in [`stop`], goods past their date
//! in [`past`]. What keeps the gate closed is in [`crate::guide`].

use crate::card;
use crate::code::Code;
use crate::id::ActivityId;
use crate::record::{Activity, ActivityState, Fact};
use crate::seal::{self, SecretKey};
use crate::space::Role;
use crate::time::{Day, Moment};

pub mod past;
pub mod stop;

const DAY: i64 = 1440;
/// So long after its planned end an activity that nobody closed still is the one of now, and
/// what is given still belongs to its day, minutes.
const LATE: i64 = 6 * 60;
/// The longest day that a plan may have, minutes. More is a slip of the hand: 13:00 to 09:00.
const LONGEST: u16 = 16 * 60;

/// Why nothing is handed out now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// No activity is chosen or planned.
    NoActivity,
    /// Nobody has said go yet.
    NotYet,
    /// Stopped for a while.
    Paused,
    /// The day is closed.
    Closed,
    /// It was called off.
    Cancelled,
    /// It was stopped for safety.
    Aborted,
    /// It stands in a way that only a later version knows.
    Later,
}

/// Why nothing is handed out in a planned activity that stands so; nothing where it is open. An
/// activity of which no move is known waits for its gate.
pub fn shut(state: Option<ActivityState>) -> Option<Shut> {
    match state {
        Some(ActivityState::Open) => None,
        None | Some(ActivityState::Planned) => Some(Shut::NotYet),
        Some(ActivityState::Paused) => Some(Shut::Paused),
        Some(ActivityState::Closed) => Some(Shut::Closed),
        Some(ActivityState::Cancelled) => Some(Shut::Cancelled),
        Some(ActivityState::Aborted) => Some(Shut::Aborted),
        Some(ActivityState::Later(_)) => Some(Shut::Later),
    }
}

/// Why somebody gives all the same, or opens a day again. A code, so that a record says nothing
/// about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exception {
    /// It cannot wait.
    Urgent,
    /// Somebody was expected and came late or early.
    OtherHour,
    /// It is open, and this was not written down or has not arrived.
    OpenInFact,
    /// Closed or paused by mistake.
    Mistake,
    /// The word of who opened it was told to a phone that has not heard: see [`word`].
    ByWord,
    /// Another reason.
    Other,
    /// A reason of a later version. It was an exception all the same.
    Later(Code),
}

impl Exception {
    /// What somebody may choose, in the order of the screens.
    pub const CHOICES: [Self; 5] =
        [Self::Urgent, Self::OtherHour, Self::OpenInFact, Self::Mistake, Self::Other];

    /// The reason that stands in the record.
    pub fn code(&self) -> &str {
        match self {
            Self::Urgent => "shut_urgent",
            Self::OtherHour => "shut_other_hour",
            Self::OpenInFact => "shut_open_in_fact",
            Self::Mistake => "shut_mistake",
            Self::ByWord => "shut_by_word",
            Self::Other => "shut_other",
            Self::Later(code) => code.as_str(),
        }
    }

    /// Reads the reason of a record, which may be a reason for something else.
    pub fn from_code(code: &str) -> Option<Self> {
        let all = Self::CHOICES.into_iter().chain([Self::ByWord]);
        let known = all.into_iter().find(|exception| exception.code() == code);
        let later = || code.starts_with("shut_").then(|| Code::new(code)).flatten();
        known.or_else(|| later().map(Self::Later))
    }
}

/// The word by which who opened an activity tells it to a phone without signal, by mouth. It is
/// another one for each activity, and nobody guesses it; it keeps out mistakes, not whoever takes
/// the keys of the team out of a phone.
pub fn word(team: &SecretKey, activity: ActivityId) -> Option<String> {
    let told = [b"passamano opening word".as_slice(), team, &activity.0].concat();
    card::new_code(*seal::digest(&told).0.first_chunk()?, |_| false)
}

/// Whether somebody was told the word.
pub fn is_word(team: &SecretKey, activity: ActivityId, typed: &str) -> bool {
    word(team, activity).is_some_and(|word| card::normalize(&word) == card::normalize(typed))
}

/// Who may open, close again, and give in spite of the gate.
pub fn may_decide(role: Role) -> bool {
    role.opens_desk()
}

/// Whether a fact means that goods leave. Taking a loan back, saying that nobody came, and what
/// corrects an earlier record do not.
pub fn hands_out(fact: &Fact) -> bool {
    match fact {
        Fact::HandedOver(hand_over) => hand_over.outcome.served() || !hand_over.lines.is_empty(),
        Fact::Counted(_) => true,
        _ => false,
    }
}

/// Whether a fact may be saved, and under which exception: the one rule that every way of handing
/// out goes through. `shut` is how the activity of the fact stands; `corrects` that the fact puts
/// an earlier record right, which is allowed at any time.
pub fn judge(
    fact: &Fact,
    corrects: bool,
    shut: Option<Shut>,
    role: Role,
    exception: Option<Exception>,
) -> Result<Option<Exception>, Shut> {
    match shut {
        Some(shut) if hands_out(fact) && !corrects => {
            // Without an activity nothing could say later where the goods went.
            let allowed = |why: &Exception| match why {
                // Somebody of the desk decided: the phone only has not heard.
                Exception::ByWord => shut == Shut::NotYet,
                _ => may_decide(role) && shut != Shut::NoActivity,
            };
            exception.filter(allowed).map(Some).ok_or(shut)
        }
        _ => Ok(None),
    }
}

impl Activity {
    /// It begins on its day and ends on the next.
    pub fn over_midnight(&self) -> bool {
        self.closes <= self.opens
    }

    /// Its hours make a day: it ends after it begins, and not most of a day later.
    pub fn hours_fit(&self) -> bool {
        hours_fit(self.opens, self.closes)
    }

    /// The day that a moment of its work counts as: after midnight, still the day it began.
    pub fn day_of(&self, at: Moment) -> Day {
        let here = self.minutes_at(at);
        if (DAY..self.end() + LATE).contains(&here) { self.day } else { at.day() }
    }

    /// Minutes from the first midnight of its day.
    fn minutes_at(&self, at: Moment) -> i64 {
        i64::from(at.day().since(self.day)) * DAY + i64::from(at.minute_of_day())
    }

    /// The planned end in the same minutes.
    fn end(&self) -> i64 {
        i64::from(self.closes) + if self.over_midnight() { DAY } else { 0 }
    }

    /// Begun on an earlier day, and not at its end.
    fn goes_on(&self, state: Option<ActivityState>, now: Moment) -> bool {
        let late = match state {
            Some(ActivityState::Open | ActivityState::Paused) => LATE,
            _ => 0,
        };
        (DAY..self.end() + late).contains(&self.minutes_at(now))
    }
}

/// Whether hours make a day, in minutes since midnight. An end before the beginning is on the
/// next day.
pub fn hours_fit(opens: u16, closes: u16) -> bool {
    let long = (i64::from(closes) - i64::from(opens)).rem_euclid(DAY);
    long > 0 && long <= i64::from(LONGEST)
}

/// The activity of now: the chosen one, else the one that goes on from yesterday, else the first
/// of today that is not over, else what was closed today and has its evening's work, else the next
/// one, else the last that nobody closed, else the last. `plans` are in order of time.
pub fn current<'a>(
    plans: &[&'a Activity],
    state: impl Fn(ActivityId) -> Option<ActivityState>,
    chosen: Option<ActivityId>,
    now: Moment,
) -> Option<&'a Activity> {
    let today = now.day();
    let over = |plan: &Activity| state(plan.id) >= Some(ActivityState::Closed);
    let pick = |test: &dyn Fn(&Activity) -> bool| plans.iter().copied().find(|plan| test(plan));
    let last =
        |test: &dyn Fn(&Activity) -> bool| plans.iter().rev().copied().find(|plan| test(plan));
    let begun = |plan: &Activity| {
        matches!(state(plan.id), Some(ActivityState::Open | ActivityState::Paused))
    };
    let closed = |plan: &Activity| state(plan.id) == Some(ActivityState::Closed);
    pick(&|plan| Some(plan.id) == chosen)
        .or_else(|| pick(&|plan| !over(plan) && plan.goes_on(state(plan.id), now)))
        .or_else(|| pick(&|plan| plan.day == today && !over(plan)))
        .or_else(|| last(&|plan| closed(plan) && plan.day_of(now) == plan.day))
        .or_else(|| pick(&|plan| plan.day >= today && !over(plan)))
        .or_else(|| last(&|plan| plan.day <= today && begun(plan)))
        .or_else(|| last(&|plan| plan.day <= today))
}

/// What is worked on after this one: the next that is not over. `plans` are in order of time.
pub fn following<'a>(
    plans: &[&'a Activity],
    state: impl Fn(ActivityId) -> Option<ActivityState>,
    done: ActivityId,
    today: Day,
) -> Option<&'a Activity> {
    let ahead = |plan: &&&Activity| {
        plan.id != done && plan.day >= today && state(plan.id) < Some(ActivityState::Closed)
    };
    plans.iter().find(ahead).copied()
}

#[cfg(test)]
mod tests;
