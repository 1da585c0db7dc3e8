//! Whether a form is whole and may be published: everything that is wrong with it, with the form,
//! the question and a plain reason. A form that passes can be filled in to its end; and no answer
//! in a person's own words is for the team, whatever the form says.

use core::fmt;
use std::collections::BTreeSet;

use super::define::{CodeList, Form, Kind, Look, Part, Question};
use super::prepared::{Ask, MAX_GROUPS, MAX_QUESTIONS, MAX_WORK, Prepared};
use crate::expr::{BadExpr, Over};
use crate::json;
use crate::time::Moment;
use crate::value::Answers;

/// What is wrong with a form or a list, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The form's or the list's id.
    pub form: String,
    /// The question's id, or the code; empty for the whole.
    pub question: String,
    /// What is wrong.
    pub fault: Fault,
}

impl Problem {
    pub(super) fn at(form: &Form, question: &str, fault: Fault) -> Self {
        Self { form: form.id.clone(), question: question.into(), fault }
    }
}

/// A part of a question that holds an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// When it is seen.
    Relevant,
    /// What its answer must meet.
    Limit,
    /// How it is reckoned.
    Calculate,
    /// What stands there at first.
    Default,
    /// Which codes may be chosen.
    Filter,
}

/// As it stands in the file.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Relevant => "relevant",
            Field::Limit => "limit",
            Field::Calculate => "calculate",
            Field::Default => "default",
            Field::Filter => "filter",
        })
    }
}

/// Who may fill in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Coordinators and focal points.
    Desk,
    /// Everybody.
    Anyone,
}

