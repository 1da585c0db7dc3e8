//! Reads the rows of a stock list by its layout: each by itself, then each lot with all its rows,
//! then all of it beside what is here already.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::columns::{self, Column};
use super::dates::Order;
use super::goods::{self, Goods};
use super::layout::Layout;
use super::number::Signs;
use super::unit::{self, Unit};
use super::{Asked, Coming, LONGEST_LOT, MOST_PIECES, Preview, RowKind, RowProblem};
use crate::list::rows::{self, Beside};
use crate::list::words::fold;
use crate::list::{Line, OtherSheet, SHOWN, Sheet, Workbook, is_error};
use crate::stock::date::{self, BadDate};
use crate::stock::shelf::key as lot_key;
use crate::stock::{DateKind, Movement, Reason, date_of_lot};
use crate::time::{Day, Moment};

/// Which code a person said that a name of a list means, by the name as [`super::name_key`] has it.
pub type Chosen = BTreeMap<String, String>;

/// Reads the list. `moved` is what was written down in the activity before.
pub fn read(
    book: &Workbook,
    layout: &Layout,
    goods: &Goods,
    chosen: &Chosen,
    moved: &[(Moment, &Movement)],
    today: Day,
) -> Preview {
    let Some(sheet) = book.sheets.get(layout.sheet) else { return Preview::default() };
    let rows = &sheet.rows[(layout.header + 1).min(sheet.rows.len())..];
    let cells = |column: Column| {
        let at = layout.position(column);
        rows.iter().map(move |row| at.map(|at| row.cell(at)).unwrap_or_default())
    };
    let named = layout.fields.iter().filter(|field| {
        field.column.is_none() && !field.header.is_empty() && !field.header.starts_with('_')
    });
    let fields = layout.fields.iter();
    let preview = Preview {
        hidden_columns: sheet
            .hidden(fields.map(|field| (field.header.as_str(), !field.examples.is_empty()))),
        unknown_columns: named.map(|field| field.header.clone()).collect(),
        other_sheets: others(book, layout.sheet),
        ..Preview::default()
    };
    let dated = [Column::UseBy, Column::BestBefore, Column::Date];
    let header = layout.position(Column::Qty).map(|at| layout.fields[at].header.as_str());
    let mut reader = Reader {
        sheet,
        layout,
        goods,
        chosen,
        today,
        signs: Signs::of(cells(Column::Qty)),
        unit: header.and_then(columns::unit_of),
        dates: dated.map(|column| (column, Order::of(cells(column)))),
        sum: 0.0,
        above: Above::default(),
        goods_above: None,
        found: vec![],
        preview,
    };
    let mut last = sheet.rows.get(layout.header).map(|row| row.number).unwrap_or_default();
    for (at, own) in rows.iter().enumerate() {
        let (line, as_above) = reader.spelled_out(own);
        let line = &line;
        reader.preview.blank_rows += line.number.saturating_sub(last + 1);
        last = line.number;
        if line.is_blank() {
            reader.preview.blank_rows += 1;
        } else if let Some(why) = reader.beside(layout.header + 1 + at, line) {
            reader.preview.beside.push((line.number, why));
            reader.goods_above = None;
        } else {
            if line.hidden {
                reader.preview.hidden_rows.push(line.number);
            }
            if as_above {
                reader.preview.as_above.push(line.number);
            }
            reader.line(line);
            reader.goods_above = Some(line.clone());
        }
    }
    reader.lots(moved);
    reader.done(moved)
}

fn others(book: &Workbook, own: usize) -> Vec<OtherSheet> {
    let filled = |sheet: &Sheet| sheet.rows.iter().filter(|row| !row.is_blank()).count();
    let other = |(at, sheet): (usize, &Sheet)| OtherSheet {
        at,
        name: sheet.name.clone(),
        rows: filled(sheet),
        members: false,
    };
    let others = book.sheets.iter().enumerate().filter(|(at, _)| *at != own).map(other);
    others.filter(|sheet| sheet.rows > 0).collect()
}

