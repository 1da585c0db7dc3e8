//! Forms, answers and events by chance. Nothing is too much for them, and an answer that is seen
//! is never lost.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::expr::any::{any_expr, any_value};
use crate::form::check::{self, Who};
use crate::value::Answers;

/// A question of a form by chance: which kind, which of the questions before it its condition
/// asks for and how, and whether it opens or closes a group.
#[derive(Debug, Clone)]
struct Plan {
    kind: usize,
    asks: Index,
    how: usize,
    group: usize,
    team: bool,
    required: bool,
}

fn any_plan() -> impl Strategy<Value = Plan> {
    (0_usize..9, any::<Index>(), 0_usize..8, 0_usize..8, any::<bool>(), any::<bool>()).prop_map(
        |(kind, asks, how, group, team, required)| Plan { kind, asks, how, group, team, required },
    )
}

/// The form that is planned: conditions ask only for questions before them, so that it is whole.
fn planned(plans: &[Plan]) -> Form {
    let mut before: Vec<(String, Option<usize>)> = vec![];
    let mut top: Vec<Question> = vec![];
    // The group that is open, and whether it is a repeat.
    let mut open: Option<Question> = None;
    for (n, plan) in plans.iter().enumerate() {
        if plan.group == 1 && open.is_none() {
            let kind = if plan.how % 2 == 0 { Kind::Repeat } else { Kind::Group };
            open = Some(question(&format!("g{n}"), kind));
        } else if plan.group == 2 {
            top.extend(open.take().filter(|group| !group.questions.is_empty()));
        }
        let repeat = open.as_ref().filter(|group| group.kind == Kind::Repeat).map(|_| top.len());
        let kinds = [
            Kind::YesNo,
            Kind::Whole,
            Kind::Decimal,
            Kind::Text,
            Kind::Date,
            Kind::Choice,
            Kind::Choices,
            Kind::People,
            Kind::Note,
        ];
        let mut made = question(&format!("q{n}"), kinds[plan.kind]);
        let asked = (!before.is_empty()).then(|| plan.asks.get(&before));
        if let Some((name, of)) = asked {
            let name = match of {
                Some(_) if *of != repeat => format!("sum(${{{name}}})"),
                _ => format!("${{{name}}}"),
            };
            made.relevant = match plan.how {
                0 | 1 => Some(format!("{name} != ''")),
                2 => Some(format!("not({name}) or {name} > 3")),
                _ => None,
            };
            if plan.how == 7 && matches!(made.kind, Kind::Whole | Kind::Decimal) {
                made.calculate = Some(format!("{name} + 1"));
            }
        }
        if plan.how == 6 && made.kind == Kind::Choices {
            made.filter = Some("warm = 'yes' or name = 'none'".into());
        }
        let typed = made.kind != Kind::Note && made.calculate.is_none();
        made.part =
            if plan.team && typed && made.kind != Kind::Text { Part::Team } else { Part::Desk };
        made.required = plan.required && typed;
        if matches!(made.kind, Kind::Choice | Kind::Choices) {
            made.list = Some("t.colours".into());
        }
        if made.kind != Kind::Note {
            before.push((made.id.clone(), repeat));
        }
        open.as_mut().map_or(&mut top, |group| &mut group.questions).push(made);
    }
    top.extend(open.filter(|group| !group.questions.is_empty()));
    Form { id: "t.form".into(), one_page: false, guest: false, questions: top }
}

