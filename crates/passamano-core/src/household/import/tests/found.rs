//! Where a list stands in a file, what its columns hold, and that everybody is counted, however an
//! organisation writes it down.

use std::collections::HashMap;

use super::*;
use crate::list::{Line, Remembered, Sheet};

/// Rows of cells that a comma separates.
fn sheet(name: &str, text: &str) -> Sheet {
    let lines = text.lines().zip(1..).map(|(line, number)| Line {
        number,
        hidden: false,
        cells: line.split(',').map(String::from).collect(),
    });
    Sheet { name: name.into(), rows: lines.collect(), ..Sheet::default() }
}

fn book(sheets: &[(&str, &str)]) -> Workbook {
    Workbook { sheets: sheets.iter().map(|(name, text)| sheet(name, text)).collect() }
}

fn of(text: &str) -> (Layout, Preview) {
    let book = book(&[("", text)]);
    let layout = Layout::guess(&book).unwrap();
    (layout.clone(), read_by(&book, layout))
}

fn people(list: &Preview) -> Vec<(String, String)> {
    let one = |row: &Row| {
        let People { f, m, x } = row.household.people;
        (row.household.code.clone(), format!("{f:?}{m:?}{x:?}").replace("[0, 0, 0, 0, 0, 0]", "-"))
    };
    list.households.iter().map(one).collect()
}

fn totals(list: &Preview) -> Vec<u32> {
    list.households.iter().map(|row| row.household.people.total()).collect()
}

#[test]
fn headers_are_found_under_titles_and_on_any_sheet() {
    let title = "Elenco famiglie\n\nal 3 marzo,,\n";
    let (layout, list) = of(&format!("{title}Codice,Persone\nA1,2\nA2,3\n"));
    assert_eq!((layout.header, totals(&list)), (Some(3), vec![2, 3]));

    let far = ",\n".repeat(30) + "Note,\n" + &"x,y\n".repeat(23) + "code,people\nA1,2\n";
    assert_eq!(totals(&of(&far).1), [2], "the 25th row that holds something");

    let cover = ("Copertina", "Centro Sud\nRegistro,2026");
    let book = book(&[cover, ("Famiglie", "code,people\nA1,2\n"), ("Vuoto", "")]);
    let layout = Layout::guess(&book).unwrap();
    assert_eq!(layout.sheet, 1);
    let list = read_by(&book, layout);
    assert_eq!(list.other_sheets.len(), 1);
    assert_eq!(
        (list.other_sheets[0].name.as_str(), list.other_sheets[0].members),
        ("Copertina", false)
    );
}

#[test]
fn two_rows_of_headers_are_read_together() {
    let (layout, list) = of("Codice,Donne,,Uomini,\n,0-17,18+,0-17,18+\nA1,1,2,0,1\n");
    assert_eq!(layout.fields[2].header, "Donne 18+");
    assert_eq!(people(&list), [("A1".into(), "[0, 0, 1, 0, 2, 0][0, 0, 0, 0, 1, 0]-".into())]);
}

#[test]
fn a_name_of_the_machine_is_no_code_and_a_person_may_say_which_column_is() {
    let (mut layout, _) = of("_id,hh/card_code,people\n7001,K-1,2\n");
    assert_eq!(layout.code(), Some(1));
    layout.choose(2, Some(Column::Code));
    assert_eq!((layout.code(), layout.fields[1].column), (Some(2), None));
    layout.choose(0, Some(Column::Notes));
    layout.choose(1, Some(Column::Notes));
    assert_eq!(layout.fields[0].column, Some(Column::Notes), "lists and words may stand twice");
    assert_eq!(of("_id,people\n7001,2\n").0.code(), None);
}

