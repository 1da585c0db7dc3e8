//! Whether a pack is whole: ids, kits, numbers, and the keys that every language must have.

use core::fmt;
use std::collections::BTreeSet;

use super::{Guide, Kit, Pack, Step};
use crate::form::check as form;
use crate::people::BRACKETS;
use crate::register::{Register, Who as By, check as register};

/// What is wrong with a pack, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The id, code or key that it is about; empty for the whole file.
    pub id: String,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The file is no pack; the reader's words say where.
    Damaged(String),
    /// The id stands for two things.
    Duplicate,
    /// A kit holds an item that the catalogue does not have.
    UnknownItem(String),
    /// A kit counts an age bracket that does not exist.
    UnknownBracket(String),
    /// Household sizes of a kit do not grow, or do not begin at 1.
    BandsNotAscending,
    /// A kit without contents.
    NoBands,
    /// A guide without steps.
    NoSteps,
    /// A likelihood or impact outside 1 to 5, or a quantity that is not above 0.
    OutOfRange,
    /// The language file has no words for this key.
    MissingText,
    /// A form or a list is not whole.
    Form(form::Problem),
    /// A register is not whole.
    Register(register::Wrong),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = &self.id;
        match &self.wrong {
            Wrong::Damaged(where_) => write!(f, "the file cannot be read: {where_}"),
            Wrong::Duplicate => write!(f, "{id} stands for two things"),
            Wrong::UnknownItem(item) => {
                write!(f, "kit {id} holds {item}, which is not in the catalogue")
            }
            Wrong::UnknownBracket(name) => {
                write!(f, "kit {id} is for {name}, which is no age bracket")
            }
            Wrong::BandsNotAscending => {
                write!(f, "the household sizes of kit {id} do not grow from 1")
            }
            Wrong::NoBands => write!(f, "kit {id} has no contents"),
            Wrong::NoSteps => write!(f, "guide {id} has no steps"),
            Wrong::OutOfRange => write!(f, "a number of {id} is out of range"),
            Wrong::MissingText => write!(f, "there are no words for {id}"),
            Wrong::Form(wrong) => write!(f, "{wrong}"),
            Wrong::Register(wrong) => write!(f, "register {id}: {wrong}"),
        }
    }
}

/// Everything that is wrong with the structure.
pub fn structure(pack: &Pack) -> Vec<Problem> {
    let mut problems = vec![];
    let mut wrong = |id: &str, wrong| problems.push(Problem { id: id.into(), wrong });

    for names in [
        ids(pack),
        codes(&pack.items, |i| &i.code),
        codes(&pack.kits, |k| &k.code),
        codes(&pack.contacts, |c| &c.code),
        codes(&pack.stop_rules, |s| s),
        codes(&pack.forms, |form| &form.id),
        codes(&pack.registers, |register| &register.id),
        codes(&pack.lists, |list| &list.id),
    ] {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name) {
                wrong(name, Wrong::Duplicate);
            }
        }
    }
    for guide in pack.guides.iter().filter(|guide| guide.steps.is_empty()) {
        wrong(&guide.id, Wrong::NoSteps);
    }
    for risk in &pack.gate.risks {
        let scale = [risk.likelihood, risk.impact, risk.residual_likelihood, risk.residual_impact];
        if scale.iter().any(|n| !(1..=5).contains(n)) {
            wrong(&risk.id, Wrong::OutOfRange);
        }
    }
    for item in pack.items.iter().filter(|item| !positive(item.size)) {
        wrong(&item.code, Wrong::OutOfRange);
    }
    let catalogue = pack.items.iter().map(|item| item.code.as_str()).collect();
    for kit in &pack.kits {
        for problem in kit_problems(kit, &catalogue) {
            wrong(&kit.code, problem);
        }
    }
    let registers: Vec<&str> = pack.registers.iter().map(|one| one.id.as_str()).collect();
    for asked in &pack.forms {
        let used = pack.registers.iter().flat_map(Register::forms);
        let by_team = used.filter(|(id, _)| *id == asked.id).any(|(_, who)| who == By::Team);
        let who = if by_team { form::Who::Anyone } else { form::Who::Desk };
        for problem in form::form(asked, &pack.lists, &registers, who) {
            wrong(&asked.id, Wrong::Form(problem));
        }
    }
    for list in &pack.lists {
        for problem in form::list(list) {
            wrong(&list.id, Wrong::Form(problem));
        }
    }
    for register in &pack.registers {
        for problem in register::problems(register, &pack.forms) {
            wrong(&register.id, Wrong::Register(problem));
        }
    }
    problems
}

