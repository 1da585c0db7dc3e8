//! Where in a file the list stands and which column holds what: guessed here, changed by a person
//! who knows better, remembered for the next file with the same headers. Reading by it is in
//! `../import.rs`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::ages;
use super::columns::{Column, Guess, Names, Sex};
use super::rows;
use super::words::{List, Words, fold};
use crate::list::search::{self, LOOKED_AT};
use crate::list::workbook::name_of_column;
use crate::list::{Line, Sheet, Workbook};
use crate::list::{Problem, Remembered};

/// What a column of codes is worth when rows are compared.
const FOR_A_CODE: usize = 10;

/// Made at the first use and once.
static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

/// One column of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Its header, as it stands there.
    pub header: String,
    /// The first values under it.
    pub examples: Vec<String>,
    /// What it was taken for; nothing if it is not used.
    pub column: Option<Column>,
    /// It answers only whether one word of a list holds: `allergens/milk`.
    pub(super) word: Option<String>,
    /// Its header says something that is known, also where another column says it better.
    pub(super) understood: bool,
}

impl Field {
    /// Its header, or its letters where it has none. It stands at `at`.
    pub(super) fn name(&self, at: usize) -> String {
        name_of_column(&self.header, at)
    }
}

/// Where the list stands and what its columns hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Which sheet, counted from 0.
    pub sheet: usize,
    /// Where the headers stand among the rows of the sheet, counted from 0; nothing where a person
    /// said that there are none.
    pub header: Option<usize>,
    /// A person said where they stand.
    by_hand: bool,
    /// Where the HXL tags stand among them.
    pub tags: Option<usize>,
    /// The columns, from the first on.
    pub fields: Vec<Field>,
    /// How surely it was found.
    score: usize,
}

impl Layout {
    /// The list of a file: the best of the first rows of any sheet. Sheets of members that belong
    /// to another sheet are no list.
    pub fn guess(book: &Workbook) -> Result<Self, Problem> {
        let mut best: Option<((bool, bool, usize), Self)> = None;
        for at in 0..book.sheets.len() {
            let Ok(layout) = on_sheet(book, at) else { continue };
            let code = layout.code().is_some();
            let list = code && !layout.is_of_members(&book.sheets[at]);
            let worth = (list, code, layout.score);
            // An earlier sheet wins if none is better.
            if best.as_ref().is_none_or(|(other, _)| worth > *other) {
                best = Some((worth, layout));
            }
        }
        best.map(|(_, layout)| layout).ok_or(Problem::Empty)
    }

    /// Each row is a person: it names the row of another sheet, or its code comes again and again.
    fn is_of_members(&self, sheet: &Sheet) -> bool {
        if self.parent().is_some() {
            return true;
        }
        let Some(code) = self.code().filter(|_| self.has(Column::is_of_a_person)) else {
            return false;
        };
        let codes: Vec<&str> = sheet.rows[self.first_row()..]
            .iter()
            .map(|line| line.cell(code))
            .filter(|cell| !cell.is_empty())
            .collect();
        let different: HashSet<&str> = codes.iter().copied().collect();
        different.len() < codes.len() && !self.has(Column::counts)
    }

    /// The list on one sheet.
    pub fn on_sheet(book: &Workbook, sheet: usize) -> Result<Self, Problem> {
        on_sheet(book, sheet)
    }

    /// The list on one sheet, its headers where a person says: in a row of the sheet, or nowhere.
    /// Then no column is known before that person says what each holds.
    pub fn with_headers(
        book: &Workbook,
        at: usize,
        header: Option<usize>,
    ) -> Result<Self, Problem> {
        let sheet = book.sheets.get(at).ok_or(Problem::Empty)?;
        let mut layout = match header {
            Some(row) if row < sheet.rows.len() => {
                let (above, tags) = search::around(sheet, row);
                read(sheet, at, row, above, tags)
            }
            Some(_) => return Err(Problem::Empty),
            None => {
                let fields = vec![Field::default(); search::columns(sheet)];
                Layout { sheet: at, fields, ..Layout::default() }
            }
        };
        layout.by_hand = true;
        examples(&mut layout, sheet);
        Ok(layout)
    }

    /// Takes a column for something else. What there is only one of leaves its former column.
    pub fn choose(&mut self, at: usize, column: Option<Column>) {
        if let Some(column) = column.filter(|column| column.stands_alone()) {
            for field in &mut self.fields {
                field.column = field.column.filter(|other| *other != column);
            }
        }
        if let Some(field) = self.fields.get_mut(at) {
            field.column = column;
        }
    }

    /// Which column is the code.
    pub fn code(&self) -> Option<usize> {
        self.position(Column::Code)
    }

    /// Which column holds this.
    pub fn position(&self, column: Column) -> Option<usize> {
        self.fields.iter().position(|field| field.column == Some(column))
    }

    /// Some column holds one of these.
    pub fn has(&self, wanted: impl Fn(Column) -> bool) -> bool {
        self.fields.iter().filter_map(|field| field.column).any(wanted)
    }

