//! A pack: what to do, what is handed out and by which rules, as content that an organisation
//! publishes. It is a folder with a file for each part; `pack/bundle.rs` makes of them one
//! structure, and one flat map of words per language. Here is how both are read and checked, how
//! several packs work as one, and how to find things in them. How far a team has come is in
//! [`crate::guide`]; what a household is due is in [`crate::distribution`].

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use crate::catalogue::{Band, Handling, Item, ItemDate, Kit, KitLine, Parcel, Per, Rules};
use crate::code::{Code, codes};
use crate::form::{CodeList, Form};
use crate::json;
use crate::people::People;
use crate::register::Register;
use crate::time::Day;

pub mod bundle;
mod check;

pub use check::{Problem, Wrong};

/// The structure of a pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pack {
    /// Names the pack for ever.
    pub id: String,
    /// Grows with each publication.
    pub version: String,
    /// When it was published.
    pub published: Day,
    /// From this day on a banner says that it waits for a review.
    pub review_by: Day,
    /// Languages that have words, as BCP 47 tags, the base first.
    pub languages: Vec<String>,
    /// Procedures, in the order of work.
    #[serde(default)]
    pub guides: Vec<Guide>,
    /// What is checked before a distribution opens.
    #[serde(default)]
    pub gate: GateList,
    /// The catalogue.
    #[serde(default)]
    pub items: Vec<Item>,
    /// What is handed out together.
    #[serde(default)]
    pub kits: Vec<Kit>,
    /// Who gets how much, how often.
    #[serde(default)]
    pub rules: Rules,
    /// Public numbers to call.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// Reasons to stop at once, by code.
    #[serde(default)]
    pub stop_rules: Vec<String>,
    /// Questions to answer.
    #[serde(default)]
    pub forms: Vec<Form>,
    /// Lists of things with a form and a life.
    #[serde(default)]
    pub registers: Vec<Register>,
    /// Codes to choose from.
    #[serde(default)]
    pub lists: Vec<CodeList>,
    /// Version by id of the packs that were taken in beside this one.
    #[serde(skip)]
    beside: BTreeMap<String, String>,
}

/// When a guide is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Before opening.
    Before,
    /// While people are served.
    During,
    /// After the last person.
    After,
    /// Whenever it is needed.
    Anytime,
    /// A code of a later version. The guide is read whenever it is needed, and is no part of the day.
    Later(Code),
}

codes!(Phase {
    Before = "before",
    During = "during",
    After = "after",
    Anytime = "anytime",
});

/// A procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// Names the guide.
    pub id: String,
    /// When it is followed.
    pub phase: Phase,
    /// Part of the work of the day itself, and so of the day's progress.
    pub day: bool,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Profiles it is for, or `all`.
    pub audience: Vec<String>,
    /// Its parts, in order.
    pub steps: Vec<Step>,
}

/// A part of a guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Names the step.
    pub id: String,
    /// It may be blocked, never skipped.
    pub mandatory: bool,
    /// How many instructions it has: `<id>.do.1` and on.
    #[serde(rename = "do")]
    pub instructions: u32,
    /// It says why: `<id>.why`.
    pub why: bool,
    /// What to tick.
    pub checks: Vec<Check>,
    /// How many conditions to stop and ask it has: `<id>.stop.1` and on.
    pub stop: u32,
    /// The screen that does this step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<Opens>,
}

/// A screen that a step leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// Stock.
    Stock,
    /// Feedback.
    Feedback,
    /// Handing out.
    Handout,
    /// Something happened.
    Happened,
    /// Go or no-go.
    Gate,
    /// Closing the day.
    Close,
    /// A screen that this version does not have; the step stands without it.
    Later(Code),
}

codes!(Opens {
    Stock = "stock",
    Feedback = "feedback",
    Handout = "handout",
    Happened = "happened",
    Gate = "gate",
    Close = "close",
});

/// Something to tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Names the check, and its words.
    pub id: String,
    /// Must be ticked.
    pub mandatory: bool,
}

/// What is checked before a distribution opens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateList {
    /// Checks by subject.
    pub sections: Vec<Section>,
    /// Risks to look at.
    pub risks: Vec<Risk>,
}

