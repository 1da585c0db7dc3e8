//! A row of a list over what is known of a household. A column that is absent and a cell that is
//! empty change nothing. What would be lost of allergens, diet or consent is lost only where a
//! person agreed to it; what is gained is always taken. How rows are read is in
//! [`super::import`].

use std::collections::{BTreeMap, BTreeSet};

use super::import::{AGE_NOT_SAID, Row};
use super::{Household, HouseholdDetail, People};
use crate::card;

/// What a change is about. What may hurt somebody when it is lost comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Declared allergens.
    Allergens,
    /// Diet.
    Diet,
    /// Consent that phones show what was declared.
    Consent,
    /// Something was declared in words that were not understood.
    Ask,
    /// Flags.
    Flags,
    /// What would make collecting easier.
    Needs,
    /// How many people, by their total.
    People,
    /// The language.
    Language,
    /// Whether somebody else may collect.
    Proxy,
    /// Words for the desk.
    Notes,
}

/// What one row changes in one part of a known household. Codes; totals for people; `yes` for
/// what is only yes or no; nothing for notes, which are only added to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The part.
    pub part: Part,
    /// What is no longer said.
    pub lost: Vec<String>,
    /// What is new.
    pub gained: Vec<String>,
}

impl Change {
    /// It is taken only where a person agreed.
    pub fn needs_tick(&self) -> bool {
        self.part <= Part::Consent && !self.lost.is_empty()
    }
}

/// A household as it would stand after an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What every phone may know. What its kits leave out is still to be worked out.
    pub household: Household,
    /// What only the desk may know.
    pub detail: HouseholdDetail,
    /// It was known before.
    pub known: bool,
    /// What changes in a known one, losses first.
    pub changes: Vec<Change>,
}

/// A household that is known, with what the desk knows of it.
pub type Known = (Household, Option<HouseholdDetail>);

/// What an import would do: one entry for each household, in the order of the list. A long list is
/// compared in parts.
#[derive(Debug, Default)]
pub struct Plan {
    all: Vec<Planned>,
    /// Where each household stands, by its normalized code.
    places: BTreeMap<String, usize>,
}

impl Plan {
    /// Everything that was added.
    pub fn done(self) -> Vec<Planned> {
        self.all
    }

    /// Adds the next row. `before` is the household that its code leads to, also if that was
    /// replaced since the list was written; `agreed` says whether a person ticked the loss of a
    /// part, by the household's code.
    pub fn add(&mut self, row: &Row, before: Option<Known>, agreed: impl Fn(&str, Part) -> bool) {
        let code = before.as_ref().map_or(&row.household.code, |(known, _)| &known.code);
        let key = card::normalize(code);
        // Two rows may lead to one household: the second goes over what the first left.
        if let Some(planned) = self.places.get(&key).and_then(|at| self.all.get_mut(*at)) {
            let detail = Some(&planned.detail);
            let (household, detail, changes) = merged(&planned.household, detail, row, &agreed);
            (planned.household, planned.detail) = (household, detail);
            planned.changes.extend(changes);
            planned.changes.sort_by_key(|change| (!change.needs_tick(), change.part));
            return;
        }
        self.places.insert(key, self.all.len());
        self.all.push(match before {
            Some((household, detail)) => {
                let (household, detail, changes) =
                    merged(&household, detail.as_ref(), row, &agreed);
                Planned { household, detail, known: true, changes }
            }
            None => Planned {
                household: row.household.clone(),
                detail: row.detail.clone(),
                known: false,
                changes: vec![],
            },
        });
    }
}

/// Everything that is known, as the desk would have written it: phones that knew no detail may
/// have declared something with consent.
pub fn whole(household: &Household, detail: Option<&HouseholdDetail>) -> HouseholdDetail {
    let mut whole = detail.cloned().unwrap_or_default();
    whole.code.clone_from(&household.code);
    let declared = !(whole.allergens.is_empty() && whole.diet.is_empty());
    let hidden = declared && !household.consent;
    whole.unclear |= household.ask && !hidden;
    for (all, shown) in [
        (&mut whole.needs, &household.needs),
        (&mut whole.diet, &household.diet),
        (&mut whole.allergens, &household.allergens),
    ] {
        add_missing(all, shown);
    }
    whole
}

/// Two households that are one: whatever was declared of either holds, and a flag of either. Who
/// they are and what they agreed to is what the kept one says.
pub fn joined(kept: &Known, dropped: &Known, note: &str) -> (Household, HouseholdDetail) {
    let (mut household, mut detail) = declared(kept, dropped);
    add_missing(&mut household.flags, &dropped.0.flags);
    add_line(&mut detail.notes, note);
    (household, detail)
}