/// What is wrong in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file is no form; the reader's words say where.
    Damaged(String),
    /// The id is malformed.
    BadId,
    /// The id stands for two things.
    Twice,
    /// Nothing stands in it.
    Empty,
    /// A form with so many questions.
    TooMany(usize),
    /// Conditions and calculations that are so much work.
    TooMuch(usize),
    /// Groups in groups in groups.
    TooDeep,
    /// A repeat in a repeat.
    RepeatInRepeat,
    /// Questions stand in what is no group.
    NoGroup,
    /// An expression cannot be read.
    Unreadable(Field, BadExpr),
    /// An expression names a question that is not there.
    NamesNothing(Field, String),
    /// An expression takes a group or a note for a question.
    NamesNoAnswer(Field, String),
    /// An expression names a question of a repeat as if it had one answer.
    NamesMany(Field, String),
    /// An expression asks for what it cannot have where it stands.
    NotHere(Field, String),
    /// An expression asks for a code that the question's list does not have.
    NoSuchCode(Field, String),
    /// Conditions and calculations wait for each other.
    Circle(Vec<String>),
    /// A choice without a list, an entry without a register.
    Needs(&'static str),
    /// A list or register that is not there.
    Unknown(&'static str, String),
    /// What is of no use for this kind of question.
    NotForKind(&'static str),
    /// A filter asks for what no code of the list has.
    NoSuchProperty(String),
    /// Faces, and not five codes.
    FiveFaces,
    /// A person's own words for the whole team.
    TextForTeam,
    /// Words for everybody in a form that not only the desk fills in.
    WordsOfAnyone,
    /// The team's answer is made from the desk's.
    TeamFromDesk(String),
    /// It must be answered, and nobody can.
    RequiredOfNobody,
    /// Its condition never holds.
    NeverSeen,
    /// What no recipient can answer.
    NotForGuests,
    /// The register of the same id has a text of this name.
    RegisterHasIt,
}

/// What follows a register's id in its texts, so that the form of the same id cannot have
/// questions of these ids.
const OF_REGISTERS: [&str; 6] = ["title", "one", "add", "note", "state", "move"];

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.question.is_empty() {
            write!(f, "{}: ", self.form)?;
        } else {
            write!(f, "{}, {}: ", self.form, self.question)?;
        }
        self.fault.fmt(f)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Damaged(where_) => write!(f, "the file cannot be read: {where_}"),
            Fault::BadId => f.write_str("the id may hold letters, digits and _, a letter first"),
            Fault::Twice => f.write_str("the id stands for two things"),
            Fault::Empty => f.write_str("nothing stands in it"),
            Fault::TooMany(n) => write!(f, "{n} questions are more than {MAX_QUESTIONS}"),
            Fault::TooMuch(work) => {
                write!(f, "its conditions and calculations are {work} steps, more than {MAX_WORK}")
            }
            Fault::TooDeep => write!(f, "more than {MAX_GROUPS} groups stand in each other"),
            Fault::RepeatInRepeat => f.write_str("a repeat cannot stand in a repeat"),
            Fault::NoGroup => f.write_str("questions stand in it, and it is no group"),
            Fault::Unreadable(field, bad) => write!(f, "{field} cannot be read, {bad}"),
            Fault::NamesNothing(field, name) => {
                write!(f, "{field} names {name}, which is no question of this form")
            }
            Fault::NamesNoAnswer(field, name) => {
                write!(f, "{field} names {name}, which has no answer of its own")
            }
            Fault::NamesMany(field, name) => write!(
                f,
                "{field} names {name}, which a repeat asks many times: use sum, min, max or count"
            ),
            Fault::NotHere(field, what) => write!(f, "{what} has no meaning in {field}"),
            Fault::NoSuchCode(field, code) => {
                write!(f, "{field} asks for {code}, which the question's list does not have")
            }
            Fault::Circle(ids) => write!(f, "{} wait for each other", ids.join(", ")),
            Fault::Needs(what) => write!(f, "it needs a {what}"),
            Fault::Unknown(what, id) => write!(f, "there is no {what} {id}"),
            Fault::NotForKind(what) => write!(f, "{what} is of no use for this kind of question"),
            Fault::NoSuchProperty(name) => {
                write!(f, "filter asks for {name}, which no code of the list has")
            }
            Fault::FiveFaces => f.write_str("faces need a list of five codes"),
            Fault::TextForTeam => f.write_str("a person's own words are for the desk only"),
            Fault::WordsOfAnyone => {
                f.write_str("words for everybody belong in a form that only the desk fills in")
            }
            Fault::TeamFromDesk(name) => {
                write!(f, "the team would read what comes from {name}, which is for the desk")
            }
            Fault::RequiredOfNobody => f.write_str("it is required, and nobody can answer it"),
            Fault::NeverSeen => f.write_str("its condition never holds"),
            Fault::RegisterHasIt => {
                f.write_str("the register of this name has a text of this name")
            }
            Fault::NotForGuests => f.write_str("a recipient on a lent phone cannot answer it"),
        }
    }
}

impl Form {
    /// Reads a form.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Problem> {
        json::from_slice(bytes).map_err(|bad| Problem {
            form: String::new(),
            question: String::new(),
            fault: Fault::Damaged(bad.to_string()),
        })
    }
}

/// Everything that is wrong with a form, beside the lists and the ids of the registers that its
/// pack and the packs under it have.
pub fn form(form: &Form, lists: &[CodeList], registers: &[&str], who: Who) -> Vec<Problem> {
    let mut problems = vec![];
    if !is_name(&form.id) {
        problems.push(Problem::at(form, "", Fault::BadId));
    }
    let check = Check { form, lists, registers, who };
    match Prepared::new(form, lists) {
        Ok(ready) => {
            for ask in &ready.asks {
                let faults = between(ask, &ready).into_iter();
                problems.extend(faults.map(|fault| Problem::at(form, &ask.question.id, fault)));
            }
        }
        Err(more) => problems.extend(more),
    }
    check.questions(&form.questions, 0, &mut problems);
    problems
}