    /// What a person decided, to keep.
    pub fn remember(&self) -> Remembered {
        let key = |field: &Field| field.column.map(Column::key).unwrap_or_default();
        Remembered {
            headers: self.fields.iter().map(|field| field.header.clone()).collect(),
            columns: self.fields.iter().map(key).collect(),
            by_hand: self.by_hand,
        }
    }

    /// Takes the columns as a person decided before, if the headers are the same; where that person
    /// said in which row they stand, if the same ones stand in any of the first rows. True if they
    /// are. What was decided about a list without headers says nothing of another.
    pub fn recall(&mut self, book: &Workbook, kept: &Remembered) -> bool {
        if kept.headers.iter().all(String::is_empty) {
            return false;
        }
        if kept.by_hand
            && let Some(sheet) = book.sheets.get(self.sheet)
        {
            let same = |(row, _): &(usize, &Line)| {
                Self::with_headers(book, self.sheet, Some(*row)).ok().filter(|layout| {
                    layout.fields.iter().map(|field| &field.header).eq(&kept.headers)
                })
            };
            if let Some(layout) = search::first_rows(sheet).find_map(|row| same(&row)) {
                *self = layout;
            }
        }
        let same = self.fields.len() == kept.headers.len()
            && self.fields.len() == kept.columns.len()
            && self.fields.iter().zip(&kept.headers).all(|(field, header)| field.header == *header);
        if same {
            for (field, key) in self.fields.iter_mut().zip(&kept.columns) {
                field.column = Column::from_key(key);
            }
        }
        same
    }

    /// The column by which members on another sheet name the rows of this one.
    pub(super) fn index(&self) -> Option<usize> {
        self.machine("_index")
    }

    /// The column by which the rows of this sheet name those of another.
    pub(super) fn parent(&self) -> Option<usize> {
        self.machine("_parent_index")
    }

    fn machine(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| {
            field
                .header
                .rsplit('/')
                .next()
                .is_some_and(|last| last.trim().eq_ignore_ascii_case(name))
        })
    }

    /// Where the rows after the headers begin.
    pub(super) fn first_row(&self) -> usize {
        self.header.map_or(0, |row| row + 1)
    }
}

fn on_sheet(book: &Workbook, at: usize) -> Result<Layout, Problem> {
    let sheet = book.sheets.get(at).ok_or(Problem::Empty)?;
    let mut layout = search::headers(sheet, |row, above, tags| {
        let layout = read(sheet, at, row, above, tags);
        (layout.score, layout)
    })?;
    examples(&mut layout, sheet);
    Ok(layout)
}

/// What the columns hold if a row holds the headers.
fn read(sheet: &Sheet, at: usize, row: usize, above: Option<usize>, tags: Option<usize>) -> Layout {
    let names = Names::get();
    let columns = search::columns(sheet);
    let headers = &sheet.rows[row];
    let above = above
        .map(|above| &sheet.rows[above])
        .filter(|above| above.number + 1 == headers.number && search::width(above) > 1);
    let mut fields: Vec<Field> = vec![];
    let mut guesses: Vec<Option<Guess>> = vec![];
    let mut group = "";
    for column in 0..columns {
        let over = above.map(|above| above.cell(column)).unwrap_or_default();
        if !over.is_empty() {
            group = over;
        }
        let own = headers.cell(column);
        let mut header = if own.is_empty() { over } else { own }.to_string();
        let tag = tags.map(|tags| sheet.rows[tags].cell(column)).unwrap_or_default();
        let mut guess = names.guess(&header, tag);
        // Ages under a sex.
        if let (Some(found), Some(of)) = (&mut guess, names.guess(group, ""))
            && let (Column::Cell(Sex::X, bracket), Column::All(sex)) = (found.column, of.column)
            && !found.sexed
        {
            found.column = Column::Cell(sex, bracket);
            found.sexed = true;
            header = format!("{group} {header}");
        }
        let (list, word) = one_word(&header, names);
        guesses.push(list.or(guess));
        fields.push(Field { header, word, ..Field::default() });
    }
    dates_between_ages(sheet, row, &fields, &mut guesses);
    words_as_headers(sheet, row, &mut fields, &mut guesses);
    for (field, guess) in fields.iter_mut().zip(&guesses) {
        field.understood = guess.is_some();
    }
    let score = take(&mut fields, &guesses);
    Layout { sheet: at, header: Some(row), tags, fields, score, ..Layout::default() }
}

/// `allergens/milk`: the column says only whether this word of the list holds.
fn one_word(header: &str, names: &Names) -> (Option<Guess>, Option<String>) {
    let Some((group, word)) = header.rsplit_once('/') else { return (None, None) };
    let guess = names.guess(group, "");
    let list = match guess.map(|guess| guess.column) {
        Some(Column::Allergens) => List::Allergens,
        Some(Column::Diet) => List::Diet,
        Some(Column::Needs) => List::Needs,
        _ => return (None, None),
    };
    match WORDS.code(list, word) {
        Some(code) => (guess, Some(code)),
        None => (None, None),
    }
}

