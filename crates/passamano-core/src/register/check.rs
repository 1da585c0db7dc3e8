//! Whether a register is whole: its forms, states and questions are there, each state can be
//! reached and left, and its card can be made. Whether the forms themselves are whole is in
//! [`crate::form`].

use core::fmt;
use std::collections::BTreeSet;

use super::Register;
use crate::form::{Form, Kind, Part, Question};

/// What is wrong with a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// There is no form of this id.
    NoForm(String),
    /// It has no states.
    NoStates,
    /// There is no state of this id.
    NoState(String),
    /// The id stands for two states or two moves.
    Twice(String),
    /// No move leads to this state, and no entry begins in it.
    Unreachable(String),
    /// An entry in this state stays there for ever, and it is no end.
    Stuck(String),
    /// No form of the register asks this.
    NoQuestion(String),
    /// The list can be narrowed only by a choice from a list, and this is none.
    NoChoice(String),
    /// A card is made of words by language, and this question does not ask for them.
    NoWords(String),
    /// The last day of a card is a day, and this question does not ask for one.
    NoDay(String),
    /// A state shows a card, and the register has none.
    NoCard(String),
    /// The move names a move that there is not.
    NoMove(String),
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoForm(id) => write!(f, "there is no form {id}"),
            Self::NoStates => write!(f, "it has no states"),
            Self::NoState(id) => write!(f, "there is no state {id}"),
            Self::Twice(id) => write!(f, "{id} stands for two things"),
            Self::Unreachable(id) => write!(f, "no move leads to the state {id}"),
            Self::Stuck(id) => write!(f, "no move leads on from the state {id}, which is no end"),
            Self::NoQuestion(id) => write!(f, "none of its forms asks {id}"),
            Self::NoChoice(id) => write!(f, "{id} is no choice from a list for the team"),
            Self::NoWords(id) => write!(f, "{id} does not ask for words for everybody"),
            Self::NoDay(id) => write!(f, "{id} does not ask for a day that the team may know"),
            Self::NoCard(id) => write!(f, "the state {id} shows a card, and there is none"),
            Self::NoMove(id) => write!(f, "there is no move {id}"),
        }
    }
}

/// Everything that is wrong with a register, among these forms.
pub fn problems(register: &Register, forms: &[Form]) -> Vec<Wrong> {
    let mut wrong = vec![];
    let form = |id: &str| forms.iter().find(|form| form.id == id);
    let ids: BTreeSet<&str> = register.states.iter().map(|state| state.id.as_str()).collect();
    if ids.is_empty() {
        wrong.push(Wrong::NoStates);
    }
    wrong.extend(twice(register.states.iter().map(|state| state.id.as_str())));
    wrong.extend(twice(register.moves.iter().map(|step| step.id.as_str())));
    for step in &register.moves {
        let ends = step.from.iter().chain([&step.to]);
        wrong.extend(ends.filter(|id| !ids.contains(id.as_str())).cloned().map(Wrong::NoState));
        let named = step.not_by_who.iter();
        let missing = named.filter(|id| !register.moves.iter().any(|other| other.id == **id));
        wrong.extend(missing.cloned().map(Wrong::NoMove));
    }
    for state in &register.states {
        let reached = register.moves.iter().any(|step| step.to == state.id);
        if !reached && state.id != register.first() {
            wrong.push(Wrong::Unreachable(state.id.clone()));
        }
        if !state.end && register.moves_from(&state.id).next().is_none() {
            wrong.push(Wrong::Stuck(state.id.clone()));
        }
        if state.card.is_some() && register.card.is_none() {
            wrong.push(Wrong::NoCard(state.id.clone()));
        }
    }
    let filled_in = register.forms();
    let missing = filled_in.iter().filter(|(id, _)| form(id).is_none());
    wrong.extend(missing.map(|(id, _)| Wrong::NoForm((*id).to_owned())));
    let asked: Vec<&Question> =
        filled_in.iter().filter_map(|(id, _)| form(id)).flat_map(|form| &form.questions).collect();
    let question = |id: &str| asked.iter().copied().find(|question| question.id == id);
    let named = register.title.iter().chain(register.columns.iter().map(|column| &column.question));
    wrong.extend(named.filter(|id| question(id).is_none()).cloned().map(Wrong::NoQuestion));
    for id in &register.filters {
        match question(id).map(|question| question.kind) {
            None => wrong.push(Wrong::NoQuestion(id.clone())),
            Some(Kind::Choice | Kind::Choices) => {}
            Some(_) => wrong.push(Wrong::NoChoice(id.clone())),
        }
    }
    if let Some(card) = &register.card {
        let for_team = |id: &str, kind| {
            question(id).is_some_and(|asked| asked.kind == kind && asked.part == Part::Team)
        };
        let words = [Some(&card.fact), card.advice.as_ref(), card.sources.as_ref()];
        let missing = words.into_iter().flatten().filter(|id| !for_team(id, Kind::Words));
        wrong.extend(missing.cloned().map(Wrong::NoWords));
        if let Some(verdict) = card.verdict.as_ref().filter(|id| !for_team(id, Kind::Choice)) {
            wrong.push(Wrong::NoChoice(verdict.clone()));
        }
        if !for_team(&card.until, Kind::Date) {
            wrong.push(Wrong::NoDay(card.until.clone()));
        }
    }
    wrong
}

