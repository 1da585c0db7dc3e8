//! The list of households from a file: read, looked at by a person, then saved all or none.

use leptos::prelude::*;
use passamano_core::export::{Column, Table};
use passamano_core::household::import::{self, Preview, Problem as BadList};
use passamano_core::household::{BRACKETS, Household, HouseholdDetail};
use passamano_core::record::Fact;
use web_sys::File;

use crate::actions::{Draft, device, export, save};
use crate::platform::sheets::{self, Fault};
use crate::state::App;
use crate::storage::Problem;

/// The most households in one record.
const MOST: usize = 100;
/// The most bytes of notes in one record: the envelope has to stay small enough for any endpoint.
const MOST_NOTES: usize = 64 * 1024;

/// Why nothing of a file can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The device does not give it, or it is too large.
    NotGiven,
    /// The part of the app that reads workbooks is not here, or failed.
    NoReader,
    /// The workbook was refused, by its code.
    Refused(String),
    /// It is no list.
    List(BadList),
}

impl Unread {
    /// The key of its sentence.
    pub fn key(&self) -> String {
        let name = match self {
            Self::NotGiven => "not_given",
            Self::NoReader => "no_reader",
            Self::Refused(code) if code == "empty" || code == "too_many_rows" => code,
            Self::Refused(_) => "not_a_sheet",
            Self::List(problem) => match problem {
                BadList::Empty => "empty",
                BadList::Html => "html",
                BadList::Pdf => "pdf",
                BadList::Zip | BadList::OldExcel => "not_a_sheet",
                BadList::NotText => "not_text",
                BadList::OpenQuote { .. } => "open_quote",
                BadList::NoCodeColumn(_) => "no_code_column",
            },
        };
        format!("import.{name}")
    }

    /// What fills the places of its sentence: a row, and the headers that were found.
    pub fn places(&self) -> (String, String) {
        match self {
            Self::List(BadList::OpenQuote { row }) => (row.to_string(), String::new()),
            Self::List(BadList::NoCodeColumn(headers)) => (String::new(), headers.join(", ")),
            _ => Default::default(),
        }
    }
}

/// Reads a CSV file or a workbook. Nothing is saved.
pub async fn read(app: App, file: File) -> Result<Preview, Unread> {
    let bytes = device::bytes_of(file).await.ok_or(Unread::NotGiven)?;
    let rows = match import::rows_from_csv(&bytes) {
        Ok((rows, _)) => rows,
        Err(BadList::Zip | BadList::OldExcel) => {
            sheets::rows(&bytes).await.map_err(|fault| match fault {
                Fault::Refused(code) => Unread::Refused(code),
                Fault::NotStarted | Fault::Crashed => Unread::NoReader,
            })?
        }
        Err(problem) => return Err(Unread::List(problem)),
    };
    let mut preview = import::preview(&rows).map_err(Unread::List)?;
    app.toolkit.with_untracked(|toolkit| {
        if let Some(toolkit) = toolkit {
            preview.leave_out(&toolkit.pack);
        }
    });
    Ok(preview)
}

/// Puts households on the list in one save, all or none. The screen says that it is saved.
pub async fn add(app: App, list: Vec<(Household, HouseholdDetail)>) -> Result<(), Problem> {
    let (households, details): (Vec<_>, Vec<_>) = list.into_iter().unzip();
    let listed =
        households.chunks(MOST).map(|part| (part.len(), Fact::HouseholdsListed(part.to_vec())));
    let detailed =
        parts(details).into_iter().map(|part| (part.len(), Fact::HouseholdsDetailed(part)));
    let drafts = listed
        .chain(detailed)
        .map(|(n, fact)| Draft::of(None, fact).labelled(n.to_string()))
        .collect();
    save(app, drafts).await?;
    app.notice.set(None);
    Ok(())
}

/// Parts that are short in number and in bytes.
fn parts(details: Vec<HouseholdDetail>) -> Vec<Vec<HouseholdDetail>> {
    let mut parts: Vec<Vec<HouseholdDetail>> = vec![];
    let mut bytes = 0;
    for detail in details {
        bytes += detail.notes.len();
        match parts.last_mut() {
            Some(part) if part.len() < MOST && bytes <= MOST_NOTES => part.push(detail),
            _ => {
                bytes = detail.notes.len();
                parts.push(vec![detail]);
            }
        }
    }
    parts
}

/// Gives an empty list with the columns that are read, to fill in.
pub async fn share_template(app: App) {
    export::share_csv(app, "passamano-households.csv", &template()).await;
}

fn template() -> Table {
    let column = |name: String, hxl: String| Column { name, hxl };
    let ages = ["infants", "infants+age_2_4", "children", "adolescents", "adults", "elderly"];
    let people = ["f", "m"].into_iter().flat_map(|sex| {
        let cell = move |(bracket, age): (&str, &str)| {
            column(format!("{sex}_{bracket}"), format!("#affected+{sex}+{age}"))
        };
        BRACKETS.into_iter().zip(ages).map(cell)
    });
    let rest = [
        ("language", "#x_language"),
        ("needs", "#need"),
        ("diet", "#x_diet"),
        ("allergens", "#x_allergens"),
        ("consent", "#x_consent"),
        ("proxy", "#x_proxy"),
        ("flags", "#status"),
        ("notes", "#description"),
    ];
    let mut columns = vec![column("code".into(), "#meta+code".into())];
    columns.extend(people);
    columns.extend(rest.map(|(name, hxl)| column(name.into(), hxl.into())));
    Table { columns, rows: vec![] }
}
