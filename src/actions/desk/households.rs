//! The list of households from a file: read, looked at by a person, then saved all or none.

use std::collections::BTreeSet;

use leptos::prelude::*;
use passamano_core::export::{Column, Table};
use passamano_core::household::import::{Csv, Preview, Problem as BadList, Reading, Row};
use passamano_core::household::merge::{self, Part, Planned};
use passamano_core::household::{BRACKETS, Household, HouseholdDetail};
use passamano_core::projection::{IMPORT, Import};
use passamano_core::record::Fact;
use web_sys::File;

use crate::actions::{Draft, device, export, save, undo};
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

/// The losses that a person ticked: the code of the household, and what is lost.
pub type Agreed = BTreeSet<(String, Part)>;

/// What a list would do to the households that are known. Not tracked.
pub fn planned(app: App, rows: &[Row], agreed: &Agreed) -> Vec<Planned> {
    let ticked =
        |code: &str, part: Part| agreed.iter().any(|(of, lost)| of == code && *lost == part);
    app.world.with_untracked(|world| merge::plan(rows, |code| world.known(code), ticked))
}

/// Takes a list in, in one save, all or nothing. A household is written only where the list
/// changes something. Gives how many are new, and how many changed. The screen says that it is
/// saved.
pub async fn add(app: App, rows: &[Row], agreed: &Agreed) -> Result<(usize, usize), Problem> {
    let planned = planned(app, rows, agreed);
    let new = planned.iter().filter(|one| !one.known).count();
    let list = planned.into_iter().map(|one| (one.household, one.detail)).collect();
    let written = write(app, list, IMPORT, vec![]).await?;
    app.notice.set(None);
    Ok((new, written.saturating_sub(new)))
}

/// Takes a list back: households that came with it leave the list, the others are again what
/// they were. What was handed out stays.
pub async fn take_back(app: App, import: &Import) -> Result<(), Problem> {
    undo(app, import.records.iter().map(|record| (*record, None)).collect()).await
}

/// Writes households over what is known of them, and more records with them. Only what differs is
/// written. Gives how many households were.
pub(super) async fn write(
    app: App,
    list: Vec<(Household, HouseholdDetail)>,
    reason: &str,
    more: Vec<Draft>,
) -> Result<usize, Problem> {
    let (mut households, mut details) = (vec![], vec![]);
    let mut codes = BTreeSet::new();
    let toolkit = app.toolkit.get_untracked();
    app.world.with_untracked(|world| {
        for (mut household, mut detail) in list {
            let code = household.code.clone();
            detail.code.clone_from(&code);
            if let Some(toolkit) = &toolkit {
                household.leave_out = toolkit.pack.leave_out(&detail.allergens, &detail.diet);
            }
            (household.replaces, detail.replaces) = (vec![], vec![]);
            let known = world.household(&code).cloned();
            let known = known.map(|known| Household { replaces: vec![], ..known });
            let before = world.detail(&code).cloned();
            let before = before.map(|before| HouseholdDetail { replaces: vec![], ..before });
            let empty = HouseholdDetail { code: code.clone(), ..Default::default() };
            let basis = world.basis(&code);
            if before.unwrap_or(empty) != detail {
                detail.replaces = basis.1;
                details.push(detail);
                codes.insert(code.clone());
            }
            if known.as_ref() != Some(&household) {
                household.replaces = basis.0;
                households.push(household);
                codes.insert(code);
            }
        }
    });
    let listed =
        households.chunks(MOST).map(|part| (part.len(), Fact::HouseholdsListed(part.to_vec())));
    let detailed =
        parts(details).into_iter().map(|part| (part.len(), Fact::HouseholdsDetailed(part)));
    let mut drafts: Vec<Draft> = listed
        .chain(detailed)
        .map(|(n, fact)| Draft::of(None, fact).because(reason).labelled(n.to_string()))
        .collect();
    drafts.extend(more);
    if !drafts.is_empty() {
        save(app, drafts).await?;
    }
    Ok(codes.len())
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
