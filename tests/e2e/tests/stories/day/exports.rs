//! The day as files, saved by the desk and at the closing: that the rows, the HXL tags and the
//! numbers are those of the day.

use std::collections::BTreeMap;

use passamano_e2e::Failure;
use passamano_e2e::phone::Phone;

/// A CSV file of the app: a row of names, a row of HXL tags, then the data.
#[derive(Debug, PartialEq, Eq)]
struct Table {
    hxl: Vec<String>,
    rows: Vec<BTreeMap<String, String>>,
}

/// The desk saves its four files. `cards` are the codes of every hand-out.
pub async fn of_the_desk(desk: &Phone, cards: &[&String]) -> Result<(), Failure> {
    let given = saved(desk, "Save the hand-outs", "hand-overs").await?;
    assert_eq!(
        given.hxl,
        [
            "#date+occurred",
            "#x_card+code",
            "#x_handover+outcome",
            "#item+list",
            "#x_handover+collector",
            "#x_handover+override",
            "#x_handover+loan"
        ]
    );
    let mut codes: Vec<&String> = given.rows.iter().map(|row| &row["code"]).collect();
    let mut wanted = cards.to_vec();
    codes.sort();
    wanted.sort();
    assert_eq!(codes, wanted, "a row for each hand-out");
    for row in &given.rows {
        assert_eq!((row["outcome"].as_str(), row["kits"].as_str()), ("served_full", "1 KIT-DRY7"));
    }

    let stock = saved(desk, "Save the stock", "stock").await?;
    check_stock(&stock)?;

    let day = saved(desk, "Save the day's summary", "day").await?;
    check_day(&day)?;

    let feedback = saved(desk, "Save the feedback counts", "feedback").await?;
    assert_eq!(feedback.hxl, ["#x_feedback+type", "#status+name", "#x_feedback+num"]);
    let [row] = feedback.rows.as_slice() else { return Err("one kind of feedback came".into()) };
    // One piece of feedback would tell whose it is.
    assert_eq!((row["status"].as_str(), row["count"].as_str()), ("open", "<5"));
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
    let row = stock.rows.iter().find(|row| row["code"] == "KIT-DRY7");
    let row = row.ok_or("the food parcels are in the books")?;
    let book = ["given", "expected", "counted", "difference"].map(|column| row[column].as_str());
    assert_eq!(book, ["40", "20", "18", "-2"]);
    let tags = ["#x_stock+distributed", "#x_stock+expected", "#x_stock+closing"];
    assert!(tags.iter().all(|tag| stock.hxl.iter().any(|have| have == tag)), "{:?}", stock.hxl);
    Ok(())
}

fn check_day(day: &Table) -> Result<(), Failure> {
    let [row] = day.rows.as_slice() else { return Err("a row for the day, and no other".into()) };
    let text = ["title", "place", "organization"].map(|column| row[column].as_str());
    assert_eq!(text, ["Pacchi San Lorenzo", "Piazza dei Sanniti 5", "Casa Rossa"]);
    // Of the first 39 households of the list: a woman each, 19 men, 39 children.
    for (column, number) in [
        ("households_expected", "500"),
        ("households_reached", "39"),
        ("people_reached", "97"),
        ("f_18_59", "39"),
        ("m_18_59", "19"),
        ("f_5_11", "39"),
        ("without_card", "0"),
        ("rules_set_aside", "0"),
        ("feedback", "1"),
        ("incidents", "0"),
    ] {
        assert_eq!(row[column], number, "{column}");
    }
    for tag in ["#targeted+hh", "#reached+hh", "#reached+ind", "#reached+f+adults"] {
        assert!(day.hxl.iter().any(|have| have == tag), "{tag} in {:?}", day.hxl);
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
        names.iter().cloned().zip(cells).collect()
    };
    Ok(Table { rows: lines.map(row).collect(), hxl })
}

/// The cells of a line. No cell of the day has a comma or a quotation mark in it.
fn cells(line: &str) -> Vec<String> {
    line.split(',').map(str::to_string).collect()
}
