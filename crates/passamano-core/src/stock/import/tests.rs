//! Stock lists as shops and food banks write them, good and bad.

use std::sync::LazyLock;

use super::*;
use crate::list::{Csv, Encoding, Remembered, Workbook};
use crate::pack::{Pack, Texts};
use crate::stock::{Reason, lots};
use crate::time::Moment;
use proptest::prelude::*;

/// The pack that is shipped, with all its languages.
static GOODS: LazyLock<Goods> = LazyLock::new(|| {
    let read = |name: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/packs/food-medicines");
        std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap()
    };
    let pack = Pack::from_json(&read("pack")).unwrap();
    let texts = ["it", "en", "fr", "ar"].map(|tag| Texts::from_json(&read(tag)).unwrap());
    Goods::new(&pack, &texts)
});

fn today() -> Day {
    Day::from_ymd(2026, 11, 28).unwrap()
}

fn book(text: &str) -> Workbook {
    let mut csv = Csv::open(text.as_bytes(), None, is_header).unwrap();
    while csv.read(1_000) {}
    Workbook::from_csv(csv).unwrap()
}

fn beside(text: &str, moved: &[Movement]) -> Preview {
    let book = book(text);
    let layout = Layout::guess(&book, today()).unwrap();
    let moved: Vec<_> = moved.iter().map(|one| (Moment { ms: 1, offset: 60 }, one)).collect();
    read(&book, &layout, &GOODS, &Chosen::new(), &moved, today())
}

fn list(text: &str) -> Preview {
    beside(text, &[])
}

/// The goods in few signs: `F001 40 L1 best 2027-05-31`.
fn came(preview: &Preview) -> Vec<String> {
    let one = |coming: &Coming| {
        let Movement { code, qty, lot, date, .. } = &coming.movement;
        let mut text = format!("{code} {qty}");
        if let Some(lot) = lot {
            text.push_str(&format!(" {lot}"));
        }
        if let Some((kind, day)) = date {
            let kind = if *kind == DateKind::UseBy { "use" } else { "best" };
            text.push_str(&format!(" {kind} {day}"));
        }
        text
    };
    preview.coming.iter().map(one).collect()
}

fn kinds(preview: &Preview) -> Vec<(usize, &str, &RowKind, &str)> {
    let problems = preview.problems.iter();
    problems.map(|p| (p.row, p.column.as_str(), &p.kind, p.value.as_str())).collect()
}

fn only(text: &str) -> RowKind {
    let preview = list(text);
    assert_eq!((preview.problems.len(), &preview.coming[..]), (1, &[][..]), "{text}");
    preview.problems[0].kind.clone()
}

#[test]
fn a_list_of_a_shop_is_read_with_its_titles_and_sums() {
    let preview = list(
        "Banco Alimentare Roma;;;;\nGiacenze al 27/11/2026;;;;\n;;;;\n\
         Prodotto;Lotto;Scadenza;Quantità;Fornitore\n\
         Pasta;L2405;31/05/2027;40;Coop\n\
         Riso;;06/2027;1.200;Coop\n\
         Pane confezionato;B7;03/12/2026;15;Forno\n\
         Zucchero;;;20;\n\
         KIT-HYG;;;12;\n\
         Totale;;;1.287;\n",
    );
    assert_eq!(
        came(&preview),
        [
            "F001 40 L2405 best 2027-05-31",
            "F002 1200 best 2027-06-30",
            "F005 15 B7 use 2026-12-03",
            "F018 20",
            "KIT-HYG 12"
        ]
    );
    assert_eq!(kinds(&preview), []);
    assert_eq!(preview.beside, [(10, Beside::Sum)]);
    assert_eq!(preview.unknown_columns, ["Fornitore"]);
    assert!(preview.coming.iter().all(|coming| coming.movement.reason == Reason::Received));
}

