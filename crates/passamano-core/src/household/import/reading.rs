//! Reads the rows of a list by its layout, some at a time, so that a screen can answer between.

use std::collections::HashMap;

use super::columns::{Column, Sex};
use super::layout::Layout;
use super::row::{Found, Reader, Tools};
use super::rows::{self, Beside};
use super::words::Words;
use super::{
    AGE_NOT_SAID, LONGEST_CODE, ListNotes, Preview, Row, RowKind, RowProblem, members, unsaid,
};
use crate::card;
use crate::household::People;
use crate::list::rows::is_ditto;
use crate::list::{Line, Sheet, Workbook};
use crate::time::Day;

/// What the row above was, for a row without a code that may belong to it.
enum Above {
    Nothing,
    Household(usize),
    Beside(Beside),
}

/// A list that is being read, some rows at a time.
pub struct Reading<'a> {
    book: &'a Workbook,
    sheet: &'a Sheet,
    pub(super) layout: Layout,
    pub(super) tools: Tools,
    /// The next row, by its place in the sheet.
    next: usize,
    /// The number of the row that was read last.
    last_number: usize,
    above: Above,
    /// Nobody is counted by columns and codes come again: each row is a person.
    each_row_counts: bool,
    pub(super) found: Vec<Found>,
    /// Which of them has a code.
    pub(super) by_code: HashMap<String, usize>,
    /// What each column counts so far.
    sums: Vec<u32>,
    pub(super) preview: Preview,
}

impl<'a> Reading<'a> {
    /// Begins to read the sheet of a layout. Ages are as of `today`.
    pub fn open(book: &'a Workbook, layout: Layout, today: Day) -> Self {
        static EMPTY: Sheet =
            Sheet { name: String::new(), hidden: false, rows: vec![], hidden_columns: vec![] };
        let sheet = book.sheets.get(layout.sheet).unwrap_or(&EMPTY);
        let named = layout.fields.iter().filter(|field| {
            field.column.is_none() && !field.header.is_empty() && !field.header.starts_with('_')
        });
        let unknown_columns = named.map(|field| field.header.clone()).collect();
        let fields = layout.fields.iter();
        let hidden_columns =
            sheet.hidden(fields.map(|field| (field.header.as_str(), !field.examples.is_empty())));
        let preview = Preview { unknown_columns, hidden_columns, ..Preview::default() };
        let next = layout.first_row().min(sheet.rows.len());
        Self {
            book,
            sheet,
            next,
            last_number: layout
                .header
                .and_then(|row| sheet.rows.get(row))
                .map_or(0, |line| line.number),
            above: Above::Nothing,
            each_row_counts: codes_come_again(&layout, &sheet.rows[next..]),
            sums: vec![0; layout.fields.len()],
            layout,
            tools: Tools { words: Words::new(), today },
            found: vec![],
            by_code: HashMap::new(),
            preview,
        }
    }

    /// How many rows are left.
    pub fn left(&self) -> usize {
        self.sheet.rows.len() - self.next
    }

    /// Reads so many rows more.
    pub fn read(&mut self, most: usize) {
        let until = self.sheet.rows.len().min(self.next.saturating_add(most));
        for at in self.next..until {
            self.line(at);
        }
        self.next = until;
    }

    /// What was read.
    pub fn done(mut self) -> Preview {
        let book = self.book;
        members::read(&mut self, book);
        let sexed = [Sex::F, Sex::M].map(|sex| {
            self.layout.has(|column| matches!(column, Column::Cell(of, _) if of == sex))
        });
        let found = core::mem::take(&mut self.found);
        for found in found {
            self.household(found, sexed);
        }
        if self.preview.unsaid.people > 0 {
            let columns = unsaid::columns(&self.layout, self.sheet, &self.preview);
            self.preview.unsaid.columns = columns;
        }
        self.preview.problems.sort_by_key(|problem| (!problem.sheet.is_empty(), problem.row));
        self.preview
    }

