//! Lists as organisations send them, good and bad.

mod field;
mod found;

use super::*;
use crate::household::People;
use crate::list::{Problem, Workbook};
use crate::time::Day;
use proptest::prelude::*;

fn rows(text: &str) -> Vec<Vec<String>> {
    rows_from_csv(text.as_bytes()).unwrap().0
}

fn read(text: &str) -> Preview {
    preview(&rows(text)).unwrap()
}

fn preview(rows: &[Vec<String>]) -> Result<Preview, Problem> {
    let book = Workbook::of_rows(rows.to_vec());
    let layout = Layout::guess(&book)?;
    Ok(read_by(&book, layout))
}

fn read_by(book: &Workbook, layout: Layout) -> Preview {
    let today = Day::from_ymd(2026, 11, 28).unwrap();
    let mut reading = Reading::open(book, layout, today);
    while reading.left() > 0 {
        reading.read(2);
    }
    reading.done()
}

fn kinds(preview: &Preview) -> Vec<(usize, &str, &RowKind, &str)> {
    let problems = preview.problems.iter();
    problems
        .map(|problem| {
            (problem.row, problem.column.as_str(), &problem.kind, problem.value.as_str())
        })
        .collect()
}

#[test]
fn an_italian_list_is_read_with_its_own_words() {
    let list = read(
        "Codice tessera;Donne 18-59;Uomini 0-1;Bisogni;Dieta;Allergeni;Lingua;Consenso;Note;Delega;Stato\n\
         Famiglia-12;1;2;Carrozzina / senza telefono;halal;uova, frutta a guscio;ucraino;Sì;Terzo piano;sì;attivo\n",
    );
    let Row { household, detail, .. } = &list.households[0];
    assert_eq!(
        household.people,
        People { f: [0, 0, 0, 0, 1, 0], m: [2, 0, 0, 0, 0, 0], x: [0; 6] }
    );
    assert_eq!(household.needs, ["wheelchair_access", "no_phone"]);
    assert_eq!(
        (&household.diet[..], &household.allergens[..]),
        (&["halal".to_string()][..], &["eggs".to_string(), "nuts".to_string()][..])
    );
    assert_eq!(
        (household.language.as_deref(), household.consent, household.proxy),
        (Some("uk"), true, true)
    );
    assert_eq!((household.code.as_str(), household.flags[0].as_str()), ("Famiglia-12", "active"));
    assert_eq!((detail.notes.as_str(), &detail.needs), ("Terzo piano", &household.needs));
    assert_eq!((&list.problems[..], &list.unknown_columns[..]), (&[][..], &[][..]));
}

#[test]
fn an_arabic_list_with_its_own_digits_is_read() {
    let list = read("رمز,عدد الأفراد,الحساسية,اللغة,الموافقة\nأ-١٢,٥,حليب، بيض,العربية,نعم\n");
    let household = &list.households[0].household;
    assert_eq!((household.code.as_str(), household.people.x[4]), ("أ-١٢", 5));
    assert_eq!(household.allergens, ["milk", "eggs"]);
    assert_eq!(list.notes.total_only, 1);
}

#[test]
fn without_consent_phones_learn_nothing_and_the_desk_everything() {
    let list = read("code,needs,diet,allergens\nA1,pregnant,vegan,milk\n");
    let Row { household, detail, .. } = &list.households[0];
    assert!(
        household.needs.is_empty() && household.diet.is_empty() && household.allergens.is_empty()
    );
    assert_eq!(
        (&detail.needs[0], &detail.diet[0], &detail.allergens[0]),
        (&"pregnant".into(), &"vegan".into(), &"milk".into())
    );
}

#[test]
fn without_consent_kits_still_leave_out_what_would_harm() {
    let mut list = read("code,allergens\nA1,milk\nA2,\n");
    list.leave_out(&crate::pack::tests::small(), 0..1);
    assert!(list.households[1].household.leave_out.is_empty());
    list.leave_out(&crate::pack::tests::small(), 1..list.households.len());
    assert_eq!(list.households[0].household.leave_out, ["F016"]);
    assert!(list.households[0].household.allergens.is_empty());
    assert!(list.households[1].household.leave_out.is_empty());
}

#[test]
fn every_bad_row_is_named_with_its_number_in_the_file() {
    let long = "A".repeat(41);
    let list = read(&format!(
        "\ncode,people\nA1,2\n\n,3\na 1,4\n{long},1\nB1,three\nB2,-1\nB3,100\nB4,2.0\n\"B\n5\",٣\n"
    ));
    assert_eq!(
        kinds(&list),
        [
            (5, "code", &RowKind::MissingCode, ""),
            (6, "code", &RowKind::DuplicateCode { first_row: 3 }, "a 1"),
            (7, "code", &RowKind::CodeTooLong, long.as_str()),
            (8, "people", &RowKind::NotANumber, "three"),
            (9, "people", &RowKind::NegativeNumber, "-1"),
            (10, "people", &RowKind::TooMany, "100"),
        ]
    );
    assert_eq!(list.rows_left_out(), 6);
    assert_eq!((list.households.len(), list.notes.blank_rows), (3, 1));
}

#[test]
fn an_unknown_word_warns_and_stays_with_the_desk() {
    let list = read(
        "code,allergens,language,consent,flags\nA1,milk;kiwi,klingon,maybe,a whole story about a family that should not be here\n",
    );
    let Row { household, detail, .. } = &list.households[0];
    assert_eq!(detail.allergens, ["milk"]);
    assert!(
        detail.notes.starts_with(
            "allergens: kiwi\nlanguage: klingon\nconsent: maybe\nflags: a whole story"
        )
    );
    assert_eq!(
        (household.language.as_ref(), household.consent, household.flags.len()),
        (None, false, 0)
    );
    assert!(list.problems.iter().all(|problem| problem.kind == RowKind::UnknownValue));
    assert_eq!((list.problems.len(), list.rows_left_out()), (4, 0));
}