#[test]
fn the_same_list_is_read_in_every_language_and_by_what_the_app_prints() {
    for text in [
        "Item,Lot,Best before,Quantity\nPasta (500 g),L1,05/2027,40\nBaby wipes,,,7\n",
        "Produit;N° de lot;DDM;Qté\nPâtes;L1;05/2027;40\nLingettes pour bébé;;;7\n",
        "الصنف,رقم الدفعة,يفضل استهلاكه قبل,الكمية\nمعكرونة,L1,٠٥/٢٠٢٧,٤٠\nمناديل مبللة للأطفال,,,٧\n",
        "codice,lotto,tmc,pezzi\nf001,L1,mag-27,40\nH 011,,,7\n",
    ] {
        assert_eq!(came(&list(text)), ["F001 40 L1 best 2027-05-31", "H011 7"], "{text}");
    }
}

#[test]
fn hxl_tags_help_where_headers_say_nothing() {
    let preview =
        list("A,B,C,D\n#item+code,#item+lot,#date+useby,#item+num\nF010,X,2027-05-31,9\n");
    assert_eq!(came(&preview), ["F010 9 X use 2027-05-31"]);
    assert_eq!(preview.beside, [(2, Beside::Tags)]);
}

#[test]
fn what_a_date_means_is_said_by_the_column_the_cell_or_the_item() {
    let dated = |header: &str, cell: &str| {
        came(&list(&format!(
            "prodotto;{header};quantità\nPasta;{cell};1\nPane confezionato;{cell};1\nSale iodato;{cell};1\n"
        )))
    };
    let all = |kinds: [&str; 3]| {
        let codes = ["F001", "F005", "F019"];
        let one = |(code, kind)| format!("{code} 1 {kind} 2027-05-31");
        codes.into_iter().zip(kinds).map(one).collect::<Vec<_>>()
    };
    // Pasta loses quality, bread becomes unsafe; of salt nothing is usual, so it is safe.
    assert_eq!(dated("scadenza", "05/2027"), all(["best", "use", "use"]));
    assert_eq!(dated("expiry", "46538"), all(["best", "use", "use"]));
    assert_eq!(dated("scadenza", "TMC 05/2027"), all(["best"; 3]));
    assert_eq!(dated("DLC", "05/2027"), all(["use"; 3]));
    assert_eq!(dated("TMC", "05/2027"), all(["best"; 3]));
}

#[test]
fn every_bad_row_is_named_with_its_number_and_column_and_stays_out() {
    let long = "L".repeat(41);
    let preview = list(&format!(
        "prodotto;lotto;scadenza;quantità;um\n\
         Pasta;;;tante;\n\
         Pasta;;;-5;\n\
         Pasta;L1;;;\n\
         ;L2;;3;\n\
         Pasta;;2027;3;\n\
         Pasta;;31/02/2027;3;\n\
         Pasta;;05/2207;3;\n\
         Pasta;{long};;3;\n\
         Pasta;;;3;cartoni\n\
         Pasta;;;1,3;kg\n\
         Pasta;#N/D;;3;\n\
         Pasta;;;8001234567890;\n\
         Uova;;;12;pz\n\
         Riso;;05/2027;3;conf\n"
    ));
    let found: Vec<_> =
        kinds(&preview).into_iter().map(|(row, at, kind, _)| (row, at, kind)).collect();
    assert_eq!(
        found,
        [
            (2, "quantità", &RowKind::NotANumber),
            (3, "quantità", &RowKind::Negative),
            (4, "quantità", &RowKind::MissingQty),
            (5, "prodotto", &RowKind::MissingItem),
            (6, "scadenza", &RowKind::HalfDate),
            (7, "scadenza", &RowKind::NoSuchDate),
            (8, "scadenza", &RowKind::OddDate),
            (9, "lotto", &RowKind::LotTooLong),
            (10, "um", &RowKind::UnclearUnit),
            (11, "quantità", &RowKind::NotWhole),
            (12, "lotto", &RowKind::CellError),
            (13, "quantità", &RowKind::TooMany),
            (14, "um", &RowKind::UnclearUnit),
        ]
    );
    assert_eq!(came(&preview), ["F002 3 best 2027-05-31"]);
    assert_eq!(preview.rows_left_out(), 13);
}

