//! A form made ready to be filled in: its questions in a row, its conditions read once, and in
//! which order they are reckoned. What cannot be made ready is no form; whether a form that can
//! may also be published is in `form/check.rs`.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{Fault, Field, Problem};
use super::define::{CodeList, Form, Kind, Part, Question};
use crate::expr::{As, Expr};

/// The most questions of a form, groups among them.
pub const MAX_QUESTIONS: usize = 300;
/// How deep groups may stand in each other.
pub const MAX_GROUPS: usize = 4;
/// The most times that a repeat is filled in.
pub const MAX_ROWS: usize = 100;

/// A form that can be filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    pub(super) id: String,
    pub(super) one_page: bool,
    /// All questions in the order of the form, each group before what is in it.
    pub(super) asks: Vec<Ask>,
    by_id: BTreeMap<String, usize>,
    /// Questions so that each comes after those that its condition and calculation ask for.
    pub(super) order: Vec<usize>,
}

/// One question, made ready.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ask {
    /// As it was written, without the questions in it.
    pub question: Question,
    pub relevant: Option<Expr>,
    pub limit: Option<Expr>,
    pub calculate: Option<Expr>,
    pub default: Option<Expr>,
    pub filter: Option<Expr>,
    pub list: Option<CodeList>,
    /// The group or repeat that it stands in.
    pub up: Option<usize>,
    /// The repeat that it stands in, at whatever depth.
    pub repeat: Option<usize>,
    /// Behind the last question that stands in it.
    pub end: usize,
    /// Questions whose condition or calculation asks for this one, and those that stand in it.
    pub wakes: Vec<usize>,
    /// Some question in it is for the team, some for the desk.
    pub parts: [bool; 2],
}

impl Ask {
    pub fn kind(&self) -> Kind {
        self.question.kind
    }

    /// Somebody types or chooses an answer.
    pub fn is_asked(&self) -> bool {
        self.calculate.is_none() && !matches!(self.kind(), Kind::Note | Kind::Group | Kind::Repeat)
    }

    /// The expressions that stand at it.
    pub fn written(&self) -> impl Iterator<Item = (Field, &Expr)> {
        [
            (Field::Relevant, &self.relevant),
            (Field::Limit, &self.limit),
            (Field::Calculate, &self.calculate),
            (Field::Default, &self.default),
            (Field::Filter, &self.filter),
        ]
        .into_iter()
        .filter_map(|(field, expr)| Some((field, expr.as_ref()?)))
    }

    /// What must be reckoned before it: what its condition and its calculation name.
    fn asks_for(&self) -> impl Iterator<Item = (&str, As)> {
        [&self.relevant, &self.calculate].into_iter().flatten().flat_map(Expr::names)
    }
}

impl Prepared {
    /// Makes a form ready, with the lists of its pack; or says everything for which it cannot be.
    pub fn new(form: &Form, lists: &[CodeList]) -> Result<Self, Vec<Problem>> {
        let mut building = Building { form, lists, asks: vec![], problems: vec![] };
        building.add(&form.questions, None, None, 0);
        let Building { mut asks, mut problems, .. } = building;
        let mut by_id = BTreeMap::new();
        for (n, ask) in asks.iter().enumerate() {
            if by_id.insert(ask.question.id.clone(), n).is_some() {
                problems.push(Problem::at(form, &ask.question.id, Fault::Twice));
            }
        }
        if asks.is_empty() {
            problems.push(Problem::at(form, "", Fault::Empty));
        }
        if asks.len() > MAX_QUESTIONS {
            // Nothing else is looked at: the work of a check is bounded too.
            return Err(vec![Problem::at(form, "", Fault::TooMany(asks.len()))]);
        }
        for ask in &asks {
            for fault in names(ask, &asks, &by_id) {
                problems.push(Problem::at(form, &ask.question.id, fault));
            }
        }
        wake(&mut asks, &by_id);
        let order = order(&asks).unwrap_or_else(|circle| {
            let ids = |n: &usize| asks[*n].question.id.clone();
            let all: Vec<String> = circle.iter().map(ids).collect();
            let first = all.first().cloned().unwrap_or_default();
            problems.push(Problem::at(form, &first, Fault::Circle(all)));
            vec![]
        });
        if problems.is_empty() {
            Ok(Self { id: form.id.clone(), one_page: form.one_page, asks, by_id, order })
        } else {
            Err(problems)
        }
    }

    /// Names the form.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// All questions stand on one page.
    pub fn one_page(&self) -> bool {
        self.one_page
    }

    /// A question by its id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.find(id).map(|n| &self.asks[n].question)
    }

    /// The list of a choice.
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.find(id).and_then(|n| self.asks[n].list.as_ref())
    }

    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }
}

struct Building<'a> {
    form: &'a Form,
    lists: &'a [CodeList],
    asks: Vec<Ask>,
    problems: Vec<Problem>,
}

