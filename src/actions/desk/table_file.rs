//! A list in a file, of whatever: opened as sheets of rows, with the letters that a person may
//! change, and what was decided about the columns of such files before. What the rows mean is in
//! `list_file.rs` for households and in `stock_list.rs` for goods. Nothing is saved here but
//! decisions about columns, on this device.

use std::sync::Arc;

use passamano_core::list::{Csv, Encoding, Known, Problem as BadList, Remembered, Workbook};
use web_sys::File;

use crate::actions::device;
use crate::platform::prefs;
use crate::platform::sheets::{self, Fault};
use crate::platform::turns::Turns;

/// So much of a file is read between two looks at the clock: a small part of a turn, even on a
/// slow phone.
const PART_BYTES: usize = 16 * 1024;
/// Of so many files the decisions about columns are kept.
const MOST_KEPT: usize = 10;

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
    /// It has more rows than a stock list may have.
    LongStock,
}

impl Unread {
    /// The key of its sentence.
    pub fn key(&self) -> String {
        const OF_WORKBOOKS: [&str; 6] =
            ["empty", "too_many_rows", "password", "binary", "numbers", "damaged"];
        let name = match self {
            Self::NotGiven => "not_given",
            Self::NoReader => "no_reader",
            Self::Refused(code) if OF_WORKBOOKS.contains(&code.as_str()) => code,
            Self::Refused(_) => "not_a_sheet",
            Self::LongStock => "long_stock",
            Self::List(problem) => match problem {
                BadList::Empty => "empty",
                BadList::Html => "html",
                BadList::Pdf => "pdf",
                BadList::Zip | BadList::OldExcel | BadList::Xml => "not_a_sheet",
                BadList::NotText => "not_text",
                BadList::OpenQuote { .. } => "open_quote",
            },
        };
        format!("import.{name}")
    }

    /// The row that fills a place of its sentence.
    pub fn row(&self) -> String {
        match self {
            Self::List(BadList::OpenQuote { row }) => row.to_string(),
            _ => String::new(),
        }
    }
}

/// The letters of a text file.
#[derive(Debug, Clone)]
pub struct Letters {
    bytes: Arc<Vec<u8>>,
    /// How they are taken.
    pub encoding: Encoding,
    /// The file does not tell.
    pub guessed: bool,
}

/// A file that is open.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Its sheets.
    pub book: Arc<Workbook>,
    /// Its letters, if it is a text.
    pub letters: Option<Letters>,
}

/// Opens a CSV file or a workbook, and says how far it is, in hundredths. `header` knows names of
/// columns.
pub async fn open(file: File, header: Known, so_far: impl Fn(u32)) -> Result<Opened, Unread> {
    let bytes = Arc::new(device::bytes_of(file).await.ok_or(Unread::NotGiven)?);
    match text(bytes.clone(), None, header, so_far).await {
        Err(Unread::List(BadList::Zip | BadList::OldExcel | BadList::Xml)) => {
            let book = sheets::read(&bytes).await.map_err(|fault| match fault {
                Fault::Refused(code) => Unread::Refused(code),
                Fault::NotStarted | Fault::Crashed => Unread::NoReader,
            })?;
            Ok(Opened { book: Arc::new(book), letters: None })
        }
        other => other,
    }
}

/// Opens the same file with other letters.
pub async fn with_letters(
    letters: &Letters,
    encoding: Encoding,
    header: Known,
    so_far: impl Fn(u32),
) -> Result<Opened, Unread> {
    text(letters.bytes.clone(), Some(encoding), header, so_far).await
}

async fn text(
    bytes: Arc<Vec<u8>>,
    said: Option<Encoding>,
    header: Known,
    so_far: impl Fn(u32),
) -> Result<Opened, Unread> {
    let mut turns = Turns::begin();
    let mut csv = Csv::open(&bytes, said, header).map_err(Unread::List)?;
    let notes = csv.notes();
    while csv.read(PART_BYTES) {
        let (done, all) = csv.progress();
        if turns.pause().await {
            so_far((done * 100 / all.max(1)) as u32);
        }
    }
    let book = Arc::new(Workbook::from_csv(csv).map_err(Unread::List)?);
    let letters = Letters { bytes, encoding: notes.encoding, guessed: notes.guessed };
    Ok(Opened { book, letters: Some(letters) })
}

/// Takes columns as a person decided before about such lists, by the name under which that is
/// kept. True if it was decided.
pub fn recall(kept: &str, take: impl FnMut(&Remembered) -> bool) -> bool {
    let kept: Vec<Remembered> = prefs::get(kept).unwrap_or_default();
    kept.iter().any(take)
}

/// Keeps what a person decided about the columns, for the next file with the same headers. Headers
/// only: nothing of what stands below them.
pub fn keep(kept: &str, new: Remembered) {
    let mut all: Vec<Remembered> = prefs::get(kept).unwrap_or_default();
    all.retain(|old| old.headers != new.headers);
    all.insert(0, new);
    all.truncate(MOST_KEPT);
    prefs::put(kept, &all);
}