fn question(id: &str, kind: Kind) -> Question {
    json::from_str::<Question>(&format!(r#"{{"id":"{id}","kind":"note"}}"#))
        .map(|question| Question { kind, ..question })
        .unwrap()
}

/// What somebody does, at a question that is found by an index.
#[derive(Debug, Clone)]
enum Act {
    Answer(Value),
    Fit(usize),
    Refuse,
    Clear,
    Toggle,
    Add,
    Remove,
    Next,
    Back,
    GoTo,
    Reload,
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        1 => any_value().prop_map(Act::Answer),
        8 => (0_usize..6).prop_map(Act::Fit),
        2 => select(vec![Act::Refuse, Act::Clear, Act::Toggle]),
        3 => Just(Act::Add),
        1 => Just(Act::Remove),
        2 => select(vec![Act::Next, Act::Back, Act::GoTo, Act::Reload]),
    ]
}

/// An answer of the kind.
fn fit(kind: Kind, n: usize) -> Value {
    let codes = ["red", "blue", "green", "none"];
    match kind {
        Kind::YesNo => Value::YesNo(n.is_multiple_of(2)),
        Kind::Whole => whole(n as i64),
        Kind::Decimal => Value::Decimal(n as f64 / 2.0),
        Kind::Date => Value::Date(crate::time::Day(n as i32)),
        Kind::Choice => choice(codes[n % 4]),
        Kind::Choices => choices(&codes[..n % 4]),
        Kind::People => Value::People(Default::default()),
        _ => Value::Text("x".repeat(n)),
    }
}

/// What was answered, as a person who looks on would remember it.
type Memory = BTreeMap<At, Value>;

fn act(filling: &mut Filling, memory: &mut Memory, act: Act, at: &Index, form: &Arc<Prepared>) {
    let seen: Vec<(At, What, Kind, bool)> = filling
        .seen()
        .into_iter()
        .map(|seen| {
            let typed = seen.question.calculate.is_none() && seen.question.kind != Kind::Note;
            (seen.at, seen.what, seen.question.kind, typed)
        })
        .collect();
    if seen.is_empty() {
        return;
    }
    let (at, what, kind, typed) = at.get(&seen).clone();
    let answers = what == What::Question && typed;
    match act {
        Act::Answer(value) => {
            let value = match value {
                Value::Choices(codes) if matches!(kind, Kind::Choice | Kind::Choices) => {
                    Value::Choices(lists()[0].sorted(codes))
                }
                // What JSON does not hold to the last digit, and days that nobody can type.
                Value::Decimal(number) => Value::Decimal((number % 1000.0).trunc() / 2.0),
                Value::Date(day) => Value::Date(crate::time::Day(day.0 % 100_000)),
                value => value,
            };
            if filling.step(Event::Answer(at.clone(), value.clone()), NOW) == Went::Changed {
                memory.insert(at, value);
            }
        }
        Act::Fit(n) if answers => {
            filling.step(Event::Answer(at.clone(), fit(kind, n)), NOW);
            memory.insert(at, fit(kind, n));
        }
        Act::Refuse if answers => {
            filling.step(Event::Refuse(at.clone()), NOW);
            memory.insert(at, Value::Refused);
        }
        Act::Clear if answers => {
            filling.step(Event::Clear(at.clone()), NOW);
            memory.remove(&at);
        }
        Act::Toggle if kind == Kind::Choice => {
            filling.step(Event::Toggle(at.clone(), "red".into()), NOW);
            memory.insert(at, choice("red"));
        }
        Act::Add => {
            let repeats = seen.iter().filter(|(_, what, ..)| *what == What::More);
            for (repeat, ..) in repeats {
                filling.step(Event::Add(repeat.question.clone()), NOW);
            }
        }
        Act::Remove if what == What::Row => {
            let row = at.row.unwrap();
            filling.step(Event::Remove(at.question.clone(), row), NOW);
            let inside = |of: &At| of.row.is_some() && repeat_of(form, &of.question) == at.question;
            *memory = core::mem::take(memory)
                .into_iter()
                .filter(|(of, _)| !(inside(of) && of.row == Some(row)))
                .map(|(of, value)| match of.row {
                    Some(n) if inside(&of) && n > row => (At::row(&of.question, n - 1), value),
                    _ => (of, value),
                })
                .collect();
        }
        Act::Next => {
            filling.step(Event::Next, NOW);
        }
        Act::Back => {
            filling.step(Event::Back, NOW);
        }
        Act::GoTo => {
            filling.step(Event::GoTo(at), NOW);
        }
        Act::Reload => {
            let text = json::to_vec(&filling.draft("t@1")).unwrap();
            let draft: Draft = json::from_slice(&text).unwrap();
            *filling = Filling::resume(form.clone(), &draft, NOW).unwrap();
        }
        _ => {}
    }
}

fn repeat_of(form: &Prepared, question: &str) -> String {
    let n = form.find(question).unwrap();
    form.asks[n].repeat.map(|repeat| form.asks[repeat].question.id.clone()).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_that_is_seen_is_never_lost(
        plans in prop::collection::vec(any_plan(), 1..14),
        acts in prop::collection::vec((any_act(), any::<Index>()), 0..40),
    ) {
        let form = planned(&plans);
        prop_assert_eq!(check::form(&form, &lists(), &[], Who::Desk), vec![]);
        let ready = Arc::new(Prepared::new(&form, &lists()).unwrap());
        let mut filling = Filling::new(ready.clone(), NOW);
        let mut memory = Memory::new();
        for (what, at) in acts {
            act(&mut filling, &mut memory, what, &at, &ready);
            // Seen or not, what was answered is there.
            for (at, value) in memory.iter().filter(|(_, value)| !value.is_blank()) {
                prop_assert_eq!(filling.answer(at), Some(value), "{:?}", at);
            }
            // One is at something that is seen.
            if let Some(place) = filling.place() {
                prop_assert!(filling.is_seen(&place.at) && place.number <= place.of);
            }
            // What was reckoned bit by bit is what is reckoned at once.
            let draft = filling.draft("t@1");
            let again = Filling::resume(ready.clone(), &draft, NOW).unwrap();
            prop_assert_eq!(again.seen(), filling.seen());
        }
        // Everything that is seen and was answered is in what is finished.
        if let Ok(finished) = filling.finish(NOW) {
            let all = finished.team.with(&finished.desk);
            for (at, value) in memory.iter().filter(|(at, value)| filling.is_seen(at) && !value.is_blank()) {
                let row = at.row.map_or(Some(&all), |row| match all.find(&repeat_of(&ready, &at.question)) {
                    Some(Value::Repeat(rows)) => rows.get(row),
                    _ => None,
                });
                prop_assert_eq!(row.and_then(|row| row.find(&at.question)), Some(value));
            }
        }
    }

    #[test]
    fn any_bytes_as_a_form_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        prop_assert!(Form::from_json(&bytes).is_err());
    }

    #[test]
    fn a_form_with_anything_in_it_is_checked_and_if_whole_filled_in(
        questions in prop::collection::vec(any_question(), 0..6),
        acts in prop::collection::vec((any_act(), any::<Index>()), 0..12),
    ) {
        let text = format!(r#"{{"id":"t.form","questions":[{}]}}"#, questions.join(","));
        let form = Form::from_json(text.as_bytes()).unwrap();
        for problem in check::form(&form, &lists(), &["t.things"], Who::Anyone) {
            prop_assert!(!problem.to_string().is_empty());
        }
        let _ = keys(&form);
        if let Ok(ready) = Prepared::new(&form, &lists()) {
            let ready = Arc::new(ready);
            let mut filling = Filling::new(ready.clone(), NOW);
            for (what, at) in acts {
                act(&mut filling, &mut Memory::new(), what, &at, &ready);
            }
            let _ = (filling.wrong(NOW), filling.place(), filling.finish(NOW));
        }
    }

    #[test]
    fn any_draft_is_taken_up(values in prop::collection::btree_map("[a-e]|rows|age|note", any_value(), 0..6)) {
        let answers = Answers(values);
        let rows = vec![answers.clone(), Answers::default()];
        let mut outer = answers.clone();
        outer.0.insert("people".into(), Value::Repeat(rows));
        let draft = Draft { form: "t.form".into(), pack: String::new(), answers: outer, at: Some(At::row("age", 7)) };
        let ready = prepared(
            r#"{"id":"a","kind":"whole"},{"id":"people","kind":"repeat","questions":[
                {"id":"age","kind":"whole","limit":". > sum(${a})"},{"id":"note","kind":"text"}]},
               {"id":"b","kind":"choices","list":"t.colours"},{"id":"c","kind":"whole","calculate":"sum(${age})"}"#,
        );
        let filling = Filling::resume(ready, &draft, NOW).unwrap();
        let _ = (filling.wrong(NOW), filling.finish(NOW), filling.draft(""), filling.place());
    }
}

