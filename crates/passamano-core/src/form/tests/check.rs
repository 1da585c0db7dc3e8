//! What is wrong with forms, each named with its place.

use super::*;
use crate::form::check::{self, Fault, Field, Problem, Who};

const REGISTERS: [&str; 1] = ["t.things"];

fn problems(questions: &str) -> Vec<(String, Fault)> {
    of(&form(questions), Who::Desk)
}

fn of(form: &Form, who: Who) -> Vec<(String, Fault)> {
    let problems = check::form(form, &lists(), &REGISTERS, who).into_iter();
    problems.map(|problem| (problem.question, problem.fault)).collect()
}

fn one(questions: &str) -> Fault {
    let problems = problems(questions);
    let [(_, fault)] = &problems[..] else { panic!("{questions}: {problems:?}") };
    fault.clone()
}

#[test]
fn a_form_that_is_whole_has_no_problem() {
    assert_eq!(
        problems(
            r#"{"id":"size","kind":"whole","part":"team","required":true,"limit":". > 0"},
               {"id":"mood","kind":"choice","list":"t.faces","look":"faces","part":"team"},
               {"id":"said","kind":"text","look":"long","relevant":"${mood} = '1' or ${mood} = ''"},
               {"id":"likes","kind":"choices","list":"t.colours","filter":"warm = 'yes' or name != 'red'",
                "look":"chips"},
               {"id":"thing","kind":"entry","register":"t.things","part":"team"},
               {"id":"card","kind":"card","part":"team"},{"id":"where","kind":"place","part":"team"},
               {"id":"all","kind":"people","part":"team"},{"id":"tell","kind":"words","part":"team"},
               {"id":"rows","kind":"repeat","questions":[
                   {"id":"n","kind":"whole","relevant":"position(..) < 3 and ${size} > 1"}]},
               {"id":"sum","kind":"whole","calculate":"sum(${n}) + count(${rows})"}"#
        ),
        []
    );
}

