//! What leaves as text, byte for byte.

use super::*;
use crate::household::import::{Layout, Reading, RowKind, Workbook, rows_from_csv};
use proptest::prelude::*;

const PLAIN: Csv = Csv { separator: ',', bom: false, hxl: false };
const WHOLE: Csv = Csv { separator: ';', bom: true, hxl: true };

fn day() -> DaySummary {
    DaySummary {
        title: "Distribuzione\ndel sabato".into(),
        place: "Casa Rossa, \"cortile\"".into(),
        day: Day::from_ymd(2026, 11, 28),
        expected: 90,
        households: 84,
        people: People { f: [1, 2, 3, 4, 5, 6], m: [0; 6], x: [0, 0, 0, 0, 1, 0] },
        given: vec![("Secco".into(), 84), ("Igiene".into(), 200)],
        differences: vec![("Secco".into(), -3)],
        ..DaySummary::default()
    }
}

fn table(cells: &[&str]) -> Table {
    Table {
        columns: vec![Column { name: "a".into(), hxl: "#x_a".into() }],
        rows: cells.iter().map(|cell| vec![Cell::from(*cell)]).collect(),
    }
}

#[test]
fn nothing_that_leaves_is_taken_for_a_formula() {
    for cell in ["=1+1", "+1", "-1", "@now", "\t=1", "\r=1", " =1", "＝1", "\n+cmd|' /C calc'!A0"]
    {
        let csv = table(&[cell]).to_csv(PLAIN);
        let body = csv.strip_prefix("a\r\n").unwrap();
        assert!(body.starts_with('\'') || body.starts_with("\"'"), "{body:?}");
    }
    let numbers = Table { rows: vec![vec![Cell::Number(-3)]], ..table(&[]) };
    assert_eq!(numbers.to_csv(PLAIN), "a\r\n-3\r\n");
}

#[test]
fn a_table_is_written_with_mark_tags_and_quotes() {
    let csv = table(&["a;b", "he said \"hi\"", "বাংলা 🙂", ""]).to_csv(WHOLE);
    assert_eq!(csv, "\u{feff}a\r\n#x_a\r\n\"a;b\"\r\n\"he said \"\"hi\"\"\"\r\nবাংলা 🙂\r\n\r\n");
}

#[test]
fn every_row_of_every_table_is_as_long_as_its_columns() {
    let hand_over = HandOverRow {
        at: Moment { ms: 1_795_822_200_000, offset: 60 },
        code: Some("K7-4QD".into()),
        outcome: Outcome::ServedFull,
        lines: vec![Line { code: "DRY".into(), qty: 1 }, Line { code: "HYG".into(), qty: 3 }],
        collector: Collector::Proxy,
        set_aside: Some(Override::LeadAgreed),
        loan: false,
        phone: "4F2A".into(),
        person: "Rosa".into(),
    };
    let stock_row = StockRow {
        day: Day(20_000),
        place: "Casa".into(),
        name: "Secco".into(),
        ledger: Ledger::default(),
    };
    let feedback_row = FeedbackRow { topic: None, status: Status::Open };
    for table in [
        day_summaries(&[day()]),
        hand_overs(std::slice::from_ref(&hand_over)),
        stock(&[stock_row]),
        feedback(&[feedback_row]),
    ] {
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
        assert!(table.columns.iter().all(|column| column.hxl.starts_with('#')));
    }
    let other = HandOverRow {
        lines: vec![Line { code: "KIT-DRY7".into(), qty: 2 }],
        code: None,
        set_aside: None,
        ..hand_over.clone()
    };
    assert_eq!(
        hand_overs(&[hand_over, other]).to_csv(Csv { separator: ';', bom: false, hxl: true }),
        "time;code;outcome;DRY;HYG;KIT-DRY7;collector;set_aside;loan;phone;person\r\n\
        #date+occurred;#x_card+code;#x_handover+outcome;#item+num+x_dry;#item+num+x_hyg;\
        #item+num+x_kit_dry7;#x_handover+collector;#x_handover+override;#x_handover+loan;\
        #x_phone;#contact+name\r\n\
        2026-11-28 00:30;K7-4QD;served_full;1;3;;proxy;lead_agreed;;4F2A;Rosa\r\n\
        2026-11-28 00:30;;served_full;;;2;proxy;;;4F2A;Rosa\r\n"
    );
}

