//! Reads expressions. Whatever the text, this comes to an end: each letter is read a fixed number
//! of times, and how deep things may stand in each other is bounded.

use core::fmt;

use super::{Function, MAX_DEPTH, MAX_LENGTH, Node, Op};

/// An expression cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadExpr {
    /// At which character, from 1.
    pub at: usize,
    /// What is wrong there.
    pub flaw: Flaw,
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// It is longer than [`MAX_LENGTH`].
    TooLong,
    /// More than [`MAX_DEPTH`] things stand in each other.
    TooDeep,
    /// It ends where something must follow.
    Ends,
    /// This sign cannot stand here.
    Sign(char),
    /// This word cannot stand here.
    Word(String),
    /// A text has no closing quote.
    OpenText,
    /// A `${` without a name and a `}`.
    BadName,
    /// The number is too great.
    BadNumber,
    /// There is no such function.
    NoFunction(String),
    /// The function is given too few or too many things.
    Given(Function),
    /// The function is about a question and needs its name, as `${name}`.
    NeedsName(Function),
}

impl fmt::Display for BadExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "character {}: ", self.at)?;
        match &self.flaw {
            Flaw::TooLong => write!(f, "it is longer than {MAX_LENGTH} bytes"),
            Flaw::TooDeep => write!(f, "more than {MAX_DEPTH} parentheses stand in each other"),
            Flaw::Ends => f.write_str("something is missing at the end"),
            Flaw::Sign(sign) => write!(f, "“{sign}” cannot stand here"),
            Flaw::Word(word) => write!(f, "“{word}” cannot stand here"),
            Flaw::OpenText => f.write_str("the closing quote is missing"),
            Flaw::BadName => f.write_str("a name must stand here, as ${name}"),
            Flaw::BadNumber => f.write_str("the number is too great"),
            Flaw::NoFunction(name) => write!(f, "there is no function “{name}”"),
            Flaw::Given(function) => {
                let (name, least, most) = function.row();
                match (least, most) {
                    (0, _) if *function == Function::Position => {
                        f.write_str("it must be position(..)")
                    }
                    _ if least == most => write!(f, "{name}() takes exactly {least}"),
                    _ => write!(f, "{name}() takes {least} to {most}"),
                }
            }
            Flaw::NeedsName(function) => {
                write!(f, "{}() takes a question, as ${{name}}", function.name())
            }
        }
    }
}

impl core::error::Error for BadExpr {}

pub(super) fn read(text: &str) -> Result<Node, BadExpr> {
    if text.len() > MAX_LENGTH {
        return Err(BadExpr { at: 1, flaw: Flaw::TooLong });
    }
    let mut reader = Reader { text, at: 0, depth: 0 };
    let node = reader.level(0)?;
    match reader.peek() {
        Some(_) => Err(reader.unexpected()),
        None => Ok(node),
    }
}

