//! Forms, tried out: what they are filled in with in `tests/fill.rs`, what is wrong with them in
//! `tests/check.rs`, and forms and answers by chance in `tests/any.rs`.

use std::sync::Arc;

use super::*;
use crate::json;
use crate::time::Moment;
use crate::value::Value;

mod any;
mod check;
mod fill;

/// Sunday 29 November 2026, 16:05 in Rome.
const NOW: Moment = Moment { ms: 1_795_964_700_000, offset: 60 };

fn lists() -> Vec<CodeList> {
    json::from_str(
        r#"[{"id":"t.colours","codes":[{"code":"red","has":{"warm":"yes"}},{"code":"blue"},
                {"code":"green"},{"code":"none","alone":true}]},
            {"id":"t.faces","codes":[{"code":"1"},{"code":"2"},{"code":"3"},{"code":"4"},
                {"code":"5"}]}]"#,
    )
    .unwrap()
}

fn form(questions: &str) -> Form {
    json::from_str(&format!(r#"{{"id":"t.form","questions":[{questions}]}}"#)).unwrap()
}

fn prepared(questions: &str) -> Arc<Prepared> {
    Arc::new(Prepared::new(&form(questions), &lists()).unwrap())
}

fn filling(questions: &str) -> Filling {
    Filling::new(prepared(questions), NOW)
}

fn whole(n: i64) -> Value {
    Value::Whole(n)
}

fn choice(code: &str) -> Value {
    Value::Choice(code.into())
}

fn choices(codes: &[&str]) -> Value {
    Value::Choices(codes.iter().map(ToString::to_string).collect())
}
