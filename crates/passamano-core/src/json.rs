//! JSON as little code. serde says what is read and written; this says how, with one reader and
//! one writer whose work is in plain functions. A general JSON crate is faster to adopt, and
//! repeats itself for each type: in the app that was a fifth of the download.
//!
//! Reads RFC 8259 from UTF-8, strictly, to a depth of 128. Not here, because nothing of ours
//! needs it: structs as arrays, enums with content as `{"name": …}`, keys of maps that are not
//! text, the writing of numbers with a fraction.

mod read;
mod write;

use core::fmt;

use serde::{Deserialize, Serialize};

pub use read::Raw;

/// Text is no JSON, or not the JSON that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadJson {
    /// The byte at which reading stopped.
    pub at: usize,
    /// The text ended inside of a list or map.
    pub cut_off: bool,
}

impl fmt::Display for BadJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.cut_off { "the text ends too early" } else { "unexpected content" };
        write!(f, "{what} at byte {}", self.at)
    }
}

impl core::error::Error for BadJson {}

/// Reads a value from all of the bytes.
pub fn from_slice<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, BadJson> {
    match core::str::from_utf8(bytes) {
        Ok(text) => from_str(text),
        Err(error) => {
            Err(BadJson { at: error.valid_up_to(), cut_off: error.error_len().is_none() })
        }
    }
}

/// Reads a value from all of the text.
pub fn from_str<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, BadJson> {
    let mut reader = read::Reader::new(text);
    let value = T::deserialize(&mut reader);
    value.and_then(|value| reader.end().map(|()| value)).map_err(|Failed| reader.problem())
}

/// Writes a value. What cannot be written, a number as the key of a map for one, gives nothing.
pub fn to_string(value: &impl Serialize) -> Option<String> {
    let mut writer = write::Writer::default();
    value.serialize(&mut writer).ok().map(|()| writer.out)
}

/// [`to_string`], as bytes.
pub fn to_vec(value: &impl Serialize) -> Option<Vec<u8>> {
    to_string(value).map(String::into_bytes)
}

/// What serde is told when something is wrong. Where it was, the reader knows; so that this
/// takes no room in each result.
#[derive(Debug)]
struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unexpected content")
    }
}

impl core::error::Error for Failed {}

impl serde::ser::Error for Failed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Failed
    }
}

/// The defaults of the other functions compose sentences, for which there is no use here.
impl serde::de::Error for Failed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Failed
    }

    fn invalid_type(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Failed
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Failed
    }

    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        Failed
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Failed
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Failed
    }

    fn missing_field(_: &'static str) -> Self {
        Failed
    }

    fn duplicate_field(_: &'static str) -> Self {
        Failed
    }
}

#[cfg(test)]
mod tests;
