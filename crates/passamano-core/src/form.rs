//! Forms: questions with conditions and limits, as data of a pack. What a form is made of is in
//! `form/define.rs`, how it is made ready in `form/prepared.rs`, how it is filled in in
//! `form/fill.rs`, what stands in its fields in
//! `form/typed.rs`, whether it may be published in `form/check.rs`. What an answer can be is in
//! [`crate::value`]; where filled-in forms go is in `register.rs`.

pub mod check;
mod define;
mod fill;
mod prepared;
mod typed;

pub use check::{Key, Who, keys, list_keys};
pub use define::{CodeList, Form, Kind, Listed, Look, Part, Question};
pub use fill::{
    At, Draft, Event, Filling, Finished, MAX_TEXT, Place, Seen, Went, What, Why, Wrong,
};
pub use prepared::{MAX_GROUPS, MAX_QUESTIONS, MAX_ROWS, Prepared};
pub use typed::{as_typed, typed};
