//! The writer: compact, and to the byte what serde_json writes. Records that it wrote are signed
//! and frozen.

use core::fmt::Write;

use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};

use super::Failed;

/// Writes to [`Writer::out`].
#[derive(Default)]
pub(super) struct Writer {
    pub out: String,
}

impl Writer {
    #[inline(never)]
    fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    #[inline(never)]
    fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)) {
            let (plain, special) = rest.split_at(at);
            self.out.push_str(plain);
            match special.as_bytes()[0] {
                b'\n' => self.out.push_str("\\n"),
                b'\r' => self.out.push_str("\\r"),
                b'\t' => self.out.push_str("\\t"),
                0x8 => self.out.push_str("\\b"),
                0xc => self.out.push_str("\\f"),
                byte @ 0..0x20 => self.display(format_args!("\\u{byte:04x}")),
                byte => self.out.extend(['\\', char::from(byte)]),
            }
            rest = &special[1..];
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    #[inline(never)]
    fn display(&mut self, what: core::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(what);
    }

    fn unsigned(&mut self, number: u64) {
        self.display(format_args!("{number}"));
    }

    fn signed(&mut self, number: i64) {
        self.display(format_args!("{number}"));
    }

    /// Ends the key of a map, which must be a text.
    fn colon(&mut self) -> Result<(), Failed> {
        if !self.out.ends_with('"') {
            return Err(Failed);
        }
        self.out.push(':');
        Ok(())
    }

    /// Begins the next part of what is open.
    #[inline(never)]
    fn part(&mut self) {
        if !self.out.ends_with(['[', '{']) {
            self.out.push(',');
        }
    }

    #[inline(never)]
    fn field(&mut self, name: &str) {
        self.part();
        self.string(name);
        self.out.push(':');
    }
}

macro_rules! numbers {
    ($($function:ident $number:ty => $write:ident,)*) => {$(
        fn $function(self, number: $number) -> Result<(), Failed> {
            self.$write(number.into());
            Ok(())
        }
    )*};
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Impossible<(), Failed>;
    type SerializeTupleVariant = Impossible<(), Failed>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Impossible<(), Failed>;

    numbers! {
        serialize_u8 u8 => unsigned,
        serialize_u16 u16 => unsigned,
        serialize_u32 u32 => unsigned,
        serialize_u64 u64 => unsigned,
        serialize_i8 i8 => signed,
        serialize_i16 i16 => signed,
        serialize_i32 i32 => signed,
        serialize_i64 i64 => signed,
    }

    fn serialize_bool(self, yes: bool) -> Result<(), Failed> {
        self.raw(if yes { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Failed> {
        Err(Failed)
    }

    fn serialize_f64(self, _: f64) -> Result<(), Failed> {
        Err(Failed)
    }

    fn serialize_char(self, letter: char) -> Result<(), Failed> {
        self.string(letter.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Failed> {
        self.string(text);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Failed> {
        Err(Failed)
    }

    fn serialize_none(self) -> Result<(), Failed> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Failed> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Failed> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Failed> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Failed> {
        Err(Failed)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Failed> {
        Ok(Open::new(self, "[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'a>, Failed> {
        Ok(Open::new(self, "[", "]"))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Failed> {
        Err(Failed)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(Failed)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Failed> {
        Ok(Open::new(self, "{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Failed> {
        Ok(Open::new(self, "{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failed> {
        Err(Failed)
    }
}

/// A list or map to which parts are added.
pub(super) struct Open<'a> {
    writer: &'a mut Writer,
    bracket: &'static str,
}

impl<'a> Open<'a> {
    fn new(writer: &'a mut Writer, open: &str, bracket: &'static str) -> Self {
        writer.raw(open);
        Self { writer, bracket }
    }

    fn close(self) -> Result<(), Failed> {
        self.writer.raw(self.bracket);
        Ok(())
    }
}

impl ser::SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.writer.part();
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Failed> {
        self.close()
    }
}

impl ser::SerializeTuple for Open<'_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Failed> {
        self.close()
    }
}

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.writer.part();
        key.serialize(&mut *self.writer)?;
        self.writer.colon()
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Failed> {
        self.close()
    }
}

impl ser::SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        self.writer.field(name);
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Failed> {
        self.close()
    }
}
