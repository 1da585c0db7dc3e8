//! Forms: questions with conditions and limits, as data of a pack. What a form is made of is in
//! `form/define.rs`. What an answer can be is in [`crate::value`]; where filled-in forms go is in
//! `register.rs`.

mod define;

pub use define::{CodeList, Form, Kind, Listed, Look, Part, Question};