#[test]
fn weights_become_packs_where_they_are_whole() {
    let preview = list(
        "prodotto;quantità;unità\nPasta;10;kg\nRiso;25;kg\nAcqua in bottiglia;9;litri\nShampoo;2,5;l\n",
    );
    assert_eq!(came(&preview), ["F001 20", "F002 25", "F029 6", "H004 10"]);
    assert_eq!(came(&list("prodotto;quantità (kg)\nPasta;1,5\n")), ["F001 3"]);
    assert_eq!(came(&list("prodotto;quantità\nPasta;1,5 kg\nRiso;3\n")), ["F001 3", "F002 3"]);
    assert_eq!(only("prodotto;kg\nKIT-HYG;3\n"), RowKind::UnclearUnit);
    assert_eq!(only("prodotto;colli\nPasta;3\n"), RowKind::UnclearUnit);
}

#[test]
fn a_number_that_can_be_read_in_two_ways_is_refused() {
    let preview = list("item,qty\nRice,\"12.000\"\nPasta,\"3.000\"\n");
    assert!(preview.coming.is_empty());
    assert!(preview.problems.iter().all(|problem| problem.kind == RowKind::UnclearNumber));
}

#[test]
fn a_lot_has_one_date_and_two_name_both_rows() {
    let preview = list(
        "item,lot,use by,qty\nPasta,B2,05/2027,10\nPasta,b2 ,06/2027,5\nPasta,B2,,3\nRice,B2,07/2027,4\nRice,C,08/2027,1\nRice,C,,2\n",
    );
    assert_eq!(
        kinds(&preview)
            .into_iter()
            .map(|(row, _, kind, _)| (row, kind.clone()))
            .collect::<Vec<_>>(),
        [
            (2, RowKind::LotDiffers { other_row: 3 }),
            (3, RowKind::LotDiffers { other_row: 2 }),
            (4, RowKind::LotDiffers { other_row: 2 }),
        ]
    );
    assert_eq!(
        came(&preview),
        ["F002 4 B2 use 2027-07-31", "F002 1 C use 2027-08-31", "F002 2 C use 2027-08-31"],
        "another item's lot is another lot, and a row without a date has its lot's"
    );
    assert_eq!(only("item,use by,best before,qty\nRice,05/2027,06/2027,1\n"), RowKind::TwoDates);
}

fn known(lot: Option<&str>, date: Option<&str>, qty: u32) -> Movement {
    let date = date.map(|day| (DateKind::UseBy, day.parse().unwrap()));
    Movement { lot: lot.map(Into::into), date, ..Movement::new(Reason::Received, "F002", qty) }
}

/// Field report, R8.
#[test]
fn a_lot_that_is_known_keeps_its_date() {
    let here = [known(Some("B2"), Some("2026-11-01"), 10)];
    let preview = beside("item,lot,use by,qty\nRice,b2,,5\nRice,B2,05/2027,5\n", &here);
    assert_eq!(came(&preview), ["F002 5 b2 use 2026-11-01"]);
    let date = here[0].date.unwrap();
    assert_eq!(preview.problems[0].kind, RowKind::LotKnown { known: date });
    assert_eq!(preview.problems[0].row, 3);
}

#[test]
fn the_same_list_twice_makes_no_goods_of_nothing() {
    let text = "item,lot,use by,qty\nRice,B2,05/2027,10\nRice,,,4\nRice,,,4\nPasta,,,1\n";
    let first = list(text);
    assert_eq!(first.problems[0].kind, RowKind::Twin { first_row: 3 });
    assert_eq!((first.problems.len(), first.movements(false).len()), (1, 4), "twins both count");
    let again = beside(text, &first.movements(false));
    assert!(again.coming.iter().all(|coming| coming.here));
    assert_eq!((again.movements(false).len(), again.movements(true).len()), (0, 4));
    // What was corrected in the file comes in, and only that.
    let more = beside(&text.replace("Pasta,,,1", "Pasta,,,2"), &first.movements(false));
    assert_eq!(more.movements(false), [Movement::new(Reason::Received, "F001", 2)]);
    // One of two alike is here.
    let one = beside(text, &[known(None, None, 4)]);
    assert_eq!(one.coming.iter().filter(|coming| coming.here).count(), 1);
    // What went out is not what came.
    let lost = Movement { reason: Reason::Lost, ..known(None, None, 4) };
    assert!(beside(text, &[lost]).coming.iter().all(|coming| !coming.here));
}