#[test]
fn what_a_person_chose_is_known_again_by_the_headers() {
    let (mut layout, _) = of("Codice,Rif.,Persone\n1,T-1,2\n");
    layout.choose(1, Some(Column::Code));
    let kept = layout.remember();
    let json = serde_json::to_string(&kept).unwrap();
    let kept: Remembered = serde_json::from_str(&json).unwrap();
    let (mut next, _) = of("Codice,Rif.,Persone\n9,T-9,2\n");
    assert!(next.recall(&book(&[]), &kept));
    assert_eq!((next.code(), next.fields[0].column), (Some(1), None));
    let (mut other, _) = of("Codice,Nota,Persone\n9,T-9,2\n");
    assert!(!other.recall(&book(&[]), &kept));
    assert_eq!(other.code(), Some(0));
}

#[test]
fn whose_age_is_not_said_is_told_with_the_columns_that_may_say_it() {
    let unsaid =
        |text: &str| of(text).1.unsaid().map(|(people, columns)| (people, columns.join(" ")));
    // One column of ages is understood and two are not: the rest of the total has no age.
    let list =
        "code,total,0-4,Grandi,Vecchi,Piano,Telefono\nA1,7,2,4,1,2,0612345678\nA2,3,1,2,,x,\n";
    assert_eq!(unsaid(list), Some((7, "Grandi Vecchi".into())));
    // Nothing but a total is told of otherwise, unless there are columns that may say more.
    assert_eq!(unsaid("code,total\nA1,7\n"), None);
    assert_eq!(unsaid("code,total,Grandi\nA1,7,4\n"), Some((7, "Grandi".into())));
    assert_eq!(unsaid("code,total,0-4\nA1,7,2\nA2,4,\n"), Some((5, String::new())));
    // Women beyond those with an age; members without one, in rows and in columns.
    assert_eq!(unsaid("code,women,women 18-59,men 18-59\nA1,3,1,1\n"), Some((2, String::new())));
    assert_eq!(unsaid("code,sex,age\nA1,f,30\nA1,m,\nA1,f,old\n"), Some((2, String::new())));
    // Everybody has an age; a column that counts once more was understood and is not named.
    assert_eq!(unsaid("code,total,0-4,18-59,Grandi\nA1,3,1,2,2\n"), None);
    let twice = "code,total,girls 0-4,boys 0-4,0-4\nA1,3,1,1,2\n";
    assert_eq!(unsaid(twice), Some((1, String::new())));
    // A sum and empty cells are no numbers of people.
    assert_eq!(unsaid("code,total,0-4,Piani\nA1,2,1,\nTotale,2,1,0\n"), Some((1, String::new())));
}

/// A legend with the words of headers stands above the list, whose own nobody could know.
const LEGEND: &str = "Legenda,codice tessera,persone,lingua\n,sulla tessera,quante sono,a casa\n\n\
    Tss,Bocche,Ling\nA-1,3,it\nA-2,4,fr\n";

#[test]
fn a_person_says_in_which_row_the_headers_stand() {
    let (wrong, _) = of(LEGEND);
    assert_eq!(wrong.header, Some(0));
    let sheets = book(&[("", LEGEND)]);
    let offered: Vec<(usize, &str)> =
        crate::list::first_rows(&sheets.sheets[0]).map(|(at, row)| (at, row.cell(0))).collect();
    assert_eq!(offered, [(0, "Legenda"), (1, ""), (3, "Tss"), (4, "A-1"), (5, "A-2")]);
    let mut layout = Layout::with_headers(&sheets, 0, Some(3)).unwrap();
    let headers: Vec<&str> = layout.fields.iter().map(|field| field.header.as_str()).collect();
    assert_eq!(headers, ["Tss", "Bocche", "Ling", ""]);
    assert_eq!(layout.fields[0].examples, ["A-1", "A-2"]);
    layout.choose(0, Some(Column::Code));
    layout.choose(1, Some(Column::People));
    let list = read_by(&sheets, layout.clone());
    assert_eq!((totals(&list), list.problems.len(), list.notes.blank_rows), (vec![3, 4], 0, 0));

    // The next file has another title; the row is found again by its headers, and its columns.
    let json = serde_json::to_string(&layout.remember()).unwrap();
    let kept: Remembered = serde_json::from_str(&json).unwrap();
    let sheets = book(&[("", &format!("Marzo\n{LEGEND}"))]);
    let mut next = Layout::guess(&sheets).unwrap();
    assert!(next.recall(&sheets, &kept));
    assert_eq!((next.header, next.code()), (Some(4), Some(0)));
    assert_eq!(totals(&read_by(&sheets, next.clone())), [3, 4]);
    assert!(next.remember().by_hand, "it is kept as it was");
    // Another list that has no such row stays as it was found.
    let other = book(&[("", "code,people\nA1,2\n")]);
    let mut layout = Layout::guess(&other).unwrap();
    assert!(!layout.recall(&other, &kept));
    assert_eq!(layout.header, Some(0));
    assert!(Layout::with_headers(&other, 0, Some(9)).is_err());
    assert!(Layout::with_headers(&other, 1, None).is_err());
}

