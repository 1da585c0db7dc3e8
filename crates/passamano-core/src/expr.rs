//! Conditions, limits and calculations as XLSForm writes them: a named part of ODK XPath, which
//! this field's coordinators know. Here is what an expression is made of and how it is written;
//! it is read in `expr/parse.rs`, reckoned in `expr/eval.rs`, over answers that lie in a record
//! in `expr/over.rs`. Which names there are is the business of whoever asks.
//!
//! The list is closed: `${question}` and `.`, numbers and texts, `and or`, `= != < <= > >=`,
//! `+ - * div mod`, parentheses, the functions of [`Function`], and in a choice filter the bare
//! names of a code's own properties. There are no loops, and what is too long or too deep is
//! refused, so whatever was read is reckoned in bounded work.

mod eval;
mod over;
mod parse;

use core::fmt;

pub use eval::{Got, Scope};
pub use over::Over;
pub use parse::{BadExpr, Flaw};

/// The longest expression, in bytes.
pub const MAX_LENGTH: usize = 2000;
/// How deep parentheses, functions and minus signs may stand in each other.
pub const MAX_DEPTH: usize = 32;

/// An expression that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr(Node);

/// How an expression uses the question that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// Its answer, which must be one.
    One,
    /// Its answers, however many there are: `sum`, `min`, `max`.
    Many,
    /// How often it is there: `count`.
    Counted,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Number(f64),
    Text(String),
    /// `.`, the answer that a limit is about.
    This,
    /// `${name}`, the answer to a question.
    Name(String),
    /// A bare name: a property of the code that a filter is about.
    Own(String),
    Minus(Box<Node>),
    /// Operators of one level, reckoned from the left. Side by side and not one in the other, so
    /// that a long sum is not a deep one.
    Chain(Box<Node>, Vec<(Op, Node)>),
    Call(Function, Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    Or,
    And,
    Equal,
    NotEqual,
    LessEqual,
    Less,
    MoreEqual,
    More,
    Plus,
    Minus,
    Times,
    Div,
    Mod,
}

impl Op {
    /// All of them; where one sign begins another, the longer one first.
    const ALL: [(Op, &'static str, usize); 13] = [
        (Op::Or, "or", 0),
        (Op::And, "and", 1),
        (Op::Equal, "=", 2),
        (Op::NotEqual, "!=", 2),
        (Op::LessEqual, "<=", 3),
        (Op::Less, "<", 3),
        (Op::MoreEqual, ">=", 3),
        (Op::More, ">", 3),
        (Op::Plus, "+", 4),
        (Op::Minus, "-", 4),
        (Op::Times, "*", 5),
        (Op::Div, "div", 5),
        (Op::Mod, "mod", 5),
    ];
    /// One more than the level that binds most.
    const LEVELS: usize = 6;

    fn sign(self) -> &'static str {
        Op::ALL.iter().find(|(op, ..)| *op == self).map_or("", |(_, sign, _)| sign)
    }

    fn level(self) -> usize {
        Op::ALL.iter().find(|(op, ..)| *op == self).map_or(0, |(.., level)| *level)
    }
}

/// The functions, and no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The other truth.
    Not,
    /// Whether a code is among those that were chosen.
    Selected,
    /// How many codes were chosen.
    CountSelected,
    /// One of two values.
    If,
    /// The first value, or where nothing was answered the second.
    Coalesce,
    /// As a number.
    Number,
    /// As text.
    String,
    /// Without what is behind the point.
    Int,
    /// Rounded, to whole numbers or to so many places.
    Round,
    /// How many letters.
    StringLength,
    /// The day.
    Today,
    /// The moment.
    Now,
    /// As a day.
    Date,
    /// The least number.
    Min,
    /// The greatest number.
    Max,
    /// All numbers together.
    Sum,
    /// How often a group or a question is there.
    Count,
    /// Which time of the repeat this is, from 1: `position(..)`.
    Position,
}

impl Function {
    /// Each with its name, and how many things it is given at least and at most.
    const ALL: [(Function, &'static str, usize, usize); 18] = [
        (Function::Not, "not", 1, 1),
        (Function::Selected, "selected", 2, 2),
        (Function::CountSelected, "count-selected", 1, 1),
        (Function::If, "if", 3, 3),
        (Function::Coalesce, "coalesce", 2, 2),
        (Function::Number, "number", 1, 1),
        (Function::String, "string", 1, 1),
        (Function::Int, "int", 1, 1),
        (Function::Round, "round", 1, 2),
        (Function::StringLength, "string-length", 1, 1),
        (Function::Today, "today", 0, 0),
        (Function::Now, "now", 0, 0),
        (Function::Date, "date", 1, 1),
        (Function::Min, "min", 1, 20),
        (Function::Max, "max", 1, 20),
        (Function::Sum, "sum", 1, 1),
        (Function::Count, "count", 1, 1),
        (Function::Position, "position", 0, 0),
    ];

    fn row(self) -> (&'static str, usize, usize) {
        Function::ALL
            .iter()
            .find(|(function, ..)| *function == self)
            .map_or(("", 0, 0), |(_, name, least, most)| (name, *least, *most))
    }

    /// As it is written.
    pub fn name(self) -> &'static str {
        self.row().0
    }
}

impl Expr {
    /// Reads an expression; says what is wrong and where.
    pub fn parse(text: &str) -> Result<Self, BadExpr> {
        parse::read(text).map(Expr)
    }