/// Checks of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Names the section; its title is `gate.<id>.title`.
    pub id: String,
    /// What to tick.
    pub checks: Vec<Check>,
}

/// Something that can go wrong. Likelihood and impact go from 1 to 5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Risk {
    /// Names the risk.
    pub id: String,
    /// Before anything is done about it.
    pub likelihood: u8,
    /// Before anything is done about it.
    pub impact: u8,
    /// With every mitigation in place.
    pub residual_likelihood: u8,
    /// With every mitigation in place.
    pub residual_impact: u8,
    /// What is done about it, by id.
    pub mitigations: Vec<String>,
    /// Without its mitigations nothing may open.
    pub stop: bool,
}

/// A public number to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Names the contact.
    pub code: String,
    /// The number as people dial it.
    pub number: String,
    /// The call is free.
    pub free: bool,
    /// When somebody last checked it.
    pub verified: Option<Day>,
}

/// The words of a pack in one language, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Texts(BTreeMap<String, String>);

impl Pack {
    /// Reads the structure: for use in the field, where a missing word must not stop the work.
    pub fn from_json(json: &str) -> Result<Pack, Vec<Problem>> {
        let pack: Pack = read(json)?;
        let problems = check::structure(&pack);
        if problems.is_empty() { Ok(pack) } else { Err(problems) }
    }

    /// Reads a list of packs as one.
    pub fn all_from_json(json: &str) -> Result<Pack, Vec<Problem>> {
        let packs: Vec<Pack> = read(json)?;
        let nothing = || Problem { id: String::new(), wrong: Wrong::Damaged("no pack".into()) };
        let all = packs.into_iter().reduce(|mut first, other| {
            first.take_in(other);
            first
        });
        let all = all.ok_or_else(|| vec![nothing()])?;
        let problems = check::structure(&all);
        if problems.is_empty() { Ok(all) } else { Err(problems) }
    }

    /// Keys of this pack that a language has no words for.
    pub fn missing_texts(&self, texts: &Texts) -> Vec<Problem> {
        check::keys(self)
            .into_iter()
            .filter(|key| texts.get(key).is_none_or(|text| text.trim().is_empty()))
            .map(|id| Problem { id, wrong: Wrong::MissingText })
            .collect()
    }

    /// Takes another pack in beside this one: both work in one space, and their ids keep apart.
    /// Where there can be only one of a thing, this pack's stays.
    pub fn take_in(&mut self, other: Pack) {
        self.guides.extend(other.guides);
        self.gate.sections.extend(other.gate.sections);
        self.gate.risks.extend(other.gate.risks);
        self.items.extend(other.items);
        self.kits.extend(other.kits);
        self.contacts.extend(other.contacts);
        self.stop_rules.extend(other.stop_rules);
        self.forms.extend(other.forms);
        self.registers.extend(other.registers);
        self.lists.extend(other.lists);
        self.beside.insert(other.id, other.version);
    }

    /// What a record says was followed of which something with this id is a part. Ids carry their
    /// pack's name in front.
    pub fn label_of(&self, id: &str) -> Option<String> {
        let all = self.beside.iter().map(|(pack, version)| (pack.as_str(), version.as_str()));
        let all = all.chain([(self.id.as_str(), self.version.as_str())]);
        let of_it = |pack: &str| id.strip_prefix(pack).is_some_and(|rest| rest.starts_with('.'));
        // The longest, where one pack's name begins another's.
        all.filter(|(pack, _)| of_it(pack))
            .max_by_key(|(pack, _)| pack.len())
            .map(|(pack, version)| format!("{pack}@{version}"))
    }

    /// A form by its id.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// A register by its id.
    pub fn register(&self, id: &str) -> Option<&Register> {
        self.registers.iter().find(|register| register.id == id)
    }

    /// A list of codes by its id.
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// What a record says was followed: `id@version`.
    pub fn label(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }

    /// A guide by its id.
    pub fn guide(&self, id: &str) -> Option<&Guide> {
        self.guides.iter().find(|guide| guide.id == id)
    }