#[test]
fn a_list_without_headers_is_read_by_what_a_person_says_of_its_columns() {
    let text = "A-1,3,it\nA-2,4,klingon\n";
    let sheets = book(&[("", text)]);
    let mut layout = Layout::with_headers(&sheets, 0, None).unwrap();
    assert_eq!((layout.header, layout.code(), layout.fields.len()), (None, None, 3));
    assert_eq!(layout.fields[1].examples, ["3", "4"]);
    for (at, column) in [Column::Code, Column::People, Column::Language].into_iter().enumerate() {
        layout.choose(at, Some(column));
    }
    let list = read_by(&sheets, layout.clone());
    assert_eq!(totals(&list), [3, 4], "the first row is a household");
    // What is not understood names the column by its letters.
    assert_eq!(list.problems[0].column, "C");
    assert_eq!(list.households[1].detail.notes, "C: klingon");
    // It says nothing of another file.
    let mut other = Layout::with_headers(&sheets, 0, None).unwrap();
    assert!(!other.recall(&sheets, &layout.remember()));
    assert_eq!(other.code(), None);
}

#[test]
fn examples_are_the_first_values_of_households() {
    let (layout, _) = of("code,people,notes\nTesto,Numero,\nA1,2,\nA1,2,x\nA2,3,\nA3,4,\nA4,5,\n");
    assert_eq!(layout.fields[0].examples, ["A1", "A2", "A3"]);
    assert_eq!(layout.fields[2].examples, ["x"]);
}

#[test]
fn rows_beside_the_households_are_named_and_left_out() {
    let (_, list) = of(
        "code,people,notes\n#meta+code,#affected,\ntext,number,text\nA0,4,example\nA1,2,\ncode,people,notes\nA2,3,\nGrand total,5,\n,5,\nA3,1,\n",
    );
    let expected = [
        (2, Beside::Tags),
        (3, Beside::Types),
        (4, Beside::Example),
        (6, Beside::Headers),
        (8, Beside::Sum),
        (9, Beside::Sum),
    ];
    assert_eq!(list.beside, expected);
    assert_eq!(totals(&list), [2, 3, 1]);
    // A family of that name is no example, and a later word is a problem with its row.
    let (_, list) = of("code,surname,people\nA1,Example,2\nB1,Demo,three\n");
    assert_eq!((totals(&list), list.beside.len()), (vec![2], 0));
    assert_eq!(kinds(&list), [(3, "people", &RowKind::NotANumber, "three")]);
}