impl Building<'_> {
    fn add(
        &mut self,
        questions: &[Question],
        up: Option<usize>,
        repeat: Option<usize>,
        deep: usize,
    ) {
        for question in questions {
            let here = self.asks.len();
            self.wrong_shape(question, repeat, deep);
            let ask = self.ask(question, up, repeat);
            self.asks.push(ask);
            let inside = if question.kind == Kind::Repeat { Some(here) } else { repeat };
            // What stands too deep was said; what stands in it is not looked at.
            if deep < MAX_GROUPS {
                self.add(&question.questions, Some(here), inside, deep + 1);
            }
            self.asks[here].end = self.asks.len();
            let has = |part| {
                let within = &self.asks[here..];
                within.iter().any(|ask| {
                    let holds = !matches!(ask.kind(), Kind::Note | Kind::Group | Kind::Repeat);
                    holds && ask.question.part == part
                })
            };
            self.asks[here].parts = [has(Part::Team), has(Part::Desk)];
        }
    }

    fn wrong_shape(&mut self, question: &Question, repeat: Option<usize>, deep: usize) {
        let inner = matches!(question.kind, Kind::Group | Kind::Repeat);
        let mut wrong = |fault| self.problems.push(Problem::at(self.form, &question.id, fault));
        if !is_id(&question.id) {
            wrong(Fault::BadId);
        }
        if inner && question.questions.is_empty() {
            wrong(Fault::Empty);
        }
        if !inner && !question.questions.is_empty() {
            wrong(Fault::NoGroup);
        }
        if inner && deep >= MAX_GROUPS {
            wrong(Fault::TooDeep);
        }
        if question.kind == Kind::Repeat && repeat.is_some() {
            wrong(Fault::RepeatInRepeat);
        }
    }

    fn ask(&mut self, question: &Question, up: Option<usize>, repeat: Option<usize>) -> Ask {
        let mut read = |field, text: &Option<String>| {
            let expr = Expr::parse(text.as_ref()?);
            let wrong = |bad| {
                let fault = Fault::Unreadable(field, bad);
                self.problems.push(Problem::at(self.form, &question.id, fault));
            };
            expr.map_err(wrong).ok()
        };
        let list = question.list.as_ref();
        Ask {
            relevant: read(Field::Relevant, &question.relevant),
            limit: read(Field::Limit, &question.limit),
            calculate: read(Field::Calculate, &question.calculate),
            default: read(Field::Default, &question.default),
            filter: read(Field::Filter, &question.filter),
            list: self.lists.iter().find(|known| Some(&known.id) == list).cloned(),
            question: Question { questions: vec![], ..question.clone() },
            up,
            repeat,
            end: 0,
            wakes: vec![],
            parts: [false; 2],
        }
    }
}

/// Letters, digits and `_`, with a letter first.
fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.len() <= 64
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// What a question's expressions name and cannot.
fn names(ask: &Ask, asks: &[Ask], by_id: &BTreeMap<String, usize>) -> Vec<Fault> {
    let mut faults = vec![];
    for (field, expr) in ask.written() {
        for (name, how) in expr.names() {
            let Some(named) = by_id.get(name).map(|n| &asks[*n]) else {
                faults.push(Fault::NamesNothing(field, name.into()));
                continue;
            };
            let many = named.repeat.is_some() && named.repeat != ask.repeat;
            match (named.kind(), how) {
                (Kind::Group | Kind::Repeat, As::One | As::Many) | (Kind::Note, _) => {
                    faults.push(Fault::NamesNoAnswer(field, name.into()));
                }
                (_, As::One) if many => faults.push(Fault::NamesMany(field, name.into())),
                _ => {}
            }
        }
        if expr.uses_this() && field != Field::Limit {
            faults.push(Fault::NotHere(field, ".".into()));
        }
        if expr.uses_position() && ask.repeat.is_none() {
            faults.push(Fault::NotHere(field, "position(..)".into()));
        }
        if field != Field::Filter {
            let own = expr.own().into_iter();
            faults.extend(own.map(|name| Fault::NotHere(field, name.into())));
        }
    }
    faults
}

/// Notes at each question which others wait for it.
fn wake(asks: &mut [Ask], by_id: &BTreeMap<String, usize>) {
    for n in 0..asks.len() {
        let named: BTreeSet<usize> =
            asks[n].asks_for().filter_map(|(name, _)| by_id.get(name).copied()).collect();
        for before in named.into_iter().chain(asks[n].up) {
            if !asks[before].wakes.contains(&n) {
                asks[before].wakes.push(n);
            }
        }
    }
}

/// An order in which each question comes after all that it waits for, or those that wait for
/// each other in a circle.
fn order(asks: &[Ask]) -> Result<Vec<usize>, Vec<usize>> {
    let mut waits = vec![0; asks.len()];
    asks.iter().flat_map(|ask| &ask.wakes).for_each(|n| waits[*n] += 1);
    let mut ready: BTreeSet<usize> = (0..asks.len()).filter(|n| waits[*n] == 0).collect();
    let mut order = vec![];
    while let Some(n) = ready.pop_first() {
        order.push(n);
        for next in &asks[n].wakes {
            waits[*next] -= 1;
            if waits[*next] == 0 {
                ready.insert(*next);
            }
        }
    }
    if order.len() == asks.len() {
        return Ok(order);
    }
    // What only waits for the circle is no part of it.
    let mut circle: BTreeSet<usize> = (0..asks.len()).filter(|n| waits[*n] > 0).collect();
    loop {
        let before = circle.len();
        let held = circle.clone();
        circle.retain(|n| asks[*n].wakes.iter().any(|next| held.contains(next)));
        if circle.len() == before {
            return Err(circle.into_iter().collect());
        }
    }
}
