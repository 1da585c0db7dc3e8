//! Filling in: what is seen, where one is, what is wrong, what comes out.

use super::*;
use crate::value::Answers;

fn ids(filling: &Filling) -> Vec<String> {
    let shown = |seen: Seen<'_>| {
        let row = seen.at.row.map_or(String::new(), |row| row.to_string());
        let sign = match seen.what {
            What::Question => "",
            What::Group => "/",
            What::Row => "#",
            What::More => "+",
        };
        format!("{}{}{row}{sign}", "  ".repeat(seen.deep), seen.at.question)
    };
    filling.seen().into_iter().map(shown).collect()
}

fn answer(filling: &mut Filling, question: &str, value: Value) {
    assert_eq!(filling.step(Event::Answer(At::of(question), value), NOW), Went::Changed);
}

fn json_of(answers: &Answers) -> String {
    String::from_utf8(json::to_vec(answers).unwrap()).unwrap()
}

const BRANCHES: &str = r#"
    {"id":"minor","kind":"yes_no","part":"team"},
    {"id":"who","kind":"group","relevant":"${minor}","questions":[
        {"id":"alone","kind":"yes_no"},
        {"id":"carer","kind":"text","relevant":"not(${alone})"}]},
    {"id":"age","kind":"whole","limit":". >= 0 and . < 120","required":true,"part":"team"},
    {"id":"adult","kind":"yes_no","calculate":"${age} >= 18","part":"team"},
    {"id":"end","kind":"note","relevant":"${adult}"}"#;

#[test]
fn a_question_is_seen_while_its_condition_and_its_groups_hold() {
    let mut f = filling(BRANCHES);
    assert_eq!(ids(&f), ["minor", "age"]);
    answer(&mut f, "minor", Value::YesNo(true));
    assert_eq!(ids(&f), ["minor", "who/", "  alone", "  carer", "age"]);
    answer(&mut f, "alone", Value::YesNo(true));
    assert_eq!(ids(&f), ["minor", "who/", "  alone", "age"]);
    // What depends on what is no longer seen goes with it.
    answer(&mut f, "minor", Value::YesNo(false));
    assert_eq!(ids(&f), ["minor", "age"]);
    answer(&mut f, "age", whole(30));
    assert_eq!(ids(&f), ["minor", "age", "end"]);
}

