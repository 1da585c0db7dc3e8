//! The reader. What depends on the type that is read is kept to a few lines for each function;
//! the parsing itself is in functions without parameters of type.

use core::fmt;
use std::borrow::Cow;

use serde::de::value::StrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{BadJson, Failed};

const DEEPEST: u8 = 128;

pub(super) struct Reader<'de> {
    text: &'de str,
    at: usize,
    depth: u8,
}

impl<'de> Reader<'de> {
    pub fn new(text: &'de str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// What to say after a [`Failed`].
    pub fn problem(&mut self) -> BadJson {
        self.next();
        BadJson { at: self.at, cut_off: self.depth > 0 && self.at == self.text.len() }
    }

    /// Nothing but spaces is left.
    pub fn end(&mut self) -> Result<(), Failed> {
        self.next();
        if self.at == self.text.len() { Ok(()) } else { Err(Failed) }
    }

    /// The byte here; 0, which JSON never holds, at the end.
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// The first byte after spaces.
    #[inline(never)]
    fn next(&mut self) -> u8 {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
        self.byte()
    }

    /// Goes over one expected byte, after spaces.
    fn expect(&mut self, byte: u8) -> Result<(), Failed> {
        if self.next() != byte {
            return Err(Failed);
        }
        self.at += 1;
        Ok(())
    }

    #[inline(never)]
    fn word(&mut self, word: &str) -> Result<(), Failed> {
        self.next();
        // A word that is cut off fails at the end of the text.
        for byte in word.bytes() {
            if self.byte() != byte {
                return Err(Failed);
            }
            self.at += 1;
        }
        Ok(())
    }

    fn since(&self, start: usize) -> Result<&'de str, Failed> {
        self.text.get(start..self.at).ok_or(Failed)
    }

    /// A text, lent where it has no escapes.
    #[inline(never)]
    fn string(&mut self) -> Result<Cow<'de, str>, Failed> {
        self.expect(b'"')?;
        let mut text = Cow::Borrowed(self.plain()?);
        while self.byte() == b'\\' {
            self.at += 1;
            let letter = self.escape()?;
            let after = self.plain()?;
            let text = text.to_mut();
            text.push(letter);
            text.push_str(after);
        }
        self.at += 1;
        Ok(text)
    }

    /// Everything up to a quote or backslash.
    fn plain(&mut self) -> Result<&'de str, Failed> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let special = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
        self.at += special.unwrap_or(rest.len());
        if self.byte() < 0x20 { Err(Failed) } else { self.since(start) }
    }

    fn escape(&mut self) -> Result<char, Failed> {
        let byte = self.byte();
        self.at += usize::from(byte != 0);
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.code_point(),
            _ => return Err(Failed),
        })
    }

    /// The rest of `\uXXXX`, with its second half where it needs one.
    fn code_point(&mut self) -> Result<char, Failed> {
        let unit = self.code_unit()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return char::from_u32(unit).ok_or(Failed);
        }
        for byte in *b"\\u" {
            if self.byte() != byte {
                return Err(Failed);
            }
            self.at += 1;
        }
        let low = self.code_unit()?;
        if !(0xdc00..0xe000).contains(&low) {
            return Err(Failed);
        }
        char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)).ok_or(Failed)
    }

    fn code_unit(&mut self) -> Result<u32, Failed> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + char::from(self.byte()).to_digit(16).ok_or(Failed)?;
            self.at += 1;
        }
        Ok(unit)
    }

    /// A number as it stands.
    #[inline(never)]
    fn number(&mut self) -> Result<&'de str, Failed> {
        self.next();
        let start = self.at;
        self.at += usize::from(self.byte() == b'-');
        if self.byte() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), b'+' | b'-'));
            self.digits()?;
        }
        self.since(start)
    }

    fn digits(&mut self) -> Result<(), Failed> {
        let start = self.at;
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(Failed) }
    }

    fn open(&mut self, bracket: u8) -> Result<(), Failed> {
        self.expect(bracket)?;
        self.depth += 1;
        if self.depth > DEEPEST { Err(Failed) } else { Ok(()) }
    }

    /// Goes to the next part of a list or map, if there is one; over the closing bracket, if not.
    #[inline(never)]
    fn part(&mut self, first: &mut bool, bracket: u8) -> Result<bool, Failed> {
        if self.next() == bracket {
            self.at += 1;
            self.depth -= 1;
            return Ok(false);
        }
        if !core::mem::take(first) {
            self.expect(b',')?;
        }
        Ok(true)
    }

    /// Goes over a value, whatever it is.
    fn skip(&mut self) -> Result<(), Failed> {
        let mut first = true;
        match self.next() {
            b'"' => self.string().map(|_| ()),
            b'[' => {
                self.open(b'[')?;
                while self.part(&mut first, b']')? {
                    self.skip()?;
                }
                Ok(())
            }
            b'{' => {
                self.open(b'{')?;
                while self.part(&mut first, b'}')? {
                    self.string()?;
                    self.expect(b':')?;
                    self.skip()?;
                }
                Ok(())
            }
            b'n' => self.word("null"),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            _ => self.number().map(|_| ()),
        }
    }

    fn bool(&mut self) -> Result<bool, Failed> {
        let yes = self.next() == b't';
        self.word(if yes { "true" } else { "false" }).map(|()| yes)
    }

    fn unsigned(&mut self) -> Result<u64, Failed> {
        self.number()?.parse().map_err(|_| Failed)
    }

    fn signed(&mut self) -> Result<i64, Failed> {
        self.number()?.parse().map_err(|_| Failed)
    }

    fn float(&mut self) -> Result<f64, Failed> {
        finite(self.number()?)
    }
}