/// Everything that is wrong with a list.
pub fn list(list: &CodeList) -> Vec<Problem> {
    let mut problems = vec![];
    let mut wrong = |code: &str, fault| {
        problems.push(Problem { form: list.id.clone(), question: code.into(), fault });
    };
    if !is_name(&list.id) {
        wrong("", Fault::BadId);
    }
    if list.codes.is_empty() {
        wrong("", Fault::Empty);
    }
    let mut known = BTreeSet::new();
    for listed in &list.codes {
        // Spaces would make two codes of one: several that were chosen are told apart by them.
        if listed.code.is_empty()
            || !listed.code.bytes().all(|b| is_plain(b) || b.is_ascii_uppercase())
        {
            wrong(&listed.code, Fault::BadId);
        }
        if !known.insert(&listed.code) {
            wrong(&listed.code, Fault::Twice);
        }
    }
    problems
}

/// A name with the pack's in front: `<pack>.<name>`.
fn is_name(id: &str) -> bool {
    id.len() <= 64
        && id.contains('.')
        && id.split('.').all(|part| !part.is_empty() && part.bytes().all(is_plain))
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-')
}

struct Check<'a> {
    form: &'a Form,
    lists: &'a [CodeList],
    registers: &'a [&'a str],
    who: Who,
}

impl Check<'_> {
    fn questions(&self, questions: &[Question], deep: usize, problems: &mut Vec<Problem>) {
        for question in questions {
            let faults = self.question(question).into_iter();
            problems.extend(faults.map(|fault| Problem::at(self.form, &question.id, fault)));
            // Deeper than it may be is looked at too, as far as it cannot hurt: a text for the
            // team is found wherever it hides.
            if deep < 64 {
                self.questions(&question.questions, deep + 1, problems);
            }
        }
    }

    fn question(&self, question: &Question) -> Vec<Fault> {
        let kind = question.kind;
        let mut faults = vec![];
        let chosen = matches!(kind, Kind::Choice | Kind::Choices);
        let list = self.lists.iter().find(|list| Some(&list.id) == question.list.as_ref());
        match &question.list {
            None if chosen => faults.push(Fault::Needs("list")),
            Some(_) if !chosen => faults.push(Fault::NotForKind("a list")),
            Some(id) if list.is_none() => faults.push(Fault::Unknown("list", id.clone())),
            _ => {}
        }
        match &question.register {
            None if kind == Kind::Entry => faults.push(Fault::Needs("register")),
            Some(_) if kind != Kind::Entry => faults.push(Fault::NotForKind("a register")),
            Some(id) if !self.registers.contains(&id.as_str()) => {
                faults.push(Fault::Unknown("register", id.clone()));
            }
            _ => {}
        }
        let fits = match question.look {
            None => true,
            Some(Look::Faces) => kind == Kind::Choice,
            Some(Look::Long) => matches!(kind, Kind::Text | Kind::Words),
            Some(Look::Chips) => chosen,
        };
        if !fits {
            faults.push(Fault::NotForKind("this look"));
        }
        if question.look == Some(Look::Faces) && list.is_some_and(|list| list.codes.len() != 5) {
            faults.push(Fault::FiveFaces);
        }
        faults.extend(self.no_use(question));
        if question.part == Part::Team && kind == Kind::Text {
            faults.push(Fault::TextForTeam);
        }
        if kind == Kind::Words && self.who == Who::Anyone {
            faults.push(Fault::WordsOfAnyone);
        }
        if self.registers.contains(&self.form.id.as_str())
            && OF_REGISTERS.contains(&question.id.as_str())
        {
            faults.push(Fault::RegisterHasIt);
        }
        if self.form.guest && matches!(kind, Kind::Card | Kind::Entry | Kind::Words) {
            faults.push(Fault::NotForGuests);
        }
        faults
    }

    /// What stands at a question that cannot make use of it.
    fn no_use(&self, question: &Question) -> Vec<Fault> {
        let mut faults = vec![];
        let calculated = question.calculate.is_some();
        let outer = matches!(question.kind, Kind::Note | Kind::Group | Kind::Repeat);
        let made = !outer && !matches!(question.kind, Kind::People | Kind::Entry | Kind::Words);
        let unasked = outer || calculated;
        if question.limit.is_some() && unasked {
            faults.push(Fault::NotForKind("limit"));
        }
        if calculated && !made {
            faults.push(Fault::NotForKind("calculate"));
        }
        if question.default.is_some() && (!made || calculated) {
            faults.push(Fault::NotForKind("default"));
        }
        let chosen = matches!(question.kind, Kind::Choice | Kind::Choices);
        if question.filter.is_some() && (!chosen || calculated) {
            faults.push(Fault::NotForKind("filter"));
        }
        if question.required && (calculated || matches!(question.kind, Kind::Note | Kind::Group)) {
            faults.push(Fault::RequiredOfNobody);
        }
        faults
    }
}