#[test]
fn members_in_rows_are_counted() {
    let (_, list) = of(
        "household code,sex,age,allergies\nA1,f,34,\nA1,m,7,peanuts\nA2,f,70,\nA1,f,0,milk; eggs\n",
    );
    assert_eq!(
        people(&list),
        [
            ("A1".into(), "[1, 0, 0, 0, 1, 0][0, 0, 1, 0, 0, 0]-".into()),
            ("A2".into(), "[0, 0, 0, 0, 0, 1]--".into())
        ]
    );
    assert_eq!(list.households[0].detail.allergens, ["peanuts", "milk", "eggs"]);
    assert_eq!(list.notes.by_member, 2);
    // Without a code the row belongs to the one above.
    let (_, list) = of("code,sex,born\nA1,f,1990\n,m,2020\n,f,2014-02-01\n");
    assert_eq!(people(&list)[0].1, "[0, 0, 0, 1, 1, 0][0, 0, 1, 0, 0, 0]-");
    // A number of people that each row repeats counts once.
    let (_, list) = of("code,people,sex,age\nA1,3,f,34\nA1,3,m,7\nA1,3,f,\nA2,1,m,20\n");
    assert_eq!(totals(&list), [3, 1]);
    // The head of a household does not make it smaller.
    let (_, list) = of("code,people,sex,age\nA1,4,f,34\n");
    assert_eq!(totals(&list), [4]);
    // Names only: each row is a person. The same row twice is a mistake.
    let (_, list) = of("code,name\nA1,Ada\nA1,Bob\nA2,Cy\n");
    assert_eq!(totals(&list), [2, 1]);
    let (_, list) = of("code,name\nA1,Ada\nA1,Ada\n");
    assert_eq!(kinds(&list), [(3, "code", &RowKind::DuplicateCode { first_row: 2 }, "A1")]);
}

#[test]
fn a_stroke_is_no_code_and_idem_is_the_code_above() {
    // A member whose card nobody knows may be of any household, or of none.
    for stroke in ["-", "–", "—"] {
        let (_, list) = of(&format!("code,sex,age\nA1,f,34\n{stroke},m,7\nA2,f,70\n"));
        assert_eq!(totals(&list), [1, 1], "{stroke}");
        assert_eq!(kinds(&list), [(3, "code", &RowKind::MissingCode, stroke)]);
    }
    for ditto in ["\"", "''", "idem", "come sopra", "same as above", "نفسه"] {
        let (_, list) = of(&format!("code,sex,age\nA1,f,34\n{ditto},m,7\n{ditto},f,3\nA2,f,70\n"));
        assert_eq!((totals(&list), list.problems.len()), (vec![3, 1], 0), "{ditto}");
    }
    // Where no person stands in the row, and where nothing stands above, it is no code.
    let (_, list) = of("code,people\nA1,3\nidem,2\n");
    assert_eq!(kinds(&list), [(3, "code", &RowKind::MissingCode, "idem")]);
    let (_, list) = of("code,sex,age\nidem,f,34\nA1,m,7\n");
    assert_eq!((totals(&list), list.problems[0].row), (vec![1], 2));
}

#[test]
fn members_in_columns_are_counted() {
    let (_, list) =
        of("code,age 1,sex 1,age 2,sex 2,member 3 age\nA1,34,f,7,m,\nA2,70,m,,,8 mesi\n");
    assert_eq!(
        people(&list),
        [
            ("A1".into(), "[0, 0, 0, 0, 1, 0][0, 0, 1, 0, 0, 0]-".into()),
            ("A2".into(), "-[0, 0, 0, 0, 0, 1][1, 0, 0, 0, 0, 0]".into())
        ]
    );
}