/// Every key that a language must have for a register.
pub fn keys(register: &Register) -> Vec<String> {
    let id = &register.id;
    let mut keys: Vec<String> =
        ["title", "one", "add", "note"].map(|part| format!("{id}.{part}")).into();
    keys.extend(register.states.iter().map(|state| format!("{id}.state.{}", state.id)));
    keys.extend(register.moves.iter().map(|step| format!("{id}.move.{}", step.id)));
    keys
}

fn twice<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<Wrong> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| !seen.insert(*id)).map(|id| Wrong::Twice(id.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    const FORMS: &str = r#"[
        {"id":"r.add","questions":[{"id":"topic","kind":"choice","list":"r.topics","part":"team"},
            {"id":"words","kind":"text"}]},
        {"id":"r.card","questions":[{"id":"fact","kind":"words","part":"team"},
            {"id":"until","kind":"date","part":"team"}]}]"#;
    const WHOLE: &str = r#"{"id":"r.heard","form":"r.add","title":["topic"],"filters":["topic"],
        "columns":[{"question":"words"}],"card":{"fact":"fact","until":"until"},
        "states":[{"id":"heard"},{"id":"shared","card":"shared"},{"id":"closed","end":true}],
        "moves":[{"id":"write","from":["heard"],"to":"shared","who":"desk","form":"r.card"},
            {"id":"close","from":["shared"],"to":"closed","who":"desk","notByWho":["write"]}]}"#;

    fn of(from: &str, to: &str) -> Vec<Wrong> {
        assert!(WHOLE.contains(from), "{from}");
        let register: Register = json::from_str(&WHOLE.replacen(from, to, 1)).unwrap();
        problems(&register, &json::from_str::<Vec<Form>>(FORMS).unwrap())
    }

    #[test]
    fn a_register_that_is_whole_has_no_problem() {
        assert_eq!(of("r.heard", "r.heard"), []);
    }

    #[test]
    fn each_problem_is_named() {
        let text = |word: &str| word.to_owned();
        assert_eq!(
            of(r#""form":"r.card""#, r#""form":"r.none""#)[0],
            Wrong::NoForm(text("r.none"))
        );
        assert_eq!(of(r#""to":"closed""#, r#""to":"over""#)[0], Wrong::NoState(text("over")));
        assert_eq!(of(r#""id":"close","#, r#""id":"write","#), [Wrong::Twice(text("write"))]);
        assert_eq!(
            of(r#""title":["topic"]"#, r#""title":["who"]"#),
            [Wrong::NoQuestion(text("who"))]
        );
        assert_eq!(
            of(r#""filters":["topic"]"#, r#""filters":["words"]"#),
            [Wrong::NoChoice(text("words"))]
        );
        assert_eq!(of(r#""fact":"fact""#, r#""fact":"words""#), [Wrong::NoWords(text("words"))]);
        assert_eq!(of(r#""until":"until""#, r#""until":"fact""#), [Wrong::NoDay(text("fact"))]);
        assert_eq!(of(r#","end":true"#, ""), [Wrong::Stuck(text("closed"))]);
        assert_eq!(
            of(r#""notByWho":["write"]"#, r#""notByWho":["read"]"#),
            [Wrong::NoMove(text("read"))]
        );
        let no_card = of(r#""card":{"fact":"fact","until":"until"},"#, "");
        assert_eq!(no_card, [Wrong::NoCard(text("shared"))]);
        let alone = of(r#""from":["heard"],"to":"shared""#, r#""from":["heard"],"to":"closed""#);
        assert_eq!(alone, [Wrong::Unreachable(text("shared"))]);
    }
}
