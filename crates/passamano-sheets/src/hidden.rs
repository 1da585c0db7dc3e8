//! Which rows and columns an XLSX sheet hides. calamine does not tell.

use passamano_core::list::{Sheet, Workbook};

use crate::xml::{Piece, Tag, pieces};
use crate::{Archive, file};

/// Marks hidden rows and columns in a workbook that was read from the archive.
pub fn mark(mut book: Workbook, archive: &mut Archive<'_>) -> Workbook {
    let tags = |text: Option<String>, name: &str| {
        let mut found: Vec<Tag> = vec![];
        let _whole = pieces(&text.unwrap_or_default(), |piece| {
            if let Piece::Open(tag) = piece
                && tag.name == name
            {
                found.push(tag);
            }
            true
        });
        found
    };
    let sheets = tags(file(archive, "xl/workbook.xml"), "sheet");
    let links = tags(file(archive, "xl/_rels/workbook.xml.rels"), "Relationship");
    for sheet in &mut book.sheets {
        let own = sheets.iter().find(|tag| tag.get("name") == Some(sheet.name.as_str()));
        let id = own.and_then(|tag| tag.get("id"));
        let link = links.iter().find(|link| id.is_some() && link.get("Id") == id);
        let Some(target) = link.and_then(|link| link.get("Target")) else { continue };
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_string(),
            None => format!("xl/{target}"),
        };
        // Only a sheet that hides something is worth a second look.
        match file(archive, &path).filter(|text| text.contains("hidden=\"")) {
            Some(text) => mark_sheet(sheet, &text),
            None => continue,
        }
    }
    book
}

fn mark_sheet(sheet: &mut Sheet, text: &str) {
    let mut number = 0;
    let mut row = 0;
    let _whole = pieces(text, |piece| {
        if let Piece::Open(tag) = piece {
            match tag.name.as_str() {
                "col" if tag.is("hidden") => {
                    let (first, last) = (tag.number("min"), tag.number("max"));
                    let last = last.unwrap_or_default().min(crate::MOST_COLUMNS);
                    sheet.hidden_columns.extend((first.unwrap_or(1)..=last).map(|at| at - 1));
                }
                "row" => {
                    number = tag.number("r").unwrap_or(number + 1);
                    while sheet.rows.get(row).is_some_and(|line| line.number < number) {
                        row += 1;
                    }
                    if tag.is("hidden")
                        && let Some(line) = sheet.rows.get_mut(row)
                        && line.number == number
                    {
                        line.hidden = true;
                    }
                }
                _ => {}
            }
        }
        true
    });
}
