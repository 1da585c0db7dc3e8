//! Reckons expressions, as ODK's XPath has it and where its programs differ as ODK Collect does.
//! Every expression comes to something: there is no error, no panic and no loop.
//!
//! | what | comes to |
//! |---|---|
//! | not answered, or not seen | as text empty, as a number none, as a truth no; equal to `''` |
//! | prefers not to say | equal to nothing, not even to `''` or to another refusal; no number; not true; stays a refusal in `coalesce` |
//! | yes or no | as text `yes` and `no`, as a number 1 and 0, as a truth what was said |
//! | day | as a number its days since 1970, as text `2026-11-29`; text of this form is a day in comparisons and sums |
//! | moment | as a number days since 1970 UTC with a fraction; beside a day it is the local day |
//! | time | as a number the fraction of a day, as text `14:30` |
//! | codes | as text with spaces between them |
//! | people | as a number how many they are |
//! | no number | never equal, less or more; `sum`, `min` and `max` pass it over |
//!
//! Halves are rounded up, `round(-1.5)` is -1, and a number is rounded as it is written:
//! `round(1.005, 2)` is 1.01. `int` cuts off. Numbers that differ by less than 1e-12 are equal.

use std::borrow::Cow;

use super::{Function, Node, Op};
use crate::time::{self, Day, Moment};
use crate::value::Value;

/// Where an expression gets its values.
pub trait Scope {
    /// The time.
    fn now(&self) -> Moment;
    /// The one answer to a question that is meant where the expression stands; nothing where it
    /// is not answered or not seen.
    fn value(&self, name: &str) -> Option<&Value>;
    /// The answers to a question wherever it is seen, answered or not; for a repeat one for each
    /// time, for a group one.
    fn each(&self, name: &str) -> Vec<Option<&Value>>;
    /// The answer that a limit is about.
    fn this(&self) -> Option<&Value> {
        None
    }
    /// The property of the code that a filter is about.
    fn own(&self, _name: &str) -> Option<&str> {
        None
    }
    /// Which time of the repeat this is, from 1.
    fn position(&self) -> Option<usize> {
        None
    }
}

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Got<'a> {
    /// Nothing was answered.
    Nothing,
    /// Somebody prefers not to say.
    Refused,
    /// A condition holds, or not.
    Truth(bool),
    /// The answer yes or no.
    YesNo(bool),
    /// A number; not finite where there is none.
    Number(f64),
    /// Text, or codes with spaces between them.
    Text(Cow<'a, str>),
    /// A day.
    Day(Day),
    /// A time of day in minutes.
    Time(u16),
    /// A moment.
    Moment(Moment),
}

const DAY_MS: f64 = 86_400_000.0;
const DAY_MINUTES: f64 = 1440.0;
/// Numbers that differ by less are equal: `0.1 + 0.2 = 0.3`.
const CLOSE: f64 = 1e-12;

impl<'a> Got<'a> {
    /// What an answer is to an expression.
    pub fn of(value: Option<&'a Value>) -> Self {
        let Some(value) = value else { return Got::Nothing };
        match value {
            Value::Refused => Got::Refused,
            Value::YesNo(yes) => Got::YesNo(*yes),
            Value::Whole(number) => Got::Number(*number as f64),
            Value::Decimal(number) => Got::Number(*number),
            Value::Text(text) if text.trim().is_empty() => Got::Nothing,
            Value::Text(text) | Value::Choice(text) | Value::Place(text) | Value::Card(text) => {
                Got::text_of(text)
            }
            Value::Choices(codes) => match &codes[..] {
                [] => Got::Nothing,
                [code] => Got::text_of(code),
                codes => Got::Text(codes.join(" ").into()),
            },
            Value::Date(day) => Got::Day(*day),
            Value::Time(minute) => Got::Time(*minute),
            Value::Moment(moment) => Got::Moment(*moment),
            Value::People(people) => Got::Number(f64::from(people.total())),
            Value::Entry(record) => Got::Text(record.to_string().into()),
            Value::Words(words) => match words.values().find(|text| !text.trim().is_empty()) {
                Some(text) => Got::text_of(text),
                None => Got::Nothing,
            },
            Value::Group(_) | Value::Repeat(_) => Got::Nothing,
        }
    }

    fn text_of(text: &'a str) -> Self {
        Got::Text(text.into())
    }

    /// Whether it holds.
    pub fn truth(&self) -> bool {
        match self {
            Got::Nothing | Got::Refused => false,
            Got::Truth(yes) | Got::YesNo(yes) => *yes,
            Got::Number(number) => number.abs() > CLOSE,
            Got::Text(text) => !text.is_empty(),
            Got::Day(_) | Got::Time(_) | Got::Moment(_) => true,
        }
    }

    /// As a number; not a number where there is none.
    pub fn number(&self) -> f64 {
        match self {
            Got::Nothing | Got::Refused => f64::NAN,
            Got::Truth(yes) | Got::YesNo(yes) => f64::from(u8::from(*yes)),
            Got::Number(number) => *number,
            Got::Text(text) => match day_in(text) {
                Some(day) => f64::from(day.0),
                None => number_in(text),
            },
            Got::Day(day) => f64::from(day.0),
            Got::Time(minute) => f64::from(*minute) / DAY_MINUTES,
            Got::Moment(moment) => moment.ms as f64 / DAY_MS,
        }
    }