/// The words of the app in a language.
fn words(language: &str) -> serde_json::Value {
    let file = format!("{}/../../public/i18n/{language}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// A column's name as the app puts it together.
fn title(words: &serde_json::Value, column: &Column) -> String {
    let word = |key: &str| {
        words[format!("column.{key}")].as_str().unwrap_or_else(|| panic!("{key}")).to_string()
    };
    match column.sex_and_age() {
        Some((sex, age)) => format!("{} {age}", word(sex)),
        None => word(&column.name),
    }
}

/// The word of a code. What is written as a sign has none.
fn word(words: &serde_json::Value, area: &str, code: &str) -> String {
    let word = words[format!("{area}.{code}")].as_str().map(str::to_string);
    word.unwrap_or_else(|| if code == UNCLEAR { code.into() } else { panic!("{area}.{code}") })
}

#[test]
fn people_get_words_and_programs_codes() {
    let outcomes = [
        Outcome::ServedFull,
        Outcome::ServedPartial,
        Outcome::ServedSubstitute,
        Outcome::AlreadyServed,
        Outcome::NotDue,
        Outcome::NotOnList,
        Outcome::Refused,
        Outcome::Absent,
        Outcome::Rescheduled,
        Outcome::SafetyStop,
    ];
    let reasons = [
        Override::PartMissing,
        Override::WrongCard,
        Override::BadGoods,
        Override::LeadAgreed,
        Override::Other,
    ];
    let row = |(outcome, set_aside): (&Outcome, &Override)| HandOverRow {
        at: Moment { ms: 0, offset: 0 },
        code: None,
        outcome: *outcome,
        lines: vec![],
        collector: if *set_aside == Override::Other {
            Collector::Household
        } else {
            Collector::Proxy
        },
        set_aside: Some(*set_aside),
        loan: true,
        phone: String::new(),
        person: String::new(),
    };
    let rows: Vec<_> = outcomes.iter().zip(reasons.iter().cycle()).map(row).collect();
    let statuses =
        [Status::Open, Status::UnderReview, Status::Referred, Status::ActionTaken, Status::Closed];
    let said = statuses.map(|status| FeedbackRow { topic: None, status });
    for language in ["en", "it", "fr", "ar"] {
        let words = words(language);
        for table in [hand_overs(&rows), feedback(&said)] {
            let worded = table.clone().worded(|area, code| word(&words, area, code));
            let has_codes = |table: &Table| {
                table.rows.iter().flatten().any(|cell| matches!(cell, Cell::Codes(..)))
            };
            assert!(has_codes(&table) && !has_codes(&worded), "{language}");
        }
    }
    let english = words("en");
    let csv = hand_overs(&rows[..1]).worded(|area, code| word(&english, area, code)).to_csv(PLAIN);
    let expected =
        "1970-01-01 00:00,,Everything given,Somebody else,Part of it was missing,On loan,,";
    assert_eq!(csv.lines().nth(1), Some(expected));
}

#[test]
fn each_column_has_a_name_in_each_language_and_the_list_reads_back() {
    let household = Household {
        code: "K7-4QD".into(),
        people: People { f: [1, 2, 3, 4, 5, 6], m: [7, 0, 0, 0, 0, 1], x: [0, 0, 2, 0, 0, 0] },
        language: Some("ar".into()),
        consent: true,
        needs: vec!["cannot_carry".into()],
        diet: vec!["halal".into(), "vegan".into()],
        allergens: vec!["milk".into(), "eggs".into()],
        flags: vec!["moved".into()],
        proxy: true,
        ..Household::default()
    };
    let detail = HouseholdDetail {
        code: household.code.clone(),
        needs: household.needs.clone(),
        diet: household.diet.clone(),
        allergens: household.allergens.clone(),
        notes: "=due; \"note\"\nsu due righe".into(),
        ..HouseholdDetail::default()
    };
    let closed = Household { code: "000417".into(), ask: true, ..Household::default() };
    let unclear = HouseholdDetail { unclear: true, ..HouseholdDetail::default() };
    for language in ["en", "it", "fr", "ar"] {
        let words = words(language);
        for table in [day_summaries(&[]), hand_overs(&[]), stock(&[]), feedback(&[])] {
            table.titled(|column| title(&words, column));
        }
        let list = [(&household, Some(&detail)), (&closed, Some(&unclear))];
        let codes = households(list.into_iter()).titled(|column| title(&words, column));
        let worded = codes.clone().worded(|area, code| word(&words, area, code));
        for (hxl, table) in [(false, &codes), (false, &worded), (true, &codes)] {
            let how = Csv { separator: separator(language), bom: true, hxl };
            let (rows, _) = rows_from_csv(table.to_csv(how).as_bytes()).unwrap();
            let book = Workbook::of_rows(rows);
            let layout = Layout::guess(&book).unwrap();
            let mut reading = Reading::open(&book, layout, Day(20_000));
            reading.read(usize::MAX);
            let read = reading.done();
            // That it was kept as text is said, and it is kept as text.
            let kinds: Vec<_> = read.problems.iter().map(|problem| &problem.kind).collect();
            // And an allergy that nobody understood is not understood again.
            assert_eq!(kinds, [&RowKind::Formula, &RowKind::UnknownValue], "{language}");
            let [first, second] = &read.households[..] else { panic!("{language}") };
            assert_eq!((&first.household, &first.detail), (&household, &detail), "{language}");
            let (code, people) = (second.household.code.as_str(), second.household.people.total());
            assert_eq!((code, people), ("000417", 0));
            assert!(second.household.ask && second.detail.unclear);
        }
    }
}

#[test]
fn a_book_below_zero_is_no_number_in_the_table() {
    let row = |opening: i64, given: i64| {
        let ledger = Ledger { opening, given, expected: opening - given, ..Ledger::default() };
        let row = StockRow { day: Day(20_000), place: "".into(), name: "".into(), ledger };
        stock(&[row]).to_csv(PLAIN).lines().nth(1).unwrap_or_default().to_string()
    };
    assert_eq!(row(10, 4), "2024-10-04,,,,10,0,0,4,0,0,0,6,,,");
    assert_eq!(row(10, 12), "2024-10-04,,,,10,0,0,12,0,0,0,,2,,");
    assert_eq!(row(0, 4), "2024-10-04,,,,0,0,0,4,0,0,0,,,,", "nobody knows what came");
}

#[test]
fn small_numbers_of_feedback_are_not_counted_out() {
    let row = |topic, status| FeedbackRow { topic: Some(topic), status };
    let mut rows = vec![row(Topic::Complaint, Status::Open); 4];
    rows.extend([row(Topic::Thanks, Status::Closed); 5]);
    assert_eq!(
        feedback(&rows).to_csv(PLAIN),
        "type,status,count\r\npraise,closed,5\r\nreport,open,<5\r\n"
    );
    rows.push(row(Topic::Serious, Status::Open));
    assert!(feedback(&rows).to_csv(PLAIN).contains("report,open,5"));
}

#[test]
fn the_day_in_words_uses_the_labels_of_the_language() {
    let labels = SUMMARY_LABELS.map(|key| (key.to_string(), key.to_uppercase())).into();
    let text = summary_text(&day(), &labels);
    assert!(text.starts_with("Distribuzione del sabato\nDATE: 2026-11-28\nPLACE: Casa Rossa, \"cortile\"\nHOUSEHOLDS: 84 / 90\nPEOPLE: 22\n"));
    assert!(
        text.contains("\nGIVEN: Secco 84, Igiene 200\n")
            && text.ends_with("\nDIFFERENCE: Secco -3")
    );
    let unsent = summary_text(
        &DaySummary { unsent: 12, ..day() },
        &[("unsent".to_string(), "{n} solo qui".to_string())].into(),
    );
    assert!(unsent.ends_with("\n12 solo qui"));
}

#[test]
fn dates_keep_their_order_among_arabic_words() {
    let text = summary_text(&day(), &[("date".to_string(), "التاريخ".to_string())].into());
    assert!(text.contains("التاريخ: \u{2068}2026-11-28\u{2069}"));
}

proptest! {
    #[test]
    fn what_is_written_reads_back_but_for_the_apostrophe(cells in prop::collection::vec("[a=+@,;\"'\r\n\t é🙂ب-]{0,12}", 1..8)) {
        let csv = table(&cells.iter().map(String::as_str).collect::<Vec<_>>()).to_csv(WHOLE);
        let (rows, _) = rows_from_csv(csv.as_bytes()).unwrap();
        prop_assert_eq!(rows.len(), cells.len() + 2);
        for (row, cell) in rows[2..].iter().zip(&cells) {
            prop_assert_eq!(row, &[guarded(cell)]);
        }
    }
}