#[test]
fn what_cannot_be_made_ready_is_told() {
    let name = |text: &str| text.to_owned();
    assert_eq!(problems(""), [(String::new(), Fault::Empty)]);
    for id in ["", "a b", "1a", "a.b", "é", "a-b", &"a".repeat(65)] {
        assert_eq!(one(&format!(r#"{{"id":"{id}","kind":"note"}}"#)), Fault::BadId);
    }
    assert_eq!(
        one(
            r#"{"id":"a","kind":"whole"},{"id":"g","kind":"group","questions":[{"id":"a","kind":"note"}]}"#
        ),
        Fault::Twice
    );
    assert_eq!(one(r#"{"id":"g","kind":"group"}"#), Fault::Empty);
    assert_eq!(
        one(r#"{"id":"a","kind":"whole","questions":[{"id":"b","kind":"note"}]}"#),
        Fault::NoGroup
    );
    assert_eq!(
        one(r#"{"id":"a","kind":"repeat","questions":[{"id":"b","kind":"group","questions":[
            {"id":"c","kind":"repeat","questions":[{"id":"d","kind":"note"}]}]}]}"#),
        Fault::RepeatInRepeat
    );
    let mut deep = r#"{"id":"z","kind":"note"}"#.to_owned();
    for n in 0..=MAX_GROUPS {
        deep = format!(r#"{{"id":"g{n}","kind":"group","questions":[{deep}]}}"#);
    }
    assert_eq!(one(&deep), Fault::TooDeep);
    let notes: Vec<_> =
        (0..=MAX_QUESTIONS).map(|n| format!(r#"{{"id":"a{n}","kind":"note"}}"#)).collect();
    assert_eq!(one(&notes.join(",")), Fault::TooMany(MAX_QUESTIONS + 1));
    let Fault::Unreadable(Field::Relevant, bad) =
        one(r#"{"id":"a","kind":"note","relevant":"1 +"}"#)
    else {
        panic!("it was read")
    };
    assert_eq!(bad.at, 4);
    for (field, is) in [
        ("relevant", Field::Relevant),
        ("limit", Field::Limit),
        ("calculate", Field::Calculate),
        ("default", Field::Default),
    ] {
        let fault = one(&format!(r#"{{"id":"a","kind":"whole","{field}":"${{b}} > 1"}}"#));
        assert_eq!(fault, Fault::NamesNothing(is, name("b")));
    }
    let with = |expr: &str| {
        one(&format!(
            r#"{{"id":"rows","kind":"repeat","questions":[{{"id":"n","kind":"whole"}}]}},
               {{"id":"note","kind":"note"}},{{"id":"a","kind":"whole","relevant":"{expr}"}}"#
        ))
    };
    assert_eq!(with("${n} > 1"), Fault::NamesMany(Field::Relevant, name("n")));
    assert_eq!(with("selected(${n}, 1)"), Fault::NamesMany(Field::Relevant, name("n")));
    assert_eq!(with("${rows} = ''"), Fault::NamesNoAnswer(Field::Relevant, name("rows")));
    assert_eq!(with("sum(${rows}) > 1"), Fault::NamesNoAnswer(Field::Relevant, name("rows")));
    assert_eq!(with("${note} = ''"), Fault::NamesNoAnswer(Field::Relevant, name("note")));
    assert_eq!(with(". > 1"), Fault::NotHere(Field::Relevant, name(".")));
    assert_eq!(with("warm = 'yes'"), Fault::NotHere(Field::Relevant, name("warm")));
    assert_eq!(with("position(..) = 1"), Fault::NotHere(Field::Relevant, name("position(..)")));
    assert_eq!(
        one(r#"{"id":"r","kind":"repeat","questions":[{"id":"n","kind":"whole"}]},
            {"id":"s","kind":"repeat","questions":[{"id":"m","kind":"whole","limit":". > ${n}"}]}"#),
        Fault::NamesMany(Field::Limit, name("n"))
    );
}

#[test]
fn a_form_that_would_keep_a_phone_busy_is_refused() {
    let sums = vec!["sum(${n})"; 100].join(" + ");
    let busy = |rows: usize| {
        let rows =
            (0..rows).map(|n| format!(r#"{{"id":"a{n}","kind":"whole","limit":". < {sums}"}}"#));
        problems(&format!(
            r#"{{"id":"r","kind":"repeat","questions":[{{"id":"n","kind":"whole"}}]}},
               {{"id":"s","kind":"repeat","questions":[{}]}}"#,
            rows.collect::<Vec<_>>().join(",")
        ))
    };
    assert!(matches!(&busy(1)[..], [(_, Fault::TooMuch(work))] if *work > MAX_WORK));
    let calm =
        |question: usize| format!(r#"{{"id":"a{question}","kind":"whole","limit":". < {sums}"}}"#);
    let calm: Vec<_> = (0..20).map(calm).collect();
    assert_eq!(
        problems(&format!(
            r#"{{"id":"r","kind":"repeat","questions":[{{"id":"n","kind":"whole"}}]}},{}"#,
            calm.join(",")
        )),
        []
    );
}

#[test]
fn what_waits_for_itself_is_told_as_a_circle() {
    let circle = |questions| match one(questions) {
        Fault::Circle(ids) => ids,
        fault => panic!("{fault}"),
    };
    assert_eq!(circle(r#"{"id":"a","kind":"whole","calculate":"${a} + 1"}"#), ["a"]);
    assert_eq!(
        circle(
            r#"{"id":"x","kind":"whole"},{"id":"a","kind":"whole","calculate":"${b} + ${x}"},
               {"id":"b","kind":"whole","relevant":"${c} > 1"},{"id":"c","kind":"whole","calculate":"${a}"},
               {"id":"d","kind":"whole","calculate":"${c}"}"#
        ),
        ["a", "b", "c"]
    );
    // A group cannot wait for what stands in it.
    assert_eq!(
        circle(
            r#"{"id":"g","kind":"group","relevant":"${a} > 1","questions":[{"id":"a","kind":"whole"}]}"#
        ),
        ["g", "a"]
    );
    // A limit and a filter are looked at when somebody answers: they wait for nothing.
    let both = r#"{"id":"a","kind":"whole","limit":". > ${b}"},{"id":"b","kind":"whole","limit":". < ${a}"}"#;
    assert_eq!(problems(both), []);
}

#[test]
fn what_may_not_be_published_is_told() {
    let name = |text: &str| text.to_owned();
    for (question, fault) in [
        (r#""kind":"choice""#, Fault::Needs("list")),
        (r#""kind":"choices","list":"t.none""#, Fault::Unknown("list", name("t.none"))),
        (r#""kind":"whole","list":"t.faces""#, Fault::NotForKind("a list")),
        (r#""kind":"entry""#, Fault::Needs("register")),
        (r#""kind":"entry","register":"t.none""#, Fault::Unknown("register", name("t.none"))),
        (r#""kind":"whole","register":"t.things""#, Fault::NotForKind("a register")),
        (r#""kind":"choice","list":"t.colours","look":"faces""#, Fault::FiveFaces),
        (r#""kind":"whole","look":"faces""#, Fault::NotForKind("this look")),
        (r#""kind":"choice","list":"t.faces","look":"long""#, Fault::NotForKind("this look")),
        (r#""kind":"text","look":"chips""#, Fault::NotForKind("this look")),
        (
            r#""kind":"choice","list":"t.colours","filter":"cold = 'yes'""#,
            Fault::NoSuchProperty(name("cold")),
        ),
        (r#""kind":"whole","filter":"1 = 1""#, Fault::NotForKind("filter")),
        (r#""kind":"note","limit":"1 = 1""#, Fault::NotForKind("limit")),
        (r#""kind":"people","calculate":"1""#, Fault::NotForKind("calculate")),
        (r#""kind":"words","default":"1""#, Fault::NotForKind("default")),
        (r#""kind":"whole","calculate":"1","default":"1""#, Fault::NotForKind("default")),
        (r#""kind":"note","required":true"#, Fault::RequiredOfNobody),
        (r#""kind":"whole","required":true,"calculate":"1""#, Fault::RequiredOfNobody),
        (r#""kind":"whole","relevant":"1 > 2""#, Fault::NeverSeen),
        (r#""kind":"text","part":"team""#, Fault::TextForTeam),
        (r#""kind":"text","part":"team","calculate":"'x'""#, Fault::TextForTeam),
        (
            r#""kind":"choice","list":"t.colours","limit":". != 'grey'""#,
            Fault::NoSuchCode(Field::Limit, name("grey")),
        ),
    ] {
        assert_eq!(one(&format!(r#"{{"id":"a",{question}}}"#)), fault, "{question}");
    }
    let asks = |expr: &str| {
        problems(&format!(
            r#"{{"id":"c","kind":"choices","list":"t.colours"}},{{"id":"y","kind":"yes_no"}},
               {{"id":"a","kind":"note","relevant":"{expr}"}}"#
        ))
    };
    let code = |code: &str| [(name("a"), Fault::NoSuchCode(Field::Relevant, name(code)))];
    assert_eq!(asks("selected(${c}, 'grey')"), code("grey"));
    assert_eq!(asks("${y} = 'true'"), code("true"));
    assert_eq!(asks("${y} = 'yes' and selected(${c}, 'none') or ${c} != ''"), []);
}

#[test]
fn a_text_for_the_team_is_found_wherever_it_hides() {
    let hidden = r#"{"id":"g","kind":"group","questions":[{"id":"r","kind":"repeat","questions":[
        {"id":"a","kind":"text","part":"team"}]}]}"#;
    assert_eq!(problems(hidden), [("a".to_owned(), Fault::TextForTeam)]);
    let mut deep = r#"{"id":"z","kind":"text","part":"team"}"#.to_owned();
    for n in 0..20 {
        deep = format!(r#"{{"id":"g{n}","kind":"group","questions":[{deep}]}}"#);
    }
    assert!(problems(&deep).contains(&("z".to_owned(), Fault::TextForTeam)));
}

#[test]
fn the_team_gets_nothing_that_is_made_from_the_desks_answers() {
    let made = |made: &str| {
        problems(&format!(
            r#"{{"id":"secret","kind":"choice","list":"t.colours"}},
               {{"id":"open","kind":"whole","part":"team"}},
               {{"id":"hurt","kind":"repeat","questions":[{{"id":"how","kind":"text"}}]}},
               {{"id":"a","kind":"whole","part":"team",{made}}}"#
        ))
    };
    let from = |name: &str| [("a".to_owned(), Fault::TeamFromDesk(name.into()))];
    assert_eq!(made(r#""calculate":"count-selected(${secret})""#), from("secret"));
    assert_eq!(made(r#""calculate":"count(${hurt})""#), from("hurt"));
    assert_eq!(made(r#""default":"if(${secret} = 'red', 1, 2)""#), from("secret"));
    assert_eq!(made(r#""calculate":"${open} + 1""#), []);
}

#[test]
fn who_fills_in_a_form_decides_what_may_be_asked() {
    let words = form(r#"{"id":"a","kind":"words","part":"team"}"#);
    assert_eq!(of(&words, Who::Desk), []);
    assert_eq!(of(&words, Who::Anyone), [("a".to_owned(), Fault::WordsOfAnyone)]);
    for kind in [r#""kind":"card""#, r#""kind":"entry","register":"t.things""#] {
        let mut guest = form(&format!(r#"{{"id":"a",{kind}}}"#));
        assert_eq!(of(&guest, Who::Anyone), []);
        guest.guest = true;
        assert_eq!(of(&guest, Who::Anyone), [("a".to_owned(), Fault::NotForGuests)]);
    }
    let mut things = form(r#"{"id":"note","kind":"whole"}"#);
    things.id = "t.things".into();
    assert_eq!(of(&things, Who::Desk), [("note".to_owned(), Fault::RegisterHasIt)]);
    things.id = "T.x".into();
    assert_eq!(of(&things, Who::Desk), [(String::new(), Fault::BadId)]);
}

#[test]
fn a_list_is_whole() {
    let list = |codes: &str| -> Vec<(String, Fault)> {
        let list: CodeList =
            json::from_str(&format!(r#"{{"id":"t.list","codes":[{codes}]}}"#)).unwrap();
        let problems = check::list(&list).into_iter();
        problems.map(|problem| (problem.question, problem.fault)).collect()
    };
    assert_eq!(list(r#"{"code":"fa-AF"},{"code":"18_59"}"#), []);
    assert_eq!(list(""), [(String::new(), Fault::Empty)]);
    assert_eq!(list(r#"{"code":"a b"}"#), [("a b".to_owned(), Fault::BadId)]);
    assert_eq!(list(r#"{"code":"a"},{"code":"a"}"#), [("a".to_owned(), Fault::Twice)]);
}

#[test]
fn a_problem_is_said_in_plain_words_with_its_place() {
    let said = |questions| {
        check::form(&form(questions), &lists(), &[], Who::Desk).first().map(Problem::to_string)
    };
    assert_eq!(
        said(r#"{"id":"a","kind":"text","part":"team"}"#).unwrap(),
        "t.form, a: a person's own words are for the desk only"
    );
    assert_eq!(
        said(r#"{"id":"a","kind":"note","relevant":"${b} = 1"}"#).unwrap(),
        "t.form, a: relevant names b, which is no question of this form"
    );
    assert_eq!(
        said(r#"{"id":"a","kind":"note","relevant":"1 +"}"#).unwrap(),
        "t.form, a: relevant cannot be read, character 4: something is missing at the end"
    );
    assert_eq!(said("").unwrap(), "t.form: nothing stands in it");
    let damaged = Form::from_json(br#"{"id":"t.form","questions":[{"id":"a","kind":"song"}]}"#);
    assert!(damaged.unwrap_err().to_string().contains("unknown variant `song`"));
}

#[test]
fn every_text_of_a_form_has_a_key() {
    let form = form(
        r#"{"id":"a","kind":"whole","limit":". > 1"},
           {"id":"b","kind":"whole","calculate":"1"},
           {"id":"r","kind":"repeat","questions":[{"id":"n","kind":"note"}]}"#,
    );
    let keys = keys(&form);
    let of = |always| -> Vec<&str> {
        keys.iter().filter(|key| key.always == always).map(|key| key.key.as_str()).collect()
    };
    assert_eq!(
        of(true),
        ["t.form", "t.form.a.limit", "t.form.a", "t.form.b", "t.form.r", "t.form.n"]
    );
    assert_eq!(of(false), ["t.form.a.hint", "t.form.r.hint", "t.form.r.add", "t.form.n.hint"]);
    assert_eq!(list_keys(&lists()[0])[0], "list.t.colours.red");
}
