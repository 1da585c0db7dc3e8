//! What expressions come to, one by one. That no text, no expression and no answer is too much
//! for them is in `expr/any.rs`.

use super::*;
use crate::household::People;
use crate::time::{Day, Moment};
use crate::value::{Answers, Value};

/// Sunday 29 November 2026, 16:05 in Rome.
const NOW: Moment = Moment { ms: 1_795_964_700_000, offset: 60 };

fn day(text: &str) -> Value {
    Value::Date(text.parse::<Day>().unwrap())
}

fn answers() -> Answers {
    let codes = |codes: &[&str]| Value::Choices(codes.iter().map(ToString::to_string).collect());
    let row = |age: Option<Value>| {
        let mut row = Answers::from_iter([("name_code".to_owned(), Value::Text("A".into()))]);
        row.0.extend(age.map(|age| ("age".to_owned(), age)));
        row
    };
    Answers::from_iter(
        [
            ("zero", Value::Whole(0)),
            ("size", Value::Whole(42)),
            ("income", Value::Decimal(1500.5)),
            ("consent", Value::YesNo(true)),
            ("declined", Value::YesNo(false)),
            ("quiet", Value::Refused),
            ("silent", Value::Refused),
            ("name", Value::Text("Perché no".into())),
            ("blank", Value::Text("  ".into())),
            ("service", Value::Choice("water".into())),
            ("score", Value::Choice("3".into())),
            ("needs", codes(&["water", "power"])),
            ("no-needs", codes(&[])),
            ("day", day("2026-11-28")),
            ("time", Value::Time(14 * 60 + 30)),
            ("moment", Value::Moment(Moment { ms: NOW.ms - 3_600_000, offset: 60 })),
            ("people", Value::People(People { f: [0, 1, 2, 0, 0, 0], ..People::default() })),
            ("inner", Value::Group(Answers::from_iter([("deep".to_owned(), Value::Whole(7))]))),
            (
                "members",
                Value::Repeat(vec![
                    row(Some(Value::Whole(34))),
                    row(Some(Value::Refused)),
                    row(None),
                    row(Some(Value::Whole(7))),
                ]),
            ),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    )
}

/// As text, so that one table holds all kinds: `~` for nothing, `!` for a refusal.
fn came_to(text: &str) -> String {
    let answers = answers();
    let expr = Expr::parse(text).unwrap_or_else(|bad| panic!("{text}: {bad}"));
    match expr.eval(&Over { answers: &answers, now: NOW }) {
        Got::Nothing => "~".into(),
        Got::Refused => "!".into(),
        got => got.text().into_owned(),
    }
}

#[test]
fn expressions_come_to_what_odk_says() {
    for (text, expected) in [
        // Numbers.
        ("1 + 1", "2"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("10 - 3 - 2", "5"),
        ("7 div 2", "3.5"),
        ("7 mod 3", "1"),
        ("-7 mod 3", "-1"),
        ("7 mod -3", "1"),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", "NaN"),
        ("--3", "3"),
        ("-2 * 3", "-6"),
        ("- 0", "0"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("0.1 + 0.2 = 0.3", "true"),
        (".5 + 5.", "5.5"),
        ("100000000000000000000", "100000000000000000000"),
        ("number('abc')", "NaN"),
        ("number(' 42 ')", "42"),
        ("number('1e3')", "NaN"),
        ("number('+1')", "NaN"),
        ("number('inf')", "NaN"),
        ("number('')", "NaN"),
        ("number('-.5')", "-0.5"),
        ("number(1 = 1)", "1"),
        ("number(${size})", "42"),
        ("number(${missing})", "NaN"),
        ("number(${quiet})", "NaN"),
        ("number(${consent}) + number(${declined})", "1"),
        ("number('2026-11-28')", "20785"),
        ("int(1.9)", "1"),
        ("int(-1.9)", "-1"),
        ("int('x')", "NaN"),
        ("round(1.5)", "2"),
        ("round(2.5)", "3"),
        ("round(-1.5)", "-1"),
        ("round(-1.6)", "-2"),
        ("round(-0.4)", "0"),
        ("round(1.2345, 2)", "1.23"),
        ("round(1.005, 2)", "1.01"),
        ("round(-1.005, 2)", "-1"),
        ("round(1235.5, -2)", "1200"),
        ("round(1250, -2)", "1300"),
        ("round(4, -2)", "0"),
        ("round(12345678901234567890)", "12345678901234567000"),
        ("round(0.5, 31)", "NaN"),
        ("round(0 div 0)", "NaN"),
        ("${size} + ${income}", "1542.5"),
        ("${size} + ${missing}", "NaN"),
        ("${size} + ${quiet}", "NaN"),
        // Text.
        ("string(42)", "42"),
        ("string(1.50)", "1.5"),
        ("string(1 = 2)", "false"),
        ("string(${consent})", "yes"),
        ("string(${missing})", ""),
        ("string(${quiet})", ""),
        ("string(${needs})", "water power"),
        ("string(${day})", "2026-11-28"),
        ("string(${time})", "14:30"),
        ("string-length(${name})", "9"),
        ("string-length(${blank})", "0"),
        ("string-length('')", "0"),
        (r#""it's""#, "it's"),
        // Truth.
        ("not(1 = 1)", "false"),
        ("not('')", "true"),
        ("not('0')", "false"),
        ("not(0)", "true"),
        ("not(${missing})", "true"),
        ("not(${consent})", "false"),
        ("not(${declined})", "true"),
        ("not(${quiet})", "true"),
        ("1 < 2 and 2 < 3", "true"),
        ("1 > 2 or 2 < 3", "true"),
        ("1 = 1 or 1 = 2 and 1 = 3", "true"),
        ("(1 = 1 or 1 = 2) and 1 = 3", "false"),
        ("${missing} and 1 = 1", "false"),
        ("${missing} or ${consent}", "true"),
        ("1 < 2 = (3 < 4)", "true"),
        ("3 > 2 > 1", "false"),
        // Equal and not.
        ("${size} = 42", "true"),
        ("${size} = '42'", "true"),
        ("${size} != 42", "false"),
        ("${service} = 'water'", "true"),
        ("${service} != 'water'", "false"),
        ("${score} = 3", "true"),
        ("${score} >= 3", "true"),
        ("'a' = 'A'", "false"),
        ("'a' < 'b'", "false"),
        ("number('abc') = number('abc')", "false"),
        ("number('abc') != number('abc')", "true"),
        ("${consent} = 'yes'", "true"),
        ("${declined} = 'no'", "true"),
        ("${consent} = 1", "true"),
        ("${consent} = ${declined}", "false"),
        // Not answered.
        ("${missing} = ''", "true"),
        ("${missing} != ''", "false"),
        ("${blank} = ''", "true"),
        ("${no-needs} = ''", "true"),
        ("${size} = ''", "false"),
        ("${zero} = ''", "false"),
        ("${zero} != ''", "true"),
        ("${missing} = 0", "false"),
        ("${missing} != 0", "true"),
        ("${missing} < 1", "false"),
        ("${missing} >= 0", "false"),
        ("${missing} = ${blank}", "true"),
        ("${missing}", "~"),
        // Prefers not to say.
        ("${quiet} = ''", "false"),
        ("${quiet} != ''", "true"),
        ("${quiet} = ${silent}", "false"),
        ("${quiet} = ${quiet}", "false"),
        ("${quiet} = 'water'", "false"),
        ("${quiet} < 18", "false"),
        ("${quiet} >= 0", "false"),
        ("${quiet} and 1 = 1", "false"),
        ("selected(${quiet}, 'water')", "false"),
        ("selected(${quiet}, '')", "false"),
        ("count-selected(${quiet})", "0"),
        ("${quiet}", "!"),
        ("coalesce(${quiet}, 5)", "!"),
        ("if(${quiet}, 'a', 'b')", "b"),
        // Codes.
        ("selected(${needs}, 'water')", "true"),
        ("selected(${needs}, 'wat')", "false"),
        ("selected(${needs}, ' power ')", "true"),
        ("selected(${service}, 'water')", "true"),
        ("selected(${missing}, 'water')", "false"),
        ("selected(${missing}, '')", "true"),
        ("selected(${needs}, '')", "false"),
        ("selected('3 4', ${score})", "true"),
        ("count-selected(${needs})", "2"),
        ("count-selected(${service})", "1"),
        ("count-selected(${missing})", "0"),
        // One or the other.
        ("if(${size} > 18, 'adult', 'child')", "adult"),
        ("if(${missing} != '', 1 div 0, -1)", "-1"),
        ("if(1 = 1, ${needs}, 2)", "water power"),
        ("coalesce(${missing}, 'none')", "none"),
        ("coalesce(${size}, 'none')", "42"),
        ("coalesce(0 div 0, 'none')", "none"),
        ("coalesce(${missing}, ${blank})", "~"),
        // Days and times.
        ("today()", "2026-11-29"),
        ("now()", "2026-11-29T16:05:00+01:00"),
        ("today() - ${day}", "1"),
        ("${day} < today()", "true"),
        ("${day} = '2026-11-28'", "true"),
        ("${day} > '2026-02-01'", "true"),
        ("'2026-02-01' < '2026-11-01'", "true"),
        ("'2026-02-31' < '2026-11-01'", "false"),
        ("date(today() - 7)", "2026-11-22"),
        ("date('2026-11-28T23:59:00+01:00')", "2026-11-28"),
        ("date(now())", "2026-11-29"),
        ("date('soon')", "~"),
        ("date(${missing})", "~"),
        ("date(${quiet})", "~"),
        ("date(1 div 0)", "~"),
        ("date(99999999999)", "~"),
        ("${moment} < now()", "true"),
        ("${moment} = now()", "false"),
        ("${moment} = today()", "true"),
        ("${moment} <= today()", "true"),
        ("${moment} > ${day}", "true"),
        ("${moment} >= '2026-11-29'", "true"),
        ("${time} < '15:00'", "true"),
        ("${time} = '14:30'", "true"),
        ("${time} < 0.5", "false"),
        ("${time} < 'soon'", "false"),
        ("round((now() - ${moment}) * 24)", "1"),
        // People, groups, repeats.
        ("${people}", "3"),
        ("${people} > 2", "true"),
        ("${deep}", "7"),
        ("count(${members})", "4"),
        ("count(${inner})", "1"),
        ("count(${missing})", "0"),
        ("sum(${age})", "41"),
        ("sum(${missing})", "0"),
        ("sum(${size})", "42"),
        ("min(${age})", "7"),
        ("max(${age})", "34"),
        ("max(${age}, 100, ${missing})", "100"),
        ("max(-3, -5)", "-3"),
        ("min(${missing})", "NaN"),
        ("min(3, 1, 2)", "1"),
        ("date(max(${day}, today()))", "2026-11-29"),
        ("${age}", "~"),
        ("${members}", "~"),
        ("${inner} = ''", "true"),
        ("position(..)", "NaN"),
        // Bare names are properties of a code, and here is no code.
        ("district", "~"),
        ("and = ''", "true"),
    ] {
        assert_eq!(came_to(text), expected, "{text}");
    }
}

#[test]
fn what_is_outside_of_the_list_is_refused_with_its_place() {
    for (text, at, flaw) in [
        ("", 1, Flaw::Ends),
        ("  ", 3, Flaw::Ends),
        ("1 +", 4, Flaw::Ends),
        ("(1", 3, Flaw::Ends),
        ("1)", 2, Flaw::Sign(')')),
        ("1 2", 3, Flaw::Sign('2')),
        ("1 == 2", 4, Flaw::Sign('=')),
        ("1 | 2", 3, Flaw::Sign('|')),
        ("/data/age", 1, Flaw::Sign('/')),
        ("../age", 2, Flaw::Sign('.')),
        ("${a}[1]", 5, Flaw::Sign('[')),
        ("@x", 1, Flaw::Sign('@')),
        ("’a’", 1, Flaw::Sign('’')),
        ("è ’a’", 3, Flaw::Sign('’')),
        ("'a", 1, Flaw::OpenText),
        ("\"a'", 1, Flaw::OpenText),
        ("$a", 1, Flaw::BadName),
        ("1 + ${}", 5, Flaw::BadName),
        ("${a b}", 1, Flaw::BadName),
        ("${1}", 1, Flaw::BadName),
        ("${last-saved#a}", 1, Flaw::BadName),
        ("1 plus 2", 3, Flaw::Word("plus".into())),
        ("1 AND 2", 3, Flaw::Word("AND".into())),
        ("1 and-2", 3, Flaw::Word("and-2".into())),
        ("random()", 1, Flaw::NoFunction("random".into())),
        ("1 + once(1)", 5, Flaw::NoFunction("once".into())),
        ("true()", 1, Flaw::NoFunction("true".into())),
        ("instance('a')", 1, Flaw::NoFunction("instance".into())),
        ("not()", 1, Flaw::Given(Function::Not)),
        ("if(1, 2)", 1, Flaw::Given(Function::If)),
        ("coalesce(1)", 1, Flaw::Given(Function::Coalesce)),
        ("today(1)", 1, Flaw::Given(Function::Today)),
        ("position()", 1, Flaw::Given(Function::Position)),
        ("position(.)", 1, Flaw::Given(Function::Position)),
        ("sum(1)", 1, Flaw::NeedsName(Function::Sum)),
        ("count(1 + ${a})", 1, Flaw::NeedsName(Function::Count)),
    ] {
        assert_eq!(Expr::parse(text), Err(BadExpr { at, flaw }), "{text}");
    }
    let huge = "9".repeat(400);
    assert_eq!(Expr::parse(&huge).unwrap_err().flaw, Flaw::BadNumber);
    assert_eq!(Expr::parse(&" ".repeat(MAX_LENGTH + 1)).unwrap_err().flaw, Flaw::TooLong);
    for deep in ["(", "-", "not("] {
        assert_eq!(Expr::parse(&deep.repeat(500)).unwrap_err().flaw, Flaw::TooDeep, "{deep}");
    }
    let closed = |depth| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Expr::parse(&closed(MAX_DEPTH - 1)).is_ok());
    assert!(Expr::parse(&closed(MAX_DEPTH)).is_err());
    // A long sum is not a deep one.
    assert!(Expr::parse(&"1+".repeat(900).trim_end_matches('+').to_owned()).is_ok());
}

#[test]
fn what_is_wrong_is_said_in_plain_words() {
    for (text, said) in [
        ("1 +", "character 4: something is missing at the end"),
        ("1 = = 2", "character 5: “=” cannot stand here"),
        ("pulldata('x')", "character 1: there is no function “pulldata”"),
        ("if(1, 2)", "character 1: if() takes exactly 3"),
        ("round()", "character 1: round() takes 1 to 2"),
        ("position()", "character 1: it must be position(..)"),
        ("sum(1)", "character 1: sum() takes a question, as ${name}"),
    ] {
        assert_eq!(Expr::parse(text).unwrap_err().to_string(), said);
    }
}

#[test]
fn an_expression_tells_what_it_names() {
    let expr = Expr::parse(
        "${a} = 'x' or selected(${b-c.d}, 'y') and sum(${e}) > count(${f}) - min(${g}, 1 + ${h}) \
         and . != \"z\" and district = ${a}",
    )
    .unwrap();
    assert_eq!(
        expr.names(),
        [
            ("a", As::One),
            ("b-c.d", As::One),
            ("e", As::Many),
            ("f", As::Counted),
            ("g", As::Many),
            ("h", As::One),
            ("a", As::One)
        ]
    );
    assert_eq!(expr.own(), ["district"]);
    assert_eq!(expr.codes(), [(Some("a"), "x"), (Some("b-c.d"), "y"), (None, "z")]);
    assert!(expr.uses_this() && !expr.uses_position() && !expr.is_fixed());
    assert!(Expr::parse("1 + 2 = 3").unwrap().is_fixed());
    for text in ["today() > 1", "position(..) = 1", "district", ". = 1", "${a}"] {
        assert!(!Expr::parse(text).unwrap().is_fixed(), "{text}");
    }
}

#[test]
fn a_filter_asks_the_code_and_a_limit_the_answer() {
    struct Inside(Value);
    impl Scope for Inside {
        fn now(&self) -> Moment {
            NOW
        }
        fn value(&self, name: &str) -> Option<&Value> {
            (name == "here").then_some(&self.0)
        }
        fn each(&self, _: &str) -> Vec<Option<&Value>> {
            vec![]
        }
        fn this(&self) -> Option<&Value> {
            Some(&self.0)
        }
        fn own(&self, name: &str) -> Option<&str> {
            (name == "which-place.code").then_some("3")
        }
        fn position(&self) -> Option<usize> {
            Some(2)
        }
    }
    let inside = Inside(Value::Whole(3));
    for text in [
        "which-place.code = ${here}",
        ". >= 3 and . < 4",
        "position(..) = 2",
        "other = ''",
        "${here}-1 = 2",
    ] {
        assert!(Expr::parse(text).unwrap().holds(&inside), "{text}");
    }
}