    /// What it comes to.
    pub fn eval<'a>(&'a self, scope: &'a dyn Scope) -> Got<'a> {
        eval::node(&self.0, scope)
    }

    /// Whether it holds.
    pub fn holds(&self, scope: &dyn Scope) -> bool {
        self.eval(scope).truth()
    }

    /// The questions that it names, each time that it does, and how it uses them.
    pub fn names(&self) -> Vec<(&str, As)> {
        let mut names = vec![];
        self.0.each(&mut |node, how| {
            if let Node::Name(name) = node {
                names.push((name.as_str(), how));
            }
        });
        names
    }

    /// The properties of a code that it names.
    pub fn own(&self) -> Vec<&str> {
        let mut names = vec![];
        self.0.each(&mut |node, _| {
            if let Node::Own(name) = node {
                names.push(name.as_str());
            }
        });
        names
    }

    /// It asks for the answer itself, as `.`.
    pub fn uses_this(&self) -> bool {
        self.any(|node| matches!(node, Node::This))
    }

    /// It asks which time of a repeat this is.
    pub fn uses_position(&self) -> bool {
        self.any(|node| matches!(node, Node::Call(Function::Position, _)))
    }

    /// It always comes to the same: it asks for no answer, no code and no time.
    pub fn is_fixed(&self) -> bool {
        !self.any(|node| match node {
            Node::This | Node::Name(_) | Node::Own(_) => true,
            Node::Call(function, _) => {
                matches!(function, Function::Today | Function::Now | Function::Position)
            }
            _ => false,
        })
    }

    /// The texts that a question's answer is compared with or looked up by, as codes are; the
    /// question is nothing for `.`.
    pub fn codes(&self) -> Vec<(Option<&str>, &str)> {
        let mut codes = vec![];
        self.0.each(&mut |node, _| match node {
            Node::Chain(first, rest) => {
                let mut left = &**first;
                for (op, right) in rest {
                    if matches!(op, Op::Equal | Op::NotEqual) {
                        codes.extend(asked_code(left, right).or_else(|| asked_code(right, left)));
                    }
                    left = right;
                }
            }
            Node::Call(Function::Selected, given) => {
                codes.extend(given.first().zip(given.get(1)).and_then(|(a, b)| asked_code(a, b)));
            }
            _ => {}
        });
        codes
    }

    fn any(&self, is: impl Fn(&Node) -> bool) -> bool {
        let mut any = false;
        self.0.each(&mut |node, _| any |= is(node));
        any
    }
}

fn asked_code<'a>(of: &'a Node, code: &'a Node) -> Option<(Option<&'a str>, &'a str)> {
    match (of, code) {
        (Node::Name(name), Node::Text(code)) => Some((Some(name), code)),
        (Node::This, Node::Text(code)) => Some((None, code)),
        _ => None,
    }
}

impl Node {
    /// Calls for this part and for all parts of it, from the left.
    fn each<'a>(&'a self, call: &mut impl FnMut(&'a Node, As)) {
        self.walk(As::One, call);
    }

    fn walk<'a>(&'a self, how: As, call: &mut impl FnMut(&'a Node, As)) {
        call(self, how);
        match self {
            Node::Minus(inner) => inner.walk(As::One, call),
            Node::Chain(first, rest) => {
                first.walk(As::One, call);
                rest.iter().for_each(|(_, node)| node.walk(As::One, call));
            }
            Node::Call(function, given) => {
                let how = match function {
                    Function::Sum | Function::Min | Function::Max => As::Many,
                    Function::Count => As::Counted,
                    _ => As::One,
                };
                given.iter().for_each(|node| node.walk(how, call));
            }
            Node::Number(_) | Node::Text(_) | Node::This | Node::Name(_) | Node::Own(_) => {}
        }
    }
}

/// As it may be read again.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Number(number) => write!(f, "{number}"),
            Node::Text(text) if text.contains('\'') => write!(f, "\"{text}\""),
            Node::Text(text) => write!(f, "'{text}'"),
            Node::This => f.write_str("."),
            Node::Name(name) => write!(f, "${{{name}}}"),
            Node::Own(name) => f.write_str(name),
            Node::Minus(inner) if matches!(**inner, Node::Chain(..)) => write!(f, "-({inner})"),
            Node::Minus(inner) => write!(f, "-{inner}"),
            Node::Chain(first, rest) => {
                let level = rest.first().map_or(0, |(op, _)| op.level());
                first.fmt_within(level, f)?;
                for (op, node) in rest {
                    write!(f, " {} ", op.sign())?;
                    node.fmt_within(level, f)?;
                }
                Ok(())
            }
            Node::Call(Function::Position, _) => f.write_str("position(..)"),
            Node::Call(function, given) => {
                write!(f, "{}(", function.name())?;
                for (n, node) in given.iter().enumerate() {
                    write!(f, "{}{node}", if n == 0 { "" } else { ", " })?;
                }
                f.write_str(")")
            }
        }
    }
}

impl Node {
    /// In parentheses where operators of this level would take it apart.
    fn fmt_within(&self, level: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Chain(_, rest) if rest.first().is_none_or(|(op, _)| op.level() <= level) => {
                write!(f, "({self})")
            }
            _ => write!(f, "{self}"),
        }
    }
}

#[cfg(test)]
pub(crate) mod any;
#[cfg(test)]
mod tests;
