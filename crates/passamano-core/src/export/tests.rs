//! What leaves as text, byte for byte.

use super::*;
use crate::household::import::rows_from_csv;
use proptest::prelude::*;

const PLAIN: Csv = Csv { bom: false, hxl: false };

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
    let csv = table(&["a;b", "he said \"hi\"", "বাংলা 🙂", ""]).to_csv(Csv { bom: true, hxl: true });
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
    assert_eq!(
        hand_overs(&[hand_over]).to_csv(PLAIN).lines().nth(1),
        Some("2026-11-28T00:30:00+01:00,K7-4QD,served_full,1 DRY + 3 HYG,proxy,lead_agreed,")
    );
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
        let csv = table(&cells.iter().map(String::as_str).collect::<Vec<_>>()).to_csv(Csv { bom: true, hxl: true });
        let (rows, _) = rows_from_csv(csv.as_bytes()).unwrap();
        prop_assert_eq!(rows.len(), cells.len() + 2);
        for (row, cell) in rows[2..].iter().zip(&cells) {
            prop_assert_eq!(row, &[guarded(cell)]);
        }
    }
}