/// A household with what was declared of it in another place as well, and what its kits leave out
/// for that.
pub fn declared(known: &Known, more: &Known) -> (Household, HouseholdDetail) {
    let mut household = known.0.clone();
    let mut detail = whole(&known.0, known.1.as_ref());
    let other = whole(&more.0, more.1.as_ref());
    add_missing(&mut detail.needs, &other.needs);
    add_missing(&mut detail.diet, &other.diet);
    add_missing(&mut detail.allergens, &other.allergens);
    add_missing(&mut household.leave_out, &more.0.leave_out);
    detail.unclear |= other.unclear;
    for line in other.notes.lines() {
        add_line(&mut detail.notes, line);
    }
    household.show(&detail);
    (household, detail)
}

fn merged(
    known: &Household,
    detail: Option<&HouseholdDetail>,
    row: &Row,
    agreed: impl Fn(&str, Part) -> bool,
) -> (Household, HouseholdDetail, Vec<Change>) {
    let (says, new) = (row.says, &row.household);
    let (mut household, mut all) = (known.clone(), whole(known, detail));
    let mut changes = vec![];
    let yes = |so: bool| if so { vec!["yes".to_string()] } else { vec![] };
    let agreed = |part| agreed(&known.code, part);

    for (said, part, list, read) in [
        (says.allergens, Part::Allergens, &mut all.allergens, &row.detail.allergens),
        (says.diet, Part::Diet, &mut all.diet, &row.detail.diet),
        (says.needs, Part::Needs, &mut all.needs, &row.detail.needs),
        (says.flags, Part::Flags, &mut household.flags, &new.flags),
    ] {
        if !said {
            continue;
        }
        let change = changed(part, list, read);
        if !change.needs_tick() || agreed(part) {
            list.clone_from(read);
        } else {
            add_missing(list, read);
        }
        changes.push(change);
    }
    if says.consent {
        let change = changed(Part::Consent, &yes(known.consent), &yes(new.consent));
        if !change.needs_tick() || agreed(Part::Consent) {
            household.consent = new.consent;
        }
        changes.push(change);
    }
    if row.detail.unclear && !all.unclear {
        all.unclear = true;
        changes.push(changed(Part::Ask, &[], &yes(true)));
    }
    let people = if says.people { counted(&known.people, &new.people) } else { known.people };
    if known.people != people {
        let total = |of: &People| vec![of.total().to_string()];
        household.people = people;
        changes.push(Change {
            part: Part::People,
            lost: total(&known.people),
            gained: total(&people),
        });
    }
    if says.language {
        let tag = |of: &Household| of.language.iter().cloned().collect::<Vec<_>>();
        changes.push(changed(Part::Language, &tag(known), &tag(new)));
        household.language.clone_from(&new.language);
    }
    if says.proxy {
        changes.push(changed(Part::Proxy, &yes(known.proxy), &yes(new.proxy)));
        household.proxy = new.proxy;
    }
    let before = all.notes.len();
    for line in row.detail.notes.lines() {
        add_line(&mut all.notes, line);
    }
    if all.notes.len() != before {
        changes.push(Change { part: Part::Notes, lost: vec![], gained: yes(true) });
    }
    changes.retain(|change| !(change.lost.is_empty() && change.gained.is_empty()));
    changes.sort_by_key(|change| (!change.needs_tick(), change.part));
    household.show(&all);
    (household, all, changes)
}

/// A row that says how many, and not how old: the ages that are known stay, and who came since
/// has no age. Where fewer are left nobody knows who went.
fn counted(known: &People, new: &People) -> People {
    let total = new.x[AGE_NOT_SAID];
    let only_a_total = u32::from(total) == new.total();
    let more = u32::from(total).checked_sub(known.total()).and_then(|n| u16::try_from(n).ok());
    let mut people = *new;
    if let (true, Some(more)) = (only_a_total, more) {
        people = *known;
        people.x[AGE_NOT_SAID] = people.x[AGE_NOT_SAID].saturating_add(more);
    }
    people
}

fn changed(part: Part, known: &[String], new: &[String]) -> Change {
    let (had, has): (BTreeSet<_>, BTreeSet<_>) = (known.iter().collect(), new.iter().collect());
    let only = |one: &BTreeSet<&String>, other: &BTreeSet<&String>| {
        one.difference(other).map(|code| (*code).clone()).collect()
    };
    Change { part, lost: only(&had, &has), gained: only(&has, &had) }
}

fn add_missing(list: &mut Vec<String>, more: &[String]) {
    for code in more {
        if !list.contains(code) {
            list.push(code.clone());
        }
    }
}

fn add_line(notes: &mut String, line: &str) {
    if line.trim().is_empty() || notes.lines().any(|known| known == line) {
        return;
    }
    if !notes.is_empty() {
        notes.push('\n');
    }
    notes.push_str(line);
}

#[cfg(test)]
mod tests;