#[test]
fn an_unknown_name_is_asked_about_and_never_guessed() {
    let text =
        "prodotto;quantità\nPenne rigate;7\nPasta senza glutine Rossi;2\nRiso;1\npenne  RIGATE;3\n";
    let preview = list(text);
    assert_eq!(came(&preview), ["F002 1"]);
    let names: Vec<_> = preview.asked.iter().map(|u| (u.name.as_str(), &u.rows[..])).collect();
    assert_eq!(names, [("Penne rigate", &[2, 5][..]), ("Pasta senza glutine Rossi", &[3][..])]);
    assert_eq!((preview.rows_left_out(), preview.grouped().len()), (3, 0));
    let likely = GOODS.alike("Pasta senza glutine Rossi");
    assert_eq!(likely[0], "F032", "what shares the most words is offered first");

    let book = book(text);
    let layout = Layout::guess(&book, today()).unwrap();
    let chosen = Chosen::from([
        (name_key("PENNE RIGATE"), "F001".to_string()),
        (name_key("Pasta senza glutine Rossi"), "GONE".to_string()),
    ]);
    let preview = read(&book, &layout, &GOODS, &chosen, &[], today());
    assert_eq!(came(&preview), ["F001 7", "F002 1", "F001 3"]);
    let codes: Vec<_> = preview.asked.iter().map(|asked| asked.code.as_deref()).collect();
    assert_eq!(codes, [Some("F001"), None], "a code that the pack no longer has is asked about");
}

#[test]
fn a_list_may_have_codes_of_its_own() {
    let preview =
        list("codice;articolo;quantità\n00123;Riso;5\nF001;Spaghetti n. 5;6\nF001;Riso;7\n");
    assert_eq!(came(&preview), ["F002 5", "F001 6"]);
    assert_eq!(kinds(&preview)[0], (4, "articolo", &RowKind::TwoItems, "Riso"));
}

#[test]
fn a_sealed_bag_is_counted_and_its_label_stays_private() {
    let preview = list("codice;lotto;scadenza;quantità\nM001;RX-99;05/2027;2\n");
    assert_eq!(came(&preview), ["M001 2"]);
    assert_eq!(kinds(&preview), [(2, "codice", &RowKind::Sealed, "M001")]);
    assert_eq!(preview.rows_left_out(), 0);
}

#[test]
fn rows_that_are_no_goods_are_named() {
    let preview = list(
        "prodotto;lotto;scadenza;quantità\ntesto;testo;data;numero\nesempio: latte;L1;05/2027;3\nALIMENTI;;;\nPasta;;;3\nTotale pasta;;;3\n;;;\nRiso;;;0\nprodotto;lotto;scadenza;quantità\nSale iodato;;;4\n;;;7\n",
    );
    assert_eq!(came(&preview), ["F001 3", "F019 4"]);
    assert_eq!(
        preview.beside,
        [
            (2, Beside::Types),
            (3, Beside::Example),
            (6, Beside::Sum),
            (9, Beside::Headers),
            (11, Beside::Sum)
        ]
    );
    assert_eq!((preview.not_filled, preview.blank_rows), (vec![4, 8], 1));
    assert_eq!(preview.problems, []);
}

#[test]
fn the_letters_of_a_file_are_seen_by_its_headers() {
    for (bytes, encoding) in [
        (&b"prodotto;quantit\xe0\nPasta;3\n"[..], Encoding::Windows1252),
        (b"prodotto;quantit\x85\nPasta;3\n", Encoding::Dos850),
        (b"\xc7\xe1\xd5\xe4\xdd;\xc7\xe1\xdf\xe3\xed\xc9\nPasta;3\n", Encoding::Windows1256),
    ] {
        let csv = Csv::open(bytes, None, is_header).unwrap();
        assert_eq!((csv.notes().encoding, csv.notes().guessed), (encoding, true));
    }
}