/// What is wrong between a question and those that its expressions name.
fn between(ask: &Ask, ready: &Prepared) -> Vec<Fault> {
    let mut faults = vec![];
    let nobody = Answers::default();
    let over = Over { answers: &nobody, now: Moment { ms: 0, offset: 0 } };
    if ask.relevant.as_ref().is_some_and(|expr| expr.is_fixed() && !expr.holds(&over)) {
        faults.push(Fault::NeverSeen);
    }
    for (field, expr) in ask.written() {
        for (name, code) in expr.codes() {
            let named = match name {
                Some(name) => ready.find(name).map(|n| &ready.asks[n]),
                None => Some(ask),
            };
            let known = named.is_none_or(|named| match (named.kind(), &named.list) {
                (Kind::YesNo, _) => ["yes", "no"].contains(&code),
                (_, Some(list)) => list.get(code.trim()).is_some(),
                _ => true,
            });
            if !known && !code.is_empty() {
                faults.push(Fault::NoSuchCode(field, code.into()));
            }
        }
        // A number, a choice or a count of the desk's answers tells about them.
        let made = matches!(field, Field::Calculate | Field::Default);
        if made && ask.question.part == Part::Team {
            let hidden = |name: &&str| ready.find(name).is_some_and(|n| ready.asks[n].parts[1]);
            let names = expr.names().into_iter().map(|(name, _)| name).filter(hidden);
            faults.extend(names.map(|name| Fault::TeamFromDesk(name.into())));
        }
    }
    if let (Some(filter), Some(list)) = (&ask.filter, &ask.list) {
        let has = |name: &&str| {
            *name == "name" || list.codes.iter().any(|code| code.has.contains_key(*name))
        };
        let own = filter.own().into_iter().filter(|name| !has(name));
        faults.extend(own.map(|name| Fault::NoSuchProperty(name.into())));
    }
    faults
}

/// A text that a form has words for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The text's key in the files of the languages.
    pub key: String,
    /// Every language must have it. Otherwise none needs it, and where one has it all must.
    pub always: bool,
}

/// Every text of a form: its title under its own id, for each question the label
/// `<form>.<question>`, where it has a limit what is said when it is broken
/// `<form>.<question>.limit`, and, where somebody wants one, a hint `<form>.<question>.hint` and
/// for a repeat what adds one more, `<form>.<question>.add`.
pub fn keys(form: &Form) -> Vec<Key> {
    let mut keys = vec![Key { key: form.id.clone(), always: true }];
    question_keys(&form.id, &form.questions, &mut keys);
    keys
}

fn question_keys(form: &str, questions: &[Question], keys: &mut Vec<Key>) {
    for question in questions {
        let label = format!("{form}.{}", question.id);
        if question.limit.is_some() {
            keys.push(Key { key: format!("{label}.limit"), always: true });
        }
        if question.calculate.is_none() {
            keys.push(Key { key: format!("{label}.hint"), always: false });
        }
        if question.kind == Kind::Repeat {
            keys.push(Key { key: format!("{label}.add"), always: false });
        }
        keys.push(Key { key: label, always: true });
        question_keys(form, &question.questions, keys);
    }
}

/// The words of a list's codes: `list.<list>.<code>`.
pub fn list_keys(list: &CodeList) -> Vec<String> {
    list.codes.iter().map(|listed| format!("list.{}.{}", list.id, listed.code)).collect()
}