    fn line(&mut self, at: usize) {
        let line = &self.sheet.rows[at];
        self.preview.notes.blank_rows += line.number.saturating_sub(self.last_number + 1);
        self.last_number = line.number;
        if line.is_blank() {
            self.preview.notes.blank_rows += 1;
            return;
        }
        if let Some(why) = self.beside(at, line) {
            self.preview.notes.hxl |= why == Beside::Tags;
            self.preview.beside.push((line.number, why));
            self.above = Above::Beside(why);
            return;
        }
        if line.hidden {
            self.preview.hidden_rows.push(line.number);
        }
        let counts = self.each_row_counts;
        let mut reader = Reader::read("", &self.layout, &self.tools, line, counts);
        let index = self.layout.index().map(|at| line.cell(at)).unwrap_or_default();
        reader.found.index = index.into();
        let code = self.layout.code();
        let said = code.map(|at| line.cell(at)).unwrap_or_default();
        let as_above = is_ditto(said);
        if as_above {
            reader.found.household.code.clear();
        }
        let shown = reader.found.household.code.clone();
        let key = card::normalize(&shown);
        let known = self.by_code.get(&key).copied();
        let at = code.unwrap_or_default();
        let mut into = None;
        if key.is_empty() {
            match self.above {
                // A stroke says that there is no code, and not that it is the one above.
                Above::Household(above)
                    if (said.is_empty() || as_above)
                        && reader.found.counts.is_empty()
                        && is_a_person(&reader) =>
                {
                    into = Some(above);
                }
                // The cell held an error, which is named already.
                _ if reader.problems.iter().any(|problem| problem.kind == RowKind::MissingCode) => {
                }
                _ => reader.problem(at, RowKind::MissingCode, said),
            }
        } else if shown.chars().count() > LONGEST_CODE {
            reader.problem(at, RowKind::CodeTooLong, &shown);
        } else if let Some(first) = known {
            let members = is_a_person(&reader) && self.found[first].counts_alike(&reader.found);
            if members {
                into = Some(first);
            } else {
                let first_row = self.found[first].row;
                reader.problem(at, RowKind::DuplicateCode { first_row }, &shown);
            }
        }
        let out = reader.is_out();
        let Reader { found, mut problems, .. } = reader;
        self.preview.problems.append(&mut problems);
        match into {
            _ if out => {
                if known.is_none() {
                    self.above = Above::Nothing;
                }
            }
            Some(first) => {
                self.found[first].join(found);
                self.above = Above::Household(first);
            }
            None => {
                for (at, number) in &found.counts {
                    self.sums[*at] += u32::from(*number);
                }
                self.by_code.insert(key, self.found.len());
                self.above = Above::Household(self.found.len());
                self.found.push(found);
            }
        }
    }

    /// Why a row is no household.
    fn beside(&self, at: usize, line: &Line) -> Option<Beside> {
        if self.layout.tags == Some(at) {
            return Some(Beside::Tags);
        }
        if let Above::Beside(Beside::Example) = self.above
            && self.layout.code().is_some_and(|at| line.cell(at).is_empty())
            && self.found.is_empty()
            && !rows::says_sum(&self.layout, line)
            && rows::beside(&self.layout, line, self.sheet).is_none()
        {
            // A member of the household that is an example.
            return Some(Beside::Example);
        }
        if self.found.is_empty() {
            return rows::beside(&self.layout, line, self.sheet);
        }
        if rows::is_of_tags(line) {
            return Some(Beside::Tags);
        }
        if rows::repeats_headers(&self.layout, line, self.sheet) {
            return Some(Beside::Headers);
        }
        (rows::says_sum(&self.layout, line) || self.is_sum(line)).then_some(Beside::Sum)
    }

    /// No code, and each number is what its column counts so far.
    fn is_sum(&self, line: &Line) -> bool {
        let no_code = self.layout.code().is_some_and(|at| line.cell(at).is_empty());
        if !no_code || self.found.len() < 2 {
            return false;
        }
        let counts = self.layout.fields.iter().enumerate().filter(|(at, field)| {
            field.column.is_some_and(Column::counts) && !line.cell(*at).is_empty()
        });
        let mut any = false;
        for (at, _) in counts {
            let said = line.cell(at).parse::<f64>().unwrap_or(-1.0);
            if said != f64::from(self.sums[at]) {
                return false;
            }
            any |= self.sums[at] > 0;
        }
        any
    }

