//! Closing the day: what is still open, the counts, how it went for the volunteer, and the day
//! in numbers to share, copy, print or export.

mod after;
mod debrief;
mod open;
mod screen;
mod summary;

pub use after::{AfterAction, AfterClosing};
pub use screen::ClosePage;