/// A question as text, with whatever may stand in a file.
fn any_question() -> impl Strategy<Value = String> {
    let id = select(vec!["a", "b", "c", "d", "g", "r", "no id", ""]);
    let kind = select(vec![
        "note", "yes_no", "whole", "decimal", "text", "date", "time", "moment", "choice",
        "choices", "people", "place", "card", "entry", "words", "group", "repeat",
    ]);
    let field = select(vec!["relevant", "limit", "calculate", "default", "filter"]);
    let more = select(vec![
        "",
        r#","part":"team""#,
        r#","required":true"#,
        r#","list":"t.colours""#,
        r#","list":"t.none""#,
        r#","register":"t.things""#,
        r#","look":"faces""#,
        r#","mustSay":true"#,
    ]);
    let leaf = (id, kind, prop::option::of((field, any_expr())), more).prop_map(
        |(id, kind, expr, more)| {
            let expr = expr.map(|(field, text)| {
                let text = String::from_utf8(json::to_vec(&text).unwrap()).unwrap();
                format!(r#","{field}":{text}"#)
            });
            format!(r#""id":"{id}","kind":"{kind}"{}{more}"#, expr.unwrap_or_default())
        },
    );
    let leaf = leaf.boxed();
    let inner = prop::collection::vec(leaf.clone(), 0..3);
    (leaf, inner).prop_map(|(leaf, inner)| {
        let inner: Vec<_> = inner.iter().map(|one| format!("{{{one}}}")).collect();
        format!(r#"{{{leaf},"questions":[{}]}}"#, inner.join(","))
    })
}
