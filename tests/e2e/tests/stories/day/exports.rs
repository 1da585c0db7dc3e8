//! The day as files, saved by the desk and at the closing: that the rows, the HXL tags and the
//! numbers are those of the day.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use passamano_e2e::Failure;
use passamano_e2e::phone::Phone;

/// A CSV file of the app: a row of names, a row of HXL tags, then the data by their tags.
#[derive(Debug, PartialEq, Eq)]
struct Table {
    names: Vec<String>,
    rows: Vec<BTreeMap<String, String>>,
}

/// The desk saves its files. `cards` are the codes of every hand-out.
pub async fn of_the_desk(desk: &Phone, cards: &[&String]) -> Result<(), Failure> {
    the_workbook_of_the_hand_outs(desk, cards).await?;
    desk.chooses("Kind of file", "Text table with HXL tags (CSV)").await?;
    let given = saved(desk, "Save the hand-outs", "hand-overs").await?;
    assert_eq!(
        given.names,
        [
            "Time",
            "Card code",
            "Outcome",
            "Dry food 7 days (KIT-DRY7)",
            "Collected by",
            "Rule set aside",
            "On loan",
            "Phone",
            "Handed over by"
        ]
    );
    let mut codes: Vec<&String> = given.rows.iter().map(|row| &row["#x_card+code"]).collect();
    let mut wanted = cards.to_vec();
    codes.sort();
    wanted.sort();
    assert_eq!(codes, wanted, "a row for each hand-out");
    for row in &given.rows {
        let told = ["#x_handover+outcome", "#item+num+x_kit_dry7"].map(|tag| row[tag].as_str());
        assert_eq!(told, ["served_full", "1"]);
    }

    let stock = saved(desk, "Save the stock", "stock").await?;
    check_stock(&stock)?;

    let day = saved(desk, "Save the day's summary", "day").await?;
    check_day(&day)?;

    let feedback = saved(desk, "Save the feedback counts", "feedback").await?;
    let [row] = feedback.rows.as_slice() else { return Err("one kind of feedback came".into()) };
    // One piece of feedback would tell whose it is.
    assert_eq!((row["#status+name"].as_str(), row["#x_feedback+num"].as_str()), ("open", "<5"));
    Ok(())
}

/// A spreadsheet opens it: numbers are numbers, moments are moments, each hand-out has its phone
/// and its person.
async fn the_workbook_of_the_hand_outs(desk: &Phone, cards: &[&String]) -> Result<(), Failure> {
    desk.chooses("Kind of file", "Workbook (XLSX)").await?;
    desk.taps("Save the hand-outs").await?;
    let file = desk.takes_file().await?;
    assert!(
        file.name.starts_with("hand-overs-20") && file.name.ends_with(".xlsx"),
        "{}",
        file.name
    );
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file.bytes))?;
    assert_eq!(book.sheet_names(), ["Hand-outs"]);
    let sheet = book.worksheet_range("Hand-outs")?;
    assert!(book.worksheet_formula("Hand-outs")?.is_empty(), "no formula is anywhere");
    let mut rows = sheet.rows();
    let names = rows.next().ok_or("names of columns")?;
    assert_eq!(names[3], Data::String("Dry food 7 days (KIT-DRY7)".into()));
    let tags = rows.next().ok_or("tags")?;
    assert_eq!(tags[1], Data::String("#x_card+code".into()));
    let mut codes = vec![];
    let mut people = BTreeSet::new();
    let mut phones = BTreeSet::new();
    for row in rows {
        assert!(matches!(row[0], Data::DateTime(at) if at.is_datetime()), "{:?}", row[0]);
        assert_eq!(row[2], Data::String("Everything given".into()), "words, not codes");
        assert_eq!(row[3], Data::Float(1.0));
        codes.push(row[1].to_string());
        phones.insert(row[7].to_string());
        people.insert(row[8].to_string());
    }
    codes.sort();
    let mut wanted: Vec<String> = cards.iter().map(|code| code.to_string()).collect();
    wanted.sort();
    assert_eq!(codes, wanted);
    assert_eq!(people, BTreeSet::from(["Amina".to_string(), "Marco".to_string()]));
    assert_eq!(phones.len(), 2, "{phones:?}");
    Ok(())
}

/// The one who closed saves the two tables of the closing screen: they say what the desk's say.
pub async fn of_the_closing(phone: &Phone, url: &str) -> Result<(), Failure> {
    phone.open(&format!("{url}/close")).await?;
    let words = async || {
        Ok::<_, Failure>(phone.words().await?.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    phone
        .waits("see the feedback counted", async || Ok(words().await?.contains("Feedback 1")))
        .await?;
    check_day(&saved(phone, "Table of the day", "day").await?)?;
    check_stock(&saved(phone, "Table of the stock", "stock").await?)
}

fn check_stock(stock: &Table) -> Result<(), Failure> {
    let row = stock.rows.iter().find(|row| row["#item+code"] == "KIT-DRY7");
    let row = row.ok_or("the food parcels are in the books")?;
    let book = ["distributed", "expected", "closing", "difference"];
    let book = book.map(|part| row[&format!("#x_stock+{part}")].as_str());
    assert_eq!(book, ["40", "20", "18", "-2"]);
    Ok(())
}

fn check_day(day: &Table) -> Result<(), Failure> {
    let [row] = day.rows.as_slice() else { return Err("a row for the day, and no other".into()) };
    let text = ["#activity+name", "#loc+name", "#org+name+impl"].map(|tag| row[tag].as_str());
    assert_eq!(text, ["Pacchi San Lorenzo", "Piazza dei Sanniti 5", "Casa Rossa"]);
    // Of the first 39 households of the list: a woman each, 19 men, 39 children.
    for (column, number) in [
        ("#targeted+hh", "500"),
        ("#reached+hh", "39"),
        ("#reached+ind", "97"),
        ("#reached+f+adults", "39"),
        ("#reached+m+adults", "19"),
        ("#reached+f+children", "39"),
        ("#reached+x_no_card", "0"),
        ("#x_handover+override", "0"),
        ("#x_feedback+num", "1"),
        ("#event+num", "0"),
    ] {
        assert_eq!(row[column], number, "{column}");
    }
    Ok(())
}

/// Taps what saves a file, and reads the file that comes.
async fn saved(phone: &Phone, words: &str, name: &str) -> Result<Table, Failure> {
    phone.taps(words).await?;
    let file = phone.takes_file().await?;
    assert!(file.name.starts_with(&format!("{name}-20")), "{}", file.name);
    assert!(file.name.ends_with(".csv"), "{}", file.name);
    let text = String::from_utf8(file.bytes)?;
    // Without this sign spreadsheets read the accents wrong.
    let text = text.strip_prefix('\u{feff}').ok_or("a table begins with its byte order mark")?;
    let mut lines = text.lines().map(cells);
    let names = lines.next().ok_or("a table names its columns")?;
    let hxl = lines.next().ok_or("a table has a row of tags")?;
    assert!(hxl.iter().all(|tag| tag.starts_with('#')), "{hxl:?}");
    let row = |cells: Vec<String>| {
        assert_eq!(cells.len(), names.len(), "{cells:?}");
        hxl.iter().cloned().zip(cells).collect()
    };
    Ok(Table { rows: lines.map(row).collect(), names })
}

/// The cells of a line. No cell of the day has a comma or a quotation mark in it.
fn cells(line: &str) -> Vec<String> {
    line.split(',').map(str::to_string).collect()
}
