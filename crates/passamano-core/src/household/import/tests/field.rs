//! Files from the field, of organisations that do this work, and what comes out of each. The
//! workbooks among them are read in the tests of `passamano-sheets`.

use super::*;

/// What a person would be told of a file: which column is the code, how many people each
/// household has and what it declared, and what else there is to know.
fn told(name: &str) -> String {
    let path = format!("{}/tests/field/{name}", env!("CARGO_MANIFEST_DIR"));
    let (rows, _) = rows_from_csv(&std::fs::read(path).unwrap()).unwrap();
    let book = Workbook::of_rows(rows);
    let layout = Layout::guess(&book).unwrap();
    let code = layout.code().map(|at| layout.fields[at].header.clone()).unwrap_or_default();
    let list = read_by(&book, layout);
    let mut parts = vec![format!("code {code}")];
    parts.extend(list.households.iter().map(|row| {
        let (people, detail) = (&row.household.people, &row.detail);
        let declared = [&detail.allergens, &detail.diet, &row.household.flags];
        let mut words: Vec<&str> = declared.into_iter().flatten().map(String::as_str).collect();
        words.extend(row.household.ask.then_some("ask"));
        let words = words.join(" ");
        format!("{} {:?}{:?}{:?} {words}", row.household.code, people.f, people.m, people.x)
            .replace("[0, 0, 0, 0, 0, 0]", "-")
            .replace(", ", " ")
            .trim_end()
            .to_string()
    }));
    parts.extend(list.beside.iter().map(|(row, why)| format!("{row} {why:?}")));
    parts.extend(
        list.grouped()
            .iter()
            .map(|group| format!("{:?} {:?} {}", group.rows, group.first.kind, group.first.value)),
    );
    parts.join("; ")
}

#[test]
fn every_file_of_the_field_is_read_and_nobody_is_lost() {
    for (name, expected) in [
        // F1: tags with gaps, example rows, a row of types, members in rows, other ages.
        (
            "f1_members_hxl_as_is.csv",
            "code ID Number; 98340001 [1 0 2 0 1 0][0 1 1 0 1 0]-; 98340002 [0 0 0 0 0 1][0 0 0 0 0 1]-; \
             2 Tags; 3 Example; 4 Example; 5 Types",
        ),
        (
            "f1_members_hxl_code.csv",
            "code code; 98340001 [1 0 2 0 1 0][0 1 1 0 1 0]-; 98340002 [0 0 0 0 0 1][0 0 0 0 0 1]-; \
             2 Tags; 3 Example; 4 Example; 5 Types",
        ),
        // F4: ages without a sign between them, and subtotals that count nobody twice.
        (
            "f4_programme_code_total.csv",
            "code code; 32120001 [0 1 0 0 2 1][0 1 1 0 1 0]-; 32120002 [0 0 0 0 1 0][0 0 0 0 0 1]-",
        ),
        // F5: adults, seniors, children; one household with two appointments.
        (
            "f5_appointments_code_diet.csv",
            "code code; 7800001 --[0 0 1 0 2 0]; 3000002 --[0 0 0 0 0 2] gluten_free ask; \
             400003 --[0 0 0 0 1 0] lactose_free ask; \
             [3] UnknownValue Allergies; [3, 5] UnknownValue 55+; \
             [5] DuplicateCode { first_row: 2 } 7800001",
        ),
        // F6: the headers in the second row, the tags in the third, Latin-1.
        (
            "f6_hxl_third_row_as_is.csv",
            "code Tarjeta; A-001 [0 0 0 0 1 0][0 0 0 0 1 0][0 0 2 0 0 0]; A-002 [0 0 0 0 1 0]--; 3 Tags",
        ),
        (
            "r1_first.csv",
            "code code; A-001 [0 0 0 0 1 0][0 0 2 0 0 0]- peanuts milk halal; A-002 [0 0 0 0 1 0]--",
        ),
        (
            "r1_later.csv",
            "code code; A-001 --[0 0 0 0 4 0]; A-002 --[0 0 0 0 1 0]; A-003 --[0 0 0 0 2 0]",
        ),
        (
            "r12_suspend2.csv",
            "code code; S-1 --[0 0 0 0 2 0] suspended; S-2 --[0 0 0 0 2 0] closed; S-3 --[0 0 0 0 2 0] moved",
        ),
        // X1: the exact name beats `ID`.
        (
            "x1_id_before_code.csv",
            "code Codice tessera; A-001 --[0 0 0 0 4 0]; A-002 --[0 0 0 0 1 0]",
        ),
        // X3: a sum with a word and one without.
        (
            "x3_total_row.csv",
            "code codice; A-001 --[0 0 0 0 4 0]; A-002 --[0 0 0 0 1 0]; 4 Sum; 5 Sum",
        ),
        (
            "x7_allergy_words.csv",
            "code code; P-1 --[0 0 0 0 2 0] lactose_free; P-2 --[0 0 0 0 2 0] milk; P-3 --[0 0 0 0 2 0] milk; \
             P-4 --[0 0 0 0 2 0] milk; P-5 --[0 0 0 0 2 0] nuts; P-6 --[0 0 0 0 2 0] peanuts",
        ),
    ] {
        assert_eq!(told(name), expected, "{name}");
    }
}
