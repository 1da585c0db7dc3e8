//! Tables of OpenDocument: the content of an `.ods`, or a whole `.fods`. Each cell holds what it
//! shows, so its text is taken, whoever wrote the file and however its tags are laid out.

use std::collections::HashSet;

use passamano_core::list::{Line, Sheet, Workbook};

use crate::xml::{Piece, Tag, pieces};
use crate::{MOST_COLUMNS, MOST_ROWS, Refusal, put};

#[derive(Default)]
struct Reading {
    book: Workbook,
    /// Styles by which a sheet is not shown.
    hiding: HashSet<String>,
    style: String,
    /// The next row, counted from 1, and whether it is hidden and how often it stands there.
    row: usize,
    row_hidden: bool,
    row_times: usize,
    cells: Vec<(usize, String)>,
    column: usize,
    declared: usize,
    /// The cell that is open.
    cell: Option<Cell>,
    /// Inside a comment or a drawing: its text is not the cell's.
    aside: usize,
}

struct Cell {
    text: String,
    paragraphs: usize,
    /// Inside a paragraph: what stands between them is how the file is laid out.
    open: bool,
    value: String,
    times: usize,
}

/// Reads the document.
pub fn read(text: &str) -> Result<Workbook, Refusal> {
    let mut reading = Reading::default();
    pieces(text, |piece| {
        reading.piece(piece);
        true
    })
    .ok_or(Refusal::Damaged)?;
    Ok(reading.book)
}

impl Reading {
    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Open(tag) => self.open(&tag),
            Piece::Close(name) => self.close(&name),
            Piece::Text(text) => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| self.aside == 0 && cell.open) {
                    // Line breaks of the file itself are blanks.
                    cell.text.push_str(&text.replace(['\n', '\r', '\t'], " "));
                }
            }
        }
    }

    fn open(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "style" => self.style = tag.get("name").unwrap_or_default().into(),
            "table-properties" if tag.get("display") == Some("false") => {
                self.hiding.insert(self.style.clone());
            }
            "table" if self.cell.is_none() => {
                let hidden = tag.get("style-name").is_some_and(|style| self.hiding.contains(style));
                let name = tag.get("name").unwrap_or_default().into();
                self.book.sheets.push(Sheet { name, hidden, ..Sheet::default() });
                (self.row, self.declared) = (1, 0);
            }
            "table-column" => {
                let times = tag.number("number-columns-repeated").unwrap_or(1);
                if is_hidden(tag)
                    && let Some(sheet) = self.book.sheets.last_mut()
                {
                    let until = (self.declared + times).min(MOST_COLUMNS);
                    sheet.hidden_columns.extend(self.declared..until);
                }
                self.declared += times;
            }
            "table-row" => {
                self.column = 0;
                self.cells.clear();
                self.row_hidden = is_hidden(tag);
                self.row_times = tag.number("number-rows-repeated").unwrap_or(1).max(1);
            }
            "table-cell" | "covered-table-cell" => {
                let value = ["value", "date-value", "time-value", "boolean-value", "string-value"];
                let value = value.into_iter().find_map(|name| tag.get(name)).unwrap_or_default();
                self.cell = Some(Cell {
                    text: String::new(),
                    paragraphs: 0,
                    open: false,
                    value: value.into(),
                    times: tag.number("number-columns-repeated").unwrap_or(1).max(1),
                });
            }
            "annotation" | "frame" | "shapes" => self.aside += 1,
            name => {
                let Some(cell) = self.cell.as_mut().filter(|_| self.aside == 0) else { return };
                match name {
                    "p" => {
                        if cell.paragraphs > 0 {
                            cell.text.push('\n');
                        }
                        cell.paragraphs += 1;
                        cell.open = true;
                    }
                    "s" => {
                        let blanks = tag.number("c").unwrap_or(1).min(100);
                        cell.text.push_str(&" ".repeat(blanks));
                    }
                    "tab" => cell.text.push('\t'),
                    "line-break" => cell.text.push('\n'),
                    _ => {}
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "annotation" | "frame" | "shapes" => self.aside = self.aside.saturating_sub(1),
            "p" if self.aside == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.open = false;
                }
            }
            "table-cell" | "covered-table-cell" => {
                let Some(cell) = self.cell.take() else { return };
                // A number that is too long to show stands there as 1.2E+15.
                let rounded = cell.text.contains("E+") && cell.value.parse::<f64>().is_ok();
                let bare = cell.paragraphs == 0 || cell.text.trim().is_empty();
                let text = if bare || rounded { cell.value } else { cell.text };
                let until = (self.column + cell.times).min(MOST_COLUMNS);
                if !text.trim().is_empty() {
                    self.cells.extend((self.column..until).map(|at| (at, text.clone())));
                }
                self.column += cell.times;
            }
            "table-row" => {
                let Some(sheet) = self.book.sheets.last_mut() else { return };
                if !self.cells.is_empty() {
                    let times = self.row_times.min(MOST_ROWS + 1);
                    for number in self.row..self.row + times {
                        for (column, text) in &self.cells {
                            put(&mut sheet.rows, number, *column, text.clone());
                        }
                        if let Some(line) = sheet.rows.last_mut() {
                            let own: &mut Line = line;
                            own.hidden = self.row_hidden;
                        }
                    }
                }
                self.row += self.row_times;
            }
            _ => {}
        }
    }
}

fn is_hidden(tag: &Tag) -> bool {
    matches!(tag.get("visibility"), Some("collapse" | "filter"))
}
