//! What somebody who is on no list answers on the spot, and which languages are likely there. A
//! question that nobody asked is never the answer *none*: without it the card says to ask.

use std::collections::BTreeMap;

use super::{Household, HouseholdDetail};

/// The answer to a question that has many: nothing until somebody answers, an empty list for
/// *none*.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer(Option<Vec<String>>);

impl Answer {
    /// Nobody has answered.
    pub fn is_open(&self) -> bool {
        self.0.is_none()
    }

    /// Somebody said: none of these.
    pub fn is_none(&self) -> bool {
        self.0.as_ref().is_some_and(Vec::is_empty)
    }

    /// What was said.
    pub fn said(&self) -> &[String] {
        self.0.as_deref().unwrap_or_default()
    }

    /// *None* is said, and takes the place of what was said before; or it is taken back.
    pub fn toggle_none(&mut self) {
        self.0 = if self.is_none() { None } else { Some(vec![]) };
    }

    /// One of `all` is said, in their order, or taken back. With the last one taken back nothing
    /// is answered: that they have none was not said.
    pub fn toggle(&mut self, code: &str, all: &[&str]) {
        let said = |one: &str| self.said().iter().any(|said| said == one);
        let now = all.iter().filter(|one| said(one) != (**one == code));
        let now: Vec<String> = now.map(|one| (*one).to_string()).collect();
        self.0 = if now.is_empty() { None } else { Some(now) };
    }
}

/// The answers of one household.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Declared allergens.
    pub allergens: Answer,
    /// Diet tags.
    pub diet: Answer,
    /// What would make collecting easier.
    pub needs: Answer,
}

impl Answers {
    /// Whoever gives will be told to ask about allergies and food: not both were answered.
    pub fn leave_food_open(&self) -> bool {
        self.allergens.is_open() || self.diet.is_open()
    }

    /// What the desk learns of them, and in `household` what phones may show.
    pub fn declare(&self, household: &mut Household) -> HouseholdDetail {
        let detail = HouseholdDetail {
            code: household.code.clone(),
            needs: self.needs.said().to_vec(),
            diet: self.diet.said().to_vec(),
            allergens: self.allergens.said().to_vec(),
            unclear: self.leave_food_open(),
            ..HouseholdDetail::default()
        };
        household.show(&detail);
        detail
    }
}

/// The languages that most of these households speak, and after them `others`, at most `most`.
pub fn likely_languages<'a>(
    households: impl Iterator<Item = &'a Household>,
    others: &[&str],
    most: usize,
) -> Vec<String> {
    let mut spoken: BTreeMap<&str, u32> = BTreeMap::new();
    for tag in households.filter_map(|household| household.language.as_deref()) {
        *spoken.entry(tag).or_default() += 1;
    }
    let mut by_use: Vec<(&str, u32)> = spoken.into_iter().collect();
    by_use.sort_by_key(|(_, speak)| core::cmp::Reverse(*speak));
    let mut likely: Vec<String> = Vec::new();
    for tag in by_use.into_iter().map(|(tag, _)| tag).chain(others.iter().copied()) {
        if likely.len() < most && likely.iter().all(|known| known != tag) {
            likely.push(tag.to_string());
        }
    }
    likely
}

#[cfg(test)]
mod tests {
    use super::super::{ALLERGENS, merge};
    use super::*;

    fn answered(codes: &[&str]) -> Answer {
        let mut answer = Answer::default();
        match codes {
            [] => answer.toggle_none(),
            codes => codes.iter().for_each(|code| answer.toggle(code, &ALLERGENS)),
        }
        answer
    }

    #[test]
    fn none_is_said_and_never_assumed() {
        let mut answer = Answer::default();
        assert!(answer.is_open() && !answer.is_none());
        answer.toggle("peanuts", &ALLERGENS);
        answer.toggle("gluten", &ALLERGENS);
        assert_eq!(answer.said(), ["gluten", "peanuts"], "in the order of the list");
        answer.toggle_none();
        assert!(answer.is_none() && !answer.is_open() && answer.said().is_empty());
        answer.toggle("milk", &ALLERGENS);
        assert_eq!(answer.said(), ["milk"], "which takes the place of none");
        answer.toggle("milk", &ALLERGENS);
        assert!(answer.is_open(), "a mistake taken back is no answer");
        answer.toggle_none();
        answer.toggle_none();
        assert!(answer.is_open());
    }

    #[test]
    fn what_was_not_asked_about_food_is_asked_at_the_table() {
        let ask = |allergens: Option<&[&str]>, diet: Option<&[&str]>, consent| {
            let answer = |codes: Option<&[&str]>| codes.map(answered).unwrap_or_default();
            let answers =
                Answers { allergens: answer(allergens), diet: answer(diet), ..Answers::default() };
            let mut household = Household { consent, ..Household::default() };
            let detail = answers.declare(&mut household);
            // The desk reads it so, also where only what every phone may know was kept.
            let kept = (!detail.allergens.is_empty()).then_some(&detail);
            assert_eq!(merge::whole(&household, kept).unclear, answers.leave_food_open());
            (household.ask, household.allergens.len())
        };
        let none: Option<&[&str]> = Some(&[]);
        let milk: Option<&[&str]> = Some(&["milk"]);
        assert_eq!(ask(None, None, true), (true, 0));
        assert_eq!(ask(none, None, true), (true, 0));
        assert_eq!(ask(None, none, false), (true, 0));
        assert_eq!(ask(none, none, false), (false, 0), "they said that there is none");
        assert_eq!(ask(milk, none, true), (false, 1));
        assert_eq!(ask(milk, None, true), (true, 1));
        assert_eq!(ask(milk, none, false), (true, 0), "phones may not show it");
    }

    #[test]
    fn the_languages_of_the_list_come_first() {
        let household = |tag: &str| Household { language: Some(tag.into()), ..Default::default() };
        let list = ["bn", "ar", "uk", "ar", "bn", "ar"].map(household);
        let likely = |most| likely_languages(list.iter(), &["en", "ar", "it"], most);
        assert_eq!(likely(4), ["ar", "bn", "uk", "en"]);
        assert_eq!(likely(2), ["ar", "bn"]);
        assert_eq!(likely_languages([].iter(), &["en", "it"], 4), ["en", "it"]);
    }
}