#[test]
fn members_on_another_sheet_are_counted_with_their_allergies() {
    let list = ("list", "card_code,consent,_index\nK-1,yes,1\nK-2,no,2\n");
    let members = "sex,age,allergy,_parent_index\nf,34,,1\nm,7,peanuts,1\nf,70,kiwi,2\nm,1,,9\n";
    let book1 = book(&[list, ("members", members)]);
    let read = read_by(&book1, Layout::guess(&book1).unwrap());
    assert_eq!(totals(&read), [2, 1]);
    assert_eq!(read.households[0].household.allergens, ["peanuts"]);
    assert!(read.households[1].household.ask, "kiwi is not understood");
    let last = read.problems.last().unwrap();
    assert_eq!((last.sheet.as_str(), last.row, &last.kind), ("members", 5, &RowKind::NoHousehold));

    let members = "code,sex,age\nK-1,f,34\nK-1,m,2\nK-2,f,1\n";
    let book2 = book(&[("members", members), ("list", "code,language\nK-1,ar\nK-2,fr\n")]);
    let layout = Layout::guess(&book2).unwrap();
    assert_eq!(layout.sheet, 1, "codes come again on the first sheet: it is no list");
    assert_eq!(totals(&read_by(&book2, layout)), [2, 1]);

    // Another list is not one of members.
    let book3 = book(&[("A", "code,people\nA1,2\nA2,3\n"), ("B", "code,people\nB1,2\n")]);
    let read = read_by(&book3, Layout::guess(&book3).unwrap());
    assert_eq!((totals(&read), read.other_sheets[0].members), (vec![2, 3], false));
}

#[test]
fn nobody_is_counted_twice_and_nobody_is_lost() {
    for (text, expected) in [
        // Subtotals beside ages.
        ("code,female 0-17,female 18+,female total\nA1,1,1,2\n", 2),
        ("code,f 0-17,m 0-17,f 18+,m 18+,under 18,maleTotal,femaleTotal\nA1,1,1,1,1,2,2,2\n", 4),
        // A sex of which more people are counted than have an age.
        ("code,f 0-17,f 18+,female total\nA1,1,1,5\n", 5),
        // Women and men beside children.
        ("code,women,men,children\nA1,2,1,3\n", 6),
        ("code,women,girls\nA1,2,1\n", 3),
        // Sexes and ages count the same people.
        ("code,female,male,0-17,18-59,60+\nA1,2,2,1,2,1\n", 4),
        ("code,female,male,0-17,18-59,60+\nA1,2,3,1,2,1\n", 5),
        // One age that is not understood, and a total.
        ("code,total,f 0-17,Giovani adulti sportivi\nA1,7,1,6\n", 7),
        // Two bands that go to one of ours.
        ("code,6-11,0-5 mesi,12-14,15-17\nA1,1,0,1,1\n", 3),
    ] {
        let (layout, list) = of(text);
        let columns: Vec<_> = layout.fields.iter().map(|field| field.column).collect();
        assert_eq!(totals(&list), [expected], "{text}{columns:?}");
    }
}

#[test]
fn an_error_of_a_formula_is_no_code_and_no_number() {
    let (_, list) = of("code,people,notes\n#N/A,2,\nA1,#N/A,\nA2,2,#REF!\nErr:502,1,\n#N/D,1,\n");
    assert_eq!(
        kinds(&list),
        [
            (2, "code", &RowKind::MissingCode, "#N/A"),
            (3, "people", &RowKind::NotANumber, "#N/A"),
            (5, "code", &RowKind::MissingCode, "Err:502"),
            (6, "code", &RowKind::MissingCode, "#N/D"),
        ]
    );
    assert_eq!((totals(&list), list.households[0].detail.notes.as_str()), (vec![2], ""));
}

#[test]
fn one_unknown_word_is_said_once_with_all_its_rows() {
    let mut text = String::from("code,people,allergens\n");
    for n in 0..42 {
        text.push_str(&format!("A{n},2,kiwi\n"));
    }
    let (_, list) = of(&text);
    let groups = list.grouped();
    assert_eq!((groups.len(), groups[0].rows.len(), groups[0].rows[0]), (1, 42, 2));
}

#[test]
fn a_list_of_yes_and_no_for_each_allergen_is_read() {
    let (_, list) =
        of("code,people,allergens/milk,allergens/eggs,diet/halal\nA1,2,1,0,yes\nA2,1,0,0,kosher\n");
    assert_eq!(list.households[0].detail.allergens, ["milk"]);
    assert_eq!(list.households[0].detail.diet, ["halal"]);
    assert!(list.households[1].detail.unclear);
}

