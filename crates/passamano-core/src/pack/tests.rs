//! Packs that are whole and packs that are not.

use super::*;

/// A small pack with everything in it, for this and other modules' tests.
pub(crate) fn small() -> Pack {
    Pack::from_json(SMALL).unwrap()
}

const SMALL: &str = r#"{
    "id": "test", "version": "1.0.0", "published": "2026-11-21", "reviewBy": "2027-05-21", "languages": ["it"],
    "guides": [
        {"id": "g1", "phase": "before", "day": true, "minutes": 10, "audience": ["all"], "steps": [
            {"id": "g1.count", "mandatory": true, "do": 2, "why": true, "stop": 1, "opens": "stock",
             "checks": [{"id": "g1.count.two", "mandatory": true}, {"id": "g1.count.noted", "mandatory": false}]},
            {"id": "g1.tidy", "mandatory": false, "do": 1, "why": false, "stop": 0, "opens": "screen_of_2030", "checks": []}]},
        {"id": "g2", "phase": "anytime", "day": false, "minutes": 5, "audience": ["all"], "steps": [
            {"id": "g2.call", "mandatory": false, "do": 0, "why": false, "stop": 0, "checks": []}]}],
    "gate": {
        "sections": [{"id": "place", "checks": [
            {"id": "gate.place.exits", "mandatory": true}, {"id": "gate.place.shade", "mandatory": false}]}],
        "risks": [
            {"id": "r1", "likelihood": 3, "impact": 4, "residualLikelihood": 1, "residualImpact": 4,
             "mitigations": ["r1.slots", "r1.rope"], "stop": true},
            {"id": "r2", "likelihood": 3, "impact": 3, "residualLikelihood": 1, "residualImpact": 1,
             "mitigations": ["r2.clean"], "stop": false},
            {"id": "r3", "likelihood": 4, "impact": 4, "residualLikelihood": 2, "residualImpact": 2,
             "mitigations": ["r3.count"], "stop": false}]},
    "items": [
        {"code": "F001", "category": "food_dry", "unit": "g", "size": 500, "date": "best_before", "allergens": ["gluten"],
         "mayContain": ["soy"], "diet": ["no_pork", "no_alcohol", "vegan"], "handling": "volunteer", "deliveryOnly": false},
        {"code": "F002", "category": "food_dry", "unit": "kg", "size": 1, "date": "best_before", "allergens": [],
         "mayContain": [], "diet": ["no_pork", "no_alcohol", "vegan"], "handling": "volunteer", "deliveryOnly": false},
        {"code": "F016", "category": "food_canned", "unit": "g", "size": 300, "date": "use_by", "allergens": [],
         "mayContain": ["milk"], "diet": [], "handling": "volunteer", "deliveryOnly": false},
        {"code": "H001", "category": "hygiene_personal", "unit": "piece", "size": 1, "date": "none", "allergens": [],
         "mayContain": [], "diet": [], "handling": "volunteer", "deliveryOnly": false}],
    "kits": [
        {"code": "DRY", "icon": "parcel", "per": "household", "lacks": [], "bands": [
            {"from": 1, "lines": [{"item": "F001", "qty": 2}, {"item": "F002", "qty": 0.5}]},
            {"from": 2, "lines": [{"item": "F001", "qty": 4}, {"item": "F016", "qty": 1}]},
            {"from": 6, "lines": [{"item": "F001", "qty": 8}]}]},
        {"code": "HYG", "icon": "hygiene", "per": "person", "lacks": [], "bands": [
            {"from": 1, "lines": [{"item": "H001", "qty": 2}]}]},
        {"code": "BABY", "icon": "hygiene", "per": "person", "for": ["0_1"], "lacks": [], "bands": [
            {"from": 1, "lines": [{"item": "H001", "qty": 1}]}]}],
    "rules": {"maxPerPeriod": 1, "periodDays": 7, "minIntervalDays": 6, "perItemMax": {}},
    "contacts": [{"code": "emergency_112", "number": "112", "free": true, "verified": null}],
    "stopRules": ["crowd"]}"#;

fn problems(from: &str, to: &str) -> Vec<Problem> {
    assert!(SMALL.contains(from), "{from}");
    Pack::from_json(&SMALL.replacen(from, to, 1)).err().unwrap_or_default()
}

fn problem(id: &str, wrong: Wrong) -> Vec<Problem> {
    vec![Problem { id: id.into(), wrong }]
}

fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| text.to_string()).collect()
}

