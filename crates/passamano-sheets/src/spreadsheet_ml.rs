//! The XML of Excel 2002 and 2003, which old programs still write, often under the name `.xls`.

use std::collections::HashMap;

use passamano_core::list::{Sheet, Workbook};

use crate::xml::{Piece, Tag, pieces};
use crate::{MOST_COLUMNS, Refusal, format, put};

#[derive(Default)]
struct Reading {
    book: Workbook,
    formats: HashMap<String, String>,
    style: String,
    row: usize,
    row_hidden: bool,
    row_style: String,
    column: usize,
    declared: usize,
    cell_style: String,
    across: usize,
    kind: String,
    data: Option<String>,
}

/// Reads the document.
pub fn read(text: &str) -> Result<Workbook, Refusal> {
    let mut reading = Reading::default();
    pieces(text, |piece| {
        match piece {
            Piece::Open(tag) => reading.open(&tag),
            Piece::Close(name) => reading.close(&name),
            Piece::Text(text) => {
                if let Some(data) = &mut reading.data {
                    data.push_str(&text);
                }
            }
        }
        true
    })
    .ok_or(Refusal::Damaged)?;
    Ok(reading.book)
}

impl Reading {
    fn open(&mut self, tag: &Tag) {
        let style = || tag.get("StyleID").unwrap_or_default().to_string();
        match tag.name.as_str() {
            "Style" => self.style = tag.get("ID").unwrap_or_default().into(),
            "NumberFormat" => {
                let code = match tag.get("Format").unwrap_or_default() {
                    "Short Date" | "Medium Date" | "Long Date" => "yyyy-mm-dd",
                    "General Date" => "yyyy-mm-dd hh:mm",
                    "Short Time" | "Medium Time" | "Long Time" => "hh:mm",
                    "Fixed" => "0.00",
                    "Standard" => "#,##0.00",
                    "Percent" => "0.00%",
                    code => code,
                };
                self.formats.insert(self.style.clone(), code.into());
            }
            "Worksheet" => {
                let name = tag.get("Name").unwrap_or_default().into();
                self.book.sheets.push(Sheet { name, ..Sheet::default() });
                (self.row, self.declared) = (0, 0);
            }
            "Column" => {
                let at = tag.number("Index").map_or(self.declared, |index| index.saturating_sub(1));
                let until = at + 1 + tag.number("Span").unwrap_or_default();
                if tag.is("Hidden")
                    && let Some(sheet) = self.book.sheets.last_mut()
                {
                    sheet.hidden_columns.extend(at..until.min(MOST_COLUMNS));
                }
                self.declared = until;
            }
            "Row" => {
                self.row = tag.number("Index").unwrap_or(self.row + 1);
                self.row_hidden = tag.is("Hidden");
                self.row_style = style();
                self.column = 0;
            }
            "Cell" => {
                if let Some(index) = tag.number("Index") {
                    self.column = index.saturating_sub(1);
                }
                self.cell_style = style();
                self.across = tag.number("MergeAcross").unwrap_or_default();
            }
            "Data" => {
                self.kind = tag.get("Type").unwrap_or_default().into();
                self.data = Some(String::new());
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "Data" => {
                let (Some(data), Some(sheet)) = (self.data.take(), self.book.sheets.last_mut())
                else {
                    return;
                };
                let style =
                    if self.cell_style.is_empty() { &self.row_style } else { &self.cell_style };
                let code = self.formats.get(style).map(String::as_str).unwrap_or_default();
                let text = match (self.kind.as_str(), data.trim().parse::<f64>()) {
                    ("Number", Ok(number)) => format::show(number, code),
                    ("DateTime", _) => {
                        let day = data.split("T00:00:00").next().unwrap_or_default();
                        day.trim_end_matches(".000").replace('T', " ")
                    }
                    ("Boolean", _) => (data.trim() == "1").to_string(),
                    _ => data,
                };
                put(&mut sheet.rows, self.row, self.column, text);
                if let Some(line) = sheet.rows.last_mut().filter(|line| line.number == self.row) {
                    line.hidden = self.row_hidden;
                }
            }
            "Cell" => self.column += 1 + self.across,
            "Table" => self.row = 0,
            _ => {}
        }
    }
}