#[test]
fn a_column_for_each_word_is_read_where_its_cells_say_yes_or_no() {
    let (layout, list) =
        of("code,people,Latte,Allergia alle uova,Halal,Carrozzina,consenso,allergeni: pesce\n\
        A1,3,x,0,,x,si,no\nA2,2,,1,sì,,si,sì\nA3,1,-,,no,,si,\n");
    let columns: Vec<_> = layout.fields[2..6].iter().map(|field| field.column).collect();
    let expected = [Column::Allergens, Column::Allergens, Column::Diet, Column::Needs];
    assert_eq!(columns, expected.map(Some));
    let told = |at: usize| {
        let detail = &list.households[at].detail;
        [&detail.allergens, &detail.diet, &detail.needs].map(|list| list.join(" "))
    };
    assert_eq!(told(0), ["milk", "", "wheelchair_access"]);
    assert_eq!(told(1), ["eggs fish", "halal", ""]);
    assert_eq!(told(2), ["", "", ""]);
    assert!(list.problems.is_empty() && list.unknown_columns.is_empty(), "{:?}", list.problems);
    assert!(list.households.iter().all(|row| !row.household.ask));
    // What counts goods says nothing of an allergy, and neither does an empty column.
    for cells in ["2\nA2,1,1", "1\nA2,1,1", "\nA2,1,", "x\nA2,1,due litri"] {
        let (layout, list) = of(&format!("code,people,Latte\nA1,3,{cells}\n"));
        assert_eq!(layout.fields[2].column, None, "{cells}");
        assert_eq!(list.unknown_columns, ["Latte"], "{cells}");
    }
    let (_, list) = of("code,people,gluten free\nA1,3,1\nA2,1,0\n");
    assert_eq!(list.households[0].detail.diet, ["gluten_free"]);
    assert!(list.households[1].detail.diet.is_empty());
    // What is not to be eaten is read under any header that says so, or asked about.
    for header in ["Food to avoid", "Da evitare", "À éviter", "Cannot eat", "Non mangia", "Menù"]
    {
        let (_, list) = of(&format!("code,people,{header},consent\nA1,3,kiwi,yes\nA2,1,,yes\n"));
        let asks: Vec<bool> = list.households.iter().map(|row| row.household.ask).collect();
        assert_eq!(asks, [true, false], "{header}");
    }
    // Words of a cell stay words of the cell.
    let (_, list) = of("code,people,Allergia al latte\nA1,3,yes\nA2,1,anche alle uova\n");
    assert_eq!(list.households[0].detail.allergens, ["milk"]);
    assert!(list.households[1].household.ask);
}

#[test]
fn numbers_of_rows_are_those_of_the_sheet() {
    let mut book = book(&[("", "code,people\nA1,2\nA2,x\n")]);
    for (line, number) in book.sheets[0].rows.iter_mut().zip([4, 8, 12]) {
        line.number = number;
    }
    book.sheets[0].rows[1].hidden = true;
    let list = read_by(&book, Layout::guess(&book).unwrap());
    assert_eq!(kinds(&list), [(12, "people", &RowKind::NotANumber, "x")]);
    assert_eq!((list.notes.blank_rows, &list.hidden_rows[..]), (6, &[8][..]));
}

#[test]
fn columns_that_the_sheet_hides_are_named_and_read() {
    let mut book = book(&[("", "code,people,,allergens,empty\nA1,2,x,milk,\nA2,1,,,\n")]);
    book.sheets[0].hidden_columns = vec![2, 3, 7];
    let list = read_by(&book, Layout::guess(&book).unwrap());
    assert_eq!(list.hidden_columns, ["C", "allergens"]);
    assert_eq!(list.households[0].detail.allergens, ["milk"]);
}