#[test]
fn the_day_of_a_delivery_is_no_date_of_the_goods() {
    let layout = |text: &str| Layout::guess(&book(text), today()).unwrap();
    let past = layout("data,prodotto,quantità\n26/11/2026,Pasta,3\n27/11/2026,Riso,3\n");
    assert_eq!(past.position(Column::Date), None);
    let ahead = layout("prodotto,data,quantità\nPasta,05/2027,3\nRiso,06/2027,3\n");
    assert_eq!(ahead.position(Column::Date), Some(1));
    let both = layout("data,prodotto,scadenza,quantità\n05/2027,Pasta,05/2027,3\n");
    assert_eq!(both.position(Column::Date), Some(2));
}

#[test]
fn a_person_may_choose_the_columns_and_they_are_remembered() {
    let book = book("cosa;A;B\nPasta;3;L1\n");
    let mut layout = Layout::guess(&book, today()).unwrap();
    assert!(!layout.is_whole() && layout.has_items());
    layout.choose(1, Some(Column::Qty));
    layout.choose(2, Some(Column::Lot));
    let json = serde_json::to_string(&layout.remember()).unwrap();
    let kept: Remembered = serde_json::from_str(&json).unwrap();
    let mut again = Layout::guess(&book, today()).unwrap();
    assert!(again.recall(&kept));
    let preview = read(&book, &again, &GOODS, &Chosen::new(), &[], today());
    assert_eq!(came(&preview), ["F001 3 L1"]);
    again.choose(2, Some(Column::Qty));
    assert_eq!((again.position(Column::Qty), again.fields[1].column), (Some(2), None));
    assert_eq!(again.fields[0].examples, ["Pasta"]);
}

#[test]
fn the_shelf_has_the_lots_that_came() {
    let preview = list(
        "prodotto;lotto;scadenza;quantità\nPane confezionato;B;05/12/2026;8\nPane confezionato;A;01/12/2026;5\nPane confezionato;C;20/11/2026;2\n",
    );
    let moved = preview.movements(false);
    let moved: Vec<_> = moved.iter().map(|one| (Moment { ms: 1, offset: 0 }, one)).collect();
    let shelf =
        crate::stock::Shelf::of(lots("F005", &moved, today()), crate::stock::Left::Count(15), 0);
    assert_eq!(shelf.first().and_then(|lot| lot.lot.as_deref()), Some("A"));
    assert_eq!(shelf.past_qty(), 2);
}

proptest! {
    #[test]
    fn every_row_comes_in_or_is_named(
        cells in prop::collection::vec((0_usize..8, 0_usize..6, 0_usize..6, 0_usize..8), 0..25),
    ) {
        let mut text = String::from("item;lot;use by;qty\n");
        for (item, lot, date, qty) in &cells {
            let item = ["Pasta", "Rice", "F010", "Nobody's", "", "Total", "-", "idem"][*item];
            let lot = ["", "A", "b ", "B", "-", "c.s."][*lot];
            let date = ["", "05/2027", "06/2027", "2027", "31/02/2027", "05/1999"][*date];
            let qty = ["", "3", "0", "-1", "x", "1.000", "4 kg", "2,5"][*qty];
            text.push_str(&format!("{item};{lot};{date};{qty}\n"));
        }
        let preview = list(&text);
        let named = preview.rows_left_out() + preview.beside.len() + preview.not_filled.len() + preview.blank_rows;
        prop_assert_eq!(cells.len(), preview.coming.len() + named, "{}", text);
        let mut dates = std::collections::BTreeMap::new();
        for coming in &preview.coming {
            let Movement { code, lot, date, .. } = &coming.movement;
            if let Some(lot) = lot {
                let key = (code.clone(), lot.trim().to_uppercase());
                prop_assert_eq!(*dates.entry(key).or_insert(*date), *date, "a lot has one date");
            }
        }
    }

    #[test]
    fn any_rows_are_read_without_a_panic(table in prop::collection::vec(prop::collection::vec("\\PC{0,12}", 0..5), 0..6)) {
        let book = Workbook::of_rows(table);
        if let Ok(layout) = Layout::guess(&book, today()) {
            read(&book, &layout, &GOODS, &Chosen::new(), &[], today());
        }
    }
}

