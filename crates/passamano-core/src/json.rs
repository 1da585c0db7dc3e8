//! JSON, always read from text and written to text: each other kind of source would bring the
//! readers of all types into the app once more.

use serde::{Deserialize, Serialize};

/// Text is no JSON, or not the JSON that was expected; it says where.
pub type BadJson = serde_json::Error;

/// Reads a value from all of the bytes, which must be UTF-8.
pub fn from_slice<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, BadJson> {
    from_str(core::str::from_utf8(bytes).map_err(serde::de::Error::custom)?)
}

/// Reads a value from all of the text.
pub fn from_str<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, BadJson> {
    serde_json::from_str(text)
}

/// Writes a value. What cannot be written, a list as the key of a map for one, gives nothing.
pub fn to_vec(value: &impl Serialize) -> Option<Vec<u8>> {
    serde_json::to_vec(value).ok()
}