    /// As text.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Got::Nothing | Got::Refused => "".into(),
            Got::Truth(yes) => if *yes { "true" } else { "false" }.into(),
            Got::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
            Got::Number(number) if number.is_nan() => "NaN".into(),
            Got::Number(number) if number.is_infinite() => {
                if *number < 0.0 { "-Infinity" } else { "Infinity" }.into()
            }
            Got::Number(number) if (number - number.round()).abs() < CLOSE => {
                // Adding zero makes -0 a plain zero.
                (number.round() + 0.0).to_string().into()
            }
            Got::Number(number) => number.to_string().into(),
            Got::Text(text) => Cow::Borrowed(text),
            Got::Day(day) => day.to_string().into(),
            Got::Time(minute) => time::clock(*minute).into(),
            Got::Moment(moment) => moment.to_string().into(),
        }
    }

    /// As a day: of a moment the local one, of a number the days since 1970.
    pub fn day(&self) -> Option<Day> {
        let day = match self {
            Got::Day(day) => *day,
            Got::Moment(moment) => moment.day(),
            Got::Number(number) if number.is_finite() => Day(number.trunc() as i32),
            Got::Text(text) => day_in(text)?,
            _ => return None,
        };
        (Day::from_ymd(1, 1, 1)?..=Day::from_ymd(9999, 12, 31)?).contains(&day).then_some(day)
    }

    fn is_nothing(&self) -> bool {
        match self {
            Got::Nothing => true,
            Got::Number(number) => number.is_nan(),
            Got::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    fn equals(&self, other: &Got<'_>) -> bool {
        use Got::{Day, Moment, Nothing, Number, Refused, Text, Time, Truth};
        match (self, other) {
            (Refused, _) | (_, Refused) => false,
            (Truth(_), _) | (_, Truth(_)) => self.truth() == other.truth(),
            (Nothing, other) | (other, Nothing) => {
                matches!(other, Nothing) || matches!(other, Text(text) if text.is_empty())
            }
            (Moment(a), Moment(b)) => a.ms == b.ms,
            (Number(_) | Day(_) | Time(_) | Moment(_), _)
            | (_, Number(_) | Day(_) | Time(_) | Moment(_)) => {
                let (a, b) = self.beside(other);
                a == b || (a - b).abs() < CLOSE
            }
            _ => self.text() == other.text(),
        }
    }

    /// Both as numbers that may be compared: beside a day a moment is its local day, beside a
    /// time text is a time.
    fn beside(&self, other: &Got<'_>) -> (f64, f64) {
        let one = |it: &Got<'_>, beside: &Got<'_>| match (it, beside) {
            (Got::Moment(moment), Got::Day(_)) => f64::from(moment.day().0),
            (Got::Moment(moment), Got::Text(_)) => f64::from(moment.day().0),
            (Got::Text(text), Got::Time(_)) => {
                minute_in(text).map_or(f64::NAN, |minute| f64::from(minute) / DAY_MINUTES)
            }
            _ => it.number(),
        };
        (one(self, other), one(other, self))
    }

    fn compares(&self, op: Op, other: &Got<'_>) -> bool {
        let (a, b) = self.beside(other);
        match op {
            Op::Equal => self.equals(other),
            Op::NotEqual => !self.equals(other),
            Op::Less => a < b,
            Op::LessEqual => a <= b,
            Op::More => a > b,
            _ => a >= b,
        }
    }
}

pub(super) fn node<'a>(it: &'a Node, scope: &'a dyn Scope) -> Got<'a> {
    match it {
        Node::Number(number) => Got::Number(*number),
        Node::Text(text) => Got::text_of(text),
        Node::This => Got::of(scope.this()),
        Node::Name(name) => Got::of(scope.value(name)),
        Node::Own(name) => scope.own(name).map_or(Got::Nothing, Got::text_of),
        Node::Minus(inner) => Got::Number(-node(inner, scope).number()),
        Node::Chain(first, rest) => chain(first, rest, scope),
        Node::Call(function, given) => call(*function, given, scope),
    }
}

fn chain<'a>(first: &'a Node, rest: &'a [(Op, Node)], scope: &'a dyn Scope) -> Got<'a> {
    // All are `and`, or all are `or`: the first that settles it ends it.
    if let Some((op @ (Op::Or | Op::And), _)) = rest.first() {
        let settles = *op == Op::Or;
        let mut all = core::iter::once(first).chain(rest.iter().map(|(_, node)| node));
        return Got::Truth(all.any(|part| node(part, scope).truth() == settles) == settles);
    }
    rest.iter().fold(node(first, scope), |left, (op, right)| {
        let right = node(right, scope);
        match op {
            Op::Plus => Got::Number(left.number() + right.number()),
            Op::Minus => Got::Number(left.number() - right.number()),
            Op::Times => Got::Number(left.number() * right.number()),
            Op::Div => Got::Number(left.number() / right.number()),
            Op::Mod => Got::Number(left.number() % right.number()),
            op => Got::Truth(left.compares(*op, &right)),
        }
    })
}