#[test]
fn the_empty_list_is_read_back_in_every_language_with_what_was_filled_in() {
    for tag in ["it", "en", "fr", "ar"] {
        let path = format!("{}/../../public/i18n/{tag}.json", env!("CARGO_MANIFEST_DIR"));
        let texts: std::collections::HashMap<String, serde_json::Value> =
            serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let text = |name: &str| texts[&format!("column.{name}")].as_str().unwrap().to_string();
        let goods = [("F001", "Pasta"), ("F005", "Pane, confezionato")];
        let mut table = crate::export::stock_list(goods.into_iter());
        table = table.titled(|column| text(&column.name));
        let how =
            crate::export::Csv { separator: crate::export::separator(tag), bom: true, hxl: false };
        let csv = table.to_csv(how);
        let preview = list(&csv);
        assert_eq!((preview.not_filled, preview.coming), (vec![2, 3], vec![]), "{tag}");
        // The second item of it with everything but a use-by date.
        let cells = [("lot", "L1"), ("best_before", "05/2027"), ("qty", "7")];
        let at = |name: &str| table.columns.iter().position(|c| c.name == text(name)).unwrap();
        for (name, cell) in cells {
            table.rows[1][at(name)] = cell.into();
        }
        let preview = list(&table.to_csv(how));
        assert_eq!(came(&preview), ["F005 7 L1 best 2027-05-31"], "{tag}");
        assert_eq!((preview.problems, preview.unknown_columns), (vec![], vec![]), "{tag}");
        // Every name that a person may choose for a column is read.
        for (name, column) in [("pack_date", Column::Date), ("unit", Column::Unit)] {
            assert_eq!(columns::guess(&text(name), "").map(|g| g.0), Some(column), "{tag} {name}");
        }
    }
}

#[test]
fn lots_below_a_name_that_is_joined_over_rows_are_of_the_same_goods() {
    let text = "prodotto,lotto,quantità,scadenza\nPasta,L1,4,31/05/2027\n,L2,6,30/06/2027\n,L3,2,\n,,7,\n,L4,1,\n";
    let preview = list(text);
    let rows: Vec<usize> = preview.coming.iter().map(|coming| coming.row).collect();
    assert_eq!((rows, &preview.carried[..]), (vec![2, 3, 4], &[3, 4][..]));
    let codes: Vec<&str> =
        preview.coming.iter().map(|coming| coming.movement.code.as_str()).collect();
    assert!(codes.iter().all(|code| *code == codes[0]), "{codes:?}");
    // Without a lot or a date it may be anything; below such a row nothing is carried on.
    let missing: Vec<usize> = preview.problems.iter().map(|problem| problem.row).collect();
    assert_eq!(missing, [5, 6]);
    // A name that a person is asked about is asked for all its rows; nothing stands above.
    let preview = list("prodotto,lotto,quantità\nCoperte,L1,4\n,L2,6\n");
    assert_eq!(preview.asked[0].rows, [2, 3]);
    let preview = list("prodotto,lotto,quantità\n,L1,4\nPasta,L2,6\n");
    assert_eq!((preview.coming.len(), preview.carried.len()), (1, 0));
}

#[test]
fn columns_that_are_not_shown_are_named() {
    let mut book = book("prodotto,lotto,quantità,,note\nPasta,L1,4,x,\n");
    book.sheets[0].hidden_columns = vec![1, 3, 9];
    let layout = Layout::guess(&book, today()).unwrap();
    let preview = read(&book, &layout, &GOODS, &Chosen::new(), &[], today());
    assert_eq!(preview.hidden_columns, ["lotto", "D"]);
}

