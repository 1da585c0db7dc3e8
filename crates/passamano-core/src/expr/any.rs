//! No text, no expression and no answer is too much: what [`proptest`] finds nothing against.

use proptest::prelude::*;

use super::*;
use crate::people::People;
use crate::time::{Day, Moment};
use crate::value::{Answers, Value};

const NOW: Moment = Moment { ms: 1_795_964_700_000, offset: 60 };

pub(crate) fn any_value() -> impl Strategy<Value = Value> {
    let code = "[a-c ]{0,3}";
    prop_oneof![
        Just(Value::Refused),
        any::<bool>().prop_map(Value::YesNo),
        any::<i64>().prop_map(Value::Whole),
        any::<f64>().prop_map(Value::Decimal),
        any::<String>().prop_map(Value::Text),
        any::<i32>().prop_map(|day| Value::Date(Day(day))),
        any::<u16>().prop_map(Value::Time),
        any::<(i64, i16)>().prop_map(|(ms, offset)| Value::Moment(Moment { ms, offset })),
        code.prop_map(Value::Choice),
        prop::collection::vec(code, 0..4).prop_map(Value::Choices),
        any::<([u16; 6], [u16; 6])>().prop_map(|(f, m)| Value::People(People { f, m, x: m })),
        any::<[u8; 16]>().prop_map(|id| Value::Entry(crate::id::RecordId(id))),
        prop::collection::btree_map("[a-z]{2}", any::<String>(), 0..3).prop_map(Value::Words),
    ]
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let flat = || prop::collection::btree_map("[a-d]", any_value(), 0..4).prop_map(Answers);
    (flat(), flat(), prop::collection::vec(flat(), 0..3)).prop_map(|(mut all, group, rows)| {
        all.0.insert("g".into(), Value::Group(group));
        all.0.insert("r".into(), Value::Repeat(rows));
        all
    })
}

/// Pieces of expressions, in an order that is mostly none.
fn any_pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            " ",
            "(",
            ")",
            ",",
            "'",
            "\"",
            "${",
            "}",
            ".",
            "..",
            "-",
            "a",
            "é",
            "1",
            "or ",
            "=",
            "$",
            "!",
            "<",
            "not(",
            "round(",
            "sum(${a})",
            "position(..)",
            "and ",
            "div",
            "*",
            "\u{202e}",
        ])
        .prop_map(str::to_owned),
        any_expr(),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// Text of expressions that can be read.
pub(crate) fn any_expr() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[0-9]{1,4}(\\.[0-9]{0,3})?",
        "'[^']{0,5}'",
        "\"[^\"]{0,5}\"",
        prop::sample::select(vec![
            "${a}",
            "${b}",
            "${ c }",
            "${g}",
            "${r}",
            "${zz}",
            ".",
            "own",
            "today()",
            "now()",
            "sum(${d})",
            "count(${r})",
            "position(..)",
            "'2026-11-29'",
            "'14:30'",
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let sign = prop::sample::select(vec![
            "or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod",
        ]);
        let one = prop::sample::select(vec![
            "not",
            "number",
            "string",
            "int",
            "round",
            "string-length",
            "date",
            "count-selected",
            "min",
            "max",
            "",
        ]);
        let two = prop::sample::select(vec!["selected", "coalesce", "round", "min", "max"]);
        prop_oneof![
            (inner.clone(), sign, inner.clone()).prop_map(|(a, sign, b)| format!("{a} {sign} {b}")),
            (one, inner.clone()).prop_map(|(f, a)| format!("{f}({a})")),
            (two, inner.clone(), inner.clone()).prop_map(|(f, a, b)| format!("{f}({a},{b})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("if({a}, {b}, {c})")),
            inner.prop_map(|a| format!("-{a}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), pieces in any_pieces()) {
        for text in [text, pieces] {
            if let Err(bad) = Expr::parse(&text) {
                prop_assert!((1..=text.chars().count() + 1).contains(&bad.at));
                prop_assert!(!bad.to_string().is_empty());
            }
        }
    }

    #[test]
    fn any_expression_is_reckoned_over_any_answers(text in any_expr(), answers in any_answers()) {
        let expr = Expr::parse(&text).unwrap();
        let over = Over { answers: &answers, now: NOW };
        let got = expr.eval(&over);
        // None of these may panic either.
        let _ = (got.truth(), got.number(), got.text().len(), got.day());
    }

    #[test]
    fn what_is_written_reads_back(text in any_expr()) {
        let expr = Expr::parse(&text).unwrap();
        prop_assert_eq!(Expr::parse(&expr.to_string()), Ok(expr));
    }
}