fn finite(number: &str) -> Result<f64, Failed> {
    number.parse().ok().filter(|number: &f64| number.is_finite()).ok_or(Failed)
}

macro_rules! numbers {
    ($($function:ident $visit:ident $read:ident,)*) => {$(
        fn $function<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
            visitor.$visit(self.$read()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Failed;

    numbers! {
        deserialize_bool visit_bool bool,
        deserialize_u8 visit_u64 unsigned,
        deserialize_u16 visit_u64 unsigned,
        deserialize_u32 visit_u64 unsigned,
        deserialize_u64 visit_u64 unsigned,
        deserialize_i8 visit_i64 signed,
        deserialize_i16 visit_i64 signed,
        deserialize_i32 visit_i64 signed,
        deserialize_i64 visit_i64 signed,
        deserialize_f32 visit_f64 float,
        deserialize_f64 visit_f64 float,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        match self.next() {
            b'"' => self.deserialize_str(visitor),
            b'[' => self.deserialize_seq(visitor),
            b'{' => self.deserialize_map(visitor),
            b'n' => self.deserialize_unit(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            _ => {
                let number = self.number()?;
                if let Ok(number) = number.parse() {
                    visitor.visit_u64(number)
                } else if let Ok(number) = number.parse() {
                    visitor.visit_i64(number)
                } else {
                    visitor.visit_f64(finite(number)?)
                }
            }
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        match self.string()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_string(self.string()?.into_owned())
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_str(&self.string()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        if self.next() == b'n' {
            self.word("null")?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        self.word("null")?;
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failed> {
        if name == RAW {
            self.next();
            let start = self.at;
            self.skip()?;
            return visitor.visit_borrowed_str(self.since(start)?);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        let mut parts = Parts::new(self, b'[', b']')?;
        let value = visitor.visit_seq(&mut parts)?;
        parts.close()?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failed> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        let mut parts = Parts::new(self, b'{', b'}')?;
        let value = visitor.visit_map(&mut parts)?;
        parts.close()?;
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        visitor.visit_enum(StrDeserializer::new(&self.string()?))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        self.skip()?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { char bytes byte_buf unit_struct tuple_struct }
}

/// The parts of a list or map that is open.
struct Parts<'a, 'de> {
    reader: &'a mut Reader<'de>,
    bracket: u8,
    first: bool,
    closed: bool,
}

impl<'a, 'de> Parts<'a, 'de> {
    fn new(reader: &'a mut Reader<'de>, open: u8, bracket: u8) -> Result<Self, Failed> {
        reader.open(open)?;
        Ok(Self { reader, bracket, first: true, closed: false })
    }

    /// Whether there is one more part.
    #[inline(never)]
    fn more(&mut self) -> Result<bool, Failed> {
        let more = !self.closed && self.reader.part(&mut self.first, self.bracket)?;
        self.closed = !more;
        Ok(more)
    }

    /// A visitor that wants a fixed number of parts leaves the closing bracket.
    fn close(mut self) -> Result<(), Failed> {
        if self.more()? { Err(Failed) } else { Ok(()) }
    }
}

impl<'de> SeqAccess<'de> for &mut Parts<'_, 'de> {
    type Error = Failed;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failed> {
        if self.more()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for &mut Parts<'_, 'de> {
    type Error = Failed;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failed> {
        if self.more()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Failed> {
        self.reader.expect(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

/// A value as it stands in the text, to be read later with [`super::from_str`].
#[derive(Debug, Clone, Copy)]
pub struct Raw<'a>(pub &'a str);

/// How [`Raw`] makes itself known to the reader.
const RAW: &str = "passamano raw";

impl<'de: 'a, 'a> Deserialize<'de> for Raw<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Lent;
        impl<'de> Visitor<'de> for Lent {
            type Value = Raw<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text of our own reader")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Raw<'de>, E> {
                Ok(Raw(text))
            }
        }
        from.deserialize_newtype_struct(RAW, Lent)
    }
}