#[test]
fn a_pack_that_is_not_whole_says_which_id_is_wrong_and_how() {
    assert_eq!(problems("\"g1.tidy\"", "\"g1.count\""), problem("g1.count", Wrong::Duplicate));
    assert_eq!(problems("\"r1.rope\"", "\"r1.slots\""), problem("r1.slots", Wrong::Duplicate));
    assert_eq!(
        problems("\"code\": \"HYG\"", "\"code\": \"DRY\""),
        problem("DRY", Wrong::Duplicate)
    );
    assert_eq!(
        problems("\"item\": \"F016\"", "\"item\": \"F999\""),
        problem("DRY", Wrong::UnknownItem("F999".into()))
    );
    assert_eq!(problems("\"from\": 6", "\"from\": 2"), problem("DRY", Wrong::BandsNotAscending));
    assert_eq!(problems("\"from\": 1,", "\"from\": 0,"), problem("DRY", Wrong::BandsNotAscending));
    assert_eq!(
        problems("\"0_1\"", "\"baby\""),
        problem("BABY", Wrong::UnknownBracket("baby".into()))
    );
    assert_eq!(problems("\"impact\": 4", "\"impact\": 6"), problem("r1", Wrong::OutOfRange));
    assert_eq!(problems("0.5", "0"), problem("DRY", Wrong::OutOfRange));
    assert_eq!(
        problems("[{\"item\": \"F001\", \"qty\": 8}]", "[]"),
        problem("DRY", Wrong::NoBands)
    );
}

#[test]
fn damaged_json_is_a_problem_and_not_a_panic() {
    for text in ["", "{}", "[]", "🙂", &SMALL[..SMALL.len() / 2]] {
        let problems = Pack::from_json(text).err().unwrap_or_default();
        assert!(matches!(problems[..], [Problem { wrong: Wrong::Damaged(_), .. }]), "{text}");
    }
    assert!(Texts::from_json("{\"a\": 1}").is_err());
    assert!(Pack::from_json(&format!("\u{feff}{SMALL}")).is_ok());
}

#[test]
fn a_language_without_words_for_a_key_is_named() {
    let pack = small();
    let keys: BTreeMap<String, String> =
        check::keys(&pack).into_iter().map(|key| (key.clone(), key)).collect();
    let json = serde_json::to_string(&keys).unwrap();
    let read = |json: &str| Texts::from_json(json).unwrap();
    let texts = read(&json);
    assert_eq!(pack.missing_texts(&texts), []);
    assert_eq!(texts.list("g1.count.do", 2), ["g1.count.do.1", "g1.count.do.2"]);
    assert_eq!((texts.get("nothing"), texts.text("nothing")), (None, "nothing"));

    let mut fewer = keys;
    fewer.remove("g1.count.do.2");
    fewer.insert("kit.DRY".into(), " ".into());
    let wrong = pack.missing_texts(&read(&serde_json::to_string(&fewer).unwrap()));
    let ids: Vec<&str> = wrong.iter().map(|problem| problem.id.as_str()).collect();
    assert_eq!(ids, ["g1.count.do.2", "kit.DRY"]);
    assert_eq!(wrong[0].to_string(), "there are no words for g1.count.do.2");
}

/// In the field a missing word is another language's, and says so.
#[test]
fn a_missing_word_is_lent_by_another_language_with_its_tag() {
    let pack = small();
    let all: BTreeMap<String, String> =
        check::keys(&pack).into_iter().map(|key| (key.clone(), format!("it {key}"))).collect();
    let of = |map: &BTreeMap<String, String>| {
        Texts::from_json(&serde_json::to_string(map).unwrap()).unwrap()
    };
    let mut fewer = all.clone();
    fewer.remove("g1.count.do.2");
    fewer.insert("kit.DRY".into(), " ".into());
    let mut texts = of(&fewer);
    let missing = pack.missing_texts(&texts);
    texts.borrow(&missing, &of(&BTreeMap::from([("kit.DRY".into(), "طرد".into())])), "ar");
    assert_eq!(texts.text("kit.DRY"), "\u{2068}طرد\u{2069} (ar)");
    let missing = pack.missing_texts(&texts);
    texts.borrow(&missing, &of(&all), "it");
    assert_eq!(texts.text("g1.count.do.2"), "\u{2068}it g1.count.do.2\u{2069} (it)");
    assert_eq!(texts.text("kit.DRY"), "\u{2068}طرد\u{2069} (ar)", "the first that had it");
    assert_eq!(texts.text("g1.count.do.1"), "it g1.count.do.1", "what is here is as it was");
    assert!(pack.missing_texts(&texts).is_empty());
}

#[test]
fn a_kit_grows_with_the_household_and_leaves_out_what_it_must() {
    let pack = small();
    let codes = |people, leave: &[&str]| -> Vec<(String, f64)> {
        pack.contents("DRY", people, &strings(leave))
            .into_iter()
            .map(|line| (line.item, line.qty))
            .collect()
    };
    assert_eq!(codes(0, &[]), codes(1, &[]));
    assert_eq!(codes(1, &["F002"]), [("F001".to_string(), 2.0)]);
    assert_eq!(codes(5, &[]), codes(2, &[]));
    assert_eq!(codes(5_000, &[]), [("F001".to_string(), 8.0)]);
    assert!(pack.contents("NONE", 2, &[]).is_empty());
}

