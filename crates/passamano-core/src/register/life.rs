//! Where an entry of a register stands: what all work on it comes to. Two works that did not know
//! of each other both count: the state that is further along is shown, and that there are two is
//! said until somebody settles it. No clock decides anything.

use std::collections::{BTreeMap, BTreeSet};

use super::{Move, Register, Worked};
use crate::id::{MemberId, RecordId};
use crate::origin::{Fold, Origin};
use crate::space::Role;
use crate::value::Answers;

/// One work on an entry, with the words for the desk where this phone opens them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorkView<'a> {
    /// The work.
    pub work: &'a Fold<Worked>,
    /// What of it is the desk's.
    pub desk: Option<&'a Fold<Worked>>,
    /// It was undone: it leads to what it was built on and says nothing itself.
    pub undone: bool,
}

/// Where an entry stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The state.
    pub state: String,
    /// Who brought it there, when, on which phone: of the entry itself for the first state.
    pub since: Origin,
    /// Who looks after it.
    pub owner: Option<MemberId>,
    /// Works, or the entry, that nobody has worked on since: what the next work names.
    pub heads: Vec<RecordId>,
    /// States that two people gave it without knowing of each other, the shown one among them.
    /// Empty where there is no doubt.
    pub rivals: Vec<String>,
}

impl Standing {
    /// What the works on one entry come to. Their order does not matter.
    pub fn of(register: &Register, added: &Origin, works: &[WorkView]) -> Self {
        let by_id: BTreeMap<RecordId, &WorkView> =
            works.iter().map(|view| (view.work.from.record, view)).collect();
        let known: BTreeSet<RecordId> =
            works.iter().flat_map(|view| view.work.fact.after.iter().copied()).collect();
        let mut heads: Vec<RecordId> =
            by_id.keys().copied().filter(|record| !known.contains(record)).collect();
        if heads.is_empty() {
            heads.push(added.record);
        }
        let moved = latest(&by_id, &heads, |work| work.to.is_some());
        let mut states: Vec<(usize, &str, Origin)> = moved
            .iter()
            .filter_map(|fold| Some((fold.fact.to.as_deref()?, fold.from)))
            .map(|(to, from)| (register.progress(to), to, from))
            .collect();
        // Everybody takes the same of two that are equally far: the first that did it, by name.
        states.sort_by_key(|(progress, to, from)| {
            (core::cmp::Reverse(*progress), *to, from.record, from.device)
        });
        let mut rivals: Vec<String> = vec![];
        for (_, to, _) in &states {
            if !rivals.iter().any(|rival| rival == to) {
                rivals.push((*to).to_owned());
            }
        }
        if rivals.len() < 2 {
            rivals.clear();
        }
        let owners = latest(&by_id, &heads, |work| work.owner.is_some());
        let owner = owners.iter().max_by_key(|fold| fold.from.record);
        let (state, since) =
            states.first().map_or((register.first(), *added), |(_, state, since)| (*state, *since));
        Self {
            state: state.to_owned(),
            since,
            owner: owner.and_then(|fold| fold.fact.owner),
            heads,
            rivals,
        }
    }

    /// The moves that somebody may make now. `works` are those that this standing came from.
    pub fn moves<'r>(
        &self,
        register: &'r Register,
        role: Role,
        me: MemberId,
        works: &[WorkView],
    ) -> Vec<&'r Move> {
        let open = register.moves_from(&self.state).filter(|step| step.who.is(role));
        open.filter(|step| !waits_for_another(step, me, works)).collect()
    }

    /// Somebody of this role could go on here, and this person may not: what comes next needs
    /// another pair of eyes.
    pub fn needs_another(
        &self,
        register: &Register,
        role: Role,
        me: MemberId,
        works: &[WorkView],
    ) -> bool {
        let mut open = register.moves_from(&self.state).filter(|step| step.who.is(role));
        open.any(|step| waits_for_another(step, me, works))
    }
}

/// The last of the works that this move must not share its person with was this person's.
fn waits_for_another(step: &Move, me: MemberId, works: &[WorkView]) -> bool {
    let last = works
        .iter()
        .filter(|view| !view.undone)
        .map(|view| view.work)
        .filter(|work| work.fact.did.as_ref().is_some_and(|did| step.not_by_who.contains(did)))
        .max_by_key(|work| (work.from.at.ms, work.from.record));
    last.is_some_and(|work| work.from.by == me)
}

/// The works that fit and that no later fitting one is built on, found by going back from the
/// heads.
fn latest<'a>(
    by_id: &BTreeMap<RecordId, &WorkView<'a>>,
    heads: &[RecordId],
    fits: impl Fn(&Worked) -> bool,
) -> Vec<&'a Fold<Worked>> {
    let (mut found, mut seen) = (vec![], BTreeSet::new());
    let mut open: Vec<RecordId> = heads.to_vec();
    while let Some(record) = open.pop() {
        // Works that name each other in a ring are looked at once.
        if !seen.insert(record) {
            continue;
        }
        match by_id.get(&record) {
            Some(view) if !view.undone && fits(&view.work.fact) => found.push(view.work),
            Some(view) => open.extend(&view.work.fact.after),
            None => {}
        }
    }
    found
}

/// The entry's answers with those of all work on it: what was answered later, as far as one knew
/// of the other, stands in the place of what was answered before.
pub fn merged(added: &[Answers], works: &[WorkView]) -> Answers {
    let together = |parts: &[Answers]| parts.iter().fold(Answers::default(), |a, b| a.with(b));
    let mut all = together(added);
    for view in in_order(works).into_iter().filter(|view| !view.undone) {
        let parts = [Some(view.work), view.desk].into_iter().flatten();
        let parts: Vec<Answers> = parts.filter_map(|part| part.fact.answers.read()).collect();
        all.0.extend(together(&parts).0);
    }
    all
}

/// Works in an order in which each comes after those that it names; of the others the earlier by
/// the phones' clocks first.
pub fn in_order<'a>(works: &[WorkView<'a>]) -> Vec<WorkView<'a>> {
    let ids: BTreeSet<RecordId> = works.iter().map(|view| view.work.from.record).collect();
    let mut waiting: Vec<WorkView> = works.to_vec();
    waiting.sort_by_key(|view| (view.work.from.at.ms, view.work.from.record));
    let (mut order, mut placed) = (Vec::with_capacity(works.len()), BTreeSet::new());
    while !waiting.is_empty() {
        let ready = |view: &WorkView| {
            let after = &view.work.fact.after;
            after.iter().all(|record| placed.contains(record) || !ids.contains(record))
        };
        // In a ring nobody is first: then the clock is.
        let next = waiting.remove(waiting.iter().position(ready).unwrap_or(0));
        placed.insert(next.work.from.record);
        order.push(next);
    }
    order
}

#[cfg(test)]
mod tests;