fn call<'a>(function: Function, given: &'a [Node], scope: &'a dyn Scope) -> Got<'a> {
    let get = |n: usize| given.get(n).map_or(Got::Nothing, |it| node(it, scope));
    match function {
        Function::Not => Got::Truth(!get(0).truth()),
        Function::Selected => Got::Truth(selected(&get(0), &get(1))),
        Function::CountSelected => Got::Number(get(0).text().split_whitespace().count() as f64),
        Function::If => get(if get(0).truth() { 1 } else { 2 }),
        Function::Coalesce => {
            Some(get(0)).filter(|got| !got.is_nothing()).unwrap_or_else(|| get(1))
        }
        Function::Number => Got::Number(get(0).number()),
        Function::String => Got::Text(get(0).text().into_owned().into()),
        Function::Int => Got::Number(get(0).number().trunc()),
        Function::Round => {
            let places = if given.len() > 1 { get(1).number().trunc() } else { 0.0 };
            Got::Number(rounded(get(0).number(), places))
        }
        Function::StringLength => Got::Number(get(0).text().chars().count() as f64),
        Function::Today => Got::Day(scope.now().day()),
        Function::Now => Got::Moment(scope.now()),
        Function::Date => get(0).day().map_or(Got::Nothing, Got::Day),
        Function::Min => most(given, scope, |a, b| a.min(b)),
        Function::Max => most(given, scope, |a, b| a.max(b)),
        Function::Sum => Got::Number(numbers(given, scope).sum::<f64>() + 0.0),
        Function::Count => Got::Number(match given {
            [Node::Name(name)] => scope.each(name).len() as f64,
            _ => f64::NAN,
        }),
        Function::Position => Got::Number(scope.position().map_or(f64::NAN, |at| at as f64)),
    }
}

/// The code is among those that were chosen; an empty one where none was.
fn selected(list: &Got<'_>, code: &Got<'_>) -> bool {
    if matches!(list, Got::Refused) || matches!(code, Got::Refused) {
        return false;
    }
    let (list, code) = (list.text(), code.text());
    match code.trim() {
        "" => list.trim().is_empty(),
        code => list.split_whitespace().any(|one| one == code),
    }
}

/// The numbers among what a function is given; a question in a repeat stands for all its answers.
fn numbers<'a>(given: &'a [Node], scope: &'a dyn Scope) -> impl Iterator<Item = f64> + 'a {
    given
        .iter()
        .flat_map(move |it| match it {
            Node::Name(name) => {
                scope.each(name).into_iter().map(|value| Got::of(value).number()).collect()
            }
            it => vec![node(it, scope).number()],
        })
        .filter(|number| !number.is_nan())
}

fn most<'a>(given: &'a [Node], scope: &'a dyn Scope, of: fn(f64, f64) -> f64) -> Got<'a> {
    Got::Number(numbers(given, scope).reduce(of).unwrap_or(f64::NAN))
}

/// Rounded to so many places behind the point, or before it; halves up. The digits are those of
/// the number as it is written, because 1.005 has no exact binary form.
fn rounded(number: f64, places: f64) -> f64 {
    if !number.is_finite() {
        return number;
    }
    // As ODK Collect has it.
    if !(-30.0..=30.0).contains(&places) {
        return f64::NAN;
    }
    let written = format!("{:e}", number.abs());
    let Some((digits, exponent)) = written.split_once('e') else { return number };
    let behind = digits.split_once('.').map_or(0, |(_, behind)| behind.len() as i32);
    let (Ok(exponent), Ok(digits)) =
        (exponent.parse::<i32>(), digits.replace('.', "").parse::<u64>())
    else {
        return number;
    };
    let places = places as i32;
    // The number is digits × 10^(exponent - behind); so many of its digits are too many.
    let extra = behind - exponent - places;
    if extra <= 0 {
        return number;
    }
    let Some(unit) = u32::try_from(extra).ok().and_then(|extra| 10_u64.checked_pow(extra)) else {
        return 0.0;
    };
    let (whole, left) = (digits / unit, digits % unit);
    let up = left > unit / 2 || (left == unit / 2 && number > 0.0);
    let size = format!("{}e{}", whole + u64::from(up), -places).parse::<f64>();
    size.map_or(number, |size| size.copysign(number) + 0.0)
}

fn number_in(text: &str) -> f64 {
    let text = text.trim();
    // XPath knows no exponent, no plus sign and no words like `inf`, which Rust does.
    let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-'));
    if plain { text.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}

/// Text that is a date, or begins with one before a `T`.
fn day_in(text: &str) -> Option<Day> {
    let text = text.trim();
    let date = text.split_once('T').map_or(text, |(date, _)| date);
    if date.len() == 10 { date.parse().ok() } else { None }
}

fn minute_in(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let minute = minute.get(..2)?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}
