//! One row of a list: what its cells say, and how the rows of one household come together.

use super::columns::{Column, Names, Sex};
use super::layout::Layout;
use super::words::{List, Words};
use super::{
    AGE_NOT_SAID, LONGEST_FLAG, RowKind, RowProblem, SHOWN, Says, ages, is_error, is_formula,
    number,
};
use crate::card;
use crate::household::{Household, HouseholdDetail, People};
use crate::list::Line;
use crate::time::Day;

/// What cells are read with: it is the same for all rows.
pub struct Tools {
    pub words: Words,
    pub today: Day,
}

/// What the rows of a household gave so far.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Its number in the sheet.
    pub row: usize,
    pub household: Household,
    pub detail: HouseholdDetail,
    pub says: Says,
    /// People by sex and age, as columns count them.
    pub counted: People,
    /// Everybody of a sex.
    pub all: [u16; 3],
    /// Everybody, and the column that says so.
    pub total: Option<(usize, u16)>,
    /// The cells that count, to compare rows of one code.
    pub counts: Vec<(usize, u16)>,
    /// People who have a row or columns of their own.
    pub persons: People,
    /// How many of them have no age.
    pub ageless: u32,
    /// The number by which another sheet names this row.
    pub index: String,
}

/// Reads one row.
pub struct Reader<'a> {
    pub sheet: &'a str,
    pub layout: &'a Layout,
    pub tools: &'a Tools,
    pub line: &'a Line,
    pub found: Found,
    pub problems: Vec<RowProblem>,
}

/// What the columns of one person say.
#[derive(Default, Clone, Copy)]
struct Person {
    sex: Option<Sex>,
    bracket: Option<usize>,
    there: bool,
}

impl<'a> Reader<'a> {
    /// Reads all cells. Each row is a person of its own if `counts`, even if nothing says how old.
    pub fn read(
        sheet: &'a str,
        layout: &'a Layout,
        tools: &'a Tools,
        line: &'a Line,
        counts: bool,
    ) -> Self {
        let found = Found { row: line.number, ..Found::default() };
        let mut reader = Self { sheet, layout, tools, line, found, problems: vec![] };
        let mut persons: Vec<Person> = vec![Person { there: counts, ..Person::default() }];
        for (at, field) in layout.fields.iter().enumerate() {
            let (cell, Some(column)) = (line.cell(at), field.column) else { continue };
            if cell.is_empty() || cell == "-" {
                continue;
            }
            if is_formula(cell) && !column.is_of_a_person() {
                reader.problem(at, RowKind::Formula, cell);
            }
            match (column, &field.word) {
                (Column::SexOf(n) | Column::AgeOf(n) | Column::BirthOf(n), _) => {
                    reader.person(at, cell, column, usize::from(n), &mut persons);
                }
                (_, Some(word)) => reader.one_word(at, cell, column, word),
                _ => reader.cell(at, cell, column),
            }
        }
        for person in persons.into_iter().filter(|person| person.there) {
            let people = &mut reader.found.persons;
            let by_age = match person.sex {
                Some(Sex::F) => &mut people.f,
                Some(Sex::M) => &mut people.m,
                _ => &mut people.x,
            };
            by_age[person.bracket.unwrap_or(AGE_NOT_SAID)] += 1;
            reader.found.ageless += u32::from(person.bracket.is_none());
            reader.found.says.people = true;
        }
        reader
    }

    /// The row cannot be taken.
    pub fn is_out(&self) -> bool {
        self.problems.iter().any(|problem| problem.kind.leaves_out())
    }

    pub fn problem(&mut self, at: usize, kind: RowKind, value: &str) {
        let column = self.named(at);
        let value = value.chars().take(SHOWN).collect();
        let sheet = self.sheet.to_string();
        self.problems.push(RowProblem { sheet, row: self.line.number, column, kind, value });
    }

    fn cell(&mut self, at: usize, cell: &str, column: Column) {
        match column {
            Column::Code if is_error(cell) => self.problem(at, RowKind::MissingCode, cell),
            Column::Code => self.found.household.code = card::shown(cell),
            Column::People | Column::Cell(..) | Column::All(_) => self.count(at, cell, column),
            Column::Needs => {
                let codes = self.list(at, cell, List::Needs);
                self.found.says.needs |= codes.is_some();
                join(&mut self.found.detail.needs, codes.unwrap_or_default());
            }
            Column::Diet => {
                let codes = self.list(at, cell, List::Diet);
                self.found.says.diet |= codes.is_some();
                join(&mut self.found.detail.diet, codes.unwrap_or_default());
            }
            Column::Allergens => {
                let codes = self.list(at, cell, List::Allergens);
                self.found.says.allergens |= codes.is_some();
                join(&mut self.found.detail.allergens, codes.unwrap_or_default());
            }
            Column::Flags => {
                let codes = self.list(at, cell, List::Flags);
                self.found.says.flags |= codes.is_some();
                join(&mut self.found.household.flags, codes.unwrap_or_default());
            }
            Column::Language => match self.tools.words.language(cell) {
                Some(language) => {
                    self.found.household.language = Some(language);
                    self.found.says.language = true;
                }
                None => self.unknown(at, cell),
            },
            Column::Consent => {
                if let Some(yes) = self.yes(at, cell) {
                    (self.found.household.consent, self.found.says.consent) = (yes, true);
                }
            }
            Column::Proxy => {
                if let Some(yes) = self.yes(at, cell) {
                    (self.found.household.proxy, self.found.says.proxy) = (yes, true);
                }
            }
            Column::Notes if is_error(cell) => {}
            Column::Notes => {
                self.note(cell);
                self.found.says.notes = true;
            }
            Column::SexOf(_) | Column::AgeOf(_) | Column::BirthOf(_) => {}
        }
    }

