//! The parcel tag: the household in numbers, and what the team has to know before it gives.

use leptos::prelude::*;
use passamano_core::household::Household;

use crate::components::{Need, PeopleGroup, Tag, of_allergen};
use crate::i18n::{tr, tr_count, tr_known, tr_with};
use crate::screen::languages::language_word;
use crate::state::{App, Toolkit};

/// The tag of a household.
#[component]
pub fn HouseholdTag(
    /// The household.
    household: Household,
    /// Kits on offer, by code.
    kits: Vec<String>,
) -> impl IntoView {
    let app = App::get();
    let people = household.people.total();
    let language = household.language.clone();
    let shown = household.clone();
    let sub = move || {
        language.as_ref().map(|tag| tr_with("handout.speaks", &[("language", &language_word(tag))]))
    };
    let needs = move || match app.toolkit.get() {
        Some(toolkit) => needs(&household, &kits, &toolkit),
        None => vec![],
    };
    view! {
        <Tag
            label=move || tr("handout.card")
            code=shown.code.clone()
            strong=move || tr_count("handout.people", people)
            sub=sub
            people=Signal::derive(move || groups(&shown))
            needs=Signal::derive(needs)
        />
    }
}

/// Four groups, as people are seen in a queue: 0–4, 5–17, 18–59, 60 and over.
fn groups(household: &Household) -> Vec<PeopleGroup> {
    [
        ("baby", "0–4", [0, 1].as_slice()),
        ("child", "5–17", &[2, 3]),
        ("adult", "18–59", &[4]),
        ("older", "60+", &[5]),
    ]
    .into_iter()
    .map(|(icon, age, brackets)| {
        let count: u32 = brackets.iter().map(|b| household.people.in_bracket(*b)).sum();
        let spoken = tr_with("handout.aged", &[("n", &count.to_string()), ("age", age)]);
        PeopleGroup { icon: icon.into(), count, age: age.into(), spoken }
    })
    .collect()
}

/// Allergies first. What has to stay out of the kits stands here even when the household did
/// not agree that phones show why.
fn needs(household: &Household, kits: &[String], toolkit: &Toolkit) -> Vec<Need> {
    let mut needs = Vec::new();
    if household.ask {
        needs.push(Need {
            icon: "allergy".into(),
            strong: tr("handout.ask_allergies"),
            text: tr("handout.ask_allergies_words"),
            warn: true,
        });
    }
    for allergen in &household.allergens {
        needs.push(Need {
            icon: of_allergen(allergen).into(),
            strong: tr_with("handout.allergy", &[("what", &tr_known("allergen", allergen))]),
            text: String::new(),
            warn: true,
        });
    }
    let size = household.people.total();
    for code in kits {
        let Some(kit) = toolkit.pack.kit(code) else { continue };
        let out: Vec<String> = toolkit
            .pack
            .contents(&kit.code, size, &[])
            .into_iter()
            .filter(|line| household.leave_out.contains(&line.item))
            .map(|line| toolkit.texts.text(&format!("item.{}", line.item)).to_string())
            .collect();
        let name = toolkit.texts.text(&format!("kit.{code}.short")).to_string();
        if !out.is_empty() {
            needs.push(Need {
                icon: "warning".into(),
                strong: tr_with("handout.leave_out", &[("kit", &name)]),
                text: out.join(tr("handout.list_comma").as_str()),
                warn: household.allergens.is_empty(),
            });
        }
    }
    let said = |icon: &str, area: &str, code: &str| Need {
        icon: icon.into(),
        strong: String::new(),
        text: tr_known(area, code),
        warn: false,
    };
    for diet in &household.diet {
        let icon = if diet == "no_pork" || diet == "halal" { "no-pork" } else { "vegetarian" };
        needs.push(said(icon, "diet", diet));
    }
    for need in &household.needs {
        let icon = match need.as_str() {
            "cannot_carry" => "carry",
            "mobility" | "wheelchair_access" => "wheelchair",
            "needs_interpreter" => "language",
            _ => "help",
        };
        needs.push(said(icon, "need", need));
    }
    needs
}