#[test]
fn a_cell_that_begins_like_a_formula_is_text_with_a_warning() {
    let list = read("code,notes,people\n=A1+1,@now,2\nB1,+39 06 123-45,-\n'=C1,'-x,+3\n");
    let formulas: Vec<_> = kinds(&list)
        .into_iter()
        .map(|(row, column, kind, _)| (row, column, kind.clone()))
        .collect();
    assert_eq!(
        formulas,
        [
            (2, "code", RowKind::Formula),
            (2, "notes", RowKind::Formula),
            (4, "code", RowKind::Formula),
            (4, "notes", RowKind::Formula),
            (4, "people", RowKind::NotANumber)
        ]
    );
    assert_eq!(list.households[0].household.code, "=A1+1");
    assert_eq!(list.households[1].detail.notes, "+39 06 123-45");
}

#[test]
fn whoever_counts_more_is_right() {
    let list = read("code,people,f_18_59,m_5_11\nA1,5,1,2\nA2,2,1,2\nA3,4,,\nA4,,,\n");
    assert_eq!(
        kinds(&list),
        [(2, "people", &RowKind::TotalLarger, "5"), (3, "people", &RowKind::TotalDiffers, "2")]
    );
    let totals: Vec<u32> = list.households.iter().map(|row| row.household.people.total()).collect();
    assert_eq!(totals, [5, 3, 4, 0]);
    assert_eq!((list.notes.total_only, list.notes.nobody), (1, 1));
}

#[test]
fn an_hxl_row_is_used_and_is_no_household() {
    let list = read("Tessera nostra,Bimbe,Cognome\n#meta+id,#affected+f+infants,\nA1,2,Rossi\n");
    assert_eq!((list.households.len(), list.households[0].household.people.f[0]), (1, 2));
    assert!(list.notes.hxl);
    assert_eq!(list.unknown_columns, ["Cognome"]);
}

#[test]
fn a_list_without_rows_is_refused() {
    assert_eq!(preview(&[]), Err(Problem::Empty));
    assert_eq!(preview(&[vec![" ".into(), "\u{feff}".into()]]), Err(Problem::Empty));
    assert_eq!(read("code\n").households, []);
}

#[test]
fn short_long_and_strange_rows_are_read() {
    let story = "স্বাস্থ্য 🙂 ".repeat(1_000);
    let list = read(&format!("code,notes\nউ-1,{story}\nЖ-2\nA3,b,c,d,e\n"));
    assert_eq!(list.households.len(), 3);
    assert_eq!(list.households[0].detail.notes, story.trim());
    assert_eq!(list.households[1].household.code, "Ж-2");
}

#[test]
fn fifty_thousand_rows_are_read_in_a_moment() {
    let mut text = String::from("code,f_18_59,m_18_59,allergens,language,consent\n");
    for n in 0..50_000 {
        text.push_str(&format!("CR-{n:05},1,2,\"milk, uova\",العربية,sì\n"));
    }
    let start = std::time::Instant::now();
    let list = read(&text);
    assert_eq!((list.households.len(), list.problems.len()), (50_000, 0));
    // Long, because a busy machine runs this beside much else; a row that looks at all rows before
    // it would take hours.
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn every_row_is_either_a_household_or_a_problem_or_blank(
        cells in prop::collection::vec(prop::collection::vec("[A-C =\\-+0-9éب]{0,4}", 0..5), 0..30),
    ) {
        let mut table = vec![["code", "people", "f_0_1", "needs", "consent"].map(String::from).to_vec()];
        table.extend(cells);
        let list = preview(&table).unwrap();
        prop_assert_eq!(table.len() - 1, list.households.len() + list.rows_left_out() + list.beside.len() + list.notes.blank_rows);
    }

    #[test]
    fn any_rows_are_read_without_a_panic(table in prop::collection::vec(prop::collection::vec("\\PC{0,12}", 0..4), 0..6)) {
        let _ = preview(&table);
    }
}

#[test]
fn an_allergy_that_is_not_understood_or_not_shown_is_asked_about_on_every_phone() {
    let list = read(
        "code,allergens,diet,consent\nA1,kiwi,,yes\nA2,,paleo,yes\nA3,milk,,no\nA4,,halal,\nA5,milk,halal,yes\nA6,none,,\n",
    );
    let asks: Vec<bool> = list.households.iter().map(|row| row.household.ask).collect();
    assert_eq!(asks, [true, true, true, true, false, false]);
    let unclear: Vec<bool> = list.households.iter().map(|row| row.detail.unclear).collect();
    assert_eq!(unclear, [true, true, false, false, false, false]);
    assert_eq!(list.households[0].detail.notes, "allergens: kiwi");
}

#[test]
fn a_row_tells_which_parts_it_says() {
    let list = read(
        "code,people,language,allergens,diet,consent,notes\nA1,0,,none,,,\nA2,,klingon,kiwi,halal,maybe,-\n",
    );
    let says: Vec<Says> = list.households.iter().map(|row| row.says).collect();
    let first = Says { people: true, allergens: true, ..Default::default() };
    assert_eq!(says, [first, Says { diet: true, ..Default::default() }]);
}