    fn count(&mut self, at: usize, cell: &str, column: Column) {
        let number = match number(cell) {
            Ok(number) => number,
            Err(kind) => return self.problem(at, kind, cell),
        };
        self.found.says.people = true;
        self.found.counts.push((at, number));
        match column {
            Column::Cell(sex, bracket) => {
                let people = &mut self.found.counted;
                let by_age = [&mut people.f, &mut people.m, &mut people.x];
                by_age[sex as usize][bracket] += number;
            }
            Column::All(sex) => self.found.all[sex as usize] += number,
            _ => self.found.total = Some((at, number)),
        }
    }

    fn person(
        &mut self,
        at: usize,
        cell: &str,
        column: Column,
        n: usize,
        persons: &mut Vec<Person>,
    ) {
        if persons.len() <= n {
            persons.resize(n + 1, Person::default());
        }
        let person = &mut persons[n];
        person.there = true;
        let bracket = match column {
            Column::SexOf(_) => {
                person.sex = Some(Names::get().sex(cell));
                return;
            }
            Column::AgeOf(_) => ages::of_age(cell),
            _ => ages::of_birth(cell, self.tools.today),
        };
        match bracket {
            Some(bracket) => person.bracket = Some(bracket),
            None => self.problem(at, RowKind::AgeNotRead, cell),
        }
    }

    /// `allergens/milk` holds yes or no, or words of its own.
    fn one_word(&mut self, at: usize, cell: &str, column: Column, word: &str) {
        match self.tools.words.yes(cell) {
            Some(true) => self.cell(at, word, column),
            Some(false) => {}
            None => self.cell(at, cell, column),
        }
    }

    fn yes(&mut self, at: usize, cell: &str) -> Option<bool> {
        let yes = self.tools.words.yes(cell);
        if yes.is_none() {
            self.unknown(at, cell);
        }
        yes
    }

    /// The codes of a list, or nothing where no word of it was understood.
    fn list(&mut self, at: usize, cell: &str, list: List) -> Option<Vec<String>> {
        let (mut codes, mut understood) = (vec![], false);
        let tools = self.tools;
        for (word, code) in tools.words.parts(list, cell) {
            match code {
                Some(code) if code.chars().count() <= LONGEST_FLAG => {
                    understood = true;
                    if tools.words.says_more(list, word) {
                        self.note(&format!("{}: {word}", self.named(at)));
                    }
                    if !code.is_empty() && !codes.contains(&code) {
                        codes.push(code);
                    }
                }
                _ => {
                    self.found.detail.unclear |= matches!(list, List::Diet | List::Allergens);
                    self.unknown(at, word);
                }
            }
        }
        understood.then_some(codes)
    }

    fn unknown(&mut self, at: usize, value: &str) {
        self.problem(at, RowKind::UnknownValue, value);
        self.note(&format!("{}: {value}", self.named(at)));
    }

    fn named(&self, at: usize) -> String {
        self.layout.fields.get(at).map(|field| field.name(at)).unwrap_or_default()
    }

    fn note(&mut self, text: &str) {
        add_note(&mut self.found.detail.notes, text);
    }
}

impl Found {
    /// The rows of one household come together: lists are joined, people are added.
    pub fn join(&mut self, other: Found) {
        let says = &mut self.says;
        let detail = other.detail;
        join(&mut self.detail.needs, detail.needs);
        join(&mut self.detail.diet, detail.diet);
        join(&mut self.detail.allergens, detail.allergens);
        join(&mut self.household.flags, other.household.flags);
        self.detail.unclear |= detail.unclear;
        if !detail.notes.is_empty() && !self.detail.notes.contains(&detail.notes) {
            add_note(&mut self.detail.notes, &detail.notes);
        }
        if !says.language {
            self.household.language = other.household.language;
        }
        // One "no" is enough.
        let and = |mine: &mut bool, said: bool, its: bool, its_said: bool| {
            *mine = if said && its_said { *mine && its } else { *mine || its };
        };
        let its = other.says;
        and(&mut self.household.consent, says.consent, other.household.consent, its.consent);
        and(&mut self.household.proxy, says.proxy, other.household.proxy, its.proxy);
        if self.counts.is_empty() {
            self.counted = other.counted;
            self.all = other.all;
            self.total = other.total;
            self.counts = other.counts;
        }
        self.persons.add(&other.persons);
        self.ageless += other.ageless;
        says.people |= its.people;
        says.language |= its.language;
        says.needs |= its.needs;
        says.diet |= its.diet;
        says.allergens |= its.allergens;
        says.flags |= its.flags;
        says.consent |= its.consent;
        says.proxy |= its.proxy;
        says.notes |= its.notes;
    }

    /// The two rows count the same, or one of them counts nothing.
    pub fn counts_alike(&self, other: &Found) -> bool {
        other.counts.is_empty() || self.counts.is_empty() || self.counts == other.counts
    }
}

fn join(list: &mut Vec<String>, more: Vec<String>) {
    for code in more {
        if !list.contains(&code) {
            list.push(code);
        }
    }
}

fn add_note(notes: &mut String, text: &str) {
    if !notes.is_empty() {
        notes.push('\n');
    }
    notes.push_str(text);
}