/// A row that may come in.
struct Found {
    row: usize,
    code: String,
    qty: u32,
    lot: Option<String>,
    date: Option<(DateKind, Day)>,
    out: bool,
}

/// What the row above names, with its number.
#[derive(Default, Clone)]
struct Above {
    row: usize,
    item: String,
    code: String,
}

struct Reader<'a> {
    sheet: &'a Sheet,
    layout: &'a Layout,
    goods: &'a Goods,
    chosen: &'a Chosen,
    today: Day,
    signs: Signs,
    /// The unit that the header of the quantities names.
    unit: Option<Unit>,
    dates: [(Column, Order); 3],
    /// What the quantities come to so far, for a row that only says so.
    sum: f64,
    above: Above,
    /// The row above that is none of those beside the goods.
    goods_above: Option<Line>,
    found: Vec<Found>,
    preview: Preview,
}

impl Reader<'_> {
    /// A cell of a row; empty where the list has no such column, or where a stroke stands.
    fn cell<'l>(&self, line: &'l Line, column: Column) -> &'l str {
        let cell = self.layout.position(column).map(|at| line.cell(at)).unwrap_or_default();
        if rows::is_stroke(cell) { "" } else { cell }
    }

    /// A row with what stands above in place of each *idem*, and whether it has any. How many there
    /// are is never taken from above: a number that was not counted is none.
    fn spelled_out(&self, line: &Line) -> (Line, bool) {
        let (mut line, mut any) = (line.clone(), false);
        let Some(above) = &self.goods_above else { return (line, any) };
        for column in Column::ALL.into_iter().filter(|column| *column != Column::Qty) {
            if let Some(at) = self.layout.position(column)
                && rows::is_ditto(line.cell(at))
            {
                line.cells[at] = above.cell(at).to_string();
                any = true;
            }
        }
        (line, any)
    }

    fn problem(&mut self, line: &Line, column: Column, kind: RowKind) {
        // A list may name its goods by their codes alone.
        let code = || self.layout.position(Column::Code).filter(|_| column == Column::Item);
        let at = self.layout.position(column).or_else(code);
        let field = at.and_then(|at| self.layout.fields.get(at));
        let value = at.map(|at| line.cell(at)).unwrap_or_default();
        self.preview.problems.push(RowProblem {
            sheet: String::new(),
            row: line.number,
            column: field.map(|field| field.header.clone()).unwrap_or_default(),
            kind,
            value: value.chars().take(SHOWN).collect(),
        });
    }

    /// Why a row is no goods.
    fn beside(&self, at: usize, line: &Line) -> Option<Beside> {
        if self.layout.tags == Some(at) || rows::is_of_tags(line) {
            return Some(Beside::Tags);
        }
        if rows::repeats(line, &self.sheet.rows[self.layout.header]) {
            return Some(Beside::Headers);
        }
        let what = [self.cell(line, Column::Item), self.cell(line, Column::Code)];
        let (item, code) = (fold(what[0]), fold(what[1]));
        let nameless = item.is_empty() && code.is_empty();
        let qty = self.cell(line, Column::Qty);
        let first = item.split(' ').next().unwrap_or_default();
        let known = what.iter().any(|cell| self.goods.find(cell).is_some());
        let anywhere = || (0..line.cells.len()).any(|at| rows::says_sum(line.cell(at)));
        // `Totale pasta` is a sum too, if nothing is said of its lot.
        let says = rows::says_sum(&item)
            || rows::says_sum(&code)
            || (rows::begins_with_sum(what[0]) && self.is_bare(line));
        if (nameless && (anywhere() || self.is_sum(line, qty))) || (!known && says) {
            return Some(Beside::Sum);
        }
        if !self.found.is_empty() || known {
            return None;
        }
        let arrow = (0..line.cells.len()).any(|at| rows::is_arrow(line.cell(at)));
        if arrow || rows::is_example(first) || code.split(' ').next().is_some_and(rows::is_example)
        {
            return Some(Beside::Example);
        }
        let types = rows::is_type(&fold(qty)) && (rows::is_type(&item) || rows::is_type(&code));
        types.then_some(Beside::Types)
    }

    /// Nothing but a number, and that is what the quantities above come to.
    fn is_sum(&self, line: &Line, qty: &str) -> bool {
        let number = self.signs.read(qty, false).ok();
        self.is_bare(line)
            && self.found.len() > 1
            && number.is_some_and(|(number, _)| number == self.sum)
    }

    /// Neither a lot nor a date.
    fn is_bare(&self, line: &Line) -> bool {
        self.cell(line, Column::Lot).is_empty()
            && self.dates.iter().all(|(column, _)| self.cell(line, *column).is_empty())
    }

    fn line(&mut self, line: &Line) {
        self.name(line);
        let before = self.preview.problems.len();
        let lot = self.lot(line);
        let qty = self.cell(line, Column::Qty);
        let zero = matches!(self.signs.read(qty, false), Ok((0.0, _)));
        if (qty.is_empty() && self.is_bare(line)) || zero {
            // A row of a form that nobody filled in, or a heading between rows.
            self.preview.not_filled.push(line.number);
            self.preview.problems.truncate(before);
            return;
        }
        let code = self.code(line);
        let qty = self.qty(line, code.as_deref());
        let date = self.date(line, code.as_deref());
        let out = self.preview.problems.len() > before;
        if let (Some(code), Some(qty)) = (code, qty) {
            self.sum += f64::from(qty);
            let (mut lot, mut date) = (lot, date);
            if self.goods.sealed(&code) && (lot.is_some() || date.is_some()) {
                // The label of a pharmacy is private.
                (lot, date) = (None, None);
                self.problem(line, Column::Item, RowKind::Sealed);
            }
            self.found.push(Found { row: line.number, code, qty, lot, date, out });
        }
    }

    /// Remembers what a row names. A lot without a name right below a lot with one is one more of
    /// the same: of cells that are joined over several rows only the first holds what they say. A
    /// stroke is written, and names nothing.
    fn name(&mut self, line: &Line) {
        let [item, code] =
            [Column::Item, Column::Code].map(|column| self.cell(line, column).to_string());
        let named = !(item.is_empty() && code.is_empty());
        let is_lot = !self.is_bare(line) && !self.cell(line, Column::Qty).is_empty();
        let name = self.layout.position(Column::Item).or(self.layout.position(Column::Code));
        let stroke = name.is_some_and(|at| rows::is_stroke(line.cell(at)));
        let below = self.above.row > 0 && self.above.row + 1 == line.number && !stroke;
        match (named, is_lot && below) {
            (true, _) => {
                let row = if is_lot { line.number } else { 0 };
                self.above = Above { row, item, code };
            }
            (false, true) => {
                self.above.row = line.number;
                self.preview.carried.push(line.number);
            }
            (false, false) => self.above = Above::default(),
        }
    }

    /// The code of what came, by name or code. Where a list has codes of its own, the name decides.
    fn code(&mut self, line: &Line) -> Option<String> {
        let Above { item, code, .. } = self.above.clone();
        let (name, code) = (item.as_str(), code.as_str());
        for (cell, column) in [(name, Column::Item), (code, Column::Code)] {
            if let Some(kind) = unreadable(cell) {
                self.problem(line, column, kind);
                return None;
            }
        }
        let by = |cell: &str| self.goods.find(cell).map(String::from);
        let mut found = (by(name), by(code));
        let said = if name.is_empty() { code } else { name };
        if found == (None, None) && !said.is_empty() {
            found.0 = self.asked(line, said);
        }
        match found {
            (Some(one), Some(other)) if one != other => {
                self.problem(line, Column::Item, RowKind::TwoItems);
                None
            }
            (Some(code), _) => Some(code),
            // A name that is not known beside a code that is: the code is the pack's own.
            (None, Some(code)) => Some(code),
            (None, None) => {
                let column = if name.is_empty() { Column::Code } else { Column::Item };
                let kind =
                    if said.is_empty() { RowKind::MissingItem } else { RowKind::UnknownItem };
                self.problem(line, if said.is_empty() { Column::Item } else { column }, kind);
                None
            }
        }
    }

    /// What a person said that a name means that is not the pack's; the name is asked about, or
    /// was.
    fn asked(&mut self, line: &Line, name: &str) -> Option<String> {
        let key = goods::key(name);
        let asked = &mut self.preview.asked;
        if let Some(before) = asked.iter_mut().find(|other| goods::key(&other.name) == key) {
            before.rows.push(line.number);
            return before.code.clone();
        }
        let code = self.chosen.get(&key).filter(|code| self.goods.knows(code)).cloned();
        asked.push(Asked { name: name.into(), rows: vec![line.number], code: code.clone() });
        code
    }

    fn qty(&mut self, line: &Line, code: Option<&str>) -> Option<u32> {
        let cell = self.cell(line, Column::Qty);
        let kind = if cell.is_empty() {
            RowKind::MissingQty
        } else if is_error(cell) {
            RowKind::CellError
        } else {
            match self.packs(line, cell, code) {
                Ok(packs) => return Some(packs),
                Err((column, kind)) => {
                    self.problem(line, column, kind);
                    return None;
                }
            }
        };
        self.problem(line, Column::Qty, kind);
        None
    }

    fn packs(&self, line: &Line, cell: &str, code: Option<&str>) -> Result<u32, (Column, RowKind)> {
        let in_qty = |kind| (Column::Qty, kind);
        let unit = self.cell(line, Column::Unit);
        let of_row = match unit.is_empty() {
            true => None,
            false => Some(unit::of_cell(unit).ok_or((Column::Unit, RowKind::UnclearUnit))?),
        };
        let measured = of_row.or(self.unit).is_some_and(Unit::is_measure);
        let (number, of_cell) = self.signs.read(cell, measured).map_err(in_qty)?;
        let unit = of_cell.or(of_row).or(self.unit).unwrap_or(Unit::Pack);
        let column = if of_cell.is_none() && of_row.is_some() { Column::Unit } else { Column::Qty };
        let item = code.and_then(|code| self.goods.item(code));
        let packs = match code {
            Some(_) => unit.packs(number, item).map_err(|kind| match kind {
                RowKind::UnclearUnit => (column, kind),
                _ => in_qty(kind),
            })?,
            // What it is has to be said first.
            None => number,
        };
        if packs > MOST_PIECES {
            return Err(in_qty(RowKind::TooMany));
        }
        // A small whole number by now.
        Ok(packs as u32)
    }

    fn lot(&mut self, line: &Line) -> Option<String> {
        let cell = self.cell(line, Column::Lot);
        let nothing =
            "n a|na|nd|n d|none|nessuno|aucun|senza|senza lotto|no lot|sans lot|بلا|لا يوجد";
        let is_nothing = |cell: &str| nothing.split('|').any(|word| word == fold(cell));
        if cell.is_empty() || (!is_error(cell) && is_nothing(cell)) {
            return None;
        }
        if let Some(kind) = unreadable(cell) {
            self.problem(line, Column::Lot, kind);
        } else if cell.chars().count() > LONGEST_LOT {
            self.problem(line, Column::Lot, RowKind::LotTooLong);
        }
        Some(cell.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The date of a row, and its kind: as the column or the cell says, else what is usual.
    fn date(&mut self, line: &Line, code: Option<&str>) -> Option<(DateKind, Day)> {
        let mut found: Option<(DateKind, Day)> = None;
        for (column, order) in self.dates {
            let cell = self.cell(line, column);
            let kind = match order.read(cell, self.today) {
                _ if let Some(kind) = unreadable(cell) => kind,
                Ok(None) => continue,
                Ok(Some((_, day))) if date::odd(day, self.today).is_some() => RowKind::OddDate,
                Ok(Some((own, day))) => {
                    let usual = || code.map_or(DateKind::UseBy, |code| self.goods.usual(code));
                    let kind = match column {
                        Column::BestBefore => DateKind::BestBefore,
                        Column::UseBy => DateKind::UseBy,
                        _ => own.unwrap_or_else(usual),
                    };
                    match found.replace((kind, day)) {
                        None => continue,
                        Some(_) => RowKind::TwoDates,
                    }
                }
                Err(BadDate::Half) => RowKind::HalfDate,
                Err(BadDate::Unclear) => RowKind::UnclearDate,
                Err(BadDate::NoSuchDay) => RowKind::NoSuchDate,
            };
            self.problem(line, column, kind);
        }
        found
    }

    /// A lot has one date, in the file and beside what is known.
    fn lots(&mut self, moved: &[(Moment, &Movement)]) {
        let mut lots: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (at, found) in self.found.iter().enumerate() {
            if let Some(lot) = &found.lot {
                lots.entry((found.code.clone(), lot_key(lot))).or_default().push(at);
            }
        }
        for ((code, lot), own) in lots {
            let dates: BTreeSet<(DateKind, Day)> =
                own.iter().filter_map(|at| self.found[*at].date).collect();
            let known = date_of_lot(&code, &lot, moved);
            for at in &own {
                let found = &self.found[*at];
                let differs = own.iter().find(|other| {
                    self.found[**other].date.is_some() && self.found[**other].date != found.date
                });
                let kind = match (known, differs) {
                    (_, Some(other)) if dates.len() > 1 => {
                        RowKind::LotDiffers { other_row: self.found[*other].row }
                    }
                    (Some(known), _) if found.date.is_some_and(|date| date != known) => {
                        RowKind::LotKnown { known }
                    }
                    _ => {
                        self.found[*at].date = known.or(dates.first().copied());
                        continue;
                    }
                };
                let row = found.row;
                self.found[*at].out = true;
                if let Some(line) = self.sheet.rows.iter().find(|line| line.number == row) {
                    self.problem(line, Column::Lot, kind);
                }
            }
        }
    }

    fn done(mut self, moved: &[(Moment, &Movement)]) -> Preview {
        let mut here: HashMap<Same, u32> = HashMap::new();
        for (_, movement) in moved.iter().filter(|(_, movement)| came(movement)) {
            *here.entry(Same::of(movement)).or_default() += 1;
        }
        let mut rows: HashMap<Same, usize> = HashMap::new();
        for found in core::mem::take(&mut self.found).into_iter().filter(|found| !found.out) {
            let Found { row, code, qty, lot, date, .. } = found;
            let movement = Movement { lot, date, ..Movement::new(Reason::Received, code, qty) };
            let same = Same::of(&movement);
            if let Some(first) = rows.get(&same).copied() {
                if let Some(line) = self.sheet.rows.iter().find(|line| line.number == row) {
                    self.problem(line, Column::Item, RowKind::Twin { first_row: first });
                }
            } else {
                rows.insert(same.clone(), row);
            }
            let known = here.get_mut(&same).filter(|left| **left > 0);
            let is_here = known.is_some();
            if let Some(left) = known {
                *left -= 1;
            }
            self.preview.coming.push(Coming { row, movement, here: is_here });
        }
        self.preview.problems.sort_by_key(|problem| problem.row);
        self.preview
    }
}

/// Why nothing is made of a cell, whatever its column holds.
fn unreadable(cell: &str) -> Option<RowKind> {
    match cell {
        _ if is_error(cell) => Some(RowKind::CellError),
        _ => rows::is_ditto(cell).then_some(RowKind::NothingAbove),
    }
}

fn came(movement: &Movement) -> bool {
    matches!(movement.reason, Reason::Received | Reason::Opening)
}

/// What makes two deliveries look like one that was written down twice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Same {
    code: String,
    qty: u32,
    lot: Option<String>,
    date: Option<(DateKind, Day)>,
}

impl Same {
    fn of(movement: &Movement) -> Self {
        Self {
            code: movement.code.clone(),
            qty: movement.qty,
            lot: movement.lot.as_deref().map(lot_key).filter(|key| !key.is_empty()),
            date: movement.date,
        }
    }
}