/// A column for each word: `Latte` with a cross for those who cannot have it. Where the header does
/// not say that it is about allergies, diet or needs, the cells under it do by answering yes or no;
/// digits may count what was given, but no diet is given.
fn words_as_headers(
    sheet: &Sheet,
    row: usize,
    fields: &mut [Field],
    guesses: &mut [Option<Guess>],
) {
    let lists = [
        (Column::Allergens, List::Allergens),
        (Column::Diet, List::Diet),
        (Column::Needs, List::Needs),
    ];
    for (at, field) in fields.iter_mut().enumerate() {
        let said = guesses[at].map(|guess| guess.column);
        let open =
            |column| said == Some(column) || (said.is_none() && !field.header.starts_with('_'));
        // `allergeni: latte`
        let last = field.header.rsplit(':').next().unwrap_or_default();
        let word = |list| WORDS.code(list, last).filter(|code| !code.is_empty());
        let mut lists = lists.into_iter().filter(|(column, _)| open(*column));
        let Some((column, code)) = lists.find_map(|(column, list)| Some((column, word(list)?)))
        else {
            continue;
        };
        let cells = sheet.rows[row + 1..].iter().map(|line| line.cell(at));
        let mut cells = cells.filter(|cell| !cell.is_empty() && *cell != "-").peekable();
        let answers = |cell: &str| {
            let digits = cell.chars().all(char::is_numeric);
            WORDS.yes(cell).is_some() && (column == Column::Diet || !digits)
        };
        if said.is_none() && (cells.peek().is_none() || !cells.take(LOOKED_AT).all(answers)) {
            continue;
        }
        guesses[at] = guesses[at].or(Some(Guess { column, sure: 1, band: None, sexed: true }));
        field.word = field.word.take().or(Some(code));
    }
}

/// Headers that a spreadsheet took for dates, if there are other ages and numbers under them.
fn dates_between_ages(sheet: &Sheet, row: usize, fields: &[Field], guesses: &mut [Option<Guess>]) {
    let ages =
        guesses.iter().flatten().filter(|guess| matches!(guess.column, Column::Cell(..))).count();
    if ages == 0 {
        return;
    }
    for (at, field) in fields.iter().enumerate() {
        let Some((from, to)) = ages::from_date(&field.header) else { continue };
        let numbers = sheet.rows[row + 1..]
            .iter()
            .map(|row| row.cell(at))
            .filter(|cell| !cell.is_empty())
            .take(LOOKED_AT)
            .all(|cell| cell.parse::<f64>().is_ok_and(|number| number < 100.0));
        if guesses[at].is_none() && numbers {
            let column = Column::Cell(Sex::X, ages::bracket(from, to));
            guesses[at] = Some(Guess { column, sure: 1, band: Some((from, to)), sexed: false });
        }
    }
}

/// Decides between columns that would hold the same, and leaves out those that count people once
/// more. How much is known by then.
fn take(fields: &mut [Field], guesses: &[Option<Guess>]) -> usize {
    let all = || guesses.iter().flatten();
    let overlaps = |band: (u32, u32), sex: Sex| {
        all().any(|guess| {
            matches!(guess.column, Column::Cell(of, _) if of == sex)
                && guess.band.is_some_and(|(from, to)| from <= band.1 && band.0 <= to)
        })
    };
    let adults = all().any(|guess| matches!(guess.column, Column::Cell(_, 4)));
    let mut score = 0;
    for at in 0..fields.len() {
        let Some(guess) = guesses[at] else { continue };
        let surer = guesses.iter().enumerate().any(|(other, rival)| {
            rival.is_some_and(|rival| {
                rival.column == guess.column
                    && (rival.sure > guess.sure || (rival.sure == guess.sure && other < at))
            })
        });
        let said_before = || {
            fields[..at].iter().any(|field| {
                field.column == Some(guess.column)
                    && fold(&field.header) == fold(&fields[at].header)
            })
        };
        let column = match guess.column {
            column if column.stands_alone() && surer => continue,
            // 0-4 of both sexes, beside girls and boys of that age.
            Column::Cell(Sex::X, _)
                if !guess.sexed
                    && guess
                        .band
                        .is_some_and(|band| overlaps(band, Sex::F) && overlaps(band, Sex::M)) =>
            {
                continue;
            }
            Column::Cell(..) if said_before() => continue,
            // Women beside children, and not beside women of some age.
            Column::All(sex) if !adults => Column::Cell(sex, 4),
            column => column,
        };
        fields[at].column = Some(column);
        score += match column {
            Column::Code => FOR_A_CODE + usize::from(guess.sure),
            _ if guess.band.is_none() && column.counts() && column != Column::People => 1,
            _ => usize::from(guess.sure),
        };
    }
    score
}

/// The first values of each column, of rows that are no labels.
fn examples(layout: &mut Layout, sheet: &Sheet) {
    let rows: Vec<&Line> = {
        let labels = |row: &&Line| {
            !row.is_blank()
                && rows::beside(layout, row, sheet).is_none()
                && !rows::says_sum(layout, row)
        };
        sheet.rows[layout.first_row()..].iter().filter(labels).take(LOOKED_AT * 2).collect()
    };
    let examples = search::examples(&rows, layout.fields.len());
    for (field, examples) in layout.fields.iter_mut().zip(examples) {
        field.examples = examples;
    }
}
