//! A stock list in a file: its columns found or chosen, read beside what is here, and brought in,
//! all of it or nothing, as the same records that somebody writes by hand. How a file is opened is
//! in `table_file.rs`.

use std::sync::Arc;

use leptos::prelude::*;
use passamano_core::export::stock_list as template;
use passamano_core::id::{ActivityId, RecordId};
use passamano_core::list::{Encoding, Workbook};
use passamano_core::projection::IMPORT;
use passamano_core::record::Fact;
use passamano_core::stock::Movement;
use passamano_core::stock::import::{
    self, Chosen, Column, Goods, Layout, MOST_ROWS, Preview, is_header, name_key,
};
use web_sys::File;

use super::table_file::{self, Letters, Opened, Unread};
use crate::actions::{NewRecord, export, language, save, undo};
use crate::i18n::tr;
use crate::platform::{clock, prefs};
use crate::state::App;
use crate::storage::Problem;

/// Where decisions about columns are kept.
const KEPT: &str = "stock-columns";
/// Where it is kept which item a name of somebody else's list means, and of how many names.
const NAMES: &str = "stock-names";
const MOST_NAMES: usize = 500;

/// A file that is open, and what its columns are taken for.
#[derive(Debug, Clone)]
pub struct StockFile {
    /// Its sheets.
    pub book: Arc<Workbook>,
    /// Its letters, if it is a text.
    pub letters: Option<Letters>,
    /// Where the list stands in it.
    pub layout: Layout,
    /// The columns are as a person chose them before.
    pub recalled: bool,
}

/// Opens a CSV file or a workbook.
pub async fn open(file: File) -> Result<StockFile, Unread> {
    laid_out(table_file::open(file, is_header, drop).await?)
}

/// Opens the same file with other letters.
pub async fn with_letters(letters: &Letters, encoding: Encoding) -> Result<StockFile, Unread> {
    laid_out(table_file::with_letters(letters, encoding, is_header, drop).await?)
}

/// The same file, with the list on another sheet.
pub fn on_sheet(list: &StockFile, sheet: usize) -> Result<StockFile, Unread> {
    let layout = Layout::on_sheet(&list.book, sheet, clock::now().day()).map_err(Unread::List)?;
    short(recalled(StockFile { layout, ..list.clone() }))
}

fn laid_out(opened: Opened) -> Result<StockFile, Unread> {
    let Opened { book, letters } = opened;
    let layout = Layout::guess(&book, clock::now().day()).map_err(Unread::List)?;
    short(recalled(StockFile { book, letters, layout, recalled: false }))
}

fn recalled(mut list: StockFile) -> StockFile {
    list.recalled = table_file::recall(KEPT, |kept| list.layout.recall(kept));
    list
}

/// Each row becomes a record, so there is a limit.
fn short(list: StockFile) -> Result<StockFile, Unread> {
    let sheet = list.book.sheets.get(list.layout.sheet);
    let rows = sheet.into_iter().flat_map(|sheet| &sheet.rows).filter(|row| !row.is_blank());
    if rows.count() > MOST_ROWS { Err(Unread::LongStock) } else { Ok(list) }
}

/// Keeps what a person decided about the columns, for the next file with the same headers.
pub fn keep(layout: &Layout) {
    table_file::keep(KEPT, layout.remember());
}

/// Which items names of other people's lists mean, as somebody said on this device.
pub fn names() -> Chosen {
    prefs::get(NAMES).unwrap_or_default()
}

/// Keeps which item a name means, or that it means none.
pub fn keep_name(names: &mut Chosen, name: &str, code: &str) {
    let key = name_key(name);
    match code {
        "" => names.remove(&key),
        code if names.len() < MOST_NAMES || names.contains_key(&key) => {
            names.insert(key, code.into())
        }
        _ => None,
    };
    prefs::put(NAMES, names);
}

/// Everything that the pack names, by its words in every language.
pub async fn goods(app: App) -> Goods {
    let texts = language::pack_texts().await;
    app.toolkit.with_untracked(|toolkit| match toolkit {
        Some(toolkit) => Goods::new(&toolkit.pack, &texts),
        None => Goods::default(),
    })
}

/// Reads the list beside what is here. Tracked.
pub fn read(
    app: App,
    activity: ActivityId,
    list: &StockFile,
    goods: &Goods,
    names: &Chosen,
) -> Preview {
    let today = app.now.with(|now| now.day());
    app.world.with(|world| {
        let moved = world.moved_when(activity);
        import::read(&list.book, &list.layout, goods, names, &moved, today)
    })
}

/// Brings goods in, in one save, all or none. Gives the records, for the way back. The screen says
/// that it is saved.
pub async fn bring_in(
    app: App,
    activity: ActivityId,
    goods: Vec<Movement>,
) -> Result<Vec<RecordId>, Problem> {
    let new_record = |moved: Movement| {
        let label = moved.code.clone();
        NewRecord::of(Some(activity), Fact::StockMoved(moved)).because(IMPORT).labelled(label)
    };
    let records = save(app, goods.into_iter().map(new_record).collect()).await?;
    app.notice.set(None);
    Ok(records)
}

/// Takes a list back. What was handed out of it stays.
pub async fn take_back(
    app: App,
    activity: ActivityId,
    records: Vec<RecordId>,
) -> Result<(), Problem> {
    undo(app, records.into_iter().map(|record| (record, Some(activity))).collect()).await
}

/// What a column is called, in the active language. Headers of this name are read back. Tracked.
pub fn column_name(column: Column) -> String {
    let name = match column {
        Column::Item => "name",
        Column::Code => "item_code",
        Column::Date => "pack_date",
        other => other.key(),
    };
    tr(&format!("column.{name}"))
}

/// Gives an empty list with everything that the pack names, in the active language, to fill in.
pub async fn share_template(app: App) {
    let table = app.toolkit.with_untracked(|toolkit| {
        let Some(toolkit) = toolkit else { return template(std::iter::empty()) };
        let kits = toolkit.pack.kits.iter().map(|kit| (kit.code.as_str(), "kit"));
        let items = toolkit.pack.items.iter().filter(|item| !item.delivery_only);
        let items = items.map(|item| (item.code.as_str(), "item"));
        let named: Vec<(&str, String)> =
            kits.chain(items).map(|(code, of)| (code, format!("{of}.{code}"))).collect();
        template(named.iter().map(|(code, key)| (*code, toolkit.texts.text(key))))
    });
    export::share_text_table(app, "passamano-stock-list.csv", &table, false).await;
}