#[test]
fn a_sum_is_known_by_each_of_its_words() {
    for word in ["TOT", "Tot.", "Σ", "Totale famiglie", "Total général", "Grand Total", "المجموع"]
    {
        let (_, list) = of(&format!("code,people\nA1,2\nA2,3\n{word},9\n"));
        assert_eq!(list.beside, [(4, Beside::Sum)], "{word}");
        assert_eq!(list.households.len(), 2, "{word}");
    }
    // A code with a digit, and a note that begins like a sum, are none.
    let (_, list) = of("code,people,notes\nTOT-1,2,\nA2,3,total allergy to dust\n");
    assert_eq!((list.households.len(), list.beside.len()), (2, 0));
}

#[test]
fn headers_of_the_empty_list_are_read_back_in_every_language() {
    for tag in ["it", "en", "fr", "ar"] {
        let path = format!("{}/../../public/i18n/{tag}.json", env!("CARGO_MANIFEST_DIR"));
        let texts: HashMap<String, serde_json::Value> =
            serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let text = |key: String| texts[&key].as_str().unwrap().to_string();
        let mut headers = vec![];
        for key in [
            "code",
            "people",
            "language",
            "needs",
            "diet",
            "allergens",
            "consent",
            "proxy",
            "flags",
            "notes",
            "sex",
            "age",
            "birth",
        ] {
            headers.push((text(format!("column.{key}")), Column::from_key(key).unwrap()));
        }
        for sex in ["f", "m"] {
            let ages = ["0-1", "2-4", "5-11", "12-17", "18-59", "60+"];
            for (age, bracket) in ages.into_iter().zip(crate::household::BRACKETS) {
                let column = Column::from_key(&format!("{sex}_{bracket}")).unwrap();
                headers.push((format!("{} {age}", text(format!("column.{sex}"))), column));
            }
        }
        let row: Vec<String> = headers.iter().map(|(header, _)| header.clone()).collect();
        let layout = Layout::guess(&Workbook::of_rows(vec![row])).unwrap();
        for ((header, column), field) in headers.iter().zip(&layout.fields) {
            assert_eq!(field.column, Some(*column), "{tag} {header}");
        }
    }
}

proptest! {
    #[test]
    fn whoever_goes_in_comes_out(rows in prop::collection::vec(prop::collection::vec(0_u32..9, 5), 1..20)) {
        let mut table = vec![["code", "F 0-2", "M 3-9", "10-14", "Anziani", "12-70"].map(String::from).to_vec()];
        table.extend(rows.iter().enumerate().map(|(n, numbers)| {
            [format!("A{n}")].into_iter().chain(numbers.iter().map(u32::to_string)).collect()
        }));
        let list = preview(&table).unwrap();
        let people: u32 = rows.iter().flatten().sum();
        prop_assert_eq!((list.people(), list.households.len()), (people, rows.len()));
    }

    #[test]
    fn members_go_in_and_come_out(codes in prop::collection::vec(0_u8..6, 1..40)) {
        let mut table = vec![["code", "sex", "age"].map(String::from).to_vec()];
        table.extend(codes.iter().map(|code| vec![format!("A{code}"), "f".into(), "34".into()]));
        let list = preview(&table).unwrap();
        prop_assert_eq!(list.people() as usize, codes.len());
    }

    #[test]
    fn any_sheets_are_read_without_a_panic(
        tables in prop::collection::vec(
            prop::collection::vec(prop::collection::vec("(code|people|f_0_1|_index|_parent_index|age 2|sex|#meta\\+code|totale|-->|esempio|[0-9]{0,3}|2-apr|\\PC{0,6})", 0..5), 0..8),
            0..3,
        ),
    ) {
        let sheets = tables.into_iter().map(|rows| Workbook::of_rows(rows).sheets.remove(0));
        let book = Workbook { sheets: sheets.collect() };
        if let Ok(layout) = Layout::guess(&book) {
            for field in &layout.fields {
                prop_assert!(field.examples.len() <= 3);
            }
            let _ = read_by(&book, layout);
        }
    }
}