    /// The guides of one phase that belong to the day itself.
    pub fn day_guides(&self, phase: Phase) -> impl Iterator<Item = &Guide> {
        self.guides.iter().filter(move |guide| guide.day && guide.phase == phase)
    }

    /// A step by its id, with its guide.
    pub fn step(&self, id: &str) -> Option<(&Guide, &Step)> {
        self.guides
            .iter()
            .find_map(|guide| Some((guide, guide.steps.iter().find(|step| step.id == id)?)))
    }

    /// The step that follows in the same guide.
    pub fn next_step(&self, id: &str) -> Option<&Step> {
        let (guide, _) = self.step(id)?;
        guide.steps.iter().skip_while(|step| step.id != id).nth(1)
    }

    /// A kit by its code.
    pub fn kit(&self, code: &str) -> Option<&Kit> {
        self.kits.iter().find(|kit| kit.code == code)
    }

    /// An item by its code.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }

    /// What is in one kit for a household of so many people, without what is left out.
    pub fn contents(&self, kit: &str, people: u32, leave_out: &[String]) -> Vec<KitLine> {
        let lines = self.kit(kit).map_or(&[][..], |kit| kit.band(people));
        lines.iter().filter(|line| !leave_out.contains(&line.item)).cloned().collect()
    }

    /// What goes into one kit for these people: its size, its contents, and what is left out.
    pub fn parcel(&self, kit: &str, people: &People, leave_out: &[String]) -> Parcel {
        let Some(kit) = self.kit(kit) else { return Parcel::default() };
        let people = people.total().max(1);
        let at = kit.bands.iter().rposition(|band| band.from <= people).unwrap_or(0);
        let next = kit.bands.get(at + 1).map(|band| band.from.saturating_sub(1));
        let by_size = kit.bands.len() > 1;
        let size = kit.bands.get(at).filter(|_| by_size).map(|band| (band.from, next));
        let (left_out, lines): (Vec<_>, Vec<_>) =
            kit.band(people).iter().cloned().partition(|line| leave_out.contains(&line.item));
        Parcel { size, lines, left_out: left_out.into_iter().map(|line| line.item).collect() }
    }

    /// Items of the kits that somebody with these allergens and this diet cannot have, in the
    /// order of their codes.
    pub fn leave_out(&self, allergens: &[String], diet: &[String]) -> Vec<String> {
        let codes: BTreeSet<&str> = self
            .kits
            .iter()
            .flat_map(|kit| self.items_of(kit))
            .filter(|item| !item.suits(allergens, diet))
            .map(|item| item.code.as_str())
            .collect();
        codes.into_iter().map(String::from).collect()
    }

    fn items_of<'a>(&'a self, kit: &'a Kit) -> impl Iterator<Item = &'a Item> {
        kit.bands.iter().flat_map(|band| &band.lines).filter_map(|line| self.item(&line.item))
    }
}

impl Texts {
    /// Reads the words of one language.
    pub fn from_json(json: &str) -> Result<Texts, Vec<Problem>> {
        read(json)
    }

    /// The words for a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Takes the words that are missing here from another language, each with that language's tag
    /// behind it: whoever reads sees why it is not the language of the rest.
    pub fn borrow(&mut self, missing: &[Problem], other: &Texts, tag: &str) {
        for Problem { id, .. } in missing {
            if let Some(words) = other.get(id).filter(|words| !words.trim().is_empty()) {
                // Isolated, so that a tag beside Arabic stays behind the words.
                self.0.insert(id.clone(), format!("\u{2068}{words}\u{2069} ({tag})"));
            }
        }
    }

    /// The words for a key, or the key, which at least says what is missing.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.get(key).unwrap_or(key)
    }

    /// The words for `<prefix>.1` to `<prefix>.<count>`.
    pub fn list(&self, prefix: &str, count: u32) -> Vec<&str> {
        (1..=count).filter_map(|n| self.get(&format!("{prefix}.{n}"))).collect()
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Vec<Problem>> {
    json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        vec![Problem { id: String::new(), wrong: Wrong::Damaged(error.to_string()) }]
    })
}

#[cfg(test)]
pub(crate) mod tests;