    /// Decides how many people a household has: whoever counts more is right, because nobody may
    /// be lost.
    fn household(&mut self, found: Found, sexed: [bool; 2]) {
        let Found { row, mut household, mut detail, says, counted, all, total, persons, .. } =
            found;
        let mut people = counted;
        let mut unsaid = 0;
        let mut most = total.map(|(_, total)| u32::from(total)).unwrap_or_default();
        for (sex, own) in [&mut people.f, &mut people.m].into_iter().enumerate() {
            if sexed[sex] {
                let aged: u16 = own.iter().sum();
                own[AGE_NOT_SAID] += all[sex].saturating_sub(aged);
                unsaid += u32::from(all[sex].saturating_sub(aged));
            }
        }
        let of_both: u16 = (0..2).filter(|sex| !sexed[*sex]).map(|sex| all[sex]).sum();
        let sexed_people: u32 = match sexed {
            [true, true] => people.total(),
            [true, false] => people.f.iter().map(|n| u32::from(*n)).sum(),
            [false, true] => people.m.iter().map(|n| u32::from(*n)).sum(),
            [false, false] => 0,
        };
        if of_both > 0 {
            most = most.max(u32::from(of_both) + sexed_people);
        }
        let sum = people.total();
        let said = total.map(|(at, _)| at);
        let problems = &mut self.preview.problems;
        let fields = &self.layout.fields;
        let mut warn = |at: Option<usize>, kind: RowKind, value: u32| {
            let header = at.and_then(|at| fields.get(at)).map(|field| field.header.clone());
            let (column, value) = (header.unwrap_or_default(), value.to_string());
            problems.push(RowProblem { sheet: String::new(), row, column, kind, value });
        };
        if most > sum {
            people.x[AGE_NOT_SAID] += u16::try_from(most - sum).unwrap_or(u16::MAX);
            unsaid += most - sum;
            if sum > 0 {
                warn(said, RowKind::TotalLarger, most);
            }
        } else if let Some((at, total)) =
            total.filter(|(_, total)| *total > 0 && u32::from(*total) < sum)
        {
            warn(Some(at), RowKind::TotalDiffers, u32::from(total));
        }
        let not_said = |people: &People| people.x[AGE_NOT_SAID];
        let (of_columns, of_rows) = (people.total(), persons.total());
        let notes: &mut ListNotes = &mut self.preview.notes;
        if of_rows > of_columns || (of_rows == of_columns && not_said(&persons) < not_said(&people))
        {
            notes.by_member += 1;
            if of_rows > of_columns && of_columns > 0 {
                warn(said, RowKind::MoreMembers, of_columns);
            }
            people = persons;
            unsaid = found.ageless;
        } else if sum == 0 && most > 0 {
            notes.total_only += 1;
            self.preview.unsaid.of_totals += unsaid;
        }
        self.preview.unsaid.people += unsaid;
        notes.nobody += usize::from(people.total() == 0);
        household.people = people;
        detail.code.clone_from(&household.code);
        household.show(&detail);
        self.preview.households.push(Row { household, detail, says });
    }
}

/// The row tells of a person: it may be one of several of a household.
fn is_a_person(reader: &Reader<'_>) -> bool {
    reader.found.persons.total() > 0
}

/// No column counts or tells of a person, and a code stands in rows that differ.
fn codes_come_again(layout: &Layout, lines: &[Line]) -> bool {
    let Some(code) = layout.code() else { return false };
    if layout.has(|column| column.counts() || column.is_of_a_person()) {
        return false;
    }
    let mut seen: HashMap<String, &Line> = HashMap::new();
    lines.iter().any(|line| {
        let key = card::normalize(line.cell(code));
        if key.is_empty() {
            return false;
        }
        let first = seen.entry(key).or_insert(line);
        first.cells != line.cells && first.number != line.number
    })
}