fn kit_problems(kit: &Kit, catalogue: &BTreeSet<&str>) -> Vec<Wrong> {
    let mut problems = vec![];
    let lines = || kit.bands.iter().flat_map(|band| &band.lines);
    if kit.bands.is_empty() || kit.bands.iter().any(|band| band.lines.is_empty()) {
        problems.push(Wrong::NoBands);
    }
    if kit.bands.first().is_some_and(|band| band.from != 1)
        || kit.bands.windows(2).any(|pair| pair[0].from >= pair[1].from)
    {
        problems.push(Wrong::BandsNotAscending);
    }
    let items = lines().map(|line| line.item.as_str());
    let held: BTreeSet<&str> = items.chain(kit.lacks.iter().map(String::as_str)).collect();
    problems.extend(held.difference(catalogue).map(|item| Wrong::UnknownItem((*item).into())));
    problems.extend(
        kit.brackets
            .iter()
            .filter(|name| !BRACKETS.contains(&name.as_str()))
            .map(|name| Wrong::UnknownBracket(name.clone())),
    );
    if lines().any(|line| !positive(line.qty)) {
        problems.push(Wrong::OutOfRange);
    }
    problems
}

fn positive(number: f64) -> bool {
    number.is_finite() && number > 0.0
}

/// Ids of guides, steps, checks and risks. They share one space, because records name them
/// without saying which kind they are.
fn ids(pack: &Pack) -> Vec<&str> {
    let mut ids = vec![];
    for guide in &pack.guides {
        ids.push(guide.id.as_str());
        for step in &guide.steps {
            ids.push(&step.id);
            ids.extend(step.checks.iter().map(|check| check.id.as_str()));
        }
    }
    for section in &pack.gate.sections {
        ids.push(&section.id);
        ids.extend(section.checks.iter().map(|check| check.id.as_str()));
    }
    for risk in &pack.gate.risks {
        ids.push(&risk.id);
        ids.extend(risk.mitigations.iter().map(String::as_str));
    }
    ids
}

fn codes<T>(things: &[T], code: impl Fn(&T) -> &String) -> Vec<&str> {
    things.iter().map(|thing| code(thing).as_str()).collect()
}

/// Every key that a language must have.
pub fn keys(pack: &Pack) -> Vec<String> {
    let mut keys: Vec<String> =
        ["title", "summary"].map(|part| format!("pack.{}.{part}", pack.id)).into();
    pack.guides.iter().for_each(|guide| guide_keys(guide, &mut keys));
    for section in &pack.gate.sections {
        keys.push(format!("gate.{}.title", section.id));
        keys.extend(section.checks.iter().map(|check| check.id.clone()));
    }
    for risk in &pack.gate.risks {
        keys.extend(
            ["title", "cause", "trigger", "response"].map(|part| format!("{}.{part}", risk.id)),
        );
        keys.extend(risk.mitigations.iter().cloned());
    }
    keys.extend(pack.items.iter().map(|item| format!("item.{}", item.code)));
    keys.extend(
        pack.kits
            .iter()
            .flat_map(|kit| [format!("kit.{}", kit.code), format!("kit.{}.short", kit.code)]),
    );
    keys.extend(pack.contacts.iter().flat_map(|contact| {
        ["name", "note"].map(|part| format!("contact.{}.{part}", contact.code))
    }));
    keys.extend(pack.stop_rules.iter().map(|code| format!("stopRule.{code}")));
    let of_forms = pack.forms.iter().flat_map(form::keys).filter(|key| key.always);
    keys.extend(of_forms.map(|key| key.key));
    keys.extend(pack.lists.iter().flat_map(form::list_keys));
    keys.extend(pack.registers.iter().flat_map(register::keys));
    keys
}

fn guide_keys(guide: &Guide, keys: &mut Vec<String>) {
    keys.extend(["title", "purpose"].map(|part| format!("{}.{part}", guide.id)));
    guide.steps.iter().for_each(|step| step_keys(step, keys));
}

fn step_keys(step: &Step, keys: &mut Vec<String>) {
    keys.push(format!("{}.title", step.id));
    keys.extend((1..=step.instructions).map(|n| format!("{}.do.{n}", step.id)));
    keys.extend(step.why.then(|| format!("{}.why", step.id)));
    keys.extend(step.checks.iter().map(|check| check.id.clone()));
    keys.extend((1..=step.stop).map(|n| format!("{}.stop.{n}", step.id)));
}
