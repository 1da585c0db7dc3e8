//! The list of households from a file: read, looked at by a person, then saved all or none.

use leptos::prelude::*;
use passamano_core::export::{Column, Table};
use passamano_core::household::import::{Csv, Preview, Problem as BadList, Reading, Row};
use passamano_core::household::{BRACKETS, HouseholdDetail};
use passamano_core::record::Fact;
use web_sys::File;

use crate::actions::{Draft, device, export, save};
use crate::platform::sheets::{self, Fault};
use crate::platform::{clock, timer};
use crate::state::App;
use crate::storage::Problem;

/// The most households in one record.
const MOST: usize = 100;
/// The most bytes of notes in one record: the envelope has to stay small enough for any endpoint.
const MOST_NOTES: usize = 64 * 1024;

/// So much of a file is read between two looks at the clock: a small part of a turn, even on a
/// slow phone.
const PART_BYTES: usize = 16 * 1024;
const PART_ROWS: usize = 100;
/// So long the browser waits for its turn at most, milliseconds: a finger does not notice it.
const TURN_MS: i64 = 40;

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

/// Reads a CSV file or a workbook, and says how far it is, in hundredths. Nothing is saved. A long
/// list is read in parts, between which the browser answers the person.
pub async fn read(app: App, file: File, so_far: impl Fn(u32)) -> Result<Preview, Unread> {
    let bytes = device::bytes_of(file).await.ok_or(Unread::NotGiven)?;
    let mut turns = Turns::begin();
    let rows = match Csv::open(&bytes) {
        Ok(mut csv) => {
            while csv.read(PART_BYTES) {
                let (done, all) = csv.progress();
                if turns.pause().await {
                    so_far(share(done, all, 0));
                }
            }
            csv.rows().map_err(Unread::List)?
        }
        Err(BadList::Zip | BadList::OldExcel) => {
            sheets::rows(&bytes).await.map_err(|fault| match fault {
                Fault::Refused(code) => Unread::Refused(code),
                Fault::NotStarted | Fault::Crashed => Unread::NoReader,
            })?
        }
        Err(problem) => return Err(Unread::List(problem)),
    };
    turns.pause().await;
    let mut reading = Reading::open(rows).map_err(Unread::List)?;
    let all = reading.left();
    while reading.left() > 0 {
        reading.read(PART_ROWS);
        if turns.pause().await {
            so_far(share(all - reading.left(), all, 1));
        }
    }
    let mut preview = reading.done();
    if let Some(toolkit) = app.toolkit.get_untracked() {
        let all = preview.households.len();
        for at in (0..all).step_by(PART_ROWS) {
            preview.leave_out(&toolkit.pack, at..all.min(at + PART_ROWS));
            if turns.pause().await {
                so_far(share(at, all, 2));
            }
        }
    }
    Ok(preview)
}

/// How far a list is read, in hundredths, in one of three passes.
fn share(done: usize, all: usize, pass: usize) -> u32 {
    (pass * 100 + done * 100 / all.max(1)) as u32 / 3
}

/// Work that lets the browser have its turn.
struct Turns {
    since_ms: i64,
}

impl Turns {
    fn begin() -> Self {
        Self { since_ms: clock::now().ms }
    }

    /// Waits for the browser if the last turn was long enough ago. True if it had its turn.
    async fn pause(&mut self) -> bool {
        if (0..TURN_MS).contains(&(clock::now().ms - self.since_ms)) {
            return false;
        }
        timer::sleep(0).await;
        self.since_ms = clock::now().ms;
        true
    }
}

/// Puts households on the list in one save, all or none. The screen says that it is saved.
pub async fn add(app: App, list: Vec<Row>) -> Result<(), Problem> {
    let (households, details): (Vec<_>, Vec<_>) =
        list.into_iter().map(|row| (row.household, row.detail)).unzip();
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
