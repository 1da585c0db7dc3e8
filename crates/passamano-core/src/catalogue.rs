//! The catalogue: what can be handed out, what is in it and who gets how much of it. Part of a pack;
//! what is due to whom is in [`crate::distribution`], what is here in [`crate::stock`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::{Code, codes};
use crate::people::{BRACKETS, People};

/// So many of one kit or item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Code of a kit or item in the pack.
    pub code: String,
    /// How many.
    pub qty: u32,
}

/// What a date on a pack means (Reg. (EU) 1169/2011).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateKind {
    /// Unsafe from the next day on: given only for a reason.
    UseBy,
    /// Quality only: a warning.
    BestBefore,
    /// A code of a later version. It is kept to as a use-by day.
    Later(Code),
}

codes!(DateKind {
    UseBy = "use_by",
    BestBefore = "best_before",
});

/// What the date on an item's pack means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemDate {
    /// Safety.
    UseBy,
    /// Quality.
    BestBefore,
    /// The pharmacy's date: treated like use-by.
    MedicineExpiry,
    /// It has none.
    None,
    /// A code of a later version. It is kept to as a use-by day.
    Later(Code),
}

codes!(ItemDate {
    UseBy = "use_by",
    BestBefore = "best_before",
    MedicineExpiry = "medicine_expiry",
    None = "none",
});

/// Who may handle an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handling {
    /// Every volunteer.
    Volunteer,
    /// Volunteers with the training for it.
    TrainedVolunteer,
    /// Never a volunteer.
    PharmacistOnly,
    /// A code of a later version. No volunteer handles it.
    Later(Code),
}

codes!(Handling {
    Volunteer = "volunteer",
    TrainedVolunteer = "trained_volunteer",
    PharmacistOnly = "pharmacist_only",
});

/// A thing of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Names the item.
    pub code: String,
    /// Domain.md, B3.8.
    pub category: String,
    /// Domain.md, B3.9.
    pub unit: String,
    /// How many units one piece holds.
    pub size: f64,
    /// What its date means.
    pub date: ItemDate,
    /// Allergens in it.
    pub allergens: Vec<String>,
    /// Allergens that may have got in.
    pub may_contain: Vec<String>,
    /// Diets that it fits.
    pub diet: Vec<String>,
    /// Who may handle it.
    pub handling: Handling,
    /// Carried for somebody in a sealed bag, never stocked or chosen.
    pub delivery_only: bool,
}

impl Item {
    /// What its date means for stock.
    pub fn date_kind(&self) -> Option<DateKind> {
        match self.date {
            ItemDate::UseBy | ItemDate::MedicineExpiry | ItemDate::Later(_) => {
                Some(DateKind::UseBy)
            }
            ItemDate::BestBefore => Some(DateKind::BestBefore),
            ItemDate::None => None,
        }
    }

    /// A pharmacy closed it, or a later version knows who may handle it: a volunteer carries it as
    /// it is.
    pub fn sealed_only(&self) -> bool {
        self.delivery_only
            || !matches!(self.handling, Handling::Volunteer | Handling::TrainedVolunteer)
    }

    /// Somebody with these allergens and this diet can have it. A trace counts like the allergen.
    /// Diets that advise and do not forbid, such as less salt or soft food, leave nothing out.
    pub fn suits(&self, allergens: &[String], diet: &[String]) -> bool {
        !allergens.iter().any(|a| self.holds(a)) && diet.iter().all(|d| self.fits(d))
    }

    fn holds(&self, allergen: &str) -> bool {
        self.allergens.iter().chain(&self.may_contain).any(|a| a == allergen)
    }

    fn fits(&self, diet: &str) -> bool {
        let is = |tag: &str| self.diet.iter().any(|d| d == tag);
        let eaten = self.category.starts_with("food_")
            || matches!(self.category.as_str(), "ready_meal" | "baby_food" | "water");
        !eaten
            || is(diet)
            || match diet {
                "halal" => is("no_pork") && is("no_alcohol"),
                "vegetarian" => is("vegan"),
                "gluten_free" => !self.holds("gluten"),
                "lactose_free" => !self.holds("milk"),
                "no_pork"
                | "no_alcohol"
                | "vegan"
                | "no_cooking_needed"
                | "no_can_opener_needed" => false,
                _ => true,
            }
    }
}

/// For whom a kit is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// One for a household, its contents by the household's size.
    Household,
    /// One for each person.
    Person,
    /// A code of a later version. One for a household: nobody gets more than is meant.
    Later(Code),
}

codes!(Per {
    Household = "household",
    Person = "person",
});

/// What is handed out together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kit {
    /// Names the kit.
    pub code: String,
    /// Its picture.
    pub icon: String,
    /// For whom it is counted.
    pub per: Per,
    /// Only people of these age brackets ([`BRACKETS`]) count; empty means everybody.
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub brackets: Vec<String>,
    /// Contents by household size, smallest first.
    pub bands: Vec<Band>,
    /// Items of the full kit that this place does not have.
    #[serde(default)]
    pub lacks: Vec<String>,
}

impl Kit {
    /// How many of this kit these people are due, before any other rule. A household of which
    /// nothing is known counts as one person.
    pub fn how_many(&self, people: &People) -> u32 {
        let who = if self.brackets.is_empty() {
            people.total().max(1)
        } else {
            let counted = |(_, name): &(usize, &&str)| self.brackets.iter().any(|b| b == **name);
            BRACKETS.iter().enumerate().filter(counted).map(|(at, _)| people.in_bracket(at)).sum()
        };
        match self.per {
            Per::Household | Per::Later(_) => who.min(1),
            Per::Person => who,
        }
    }

    /// What is in it for a household of so many people.
    pub(crate) fn band(&self, people: u32) -> &[KitLine] {
        let fits = self.bands.iter().rev().find(|band| band.from <= people.max(1));
        fits.or(self.bands.first()).map_or(&[], |band| &band.lines)
    }
}

/// A kit's contents from a household size on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// The smallest household of this band, in people.
    pub from: u32,
    /// Its contents.
    pub lines: Vec<KitLine>,
}

/// So much of one item in a kit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KitLine {
    /// The item's code.
    pub item: String,
    /// How many pieces; half a piece happens.
    pub qty: f64,
}

/// What goes into one kit for one household.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parcel {
    /// The sizes of household that have the same contents, where contents go by size: from, and to
    /// where there is a larger size.
    pub size: Option<(u32, Option<u32>)>,
    /// What goes in.
    pub lines: Vec<KitLine>,
    /// Items that would go in and are left out, in the order of the kit.
    pub left_out: Vec<String>,
}

/// Who gets how much, how often. Part of a pack; a zero or an empty list sets no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    /// How often a household gets the same kit in one period.
    pub max_per_period: u32,
    /// Length of the period, in local days, today included.
    pub period_days: u32,
    /// Local days from one hand-over of a kit to the next.
    pub min_interval_days: u32,
    /// The most of one kit or item that a household gets in one period.
    pub per_item_max: BTreeMap<String, u32>,
    /// A household needs all of these flags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required_flags: Vec<String>,
    /// A household may have none of these flags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debarring_flags: Vec<String>,
}
