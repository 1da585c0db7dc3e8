//! Where in a file the stock list stands and which column holds what: guessed here, changed by a
//! person who knows better, remembered for the next file with the same headers.

use super::columns::{self, Column, WEAK};
use super::dates::Order;
use crate::list::rows::{is_of_tags, says_sum};
use crate::list::search::{self, LOOKED_AT};
use crate::list::{Line, Problem, Remembered, Sheet, Workbook};
use crate::time::Day;

/// What a column of items or quantities is worth when rows are compared.
const FOR_WHAT_AND_HOW_MANY: usize = 10;

/// One column of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Its header, as it stands there.
    pub header: String,
    /// The first values under it.
    pub examples: Vec<String>,
    /// What it was taken for; nothing if it is not used.
    pub column: Option<Column>,
}

/// Where the list stands and what its columns hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Which sheet, counted from 0.
    pub sheet: usize,
    /// Where the headers stand among the rows of the sheet, counted from 0.
    pub header: usize,
    /// Where the HXL tags stand among them.
    pub tags: Option<usize>,
    /// The columns, from the first on.
    pub fields: Vec<Field>,
    /// How surely it was found.
    score: usize,
}

impl Layout {
    /// The list of a file: the best of the first rows of any sheet.
    pub fn guess(book: &Workbook, today: Day) -> Result<Self, Problem> {
        let mut best: Option<Self> = None;
        for at in 0..book.sheets.len() {
            let Ok(layout) = Self::on_sheet(book, at, today) else { continue };
            let worth = |layout: &Self| (layout.is_whole(), layout.score);
            // An earlier sheet wins if none is better.
            if best.as_ref().is_none_or(|other| worth(&layout) > worth(other)) {
                best = Some(layout);
            }
        }
        best.ok_or(Problem::Empty)
    }

    /// The list on one sheet.
    pub fn on_sheet(book: &Workbook, at: usize, today: Day) -> Result<Self, Problem> {
        let sheet = book.sheets.get(at).ok_or(Problem::Empty)?;
        let mut layout = search::headers(sheet, |row, _, tags| {
            let layout = read(sheet, at, row, tags, today);
            (layout.score, layout)
        })?;
        let told = |row: &&Line| {
            !row.is_blank() && !is_of_tags(row) && !row.cells.iter().any(|cell| says_sum(cell))
        };
        let rows: Vec<&Line> =
            sheet.rows[layout.header + 1..].iter().filter(told).take(LOOKED_AT).collect();
        let examples = search::examples(&rows, layout.fields.len());
        for (field, examples) in layout.fields.iter_mut().zip(examples) {
            field.examples = examples;
        }
        Ok(layout)
    }

    /// Takes a column for something else, which leaves its former column.
    pub fn choose(&mut self, at: usize, column: Option<Column>) {
        for field in &mut self.fields {
            field.column = field.column.filter(|other| Some(*other) != column);
        }
        if let Some(field) = self.fields.get_mut(at) {
            field.column = column;
        }
    }

    /// Which column holds this.
    pub fn position(&self, column: Column) -> Option<usize> {
        self.fields.iter().position(|field| field.column == Some(column))
    }

    /// It says what came, by name or code.
    pub fn has_items(&self) -> bool {
        self.position(Column::Item).or(self.position(Column::Code)).is_some()
    }

    /// It says what came and how many, so it can be read.
    pub fn is_whole(&self) -> bool {
        self.has_items() && self.position(Column::Qty).is_some()
    }

    /// What a person decided, to keep.
    pub fn remember(&self) -> Remembered {
        let key = |field: &Field| field.column.map(Column::key).unwrap_or_default().into();
        Remembered {
            headers: self.fields.iter().map(|field| field.header.clone()).collect(),
            columns: self.fields.iter().map(key).collect(),
            by_hand: false,
        }
    }

    /// Takes the columns as a person decided before, if the headers are the same. True if they are.
    pub fn recall(&mut self, kept: &Remembered) -> bool {
        let headers = self.fields.iter().map(|field| &field.header);
        let same = headers.eq(&kept.headers) && kept.columns.len() == self.fields.len();
        if same {
            for (field, key) in self.fields.iter_mut().zip(&kept.columns) {
                field.column = Column::from_key(key);
            }
        }
        same
    }
}

/// What the columns hold if a row holds the headers.
fn read(sheet: &Sheet, at: usize, row: usize, tags: Option<usize>, today: Day) -> Layout {
    let columns = search::columns(sheet);
    let mut fields: Vec<Field> = vec![];
    let mut guesses: Vec<Option<(Column, u8)>> = vec![];
    for column in 0..columns {
        let header = sheet.rows[row].cell(column).to_string();
        let tag = tags.map(|tags| sheet.rows[tags].cell(column)).unwrap_or_default();
        let below = sheet.rows[row + 1..].iter().map(|line| line.cell(column));
        guesses.push(columns::guess(&header, tag).filter(|(column, sure)| {
            *column != Column::Date || *sure > WEAK || lies_ahead(below, today)
        }));
        fields.push(Field { header, ..Field::default() });
    }
    let mut score = 0;
    for at in 0..fields.len() {
        let Some((column, sure)) = guesses[at] else { continue };
        let surer = guesses.iter().enumerate().any(|(other, rival)| {
            rival.is_some_and(|(of, surer)| {
                of == column && (surer > sure || (surer == sure && other < at))
            })
        });
        if !surer {
            fields[at].column = Some(column);
            score += usize::from(sure);
        }
    }
    // A weak date beside a sure one is the day of a delivery.
    let has = |fields: &[Field], column: Column| fields.iter().any(|f| f.column == Some(column));
    let dated = has(&fields, Column::UseBy) || has(&fields, Column::BestBefore);
    for (field, guess) in fields.iter_mut().zip(&guesses) {
        if dated && *guess == Some((Column::Date, WEAK)) {
            field.column = None;
        }
    }
    let what = has(&fields, Column::Item) || has(&fields, Column::Code);
    score += FOR_WHAT_AND_HOW_MANY * (usize::from(what) + usize::from(has(&fields, Column::Qty)));
    Layout { sheet: at, header: row, tags, fields, score }
}

/// Most dates of a column are still to come: those on packs, not those of deliveries.
fn lies_ahead<'a>(cells: impl Iterator<Item = &'a str> + Clone, today: Day) -> bool {
    let order = Order::of(cells.clone());
    let days: Vec<Day> = cells
        .filter_map(|cell| order.read(cell, today).ok().flatten())
        .map(|(_, day)| day)
        .take(LOOKED_AT)
        .collect();
    days.iter().filter(|day| **day > today).count() * 2 > days.len()
}