/// Field report, B6.
#[test]
fn a_parcel_says_its_size_and_what_is_left_out_of_it() {
    let pack = small();
    let parcel = |adults, leave: &[&str]| {
        let people = People { x: [0, 0, 0, 0, adults, 0], ..Default::default() };
        let parcel = pack.parcel("DRY", &people, &strings(leave));
        let lines: Vec<_> = parcel.lines.into_iter().map(|line| (line.item, line.qty)).collect();
        (parcel.size, lines, parcel.left_out)
    };
    let lines = |list: &[(&str, f64)]| -> Vec<(String, f64)> {
        list.iter().map(|(item, qty)| (item.to_string(), *qty)).collect()
    };
    let one = (Some((1, Some(1))), lines(&[("F001", 2.0), ("F002", 0.5)]), vec![]);
    assert_eq!(parcel(1, &[]), one);
    assert_eq!(parcel(0, &[]), one, "a household of which nothing is known is one person");
    assert_eq!(
        parcel(3, &["F016", "F002"]),
        (Some((2, Some(5))), lines(&[("F001", 4.0)]), strings(&["F016"]))
    );
    assert_eq!(parcel(7, &[]), (Some((6, None)), lines(&[("F001", 8.0)]), vec![]));
    assert_eq!(pack.parcel("HYG", &People::default(), &[]).size, None, "each is alike");
    assert_eq!(pack.parcel("NONE", &People::default(), &[]), Parcel::default());
}

#[test]
fn a_kit_for_babies_counts_babies_only() {
    let pack = small();
    let kit = |code: &str| pack.kit(code).cloned().unwrap();
    let family = People { f: [1, 0, 0, 0, 1, 0], m: [1, 0, 1, 0, 1, 0], x: [0; 6] };
    assert_eq!(["DRY", "HYG", "BABY"].map(|code| kit(code).how_many(&family)), [1, 5, 2]);
    assert_eq!(
        ["DRY", "HYG", "BABY"].map(|code| kit(code).how_many(&People::default())),
        [1, 1, 0]
    );
}

#[test]
fn allergens_and_traces_and_diets_leave_items_out_and_advice_does_not() {
    let pack = small();
    let left =
        |allergens: &[&str], diet: &[&str]| pack.leave_out(&strings(allergens), &strings(diet));
    assert_eq!(left(&["soy"], &[]), ["F001"]);
    assert_eq!(left(&["milk", "gluten"], &[]), ["F001", "F016"]);
    assert_eq!(left(&[], &["halal"]), ["F016"]);
    assert_eq!(left(&[], &["vegetarian"]), ["F016"]);
    assert_eq!(left(&[], &["gluten_free"]), ["F001"]);
    assert_eq!(left(&[], &["lactose_free"]), ["F016"]);
    assert_eq!(left(&[], &["no_cooking_needed"]), ["F001", "F002", "F016"]);
    assert!(left(&[], &["low_salt", "soft_texture", "no_added_sugar", "baby_6m_plus"]).is_empty());
}

#[test]
fn what_a_pharmacy_closed_is_carried_as_it_is() {
    let item = |handling: Handling, delivery_only| {
        let item = small().item("F001").unwrap().clone();
        Item { handling, delivery_only, ..item }.sealed_only()
    };
    assert!(!item(Handling::Volunteer, false));
    assert!(item(Handling::Volunteer, true) && item(Handling::PharmacistOnly, false));
}

#[test]
fn steps_are_found_with_their_guide_and_follow_each_other() {
    let pack = small();
    assert_eq!(
        pack.step("g1.tidy").map(|(guide, step)| (guide.id.as_str(), step.opens)),
        Some(("g1", Opens::from_code("screen_of_2030")))
    );
    assert_eq!(pack.next_step("g1.count").map(|step| step.id.as_str()), Some("g1.tidy"));
    assert_eq!(pack.next_step("g1.tidy"), None);
    assert_eq!(pack.day_guides(Phase::Before).count(), 1);
    assert_eq!(pack.day_guides(Phase::Anytime).count(), 0);
    assert_eq!(pack.label(), "test@1.0.0");
}

#[test]
fn the_pack_that_ships_is_whole_in_every_language_it_has() {
    let mut packs = 0;
    for folder in std::fs::read_dir(SHIPPED).unwrap().map(|folder| folder.unwrap().path()) {
        let bundle = shipped(&folder);
        let pack = Pack::from_json(&serde_json::to_string(&bundle.structure).unwrap()).unwrap();
        for language in &pack.languages {
            let words = serde_json::to_string(&bundle.words[language]).unwrap();
            let problems = pack.missing_texts(&Texts::from_json(&words).unwrap());
            assert_eq!(problems, [], "{language} of {}", pack.id);
        }
        packs += 1;
    }
    assert!(packs > 0);
}

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/packs");

/// The files of a pack in this folder, as the build puts them together.
fn shipped(folder: &std::path::Path) -> bundle::Bundle {
    let mut files = vec![];
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    bundle::bundle(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap()
}
