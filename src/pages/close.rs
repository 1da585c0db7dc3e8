//! Closing the day: what is still open, the counts, how it went for the volunteer, and the day
//! in numbers to share, copy, print or export.

mod debrief;
mod open;
mod screen;
mod summary;

pub use screen::ClosePage;
