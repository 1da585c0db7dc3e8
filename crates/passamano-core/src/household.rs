//! Households: who they are in numbers, what every phone may know, and what only the desk may.
//! Reading lists from files is in `household/import.rs`, a list over what is known in
//! `household/merge.rs`, what is asked on the spot in `household/asked.rs`. Names are nowhere: a
//! card's code stands for a household.

use serde::{Deserialize, Serialize};

use crate::code::{Code, codes};
use crate::id::RecordId;
pub use crate::people::{BRACKETS, People};

pub mod asked;
pub mod import;
pub mod merge;

/// Flags that stop a hand-over until a focal point or a coordinator decides: the household may
/// not be served now, has moved away, is on the list no more. No screen at the table says why.
pub const STOPS: [&str; 3] = ["suspended", "moved", "closed"];
/// The flag of a household that is served like any other.
pub const ACTIVE: &str = "active";

/// A card stands for nobody any more: the household has another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardReplaced {
    /// The code of the card that no longer counts.
    pub old: String,
    /// The code of the household's other card.
    pub new: String,
    /// Why.
    pub why: WhyReplaced,
}

/// Why a card no longer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyReplaced {
    /// It was lost, stolen or spoiled; whoever shows it may have found it.
    Lost,
    /// Two entries of the list were one household.
    Joined,
    /// A code of a later version. The card does not count, and whoever shows it may have found it.
    Later(Code),
}

codes!(WhyReplaced {
    Lost = "lost",
    Joined = "joined",
});

/// The allergens that can be declared, by code (domain.md, B3.10), the most frequent first.
pub const ALLERGENS: [&str; 14] = [
    "gluten",
    "milk",
    "eggs",
    "peanuts",
    "nuts",
    "fish",
    "crustaceans",
    "molluscs",
    "soy",
    "sesame",
    "celery",
    "mustard",
    "lupin",
    "sulphites",
];

/// Diets, by code (domain.md, B3.11), the most frequent first.
pub const DIETS: [&str; 13] = [
    "no_pork",
    "halal",
    "vegetarian",
    "vegan",
    "gluten_free",
    "lactose_free",
    "no_alcohol",
    "low_salt",
    "no_added_sugar",
    "soft_texture",
    "baby_6m_plus",
    "no_cooking_needed",
    "no_can_opener_needed",
];

/// Needs, by code (domain.md, B3.4), the most frequent first.
pub const NEEDS: [&str; 18] = [
    "cannot_carry",
    "cannot_queue",
    "pregnant",
    "breastfeeding",
    "baby_under_2",
    "alone_with_children",
    "older_alone",
    "mobility",
    "wheelchair_access",
    "vision",
    "hearing",
    "communication",
    "cannot_read",
    "needs_interpreter",
    "memory_support",
    "chronic_illness_no_detail",
    "no_phone",
    "safety_concern",
];

/// Tags of BCP 47 for the languages that recipients of the programmes speak, by the alphabet of the
/// tags. A card shows another one as its tag.
pub const LANGUAGES: [&str; 50] = [
    "ak", "am", "ar", "ber", "bg", "bin", "bm", "bn", "ckb", "de", "en", "es", "fa", "fa-AF", "ff",
    "fil", "fr", "ha", "hi", "ig", "it", "ka", "ku", "ln", "man", "mk", "ne", "om", "pa", "pcm",
    "pl", "ps", "pt", "ro", "rom", "ru", "si", "snk", "so", "sq", "sr", "sw", "ta", "ti", "tr",
    "uk", "ur", "wo", "yo", "zh-Hans",
];

/// What every phone of the team may know of a household.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// The code on the card, as printed.
    pub code: String,
    /// How many people, by bracket.
    pub people: People,
    /// The language they prefer, as a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The household agreed that phones show diet, allergens and needs. Without it the three
    /// lists below are empty and [`Household::leave_out`] still holds.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub consent: bool,
    /// What would make collecting easier (domain.md, B3.4).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Diet tags (domain.md, B3.11).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diet: Vec<String>,
    /// Declared allergens (domain.md, B3.10).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allergens: Vec<String>,
    /// Items of the catalogue that this household's kits do not hold; no reason is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leave_out: Vec<String>,
    /// Flags that the rules ask for or refuse (for example `moved`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    /// Somebody else may collect for them.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub proxy: bool,
    /// Whoever gives asks about allergies and food first, with or without consent: something was
    /// declared that was not understood, or that phones may not show, or nobody asked yet. What it
    /// was stays with the desk.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub ask: bool,
    /// The records whose word on this household this one was written over, so that no clock has
    /// to say which is newer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<RecordId>,
}

/// What only the desk may know of a household.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdDetail {
    /// The code on the card.
    pub code: String,
    /// Needs, whether or not phones may show them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Diet tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diet: Vec<String>,
    /// Declared allergens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allergens: Vec<String>,
    /// Words for the desk.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// An allergy or a diet was declared in words that were not understood, which stand in the
    /// notes; or nobody asked yet.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub unclear: bool,
    /// As [`Household::replaces`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<RecordId>,
}

impl Household {
    /// Takes from the desk's knowledge what every phone may show: with consent all lists, without
    /// none; and whether to ask.
    pub fn show(&mut self, detail: &HouseholdDetail) {
        let shown = |list: &Vec<String>| if self.consent { list.clone() } else { vec![] };
        (self.needs, self.diet, self.allergens) =
            (shown(&detail.needs), shown(&detail.diet), shown(&detail.allergens));
        let declared = !(detail.allergens.is_empty() && detail.diet.is_empty());
        let hidden = declared && !self.consent;
        self.ask = detail.unclear || hidden;
    }
}
