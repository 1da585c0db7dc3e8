//! What several pages share: the frame and what is said in it, the ends of a form, the words for
//! things of the field, and small screens that more than one page shows. Unlike a component it
//! knows the state and the verbs; unlike a page it has no address. What one page alone needs stays
//! with the page.

pub mod activity;
pub mod answers;
pub mod ask_first;
pub mod calls;
pub mod chain;
pub mod delivery;
pub mod desk;
pub mod doorway;
pub mod form;
pub mod frame;
pub mod goods;
pub mod hand_over;
pub mod history;
pub mod install;
pub mod kit_lines;
pub mod language_switch;
pub mod languages;
pub mod lots;
pub mod names;
pub mod notices;
pub mod past;
pub mod people;
pub mod practice;
pub mod questions;
pub mod reason;
pub mod recovery;
pub mod role;
pub mod said;
pub mod save_or_cancel;
pub mod saved;
pub mod scanner;
pub mod shut;
pub mod when;
pub mod whereabouts;
pub mod words_field;