#[test]
fn an_answer_that_is_not_seen_waits_and_is_left_out() {
    let mut f = filling(BRANCHES);
    answer(&mut f, "age", whole(30));
    answer(&mut f, "minor", Value::YesNo(true));
    answer(&mut f, "carer", Value::Text(" aunt ".into()));
    answer(&mut f, "minor", Value::YesNo(false));
    let finished = f.finish(NOW).unwrap();
    assert_eq!(
        json_of(&finished.team),
        r#"{"adult":{"yes_no":true},"age":{"whole":30},"minor":{"yes_no":false}}"#
    );
    assert!(finished.desk.is_empty());
    answer(&mut f, "minor", Value::YesNo(true));
    let finished = f.finish(NOW).unwrap();
    assert_eq!(json_of(&finished.desk), r#"{"who":{"group":{"carer":{"text":"aunt"}}}}"#);
}

#[test]
fn a_calculation_follows_what_it_is_made_of() {
    let mut f = filling(
        r#"{"id":"a","kind":"whole"},
           {"id":"twice","kind":"whole","calculate":"${a} * 2"},
           {"id":"more","kind":"decimal","calculate":"${twice} + 0.5","relevant":"${twice} > 5"},
           {"id":"said","kind":"choice","list":"t.colours","calculate":"if(${more} > 10, 'red', 'blue')"}"#,
    );
    let reckoned = |f: &Filling, id| f.answer(&At::of(id)).cloned();
    assert_eq!(reckoned(&f, "twice"), None);
    answer(&mut f, "a", whole(3));
    assert_eq!(reckoned(&f, "twice"), Some(whole(6)));
    assert_eq!(reckoned(&f, "more"), Some(Value::Decimal(6.5)));
    assert_eq!(reckoned(&f, "said"), Some(choice("blue")));
    answer(&mut f, "a", whole(5));
    assert_eq!(reckoned(&f, "said"), Some(choice("red")));
    answer(&mut f, "a", whole(1));
    assert_eq!(reckoned(&f, "more"), None);
    assert_eq!(f.step(Event::Refuse(At::of("a")), NOW), Went::Changed);
    assert_eq!(reckoned(&f, "twice"), None);
    // Nobody types what is reckoned.
    let typed = Event::Answer(At::of("twice"), whole(9));
    assert_eq!(f.step(typed, NOW), Went::Nothing);
}

#[test]
fn one_goes_on_and_back_question_by_question() {
    let mut f = filling(BRANCHES);
    let place = |f: &Filling| {
        let place = f.place().unwrap();
        (place.at.question, place.number, place.of)
    };
    assert_eq!(place(&f), ("minor".into(), 1, 2));
    assert_eq!(f.step(Event::Back, NOW), Went::Start);
    assert_eq!(f.step(Event::Next, NOW), Went::Moved);
    // Nothing is told before somebody tries to go on.
    assert_eq!(f.told(&At::of("age"), NOW), None);
    assert_eq!(f.step(Event::Next, NOW), Went::Wrong);
    assert_eq!(f.told(&At::of("age"), NOW), Some(Why::Required));
    answer(&mut f, "age", whole(130));
    assert_eq!(f.told(&At::of("age"), NOW), Some(Why::Limit));
    answer(&mut f, "age", Value::Text("3o".into()));
    assert_eq!(f.told(&At::of("age"), NOW), Some(Why::Kind));
    assert_eq!(f.answer(&At::of("age")), Some(&Value::Text("3o".into())));
    answer(&mut f, "age", whole(30));
    assert_eq!(f.told(&At::of("age"), NOW), None);
    assert_eq!(f.step(Event::Next, NOW), Went::Moved);
    assert_eq!(place(&f), ("end".into(), 3, 3));
    assert_eq!(f.step(Event::Next, NOW), Went::Done);
    // One stands on what is no longer seen: the last that is.
    answer(&mut f, "age", whole(3));
    assert_eq!(place(&f), ("age".into(), 2, 2));
    assert_eq!(f.step(Event::GoTo(At::of("carer")), NOW), Went::Nothing);
    assert_eq!(f.step(Event::GoTo(At::of("minor")), NOW), Went::Moved);
    answer(&mut f, "age", whole(130));
    assert_eq!(f.step(Event::GoTo(At::of("age")), NOW), Went::Moved);
    assert_eq!(f.step(Event::Back, NOW), Went::Moved);
    assert_eq!(place(&f), ("minor".into(), 1, 3));
}

#[test]
fn a_page_is_done_as_a_whole() {
    let mut form = form(BRANCHES);
    form.one_page = true;
    let mut f = Filling::new(Arc::new(Prepared::new(&form, &lists()).unwrap()), NOW);
    assert_eq!(f.step(Event::Next, NOW), Went::Wrong);
    assert_eq!(f.place().unwrap().at, At::of("age"));
    assert_eq!(f.told(&At::of("age"), NOW), Some(Why::Required));
    assert_eq!(f.finish(NOW), Err(vec![Wrong { at: At::of("age"), why: Why::Required }]));
    answer(&mut f, "age", whole(30));
    assert_eq!(f.step(Event::Next, NOW), Went::Done);
    // On a page what is wrong is told when its field is left, if something stands in it.
    let mut f = Filling::new(Arc::new(Prepared::new(&form, &lists()).unwrap()), NOW);
    f.step(Event::Leave(At::of("age")), NOW);
    assert_eq!(f.told(&At::of("age"), NOW), None);
    answer(&mut f, "age", whole(-1));
    assert_eq!(f.told(&At::of("age"), NOW), None);
    f.step(Event::Leave(At::of("age")), NOW);
    assert_eq!(f.told(&At::of("age"), NOW), Some(Why::Limit));
}

#[test]
fn what_is_reckoned_is_shown_on_a_page_and_to_no_recipient() {
    let shown = |one_page, guest| {
        let form = Form { one_page, guest, ..form(BRANCHES) };
        let mut f = Filling::new(Arc::new(Prepared::new(&form, &lists()).unwrap()), NOW);
        let empty = ids(&f).contains(&"adult".to_owned());
        answer(&mut f, "age", whole(7));
        (empty, ids(&f).contains(&"adult".to_owned()), f.place().unwrap().of)
    };
    assert_eq!(shown(true, false), (true, true, 2));
    assert_eq!(shown(true, true), (false, false, 2));
    assert_eq!(shown(false, false), (false, false, 2));
}

#[test]
fn each_kind_of_wrong_is_told_apart() {
    let mut f = filling(
        r#"{"id":"warm","kind":"yes_no"},
           {"id":"one","kind":"choice","list":"t.colours","filter":"warm = ${warm} or name = 'none'"},
           {"id":"some","kind":"choices","list":"t.colours"},
           {"id":"hour","kind":"time"},
           {"id":"said","kind":"text","required":true,"mustSay":true},
           {"id":"num","kind":"decimal","limit":". > 1"}"#,
    );
    answer(&mut f, "said", Value::Text("x".into()));
    let mut is = |question: &str, value: Value, why: Option<Why>| {
        answer(&mut f, question, value.clone());
        let wrong = f.wrong(NOW).into_iter().map(|wrong| wrong.why).next();
        assert_eq!(wrong, why, "{question} {value:?}");
    };
    is("warm", Value::YesNo(true), None);
    is("one", choice("blue"), Some(Why::NotOffered));
    is("one", choice("grey"), Some(Why::NotOffered));
    is("one", choice("none"), None);
    is("one", choice("red"), None);
    is("one", choices(&["red"]), Some(Why::Kind));
    is("one", choice("red"), None);
    is("some", choices(&["red", "none"]), Some(Why::NotTogether));
    is("some", choices(&["none"]), None);
    is("hour", Value::Time(1440), Some(Why::Range));
    is("hour", Value::Time(1439), None);
    is("said", Value::Text(" \n".into()), Some(Why::Required));
    is("said", Value::Refused, Some(Why::MustSay));
    is("said", Value::Text("a".repeat(MAX_TEXT + 1)), Some(Why::Range));
    is("said", Value::Text("x".into()), None);
    is("num", Value::Decimal(1.0), Some(Why::Limit));
    // A refusal is an answer, and meets every limit.
    is("num", Value::Refused, None);
    let infinite = Event::Answer(At::of("num"), Value::Decimal(f64::INFINITY));
    assert_eq!(f.step(infinite, NOW), Went::Nothing);
    // A filter follows what it asks for; what was chosen stays, and is told.
    let codes = |f: &Filling| -> Vec<String> {
        f.choices(&At::of("one"), NOW).iter().map(|listed| listed.code.clone()).collect()
    };
    assert_eq!(codes(&f), ["red", "none"]);
    answer(&mut f, "warm", Value::YesNo(false));
    assert_eq!(codes(&f), ["none"]);
    assert_eq!(f.answer(&At::of("one")), Some(&choice("red")));
    assert_eq!(f.wrong(NOW), [Wrong { at: At::of("one"), why: Why::NotOffered }]);
}

#[test]
fn codes_come_and_go_with_a_tap() {
    let mut f = filling(
        r#"{"id":"some","kind":"choices","list":"t.colours"},
           {"id":"one","kind":"choice","list":"t.colours"}"#,
    );
    let mut tap = |code: &str| {
        f.step(Event::Toggle(At::of("some"), code.into()), NOW);
        f.answer(&At::of("some")).unwrap().codes().join(" ")
    };
    assert_eq!(tap("green"), "green");
    assert_eq!(tap("red"), "red green");
    assert_eq!(tap("none"), "none");
    assert_eq!(tap("blue"), "blue");
    assert_eq!(tap("blue"), "");
    f.step(Event::Toggle(At::of("one"), "red".into()), NOW);
    f.step(Event::Toggle(At::of("one"), "blue".into()), NOW);
    assert_eq!(f.answer(&At::of("one")), Some(&choice("blue")));
    assert_eq!(f.step(Event::Toggle(At::of("none"), "red".into()), NOW), Went::Nothing);
}

#[test]
fn a_refusal_is_an_answer_and_goes_to_its_part() {
    let mut f = filling(
        r#"{"id":"sex","kind":"choice","list":"t.colours","required":true},
           {"id":"more","kind":"text","relevant":"${sex} != ''"}"#,
    );
    assert_eq!(f.step(Event::Next, NOW), Went::Wrong);
    f.step(Event::Refuse(At::of("sex")), NOW);
    assert!(f.is_seen(&At::of("more")));
    assert_eq!(f.step(Event::Next, NOW), Went::Moved);
    assert_eq!(json_of(&f.finish(NOW).unwrap().desk), r#"{"sex":"refused"}"#);
    f.step(Event::Clear(At::of("sex")), NOW);
    assert!(!f.is_seen(&At::of("more")));
}

#[test]
fn what_stands_there_at_first_is_reckoned_once() {
    let mut f = filling(
        r#"{"id":"day","kind":"date","default":"today() - 1"},
           {"id":"later","kind":"date","default":"date(${day} + 7)"},
           {"id":"colour","kind":"choice","list":"t.colours","default":"'red'"},
           {"id":"rows","kind":"repeat","questions":[
               {"id":"n","kind":"whole","default":"position(..) * 10"}]}"#,
    );
    let shown = |f: &Filling, at: &At| f.answer(at).cloned();
    assert_eq!(shown(&f, &At::of("later")), Some(Value::Date("2026-12-05".parse().unwrap())));
    assert_eq!(shown(&f, &At::of("colour")), Some(choice("red")));
    f.step(Event::Clear(At::of("day")), NOW);
    assert_eq!(shown(&f, &At::of("later")), Some(Value::Date("2026-12-05".parse().unwrap())));
    f.step(Event::Add("rows".into()), NOW);
    f.step(Event::Add("rows".into()), NOW);
    assert_eq!(shown(&f, &At::row("n", 1)), Some(whole(20)));
}

const ROWS: &str = r#"
    {"id":"ask","kind":"yes_no"},
    {"id":"people","kind":"repeat","required":true,"relevant":"${ask}","questions":[
        {"id":"age","kind":"whole","part":"team","required":true},
        {"id":"adult","kind":"yes_no","part":"team","calculate":"${age} >= 18"},
        {"id":"more","kind":"group","relevant":"${adult}","questions":[
            {"id":"note","kind":"text"}]}]},
    {"id":"total","kind":"whole","part":"team","calculate":"sum(${age})"},
    {"id":"notes","kind":"whole","calculate":"count(${note})"},
    {"id":"many","kind":"note","relevant":"count(${people}) > 1"}"#;

#[test]
fn a_repeat_is_filled_in_row_by_row() {
    let mut f = filling(ROWS);
    answer(&mut f, "ask", Value::YesNo(true));
    assert_eq!(ids(&f), ["ask", "people+"]);
    assert_eq!(f.wrong(NOW), [Wrong { at: At::of("people"), why: Why::Required }]);
    assert_eq!(f.step(Event::Add("people".into()), NOW), Went::Changed);
    assert_eq!(f.place().unwrap().at, At::row("age", 0));
    f.step(Event::Answer(At::row("age", 0), whole(30)), NOW);
    f.step(Event::Answer(At::row("note", 0), Value::Text("first".into())), NOW);
    f.step(Event::Add("people".into()), NOW);
    assert_eq!(f.place().unwrap().at, At::row("age", 1));
    f.step(Event::Answer(At::row("age", 1), whole(7)), NOW);
    assert_eq!(
        ids(&f),
        [
            "ask",
            "people0#",
            "  age0",
            "  more0/",
            "    note0",
            "people1#",
            "  age1",
            "people+",
            "many"
        ]
    );
    assert_eq!(f.answer(&At::of("total")), Some(&whole(37)));
    assert_eq!(f.answer(&At::of("notes")), Some(&whole(1)));
    // Both parts have both rows, in one order.
    let finished = f.finish(NOW).unwrap();
    assert_eq!(
        json_of(&finished.team),
        r#"{"people":{"repeat":[{"adult":{"yes_no":true},"age":{"whole":30}},{"adult":{"yes_no":false},"age":{"whole":7}}]},"total":{"whole":37}}"#
    );
    assert_eq!(
        json_of(&finished.desk),
        r#"{"ask":{"yes_no":true},"notes":{"whole":1},"people":{"repeat":[{"more":{"group":{"note":{"text":"first"}}}},{}]}}"#
    );
    let both = finished.team.with(&finished.desk);
    let Some(Value::Repeat(rows)) = both.get("people") else { panic!("no rows") };
    assert_eq!(rows[0].find("note"), Some(&Value::Text("first".into())));
    assert_eq!(rows[1].find("age"), Some(&whole(7)));
    assert_eq!(finished.desk.with(&finished.team), both);
    // The row before goes, and the other moves up.
    assert_eq!(f.step(Event::Remove("people".into(), 0), NOW), Went::Changed);
    assert_eq!(f.answer(&At::row("age", 0)), Some(&whole(7)));
    assert_eq!(f.answer(&At::row("age", 1)), None);
    assert_eq!(f.answer(&At::of("total")), Some(&whole(7)));
    assert!(!f.is_seen(&At::of("many")));
    assert_eq!(f.step(Event::Remove("people".into(), 1), NOW), Went::Nothing);
    assert_eq!(f.step(Event::Add("age".into()), NOW), Went::Nothing);
    // A repeat that is not seen takes no rows, and keeps those that it has.
    answer(&mut f, "ask", Value::YesNo(false));
    assert_eq!(f.step(Event::Add("people".into()), NOW), Went::Nothing);
    assert_eq!(f.answer(&At::of("total")), Some(&whole(0)));
    assert_eq!(f.rows("people"), 1);
    answer(&mut f, "ask", Value::YesNo(true));
    assert_eq!(f.answer(&At::of("total")), Some(&whole(7)));
}

#[test]
fn one_walks_through_rows_and_past_their_end() {
    let mut f = filling(ROWS);
    answer(&mut f, "ask", Value::YesNo(true));
    f.step(Event::Add("people".into()), NOW);
    f.step(Event::Answer(At::row("age", 0), whole(1)), NOW);
    assert_eq!(f.step(Event::Next, NOW), Went::Moved);
    assert_eq!(f.place().unwrap().at, At::of("people"));
    f.step(Event::Add("people".into()), NOW);
    assert_eq!(f.step(Event::Next, NOW), Went::Wrong);
    assert_eq!(f.told(&At::row("age", 1), NOW), Some(Why::Required));
    // The row in which one is goes: one is at the end of the rows, and nothing is told of others.
    f.step(Event::Remove("people".into(), 1), NOW);
    assert_eq!(f.place().unwrap().at, At::of("people"));
    f.step(Event::Add("people".into()), NOW);
    assert_eq!(f.told(&At::row("age", 1), NOW), None);
    for _ in 0..2 * MAX_ROWS {
        f.step(Event::Add("people".into()), NOW);
    }
    assert_eq!(f.rows("people"), MAX_ROWS);
}

#[test]
fn a_repeat_without_a_question_for_the_team_is_not_in_its_part() {
    let mut f = filling(
        r#"{"id":"hurt","kind":"repeat","questions":[{"id":"how","kind":"text"}]},
           {"id":"open","kind":"repeat","questions":[{"id":"n","kind":"whole","part":"team"}]}"#,
    );
    f.step(Event::Add("hurt".into()), NOW);
    f.step(Event::Add("open".into()), NOW);
    let finished = f.finish(NOW).unwrap();
    assert_eq!(json_of(&finished.team), r#"{"open":{"repeat":[{}]}}"#);
    assert_eq!(json_of(&finished.desk), r#"{"hurt":{"repeat":[{}]}}"#);
}

#[test]
fn a_draft_goes_on_where_it_was() {
    let mut f = filling(ROWS);
    answer(&mut f, "ask", Value::YesNo(true));
    f.step(Event::Add("people".into()), NOW);
    f.step(Event::Answer(At::row("age", 0), Value::Text("3o".into())), NOW);
    f.step(Event::Answer(At::row("note", 0), Value::Text("kept ".into())), NOW);
    f.step(Event::Add("people".into()), NOW);
    let draft = f.draft("t@1.0.0");
    let text = String::from_utf8(json::to_vec(&draft).unwrap()).unwrap();
    assert_eq!(
        text,
        r#"{"form":"t.form","pack":"t@1.0.0","answers":{"ask":{"yes_no":true},"people":{"repeat":[{"age":{"text":"3o"},"more":{"group":{"note":{"text":"kept "}}}},{}]}},"at":{"question":"age","row":1}}"#
    );
    let draft: Draft = json::from_str(&text).unwrap();
    let again = Filling::resume(prepared(ROWS), &draft, NOW).unwrap();
    assert_eq!(again.draft("t@1.0.0"), draft);
    assert_eq!(again.place(), f.place());
    assert_eq!(again.answer(&At::row("note", 0)), f.answer(&At::row("note", 0)));
    assert_eq!(again.rows("people"), 2);
    let other = Draft { form: "t.other".into(), ..draft };
    assert_eq!(Filling::resume(prepared(ROWS), &other, NOW), None);
}

#[test]
fn a_place_names_what_is_there() {
    let mut f = filling(ROWS);
    answer(&mut f, "ask", Value::YesNo(true));
    f.step(Event::Add("people".into()), NOW);
    for at in [At::of("age"), At::row("age", 1), At::row("ask", 0), At::of("nothing")] {
        assert_eq!(f.step(Event::Answer(at.clone(), whole(1)), NOW), Went::Nothing, "{at:?}");
        assert_eq!(f.answer(&at), None);
        assert!(!f.is_seen(&at));
    }
    let nothing = filling(r#"{"id":"a","kind":"note","relevant":"today() < 0"}"#);
    assert_eq!((nothing.place(), nothing.seen().len()), (None, 0));
}

/// The measure of the issue: run with `--ignored --nocapture`, in release or not.
#[test]
#[ignore = "a measure, not a check"]
fn how_long_an_answer_takes() {
    let question = |n: usize| match n % 3 {
        0 => format!(r#"{{"id":"q{n}","kind":"whole","limit":". >= 0"}}"#),
        1 => format!(
            r#"{{"id":"q{n}","kind":"text","relevant":"${{q{}}} > 3 and not(${{q0}} = 5)"}}"#,
            n - 1
        ),
        _ => format!(r#"{{"id":"q{n}","kind":"choices","list":"t.colours"}}"#),
    };
    let questions: Vec<String> = (0..60).map(question).collect();
    let mut f = filling(&questions.join(","));
    let mut times: Vec<f64> = (0..2000)
        .map(|n| {
            let at = At::of(&format!("q{}", n % 20 * 3));
            let before = std::time::Instant::now();
            f.step(Event::Answer(at, whole(n % 9)), NOW);
            let shown = (f.seen().len(), f.wrong(NOW).len(), f.place());
            assert!(shown.0 > 30);
            before.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("60 questions, 20 conditions: p50 {:.3} ms, p95 {:.3} ms", times[1000], times[1900]);
}
