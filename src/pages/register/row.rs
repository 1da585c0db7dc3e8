//! One entry in a list: what names it, where it stands, by when it must move on.

use passamano_core::id::RecordId;
use passamano_core::projection::EntryView;
use passamano_core::register::{self, Dues, Register, Standing};
use passamano_core::time::Moment;
use passamano_core::value::{Answers, Value};

use crate::components::ChipKind;
use crate::i18n::{tr, tr_count, tr_with};
use crate::screen::answers::{self, Asked};
use crate::screen::when::{date, when};
use crate::state::Toolkit;

/// An entry as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// The entry.
    pub record: RecordId,
    /// What names it.
    pub title: String,
    /// Its state, by id.
    pub state: String,
    /// Nothing is left to do.
    pub end: bool,
    /// By when it must move on.
    pub due: Option<Moment>,
    /// When it was added, Unix milliseconds.
    pub added_ms: i64,
    /// What the list can be narrowed by: codes by question.
    pub codes: Vec<(String, Vec<String>)>,
}

impl Row {
    /// Reads an entry for a list; what is the same for each of them comes from outside. Tracked, for
    /// the language.
    pub(super) fn of(
        toolkit: &Toolkit,
        register: &Register,
        asked: &[Asked],
        dues: &Dues,
        entry: &EntryView,
    ) -> Self {
        let (standing, answers) = (entry.standing(register), entry.answers());
        let codes = register.filters.iter().map(|question| {
            let said = answers.get(question).map(Value::codes).unwrap_or_default();
            (question.clone(), said.to_vec())
        });
        Self {
            record: entry.record(),
            title: answers::title(toolkit, register, asked, &answers),
            end: register.state(&standing.state).is_some_and(|state| state.end),
            due: dues.of(&standing, &answers),
            added_ms: entry.added.from.at.ms,
            codes: codes.collect(),
            state: standing.state,
        }
    }

    /// What must be done first stands first: what is late, then what is due soonest, then what has
    /// no time, then what is over; of two that are alike the newer one.
    pub(super) fn order(&self) -> impl Ord + use<> {
        let due = self.due.map_or(i64::MAX, |due| due.ms);
        (self.end, due, core::cmp::Reverse(self.added_ms))
    }
}

/// The word of a state.
pub(super) fn state_word(toolkit: &Toolkit, register: &Register, state: &str) -> String {
    word(toolkit, register, "state", state)
}

/// The word of a state or a move; its id where a later version of the pack made it.
pub(super) fn word(toolkit: &Toolkit, register: &Register, kind: &str, id: &str) -> String {
    let key = format!("{}.{kind}.{id}", register.id);
    toolkit.texts.get(&key).unwrap_or(id).to_owned()
}

/// How much time is left, or how long it has been late, and whether it is. Tracked.
pub(super) fn due_words(due: Moment, now: Moment) -> (String, bool) {
    let hours = (due.ms - now.ms).div_euclid(3_600_000);
    match hours {
        ..0 => (tr_with("entry.late", &[("when", &when(due.ms, now))]), true),
        0..48 => (tr_count("entry.due_hours", hours as u32), false),
        _ => (tr_with("entry.due", &[("day", &date(due.day()))]), false),
    }
}

/// How a state looks in a list.
pub(super) fn state_kind(register: &Register, state: &str, late: bool) -> ChipKind {
    let known = register.state(state);
    match known {
        _ if late => ChipKind::Stop,
        Some(state) if state.card == Some(register::Shows::Shared) => ChipKind::Received,
        Some(state) if state.end => ChipKind::Plain,
        _ => ChipKind::Outline,
    }
}

/// Two people moved it on without knowing of each other, in words. Tracked.
pub(super) fn rivals_words(toolkit: &Toolkit, register: &Register, standing: &Standing) -> String {
    let words = standing.rivals.iter().map(|state| state_word(toolkit, register, state));
    words.collect::<Vec<_>>().join(&tr("handout.list_comma"))
}

/// Every answer that a page shows, with its question, in the order of the forms. Tracked.
pub(super) fn said(toolkit: &Toolkit, register: &Register, all: &Answers) -> Vec<(String, String)> {
    answers::asked(&toolkit.pack, register)
        .into_iter()
        .filter_map(|asked| {
            let value = all.get(&asked.question.id)?;
            let words = answers::words(toolkit, asked.question, value);
            Some((toolkit.texts.text(&asked.key()).to_owned(), words))
        })
        .filter(|(_, words)| !words.is_empty())
        .collect()
}