struct Reader<'a> {
    text: &'a str,
    /// The next byte to read; always between characters.
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next character that is not a space.
    fn peek(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().chars().next()
    }

    fn take(&mut self, sign: &str) -> bool {
        self.peek();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    fn need(&mut self, sign: &str) -> Result<(), BadExpr> {
        if self.take(sign) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn bad(&self, flaw: Flaw) -> BadExpr {
        self.bad_at(self.at, flaw)
    }

    fn bad_at(&self, byte: usize, flaw: Flaw) -> BadExpr {
        BadExpr { at: self.text[..byte].chars().count() + 1, flaw }
    }

    /// What stands here cannot.
    fn unexpected(&mut self) -> BadExpr {
        let flaw = match (self.peek(), self.word()) {
            (None, _) => Flaw::Ends,
            (Some(sign), "") => Flaw::Sign(sign),
            (_, word) => Flaw::Word(word.into()),
        };
        self.bad(flaw)
    }

    /// The word that begins here: a name as XML has it, with `-` and `.` in it.
    fn word(&self) -> &'a str {
        let rest = self.rest();
        let begins = |c: char| c.is_alphabetic() || c == '_';
        if !rest.starts_with(begins) {
            return "";
        }
        let goes_on = |c: char| begins(c) || c.is_numeric() || c == '-' || c == '.';
        &rest[..rest.find(|c| !goes_on(c)).unwrap_or(rest.len())]
    }

    /// Operators of this level and whatever binds more.
    fn level(&mut self, level: usize) -> Result<Node, BadExpr> {
        if level == Op::LEVELS {
            return self.one();
        }
        let first = self.level(level + 1)?;
        let mut rest = vec![];
        while let Some(op) = self.operator(level) {
            rest.push((op, self.level(level + 1)?));
        }
        Ok(if rest.is_empty() { first } else { Node::Chain(Box::new(first), rest) })
    }

    fn operator(&mut self, level: usize) -> Option<Op> {
        self.peek();
        let word = self.word();
        let (op, sign, _) = Op::ALL.iter().find(|(_, sign, of)| {
            *of == level
                && if word.is_empty() { self.rest().starts_with(sign) } else { word == *sign }
        })?;
        self.at += sign.len();
        Some(*op)
    }

    /// One thing, with whatever minus signs stand before it.
    fn one(&mut self) -> Result<Node, BadExpr> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.bad(Flaw::TooDeep));
        }
        let node = match self.peek() {
            Some('-') => {
                self.at += 1;
                Node::Minus(Box::new(self.one()?))
            }
            Some('(') => {
                self.at += 1;
                let node = self.level(0)?;
                self.need(")")?;
                node
            }
            Some('\'' | '"') => self.quoted()?,
            Some('$') => self.name()?,
            Some('.') if !self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                self.at += 1;
                Node::This
            }
            Some('.' | '0'..='9') => self.number()?,
            _ => match self.word() {
                "" => return Err(self.unexpected()),
                word => self.named(word)?,
            },
        };
        self.depth -= 1;
        Ok(node)
    }

    fn quoted(&mut self) -> Result<Node, BadExpr> {
        let rest = self.rest();
        let (quote, inner) = rest.split_at(1);
        let Some(length) = inner.find(quote) else { return Err(self.bad(Flaw::OpenText)) };
        self.at += length + 2;
        Ok(Node::Text(inner[..length].into()))
    }

    fn name(&mut self) -> Result<Node, BadExpr> {
        let begin = self.at;
        if self.take("${") {
            self.peek();
            let word = self.word();
            self.at += word.len();
            if !word.is_empty() && self.take("}") {
                return Ok(Node::Name(word.into()));
            }
        }
        Err(self.bad_at(begin, Flaw::BadName))
    }

    fn number(&mut self) -> Result<Node, BadExpr> {
        let rest = self.rest();
        let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let mut length = digits(rest);
        if rest[length..].starts_with('.') {
            length += 1;
            length += digits(&rest[length..]);
        }
        match rest[..length].parse::<f64>() {
            Ok(number) if number.is_finite() => {
                self.at += length;
                Ok(Node::Number(number))
            }
            _ => Err(self.bad(Flaw::BadNumber)),
        }
    }

    /// A function, or a code's own property.
    fn named(&mut self, word: &str) -> Result<Node, BadExpr> {
        let begin = self.at;
        self.at += word.len();
        if !self.take("(") {
            self.at = begin + word.len();
            return Ok(Node::Own(word.into()));
        }
        let Some((function, _, least, most)) =
            Function::ALL.iter().find(|(_, name, ..)| *name == word).copied()
        else {
            return Err(self.bad_at(begin, Flaw::NoFunction(word.into())));
        };
        let mut given = vec![];
        let whole = match function {
            Function::Position => self.take("..") && self.take(")"),
            _ => {
                if !self.take(")") {
                    given = self.given()?;
                }
                (least..=most).contains(&given.len())
            }
        };
        if !whole {
            return Err(self.bad_at(begin, Flaw::Given(function)));
        }
        let names = matches!(function, Function::Sum | Function::Count);
        if names && !matches!(given[..], [Node::Name(_)]) {
            return Err(self.bad_at(begin, Flaw::NeedsName(function)));
        }
        Ok(Node::Call(function, given))
    }

    /// What a function is given, up to the closing parenthesis.
    fn given(&mut self) -> Result<Vec<Node>, BadExpr> {
        let mut given = vec![self.level(0)?];
        while !self.take(")") {
            self.need(",")?;
            given.push(self.level(0)?);
        }
        Ok(given)
    }
}
