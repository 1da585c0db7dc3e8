//! The one error of a start: a plain sentence for whoever runs the hub.

use std::fmt;
use std::io;

/// Why a hub does not start, in one plain sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotStart(pub String);

impl fmt::Display for CannotStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CannotStart {}

impl From<io::Error> for CannotStart {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}