#[test]
fn a_stroke_is_no_name_and_never_the_goods_above() {
    for (stroke, below) in [("-", ""), ("–", "-"), ("//", "")] {
        let preview = list(&format!(
            "prodotto,lotto,quantità\nPasta,L1,4\n{stroke},L2,6\n{below},L3,2\n,L4,1\nRiso,{stroke},1\n"
        ));
        assert_eq!(came(&preview), ["F001 4 L1", "F002 1"], "{stroke}");
        let missing: Vec<_> =
            kinds(&preview).into_iter().map(|(row, _, kind, _)| (row, kind)).collect();
        let none = &RowKind::MissingItem;
        assert_eq!(missing, [(3, none), (4, none), (5, none)], "{stroke}");
        assert_eq!((&preview.carried[..], &preview.as_above[..]), (&[][..], &[][..]));
    }
    // Goods without a code of their own, and a list of nothing but codes.
    let own = list("prodotto,codice,lotto,quantità\nPasta,-,L1,4\n,-,L2,6\n");
    assert_eq!((came(&own), own.carried), (vec!["F001 4 L1".into(), "F001 6 L2".into()], vec![3]));
    let codes = list("codice,lotto,quantità\nF001,L1,4\n-,L2,6\n");
    assert_eq!((came(&codes), codes.rows_left_out()), (vec!["F001 4 L1".into()], 1));
}

#[test]
fn what_says_as_above_means_the_cell_above_and_is_told() {
    for ditto in [
        "\"\"\"\"",
        "''",
        "„",
        "〃",
        "idem",
        "Come sopra",
        "c.s.",
        "same as above",
        "ci-dessus",
        "نفسه",
    ] {
        let preview = list(&format!(
            "prodotto,lotto,scadenza,quantità\nPasta,L1,05/2027,4\n{ditto},L2,{ditto},6\n\n{ditto},{ditto},{ditto},3\n{ditto},,,1\n"
        ));
        let expected = [
            "F001 4 L1 best 2027-05-31",
            "F001 6 L2 best 2027-05-31",
            "F001 3 L2 best 2027-05-31",
            "F001 1",
        ];
        assert_eq!(came(&preview), expected, "{ditto}");
        assert_eq!((kinds(&preview), &preview.as_above[..]), (vec![], &[3, 5, 6][..]), "{ditto}");
        assert!(preview.asked.is_empty() && preview.carried.is_empty(), "{ditto}");
    }
    // The code says something else; and how many is never taken from above.
    let preview = list("prodotto,codice,quantità\nPasta,F001,4\nidem,F002,1\nidem,idem,idem\n");
    let found: Vec<_> = kinds(&preview).into_iter().map(|(row, _, kind, _)| (row, kind)).collect();
    assert_eq!(
        found,
        [(3, &RowKind::TwoItems), (4, &RowKind::TwoItems), (4, &RowKind::NotANumber)]
    );
    // Below a name that is asked about it is one more of the same, asked about once.
    let asked = list("prodotto,quantità\nCoperte,4\nidem,6\n").asked;
    assert_eq!((asked.len(), &asked[0].rows[..]), (1, &[2, 3][..]));
}

#[test]
fn as_above_below_no_goods_is_named() {
    let preview = list(
        "prodotto,lotto,scadenza,quantità\nidem,L1,,4\nPasta,L1,,4\nTotale,,,4\nRiso,idem,\"\"\"\",5\n\"\"\"\",L7,,6\n",
    );
    let found: Vec<_> =
        kinds(&preview).into_iter().map(|(row, column, kind, _)| (row, column, kind)).collect();
    let nothing = &RowKind::NothingAbove;
    let right = [(2, "prodotto", nothing), (5, "lotto", nothing), (5, "scadenza", nothing)];
    assert_eq!(found, right);
    assert_eq!(came(&preview), ["F001 4 L1", "F002 6 L7"]);
    assert!(preview.asked.is_empty());
}
