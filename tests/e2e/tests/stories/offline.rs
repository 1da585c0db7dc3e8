//! The stories without signal: after one visit the app starts again and again with the hub
//! stopped, every language and every file of it is there, a volunteer's whole day works from the
//! first second after joining, and an update that arrives in part changes nothing. What each
//! story looks at is in its own file; who takes part is in `cast.rs`.

mod cast;
pub mod day;
mod day_words;
pub mod starts;
pub mod update;
